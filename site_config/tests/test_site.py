"""The site's own addresses: root, health, robots, headers, errors."""

import shutil

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError
from haystack import connections

from kb.actions import ensure_site
from kb.tests.factories import make_article
from search.tests.helpers import fresh_index
from search.worker import drain

pytestmark = pytest.mark.django_db


def test_the_root_sends_readers_home_in_their_language(client):
    assert client.get("/", headers={"accept-language": "fa-IR,fa;q=0.9"}).url == "/fa/"
    assert client.get("/", headers={"accept-language": "xx"}).url == "/en/"


def test_health_is_ok_when_database_and_index_answer(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_names_what_does_not_answer(client, monkeypatch):
    monkeypatch.setattr(connections["default"].get_backend(), "is_healthy", lambda: False)
    answer = client.get("/healthz")
    assert answer.status_code == 503 and answer.json()["failing"] == ["index"]


def test_an_index_that_was_lost_is_told_even_after_a_search_made_a_new_one(client):
    ensure_site()
    make_article()
    drain()
    assert client.get("/healthz").status_code == 200
    shutil.rmtree(connections["default"].get_backend().store.path)
    client.get("/en/search/?q=refund")
    assert client.get("/healthz").json()["failing"] == ["index"]
    call_command("rebuild_index", interactive=False, verbosity=0)
    assert client.get("/healthz").status_code == 200
    fresh_index()


def test_health_names_the_database(client, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr("site_config.views.connection.cursor", broken)
    assert client.get("/healthz").json()["failing"] == ["database"]


def test_a_nul_byte_in_an_address_is_refused(client):
    assert client.get("/en/search/?q=a%00b").status_code == 400
    assert client.get("/en/help/%00/").status_code == 400


def test_public_pages_carry_the_strict_policy_and_the_cms_its_own(client, admin_client):
    public = client.get("/en/account/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in public and "unsafe" not in public
    editors = admin_client.get("/cms/").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in editors and "nonce" not in editors


def test_the_cms_has_no_door_of_its_own(client, django_user_model):
    assert client.get("/cms/pages/", follow=True).redirect_chain[-1][0].endswith("/account/login/?next=/cms/pages/")
    django_user_model.objects.create_superuser("root@example.com", "correct horse")
    answer = client.post("/cms/login/", {"username": "root@example.com", "password": "correct horse"})
    assert "/account/login/" in answer.url and "_auth_user_id" not in client.session
    assert client.post("/cms/password_reset/", {"email": "root@example.com"}, follow=True).status_code == 404


def test_a_customer_is_told_that_the_cms_is_not_theirs(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("customer@example.com", "correct horse"))
    assert client.get("/cms/", follow=True).status_code == 403


def test_an_editor_changes_address_and_password_in_the_account_only(admin_client):
    page = admin_client.get("/cms/account/").content.decode()
    assert 'name="name_email-email"' not in page and "old_password" not in page


def test_an_unknown_address_answers_a_designed_404(client):
    answer = client.get("/en/no/such/page/")
    assert answer.status_code == 404 and b"<h1" in answer.content and b"<search" in answer.content


def test_too_many_previews_are_answered_by_a_designed_page(client):
    cache.clear()
    answers = [client.post("/en/preview/", {"body": "*hi*"}) for _ in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {200}
    assert answers[60].status_code == 429 and b"<h1" in answers[60].content
    assert client.post("/en/preview/", {"body": "hi"}, REMOTE_ADDR="10.0.0.9").status_code == 200
    cache.clear()


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [("SECRET_KEY", "", "SECRET_KEY"), ("SECRET_KEY", "short", "SECRET_KEY"), ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS")],
)
def test_production_refuses_to_start_unsafe(name, value, complaint, monkeypatch):
    import importlib  # noqa: PLC0415

    monkeypatch.setenv("SECRET_KEY", "k" * 50)
    monkeypatch.setenv("ALLOWED_HOSTS", "help.example.com")
    module = importlib.import_module("site_config.settings.production")
    importlib.reload(module)
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=complaint):
        importlib.reload(module)
