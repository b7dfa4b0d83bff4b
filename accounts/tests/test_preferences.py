"""What a member sets about themselves."""

import pytest

from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
PATH = "/en/account/preferences/"
CHOICES = {
    "display_name": "Mara",
    "about": "",
    "language": "el",
    "timezone": "Europe/Athens",
    "mail_answers": "none",
    "mail_solutions": "now",
    "mail_mentions": "now",
    "mail_thanks": "weekly",
    "mail_boards": "daily",
    "mail_own": "now",
}


@pytest.fixture
def member(client):
    person = make_user(display_name="Old name")
    client.force_login(person)
    return person


def test_member_changes_name_language_zone_and_mails(client, member):
    answer = client.post(PATH, CHOICES)
    assert answer.url == "/el/account/preferences/"
    member.refresh_from_db()
    assert (member.display_name, member.language, member.timezone) == ("Mara", "el", "Europe/Athens")
    chosen = dict(member.notification_preferences.values_list("kind", "how"))
    assert (chosen["answers"], chosen["thanks"], chosen["solutions"]) == ("none", "weekly", "now")


def test_saved_choices_are_shown_again(client, member):
    client.post(PATH, CHOICES)
    page = client.get(PATH).content.decode()
    assert '<option value="weekly" selected>' in page.partition('name="mail_thanks"')[2].partition("</select>")[0]
    assert '<option value="none" selected>' in page.partition('name="mail_answers"')[2].partition("</select>")[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""),
        ("display_name", "\u200b\u2060\u202e"),
        ("display_name", "x" * 61),
        ("timezone", "Mars/Base"),
        ("language", "tlh"),
    ],
)
def test_bad_choice_is_refused_beside_its_field_and_typed_text_is_kept(client, member, field, value):
    answer = client.post(PATH, {**CHOICES, "about": "I fix lamps.", field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert "I fix lamps." in page
    member.refresh_from_db()
    assert member.display_name == "Old name"


def test_a_name_is_one_line_read_as_it_is_shown(client, member):
    client.post(PATH, {**CHOICES, "display_name": "\u202eara\r\nM\x07", "about": "\u2067I fix lamps."})
    member.refresh_from_db()
    assert (member.display_name, member.about) == ("ara M", "I fix lamps.")


def test_email_and_roles_cannot_be_set_from_the_form(client, member):
    client.post(PATH, {**CHOICES, "email": "evil@example.com", "is_staff": "on", "is_superuser": "on"})
    address = member.email
    member.refresh_from_db()
    assert member.email == address
    assert not member.is_staff
    assert not member.is_superuser


def test_no_shared_cache_may_keep_a_members_page(client, member):
    assert "private" in client.get(PATH).headers["Cache-Control"]
    client.logout()
    assert "private" not in client.get("/en/account/password/reset/").headers.get("Cache-Control", "")
