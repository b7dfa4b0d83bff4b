"""What is asked on a private board, and what was merged into another question, comes out of no public door."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.urls import reverse

from accounts.tests.factories import make_agent, make_moderator, make_user, signed_in
from community import actions
from community.models import Answer, Thread
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.reading import texts
from kb.actions import ensure_site
from search.actions import enqueue
from search.worker import drain

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"
LISTS = [
    "/en/community/",
    "/en/community/?show=newest",
    "/en/community/?show=unsolved",
    "/en/community/?show=unanswered",
    "/en/community/?show=needs_info",
    "/en/community/?show=solved",
    "/en/community/?lang=all",
    "/en/community/?tag=lamp",
    "/en/community/boards/",
    "/en/community/boards/?lang=all",
    "/en/community/tags/",
    "/en/community/tags/?lang=all",
    "/en/community/feed/",
    "/en/community/feed/?lang=all",
    "/en/community/feed/?tag=lamp",
    "/en/community/feed/?show=solved",
    "/en/community/leaderboard/",
    "/en/community/leaderboard/?period=all",
]
DOORS = [
    *LISTS,
    "/en/",
    "/en/search/?q=parcel",
    "/en/search/?q=harbour",
    "/en/search/suggest/?q=parcel",
    f"/en/search/suggest/?q={SECRET[:5]}",
    "/api/search/?q=parcel&lang=en",
    "/en/community/ask/hints/?title=Where+is+my+parcel+now",
    "/sitemap-threads.xml",
]


@pytest.fixture
def inner():
    """A private board's group, and its questions: one solved, one open. Their author wrote nothing elsewhere."""
    ensure_site()
    board, group = make_board("inner", en=f"The {SECRET} circle"), Group.objects.create(name="Inner circle")
    board.groups.add(group)
    author, helper = make_user(display_name=f"{SECRET} asker"), make_user(display_name=f"{SECRET} helper")
    for number in range(2):
        thread = make_thread(
            board=board, author=author, title=f"Where is my parcel {SECRET} {number}", body=SECRET, tags=["lamp"]
        )
        answer = make_answer(thread, author=helper, body=f"In the {SECRET} harbour.")
    actions.accept_answer(answer, actor=author)
    drain()
    board.is_private = True
    board.save()
    return board, group


@pytest.fixture
def merged():
    ensure_site()
    gone = make_thread(title=f"Where is my parcel {SECRET}", body=SECRET, tags=["lamp"])
    target = make_thread(title="Where is my parcel")
    drain()
    Thread.objects.filter(pk=gone.pk).update(merged_into=target, waiting_since=None)
    enqueue(gone)
    return gone


def doors_that_tell(client, doors=DOORS) -> list[str]:
    return [door for door in doors if SECRET in texts(client.get(door))]


@pytest.mark.parametrize("who", [None, make_user])
@pytest.mark.parametrize("indexed", [True, False])
def test_a_private_boards_questions_are_found_nowhere(client, inner, who, indexed):
    if indexed:
        drain()
    assert doors_that_tell(signed_in(who()) if who else client) == []


def test_a_merged_question_is_found_nowhere(client, merged):
    assert doors_that_tell(client) == []
    assert doors_that_tell(signed_in(make_moderator()), LISTS) == []


def test_a_stranger_meets_404_at_every_address_of_a_private_question(inner):
    thread = Thread.objects.solved().get()
    answer = thread.answers.get()
    for client in (signed_in(make_user()), signed_in(answer.author)):
        assert client.get(thread.get_absolute_url()).status_code == 404
        assert client.get(f"/en/community/?board={inner[0].slug}").status_code == 404
        for name in ("me_too", "follow", "answer_thread"):
            assert client.post(reverse(name, args=[thread.pk]), {"body": "Let me in, please."}).status_code == 404
        assert client.post(reverse("vote", args=[answer.pk])).status_code == 404


@pytest.mark.parametrize("role", ["group", "agent", "moderator"])
def test_who_is_let_in_finds_it_in_lists(inner, role):
    board, group = inner
    reader = {"agent": make_agent, "moderator": make_moderator}.get(role, make_user)()
    if role == "group":
        reader.groups.add(group)
    client = signed_in(reader)
    for door in ("/en/community/", "/en/community/?show=solved", "/en/community/?board=inner"):
        assert SECRET in texts(client.get(door))
    thread = Thread.objects.filter(board=board).first()
    assert client.get(thread.get_absolute_url()).status_code == 200


def test_the_author_keeps_what_they_asked_and_no_more(inner):
    thread = Thread.objects.filter(board=inner[0]).first()
    other = make_thread(board=inner[0], author=make_agent(), title=f"Somebody else's {SECRET} question")
    client = signed_in(thread.author)
    assert client.get(thread.get_absolute_url()).status_code == 200
    page = texts(client.get("/en/community/"))
    assert thread.title in page and other.title not in page


def test_profiles_count_and_show_only_what_everyone_sees(client, inner):
    thread = Thread.objects.solved().get()
    make_answer(make_thread(title="A question for everyone"), author=thread.author, body="An answer for everyone.")
    for member in (thread.author, thread.answers.get().author):
        page = texts(client.get(reverse("member", args=[member.pk])))
        assert "parcel" not in page and "harbour" not in page
    assert Answer.objects.public().count() == 1


def test_exports_hold_nothing_of_them(inner, merged):
    out = StringIO()
    call_command("export_content", "-", stdout=out)
    assert SECRET not in out.getvalue() and "Where is my parcel" in out.getvalue()


def test_answers_are_seen_with_their_question_only(inner):
    thread, member = Thread.objects.solved().get(), make_user()
    answer = thread.answers.get()
    for reader, sees in ((AnonymousUser(), False), (member, False), (thread.author, True), (make_agent(), True)):
        assert Answer.objects.visible_to(reader).contains(answer) is sees
    member.groups.add(inner[1])
    assert Answer.objects.visible_to(member).contains(answer)
