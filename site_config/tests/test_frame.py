"""What stands around every page: language switch, inbox count, style guide, preview."""

import pytest

from accounts.actions import notify
from accounts.tests.factories import make_agent, make_user

pytestmark = pytest.mark.django_db
PAGE = "/en/account/login/"


def test_every_language_is_offered_with_this_page_in_it(client):
    page = client.get(PAGE).content.decode()
    for code in ("en", "ru", "el", "fa", "sq"):
        assert f'hreflang="{code}" href="http://testserver/{code}/account/login/"' in page
        assert f'name="next" value="/{code}/account/login/"' in page


def test_chosen_language_is_kept(client):
    answer = client.post("/i18n/setlang/", {"language": "fa", "next": "/fa/account/login/"})
    assert answer.url == "/fa/account/login/"
    assert client.get("/").url == "/fa/"


def test_persian_page_runs_right_to_left(client):
    assert '<html lang="fa" dir="rtl">' in client.get("/fa/account/login/").content.decode()


def test_guest_sees_no_inbox_and_member_the_number_of_new_notifications(client):
    assert "Inbox" not in client.get(PAGE).content.decode()
    reader = make_user()
    for _number in range(3):
        notify([reader], "thread_answered", url="/en/", context={"title": "Lamp"})
    client.force_login(reader)
    assert "Inbox, 3 new" in client.get("/en/account/preferences/").content.decode()


def test_only_agents_see_the_desk_in_the_header(client):
    client.force_login(make_user())
    assert 'href="/en/desk/"' not in client.get("/en/account/preferences/").content.decode()
    client.force_login(make_agent())
    assert 'href="/en/desk/"' in client.get("/en/account/preferences/").content.decode()


def test_style_guide_is_for_staff(client):
    assert "/account/login/" in client.get("/en/styleguide/").url
    client.force_login(make_user(is_staff=True))
    assert client.get("/en/styleguide/").status_code == 200
    assert client.get("/fa/styleguide/").status_code == 200


def test_preview_shows_clean_html_of_the_named_field(client):
    answer = client.post("/preview/", {"field": "text", "text": "**bold** <script>alert(1)</script>"})
    assert "<strong>bold</strong>" in answer.content.decode()
    assert "<script" not in answer.content.decode()
    assert client.get("/preview/").status_code == 405


def test_name_of_the_site_is_ours_on_the_librarys_pages(client):
    assert "Kelora" in client.get(PAGE).content.decode()
