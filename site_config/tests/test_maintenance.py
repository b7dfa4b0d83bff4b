"""While the site is being worked on, visitors are told so in their language, and the team goes on working."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import make_agent, make_user
from kb.actions import ensure_site
from site_config.models import SiteSettings

NOTICE, BAR = "Back in a few minutes", "Maintenance is on: only the team sees this site."
HOME = "/en/community/"


@pytest.fixture
def closed():
    ensure_site()
    site = SiteSettings.load()
    site.maintenance = True
    site.save()
    return site


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", HOME, "/en/search/?q=refund", "/en/account/signup/", "/sitemap.xml"])
def test_visitors_get_a_503_that_says_when_to_come_back(client, closed, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "600", "no-store")
    assert NOTICE in answer.content.decode()


@pytest.mark.django_db
def test_the_notice_speaks_the_readers_language(client, closed):
    page = client.get("/fa/community/").content.decode()
    assert '<html lang="fa" dir="rtl">' in page and NOTICE not in page
    assert '<html lang="el"' in client.get("/", headers={"accept-language": "el"}).content.decode()


@pytest.mark.django_db
def test_the_notice_says_what_and_until_when(client, closed):
    closed.maintenance_message = "We move <b>shelves</b>."
    closed.maintenance_until = timezone.now() + timedelta(minutes=45, seconds=30)
    closed.save()
    answer = client.get(HOME)
    page = answer.content.decode()
    assert "We move &lt;b&gt;shelves" in page and "in 45 minutes" in page
    assert 2690 <= int(answer["Retry-After"]) <= 2730


@pytest.mark.django_db
def test_an_end_that_has_passed_is_not_promised(client, closed):
    closed.maintenance_until = timezone.now() - timedelta(hours=1)
    closed.save()
    answer = client.get(HOME)
    assert answer["Retry-After"] == "600" and "We expect" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/robots.txt", "/en/account/login/"])
def test_health_robots_and_sign_in_stay_open(client, closed, path):
    assert client.get(path).status_code == 200
    assert client.get("/cms/").status_code == 302


@pytest.mark.django_db
def test_nothing_is_written_meanwhile(client, closed):
    assert client.post("/en/preview/", {"body": "hi"}).status_code == 503


@pytest.mark.django_db
def test_the_team_sees_the_site_with_a_bar_and_members_do_not(client, closed):
    client.force_login(make_agent())
    answer = client.get(HOME)
    assert answer.status_code == 200 and BAR in answer.content.decode()
    client.force_login(make_user())
    assert client.get(HOME).status_code == 503


@pytest.mark.django_db
def test_the_switch_in_the_cms_opens_the_site_again(admin_client, client, closed):
    form = {"site_name": "Kelora", "reply_within_hours": "4"}
    admin_client.post(f"/cms/settings/site_config/sitesettings/{closed.pk}/", form)
    answer = client.get(HOME)
    assert answer.status_code == 200 and BAR not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/fa/community/", "/cms/", "/en/account/login/"])
def test_the_environment_closes_the_site_without_the_database(client, settings, path):
    """No ``django_db`` mark: a query would fail this test."""
    settings.MAINTENANCE = True
    client.cookies["sessionid"] = "of-somebody"
    answer = client.get(path)
    assert answer.status_code == 503 and answer["Retry-After"] == "600"
    assert answer["Content-Security-Policy"]


def test_files_are_served_meanwhile(client, settings):
    settings.MAINTENANCE = True
    page = client.get("/en/").content.decode()
    sheet = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    assert client.get(sheet).status_code == 200
