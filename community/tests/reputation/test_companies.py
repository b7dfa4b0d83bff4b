"""Colleagues and housemates pay each other no points, whatever their addresses look like."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.tests.factories import make_user
from community import actions
from community.models import Household, Organisation, PointEntry, Standing
from community.models.points import Why
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def earned(helper_email: str, voter_email: str) -> int:
    helper, voter = make_user(email=helper_email), make_user(email=voter_email)
    actions.vote_helpful(make_answer(author=helper), actor=voter)
    return Standing.objects.get(member=helper).points


@pytest.mark.parametrize(
    ("helper", "voter"),
    [
        ("a@acme.test", "b@acme.test"),
        ("a@acme.test", "b@ACME.Test"),
        ("a@acme.test", "b@mail.eu.acme.test"),
        ("a@eu.acme.co.uk", "b@us.acme.co.uk"),
        ("a@bücher.test", "b@xn--bcher-kva.test"),
        ("a.lice@gmail.com", "alice+second@gmail.com"),
        ("alice+1@web.de", "alice+2@web.de"),
    ],
)
def test_colleagues_and_one_mailbox_pay_nothing(helper, voter):
    assert earned(helper, voter) == 0
    assert PointEntry.objects.get(rule="helpful").why == Why.COMPANY


@pytest.mark.parametrize(
    ("helper", "voter"),
    [
        ("a@acme.test", "b@other.test"),
        ("a@acme.co.uk", "b@other.co.uk"),
        ("a@gmail.com", "b@gmail.com"),
        ("a@yahoo.gr", "b@yahoo.gr"),
        ("a@yandex.ru", "b@yandex.ru"),
        ("a@t-online.de", "b@t-online.de"),
        ("a@chmail.ir", "b@chmail.ir"),
        ("a@example.com", "b@mail.example.com"),
    ],
)
def test_strangers_with_the_same_provider_pay(helper, voter):
    assert earned(helper, voter) == 5


def test_an_organisation_has_several_domains_and_is_known_at_once():
    assert earned("a@one.test", "b@two.test") == 5
    Organisation.objects.create(name="Acme", domains="@one.test\nTwo.test\n")
    assert earned("c@one.test", "d@sub.two.test") == 0


def test_whoever_signs_in_by_an_organisations_own_door_is_one_of_it():
    Organisation.objects.create(name="Acme", domains="acme.test", providers="acme-sso")
    helper, voter, stranger = make_user(), make_user(email="b@acme.test"), make_user()
    SocialAccount.objects.create(user=helper, provider="acme-sso", uid="1")
    SocialAccount.objects.create(user=stranger, provider="google", uid="2")
    answer = make_answer(author=helper)
    actions.vote_helpful(answer, actor=voter)
    assert Standing.objects.get(member=helper).points == 0
    actions.vote_helpful(answer, actor=stranger)
    assert Standing.objects.get(member=helper).points == 5


def test_a_household_pays_nothing_either_way():
    one, other = make_user(), make_user()
    Household.objects.create(one=one, other=other)
    actions.vote_helpful(make_answer(author=one), actor=other)
    actions.vote_helpful(make_answer(author=other), actor=one)
    assert Standing.objects.filter(balance__gt=0).count() == 0


def test_an_acceptance_within_a_company_pays_neither():
    asker, helper = make_user(email="a@acme.test"), make_user(email="b@acme.test")
    answer = make_answer(make_thread(author=asker), author=helper)
    actions.accept_answer(answer, actor=asker)
    of_acceptance = PointEntry.objects.filter(rule__in=["accepted", "accepting"])
    assert set(of_acceptance.values_list("rule", "amount", "why")) == {
        ("accepted", 0, Why.COMPANY),
        ("accepting", 0, Why.COMPANY),
    }


def test_a_vote_stays_in_its_bounds_where_organisations_have_doors_of_their_own():
    Organisation.objects.create(name="Acme", domains="acme.test", providers="acme-sso")
    answer, voter = make_answer(), make_user()
    actions.vote_helpful(make_answer(author=answer.author), actor=make_user())
    voter.roles  # noqa: B018 (a request knows them from its session)
    with CaptureQueriesContext(connection) as captured:
        actions.vote_helpful(answer, actor=voter)
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15, "\n".join(asked)
