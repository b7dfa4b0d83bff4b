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


def test_choice_of_a_member_is_kept_in_the_account_and_stays_after_signing_out(client):
    member = make_user(language="en")
    client.force_login(member)
    client.post("/i18n/setlang/", {"language": "el", "next": "/el/"})
    member.refresh_from_db()
    assert member.language == "el" and client.get("/").url == "/el/"
    client.post("/en/account/logout/")
    assert client.get("/").url == "/el/"


def test_preferences_change_the_language_of_this_device_too(client):
    client.force_login(make_user(language="en", display_name="Mara"))
    client.post("/en/account/preferences/", {"display_name": "Mara", "language": "ru", "timezone": "Europe/Athens"})
    client.post("/en/account/logout/")
    assert client.get("/").url == "/ru/"


def test_account_goes_before_cookie_and_cookie_before_browser(client):
    persian = {"accept-language": "fa"}
    assert client.get("/", headers=persian).url == "/fa/"
    client.post("/i18n/setlang/", {"language": "ru", "next": "/ru/"})
    assert client.get("/", headers=persian).url == "/ru/"
    client.force_login(make_user(language="sq"))
    assert client.get("/", headers=persian).url == "/sq/"


def test_following_a_link_into_another_language_changes_no_choice(client):
    member = make_user(language="el")
    client.force_login(member)
    client.post("/i18n/setlang/", {"language": "el", "next": "/el/"})
    client.get("/fa/account/preferences/")
    client.get("/i18n/setlang/?language=fa&next=/fa/")
    member.refresh_from_db()
    assert member.language == "el" and client.get("/").url == "/el/"


def test_a_language_the_site_does_not_speak_is_not_kept(client):
    member = make_user(language="el")
    client.force_login(member)
    for language in ("de", "tlh", ""):
        assert client.post("/i18n/setlang/", {"language": language, "next": "https://evil.example/"}).url == "/"
    member.refresh_from_db()
    assert member.language == "el" and client.get("/").url == "/el/"


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
    answer = client.post("/en/preview/", {"field": "text", "text": "**bold** <script>alert(1)</script>"})
    assert "<strong>bold</strong>" in answer.content.decode()
    assert "<script" not in answer.content.decode()
    assert client.get("/en/preview/").status_code == 405


def test_name_of_the_site_is_ours_on_the_librarys_pages(client):
    assert "Kelora" in client.get(PAGE).content.decode()


def test_preview_speaks_the_language_of_the_page_it_is_on(client):
    assert "هنوز چیزی برای پیش‌نمایش نیست" in client.post("/fa/preview/", {"body": ""}).content.decode()
