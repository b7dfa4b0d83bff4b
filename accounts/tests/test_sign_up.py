"""From stranger to member: sign up, confirm, sign in, forget the password, sign out."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
NEWCOMER = {"email": "mara@example.com", "display_name": "Mara", "password1": "a long sentence 42"}


def link_in(message) -> str:
    """The path of the first address in a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body).group(1)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_newcomer_signs_up_confirms_and_is_signed_in(client):
    answer = client.post("/en/account/signup/", NEWCOMER, follow=True)
    assert "Check your mailbox" in answer.content.decode()
    assert not is_signed_in(client)

    confirm = link_in(mail.outbox[0])
    assert "Yes, confirm it" in client.get(confirm).content.decode()
    assert not is_signed_in(client), "a link alone must change nothing"

    client.post(confirm)
    assert is_signed_in(client)
    member = User.objects.get(email="mara@example.com")
    assert member.display_name == "Mara"
    assert member.language == "en"


def test_language_of_the_sign_up_page_becomes_the_members(client):
    client.post("/fa/account/signup/", NEWCOMER)
    assert User.objects.get().language == "fa"
    html = mail.outbox[0].alternatives[0].content
    assert 'dir="rtl"' in html


def test_confirmation_mail_is_marked_automatic_and_has_two_forms(client):
    client.post("/en/account/signup/", NEWCOMER)
    message = mail.outbox[0]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Kelora" in message.body
    assert link_in(message) in message.alternatives[0].content


def test_unconfirmed_person_cannot_sign_in(client):
    client.post("/en/account/signup/", NEWCOMER)
    client.post("/en/account/login/", {"login": NEWCOMER["email"], "password": NEWCOMER["password1"]})
    assert not is_signed_in(client)


def test_wrong_link_says_so_and_what_to_do(client):
    page = client.get("/en/account/confirm-email/nonsense/").content.decode()
    assert "no longer valid" in page
    assert "Sign in to get a new one" in page


def test_second_account_with_the_same_address_is_not_made_and_not_told(client):
    make_user(email="mara@example.com")
    answer = client.post("/en/account/signup/", {**NEWCOMER, "email": "MARA@example.com"}, follow=True)
    assert "Check your mailbox" in answer.content.decode(), "a stranger must not learn who has an account"
    assert User.objects.count() == 1
    assert "already" in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "mara@"), ("email", ""), ("display_name", ""), ("display_name", "\u202e\u200b"), ("password1", "12345")],
)
def test_bad_field_is_named_beside_it_and_the_rest_is_kept(client, field, value):
    page = client.post("/en/account/signup/", {**NEWCOMER, field: value}).content.decode()
    assert f'id="id_{field}_error"' in page
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', page)
    kept = "Mara" if field != "display_name" else "mara@example.com"
    assert f'value="{kept}"' in page
    assert not User.objects.exists()


def test_member_signs_in_and_out(client):
    member = make_user()
    client.post("/en/account/login/", {"login": member.email, "password": "correct horse"})
    assert is_signed_in(client)
    client.get("/en/account/logout/")
    assert is_signed_in(client), "no state changes on GET"
    client.post("/en/account/logout/")
    assert not is_signed_in(client)


def test_wrong_password_is_refused_without_saying_which_half(client):
    member = make_user()
    wrong = client.post("/en/account/login/", {"login": member.email, "password": "wrong"})
    unknown = client.post("/en/account/login/", {"login": "nobody@example.com", "password": "wrong"})
    assert not is_signed_in(client)
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_forgotten_password_is_replaced_by_the_mailed_link_once(client):
    member = make_user()
    client.post("/en/account/password/reset/", {"email": member.email})
    link = link_in(mail.outbox[0])
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "quite another 7", "password2": "quite another 7"})
    member.refresh_from_db()
    assert member.check_password("quite another 7")
    client.post("/en/account/logout/")
    assert "no longer valid" in client.get(link, follow=True).content.decode()


def test_mail_about_an_account_is_in_the_language_of_the_account(client):
    client.post("/en/account/password/reset/", {"email": make_user(language="fa").email})
    client.post("/el/account/password/reset/", {"email": "nobody@example.com"})
    assert '<html lang="fa" dir="rtl">' in mail.outbox[0].alternatives[0][0]
    assert '<html lang="el" dir="ltr">' in mail.outbox[1].alternatives[0][0]


def test_reset_for_an_unknown_address_shows_the_same_page(client):
    answer = client.post("/en/account/password/reset/", {"email": "nobody@example.com"}, follow=True)
    assert "on its way" in answer.content.decode()


def test_sign_in_returns_to_where_the_reader_was_but_never_to_another_site(client):
    member = make_user()
    credentials = {"login": member.email, "password": "correct horse"}
    answer = client.post(reverse("account_login"), {**credentials, "next": "/en/account/inbox/"})
    assert answer.url == "/en/account/inbox/"
    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login"), {**credentials, "next": "https://evil.example/"})
    assert answer.url == "/"
