"""The pages of one's own account: what they offer fits how things stand."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from accounts.actions import notify
from accounts.mail import send_event_mail
from accounts.tests.factories import make_user
from site_config.formats import isolated

pytestmark = pytest.mark.django_db
ONLY_ADDRESS = ("action_primary", "action_send", "action_remove")


def page_of(client, member, path: str) -> str:
    client.force_login(member)
    return client.get(f"/en/account/{path}").content.decode()


def test_only_confirmed_address_offers_nothing_but_to_add_another(client):
    member = make_user()
    EmailAddress.objects.update_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
    page = page_of(client, member, "email/")
    assert not any(button in page for button in ONLY_ADDRESS)
    assert "action_add" in page


@pytest.mark.parametrize(("verified", "offered"), [(True, "action_primary"), (False, "action_send")])
def test_second_address_offers_what_it_still_lacks(client, verified, offered):
    member = make_user()
    EmailAddress.objects.update_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
    EmailAddress.objects.create(user=member, email="second@example.com", verified=verified)
    page = page_of(client, member, "email/")
    assert [button for button in ONLY_ADDRESS if button in page] == [offered, "action_remove"]
    client.post("/en/account/email/", {"email": "second@example.com", "action_remove": ""})
    assert not EmailAddress.objects.filter(email="second@example.com").exists()


def test_new_password_has_one_rule_in_own_digits_and_no_placeholder(client):
    page = client.get("/fa/account/signup/").content.decode()
    assert "۱۰" in page.split('id="id_password1_helptext"')[1].split("</div>")[0]
    assert "placeholder" not in page.split("<main")[1].split("</main>")[0]
    short = client.post("/fa/account/signup/", {"password1": "abc"}).content.decode()
    assert "۱۰" in short.split('id="id_password1_error"')[1].split("</div>")[0]


def test_password_can_be_shown_only_with_script(client):
    page = client.get("/en/account/login/").content.decode()
    button = page.split("data-show-password")[0].rsplit("<button", 1)[1]
    assert 'type="button"' in button and "needs-js" in button
    assert 'type="password"' in page


def test_inbox_stands_under_days(client):
    member = make_user()
    for title in ("Old", "New"):
        context = {"title": title, "path": "/", "excerpt": ""}
        notify([member], "thread_solved", url="/", context=context)
    old = member.notifications.get(context__title="Old")
    old.created_at = timezone.now() - timedelta(days=9)
    old.save()
    page = page_of(client, member, "inbox/")
    assert page.index("Today") < page.index("“New” is solved") < page.index("Earlier") < page.index("“Old” is solved")
    assert "Yesterday" not in page


def test_title_keeps_its_direction_inside_a_sentence_that_runs_the_other_way():
    assert isolated("Lamp") == "Lamp"
    assert isolated("چراغ") == "\u2068چراغ\u2069"
    with override("fa"):
        assert isolated("Lamp") == "\u2068Lamp\u2069"


def test_changed_password_is_mailed_in_two_forms_with_the_moment_and_the_reason(client):
    member = make_user(language="fa")
    client.force_login(member)
    words = {"oldpassword": "correct horse", "password1": "quite another 7", "password2": "quite another 7"}
    client.post("/fa/account/password/change/", words)
    (message,) = mail.outbox
    html = message.alternatives[0].content
    assert 'dir="rtl"' in html and "prefers-color-scheme: dark" in html
    for form in (message.body, html):
        assert "۱۴" in form, "the day is a Jalali one"
        assert "127.0.0.1" in form


def test_title_in_a_mail_keeps_its_direction(client):
    member = make_user(language="fa")
    send_event_mail(member, "thread_solved", {"title": "Lamp hums", "path": "/", "excerpt": ""})
    message = mail.outbox[0]
    assert "\u2068Lamp hums\u2069" in message.body
    assert "\u2068" not in message.subject
