"""Who is signed in, by one query, and no surer than Django itself."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as OldSessionStore
from django.contrib.sessions.models import Session as OldSession
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import notify, sign_out_everywhere
from accounts.middleware import Readers
from accounts.models import AGENTS, EDITORS, Session, User
from accounts.sessions import SessionStore
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
INBOX = "/en/account/inbox/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def reader_of(client: Client):
    """The user that a request of this client has, and how many queries it took to know all of them."""
    request = RequestFactory().get("/")
    request.session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    Readers(lambda request: None).process_request(request)
    with CaptureQueriesContext(connection) as queries:
        facts = (request.user.pk, getattr(request.user, "roles", None), getattr(request.user, "unread_count", None))
    return request.user, facts, len(queries)


def test_one_query_reads_session_user_roles_and_what_is_new(db):
    user = make_user()
    user.groups.add(*(group for group in user.groups.model.objects.filter(name__in=[AGENTS, EDITORS])))
    notify([user], "thread_answered", url="/", context={"title": "A lamp", "excerpt": ""})
    reader, facts, queries = reader_of(signed_in(user))
    assert queries == 1
    assert facts == (user.pk, {AGENTS, EDITORS}, 1)
    assert type(reader._wrapped) is User
    assert reader.email == user.email


def test_a_member_without_roles_or_news_is_read_alike():
    user = make_user()
    _reader, facts, queries = reader_of(signed_in(user))
    assert (facts, queries) == ((user.pk, frozenset(), 0), 1)


def test_a_guest_with_a_draft_has_a_session_of_nobody():
    client = Client()
    session = client.session
    session["kept"] = "words"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assert Session.objects.get(pk=session.session_key).user is None
    assert client.get(INBOX).status_code == 302


def test_a_changed_password_ends_the_sessions_on_other_devices():
    user = make_user()
    here, there = signed_in(user), signed_in(user)
    user.set_password("another good long one")
    user.save()
    assert [client.get(INBOX).status_code for client in (here, there)] == [302, 302]


def test_somebody_who_may_not_sign_in_any_more_is_a_guest_at_once():
    user = make_user()
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(INBOX).status_code == 302


def test_a_session_names_nobody_but_whom_its_own_words_name():
    """Were the column to say another person, their page would not be shown."""
    user, other = make_user(), make_user()
    client = signed_in(user)
    Session.objects.filter(user=user).update(user=other)
    reader, _facts, _queries = reader_of(client)
    assert reader.pk == user.pk


def test_older_secrets_still_hold(settings):
    user = make_user()
    client = signed_in(user)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "a-new-secret-of-fifty-characters-and-some-more-of-them",
    )
    assert client.get(INBOX).status_code == 200


def test_signing_out_everywhere_leaves_the_session_at_hand():
    user, other = make_user(), make_user()
    here, there, elsewhere = signed_in(user), signed_in(user), signed_in(other)
    assert sign_out_everywhere(user, but=here.session.session_key) == 1
    assert [client.get(INBOX).status_code for client in (here, there, elsewhere)] == [200, 302, 200]


def test_a_member_signs_out_on_other_devices_by_a_button():
    user = make_user()
    here = signed_in(user)
    assert "Sign out on other devices" not in here.get(reverse("account_change_password")).content.decode()
    there, address = signed_in(user), reverse("sign_out_elsewhere")
    page = here.get(reverse("account_change_password")).content.decode()
    assert f'action="{address}"' in page
    assert here.get(address).status_code == 405
    done = here.post(address, follow=True)
    assert "signed out on your other devices" in done.content.decode()
    assert [client.get(INBOX).status_code for client in (here, there)] == [200, 302]
    assert Client().post(address).status_code == 302


def test_signing_out_and_in_leaves_one_session_a_visit():
    user = make_user()
    client = signed_in(user)
    client.post("/en/account/logout/")
    assert not user.sessions.exists()
    client.force_login(user)
    assert user.sessions.count() == 1


def test_a_deleted_account_has_no_sessions():
    user = make_user()
    client = signed_in(user)
    user.delete()
    assert not Session.objects.exists()
    assert client.get(INBOX).status_code == 302


def test_what_ran_out_is_nobodys_and_is_cleared():
    user = make_user()
    client = signed_in(user)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    assert client.get(INBOX).status_code == 302
    call_command("clearsessions")
    assert not Session.objects.exists()


def test_who_was_signed_in_before_the_update_stays_so():
    user, gone = make_user(), make_user()
    keys = []
    for owner in (user, gone, None):
        store = OldSessionStore()
        if owner:
            store.update(dict(signed_in(owner).session))
        store["kept"] = "words"
        store.create()
        keys.append(store.session_key)
    OldSession.objects.filter(pk=keys[2]).update(expire_date=timezone.now() + timedelta(days=1))
    gone.delete()
    Session.objects.all().delete()
    migration = import_module("accounts.migrations.0004_sessions_taken_along")
    migration.take_sessions_along(apps, None)
    assert dict(Session.objects.values_list("pk", "user")) == {keys[0]: user.pk, keys[2]: None}
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = keys[0]
    assert client.get(INBOX).status_code == 200
    OldSession.objects.all().delete()
    migration.give_sessions_back(apps, None)
    assert set(OldSession.objects.values_list("pk", flat=True)) == {keys[0], keys[2]}
