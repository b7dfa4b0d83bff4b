"""The lists of the CMS: what belongs there, in a number of queries that does not grow with the rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Page

from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.actions.honouring import appoint_champion
from community.models import (
    ArticleProposal,
    BadgeAward,
    ExpertTerm,
    Household,
    ModerationAction,
    Organisation,
    PointAppeal,
    PointEntry,
    PointReview,
)  # fmt: skip
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_moderator(is_superuser=True, is_staff=True))
    return client


def text(**fields) -> ArticleProposal:
    given = {"title": "Better", "body": "Text", "why": "Clearer", "language": "en", **fields}
    page = Page.objects.get(depth=2).add_child(title="An article")
    return ArticleProposal.objects.create(page=page, member=make_user(), decided_by=make_user(), **given)


def review() -> PointReview:
    made = PointReview.objects.create(cause="burst", key=str(PointReview.objects.count()))
    made.members.add(make_user(), make_user())
    return made


def appeal() -> PointAppeal:
    answer = make_answer()
    actions.vote_helpful(answer, actor=make_user())
    actions.reverse_award(PointEntry.objects.latest("pk"), actor=make_moderator(), reason="A favour")
    return actions.appeal_points(PointEntry.objects.latest("pk"), actor=answer.author, words="Why?")


def term() -> ExpertTerm:
    board = make_board(f"board-{ExpertTerm.objects.count()}")
    return ExpertTerm.objects.create(member=make_user(), board=board, invited_by=make_user())


def household() -> Household:
    one, other = make_user(), make_user()
    return Household.objects.create(one=one, other=other, found_by=make_user())


def champion() -> BadgeAward:
    return appoint_champion(make_user(), actor=make_moderator(), reason="Patient answers")


def act() -> ModerationAction:
    thread = make_thread(board=make_board(f"acts-{ModerationAction.objects.count()}"))
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam")
    return thread


LISTS = {
    "threads:index": lambda: make_thread(board=make_board(f"board-{Page.objects.count()}-{make_user().pk}")),
    "answers:index": make_answer,
    "moderation-log:index": act,
    "point-reviews:index": review,
    "point-appeals:index": appeal,
    "article-texts:index": text,
    "honours:index": champion,
    "experts:index": term,
    "organisations:index": lambda: Organisation.objects.create(name=f"Acme {Organisation.objects.count()}"),
    "households:index": household,
}


def queries(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(name)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_many_rows_as_for_one(client, name):
    LISTS[name]()
    queries(client, name)  # what is kept from now on, as content types
    few = queries(client, name)
    for _row in range(4):
        LISTS[name]()
    assert queries(client, name) == few


def test_among_the_honours_are_no_badges_that_are_counted(client):
    BadgeAward.objects.create(member=make_user(display_name="Counted Carla"), badge="first-answer")
    appoint_champion(make_user(display_name="Given Greta"), actor=make_moderator(), reason="Patient answers")
    page = client.get(reverse("honours:index")).content.decode()
    assert "Given Greta" in page
    assert "Counted Carla" not in page


def test_what_waits_for_an_editor_comes_first(client):
    text(title="Waits", why="It waits", created_at=now() - timedelta(days=3))
    text(state="declined", why="It is decided", decided_at=now())
    page = client.get(reverse("article-texts:index")).content.decode()
    assert page.index("It waits") < page.index("It is decided")


def test_the_first_screen_tells_of_what_waits_and_is_silent_where_nothing_does(client):
    words = ("wait for an editor", "Points to look at:", "Asked to look again:")
    page = client.get("/cms/").content.decode()
    assert not [one for one in words if one in page]
    for make in (text, text, review, appeal):
        make()
    page = client.get("/cms/").content.decode()
    assert "2 texts of members wait for an editor" in page
    assert "Points to look at: 1" in page and "Asked to look again: 1" in page
