"""Signs of spam, the list of words, and the service outside: when unsure people look, and nobody waits."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.tests.factories import make_agent, make_member, make_moderator, make_newcomer
from community import actions
from community.actions import Refused
from community.models import BlockedWord, Board, ModerationAction, Review, SpamCheck, TextPrint, Thread
from community.spam import outside, tasks
from community.spam.forgetting import forget_old
from community.spam.origin import Origin
from community.tasks import ask_outside
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db
OFFER = "Our workshop repairs lamps of every kind within two days for very little money"


def regular_newcomer(**words):
    """Level 0, with two posts that everyone sees: screened no more."""
    author = make_newcomer(**words)
    for hours in (2, 3):
        make_thread(author=author, title=f"Question {hours}", created_at=timezone.now() - timedelta(hours=hours))
    return author


def young_member():
    return make_member(date_joined=timezone.now() - timedelta(days=2))


def cause_of(post) -> str:
    return Review.objects.waiting().about(post).get().cause if post.is_hidden else ""


def signs_of(post) -> list[str]:
    return SpamCheck.objects.get(review__in=Review.objects.about(post)).signs


# --- signs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Buy CASINO chips here", True),
        ("The casinos are closed", False),
        ("See [this](https://sub.bad.example/page)", True),
        ("See [this](https://notbad.example/page)", False),
        ("Write to bad.example today", True),
    ],
)
def test_a_word_or_a_domain_of_the_list_makes_even_a_members_post_wait(text, found):
    BlockedWord.objects.create(text="Casino")
    BlockedWord.objects.create(text="https://bad.example/")
    thread = make_thread(author=make_member(), body=text)
    assert cause_of(thread) == ("suspicion" if found else "")
    assert not found or signs_of(thread) == ["blocked"]


def test_the_team_may_write_any_word():
    BlockedWord.objects.create(text="casino")
    assert not make_answer(author=make_agent(), body="We sell no casino chips.").is_hidden


@pytest.mark.parametrize(
    ("make", "body", "waits"),
    [
        (young_member, "[cheap](https://a.example) now", True),
        (regular_newcomer, "[cheap](https://a.example) now", True),
        (make_member, "[cheap](https://a.example) now", False),
        (young_member, "I followed [this page](https://a.example) and it still does not turn on, what else?", False),
    ],
)
def test_somebody_new_who_mostly_links_is_looked_at(make, body, waits):
    assert make_thread(author=make(), body=body).is_hidden == waits


def test_the_same_text_of_a_newcomer_elsewhere_is_looked_at_though_numbers_and_order_differ():
    author = regular_newcomer()
    assert not make_answer(make_thread(), author=author, body=f"{OFFER}. Call 1234").is_hidden
    again = make_answer(make_thread(), author=author, body=f"Call 999: {OFFER.upper()}!")
    assert cause_of(again) == "suspicion" and signs_of(again) == ["same_text"]


def test_a_member_may_give_the_same_help_three_times_a_day():
    author = make_member()
    waits = [make_answer(make_thread(), author=author, body=OFFER).is_hidden for _ in range(4)]
    assert waits == [False, False, False, True]
    TextPrint.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert not make_answer(make_thread(), author=make_member(), body=OFFER).is_hidden


def test_the_same_text_of_several_newcomers_is_looked_at():
    first, second = regular_newcomer(), regular_newcomer()
    assert not make_answer(make_thread(), author=first, body=OFFER).is_hidden
    assert make_answer(make_thread(), author=second, body=OFFER).is_hidden


def test_the_same_words_in_the_same_thread_are_refused_as_a_second_press():
    thread, author = make_thread(), make_member()
    make_answer(thread, author=author, body=OFFER)
    with pytest.raises(Refused, match="already, a moment ago"):
        make_answer(thread, author=author, body=OFFER)
    make_answer(thread, author=author, body="Thank you")
    make_answer(thread, author=author, body="Thank you")


def test_links_added_later_by_somebody_new_take_the_post_out_of_sight_and_are_logged():
    author = young_member()
    answer = make_answer(make_thread(), author=author, body="Press the button for ten seconds.")
    actions.edit_answer(answer, actor=author, body="Press [the button](https://shop.example) for ten seconds.")
    answer.refresh_from_db()
    answer.thread.refresh_from_db()
    assert answer.waits_for_look and answer.thread.answer_count == 0
    assert signs_of(answer) == ["links_added"] and ModerationAction.objects.get().actor is None
    review = Review.objects.waiting().get()
    actions.decide(review, "keep", actor=make_moderator(), seen=review.version)
    assert ModerationAction.objects.latest("pk").act == "restore"


def test_an_edit_that_adds_no_link_or_by_a_known_member_changes_nothing():
    young, known = young_member(), make_member()
    for author, body in ((young, "Press it twice."), (known, "Press [it](https://shop.example) twice.")):
        answer = make_answer(make_thread(), author=author)
        actions.edit_answer(answer, actor=author, body=body)
        answer.refresh_from_db()
        assert not answer.is_hidden


def test_editors_of_the_list_find_it_in_the_cms():
    admin = make_member(is_staff=True, is_superuser=True)
    cms = Client()
    cms.force_login(admin)
    made = cms.post("/cms/snippets/community/blockedword/add/", {"text": " WWW.Bad.Example/ ", "note": "Shop"})
    assert made.status_code == 302 and BlockedWord.objects.get().text == "www.bad.example"
    assert "www.bad.example" in cms.get("/cms/snippets/community/blockedword/").content.decode()
    moderator = Client()
    moderator.force_login(make_moderator())
    assert moderator.get("/cms/snippets/community/blockedword/").status_code == 200


# --- traps -----------------------------------------------------------------------------------------------------------


def form_of(page, address) -> dict:
    form = page.get(address).context["form"]
    return {
        "board": make_board().slug,
        "title": "Where is my lamp?",
        "body": "I wait for it.",
        "key_field": form["key_field"].value(),
    }


def newcomers_page():
    page = Client()
    page.force_login(make_newcomer())
    return page


def test_a_form_sent_at_once_is_asked_again_and_taken_a_little_later(monkeypatch):
    page, ask = newcomers_page(), reverse("ask")
    words = form_of(page, ask)
    quick = page.post(ask, words)
    assert quick.status_code == 422 and "That was very quick" in quick.content.decode()
    assert "I wait for it." in quick.content.decode()
    now = timezone.now().timestamp()
    monkeypatch.setattr("community.spam.traps.time", lambda: now + 5)
    assert page.post(ask, words).status_code == 302
    assert Thread.objects.count() == 1


def test_a_form_of_the_day_before_is_young_again_when_it_is_shown_again(monkeypatch):
    page, ask = newcomers_page(), reverse("ask")
    words = form_of(page, ask) | {"key_field": "never-signed"}
    again = page.post(ask, words)
    assert again.status_code == 422 and "open for a long time" in again.content.decode()
    words["key_field"] = again.context["form"]["key_field"].value()
    now = timezone.now().timestamp()
    monkeypatch.setattr("community.spam.traps.time", lambda: now + 5)
    assert page.post(ask, words).status_code == 302


def test_members_of_some_standing_may_be_as_quick_as_they_like():
    page, ask = Client(), reverse("ask")
    page.force_login(make_member())
    assert page.post(ask, form_of(page, ask)).status_code == 302


def test_the_trap_is_hidden_from_people_and_their_tools_and_loses_nothing():
    page, ask = Client(), reverse("ask")
    page.force_login(make_member())
    words = form_of(page, ask)
    html = page.get(ask).content.decode()
    assert 'name="homepage" value="" tabindex="-1" autocomplete="off"' in html
    caught = page.post(ask, words | {"homepage": "https://spam.example"})
    text = caught.content.decode()
    assert caught.status_code == 422 and "A hidden field was filled in" in text
    assert "I wait for it." in text and "spam.example" not in text
    assert page.post(ask, words | {"homepage": ""}).status_code == 302


# --- the service outside ---------------------------------------------------------------------------------------------


@pytest.fixture
def service(settings):
    """A service that speaks Akismet's protocol, on a port of this machine; ``asked`` holds what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        answer, asked, status = "false", [], 200

        def do_POST(self):
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            Handler.asked.append((self.path, {name: value[0] for name, value in fields.items()}))
            self.send_response(Handler.status)
            self.end_headers()
            self.wfile.write(Handler.answer.encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SPAM_CHECK_KEY, settings.SPAM_CHECK_URL = "key", f"http://127.0.0.1:{server.server_port}/1.1/"
    yield Handler
    server.shutdown()
    server.server_close()


def run_tasks() -> None:
    for result in DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"):
        for task in (ask_outside, tasks.teach_outside):
            if result.task_path == task.module_path:
                task.func(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
                result.delete()


def test_a_clean_word_shows_the_post_of_a_newcomer_by_the_rules(service):
    author = regular_newcomer()
    thread = make_thread(author=author, body="It flickers since yesterday.")
    assert thread.is_hidden
    run_tasks()
    thread.refresh_from_db()
    assert not thread.is_hidden and not Review.objects.waiting().exists()
    assert ModerationAction.objects.get().actor is None
    path, sent = service.asked[0]
    assert path == "/1.1/comment-check" and "It flickers since yesterday." in sent["comment_content"]
    assert author.email not in str(sent)


def test_a_first_post_waits_for_people_whatever_the_service_says(service):
    thread = make_thread(author=make_newcomer())
    run_tasks()
    thread.refresh_from_db()
    assert thread.is_hidden and SpamCheck.objects.get().verdict == "ham"


def test_a_bad_word_is_shown_to_the_moderators(service):
    service.answer = "true"
    thread = make_thread(author=regular_newcomer(), body="It flickers since yesterday.")
    run_tasks()
    review = Review.objects.waiting().about(thread).get()
    assert (review.cause, review.spam_check.verdict) == ("suspicion", "spam")
    page = Client()
    page.force_login(make_moderator())
    for address in (reverse("reviews"), review.url):
        assert "The spam service: Looks like spam" in page.get(address).content.decode()


@pytest.mark.parametrize("trouble", ["dead", "nonsense", "error"])
def test_a_dead_service_leaves_the_post_to_people(service, settings, trouble):
    settings.SPAM_CHECK_URL = "http://127.0.0.1:9/" if trouble == "dead" else settings.SPAM_CHECK_URL
    service.answer, service.status = "invalid", 500 if trouble == "error" else 200
    thread = make_thread(author=regular_newcomer(), body="It flickers since yesterday.")
    assert Review.objects.waiting().about(thread).exists()
    run_tasks()
    thread.refresh_from_db()
    assert thread.is_hidden and SpamCheck.objects.get().verdict == "unknown"


def test_nothing_of_a_private_board_leaves_the_site(service):
    board = make_board("staff")
    Board.objects.filter(pk=board.pk).update(is_private=True)
    board.refresh_from_db()
    author = make_newcomer(is_superuser=False)
    group = board.groups.create(name="Testers")
    author.groups.add(group)
    make_thread(author=author, board=board)
    run_tasks()
    assert service.asked == []


def test_it_learns_from_moderators_and_the_senders_address_is_forgotten(service):
    service.answer = "true"
    good = make_thread(author=make_newcomer(), body="It flickers since yesterday.")
    bad = make_answer(
        make_thread(), author=make_newcomer(), body="Ugly words", origin=Origin("192.0.2.7", "Browser 1.0")
    )
    run_tasks()
    SpamCheck.objects.filter(review__answer=bad).update(verdict="ham")
    moderator = make_moderator()
    for post, decision in ((good, "keep"), (bad, "spam")):
        review = Review.objects.waiting().about(post).get()
        actions.decide(review, decision, actor=moderator, seen=review.version)
    run_tasks()
    assert [path for path, _sent in service.asked[2:]] == ["/1.1/submit-ham", "/1.1/submit-spam"]
    assert service.asked[3][1]["user_ip"] == "192.0.2.7"
    assert not SpamCheck.objects.exclude(address=None, agent="").exists()


def test_what_is_decided_or_old_is_forgotten():
    thread = make_thread(author=make_newcomer(), body=OFFER)
    SpamCheck.objects.update(address="192.0.2.7", agent="Browser 1.0")
    forget_old()
    assert TextPrint.objects.count() == 1 and SpamCheck.objects.get().address
    long_ago = timezone.now() - timedelta(days=40)
    TextPrint.objects.update(created_at=long_ago)
    Review.objects.about(thread).update(closed_at=long_ago)
    forget_old()
    assert not TextPrint.objects.exists() and SpamCheck.objects.get().address is None


def test_the_author_who_edits_meanwhile_is_not_shown_unread(service):
    author = regular_newcomer()
    thread = make_thread(author=author, body="It flickers since yesterday.")
    actions.edit_thread(thread, actor=author, title=thread.title, body="Something else entirely")
    run_tasks()
    thread.refresh_from_db()
    assert thread.is_hidden


def test_without_a_key_nobody_is_asked_and_nobody_waits(caplog):
    assert not make_thread(author=regular_newcomer(), body="It flickers since yesterday.").is_hidden
    make_thread(author=make_newcomer(), body=f"Try {outside.SURE_SPAM} out")
    with caplog.at_level("INFO"):
        run_tasks()
    assert "would ask about forum-post" in caplog.text and SpamCheck.objects.get().verdict == "spam"
