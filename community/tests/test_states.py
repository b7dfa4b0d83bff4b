"""The table of states: what the record says is what the code does, and every act keeps to it."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_member, make_moderator, make_user
from community import actions, states
from community.actions import Refused
from community.exports import records
from community.imports import import_thread
from community.models import Comment, ModerationAction, Thread
from community.models.threads import State
from community.permissions import can_answer, can_edit_thread, can_say_me_too, can_vote, may_go
from community.relations import relations_of
from community.search_indexes import ThreadIndex
from community.tests.factories import make_answer, make_board, make_thread
from community.views.common import thread_or_404
from search.worker import drain

pytestmark = pytest.mark.django_db
RECORD = settings.BASE_DIR / "docs" / "decisions" / "0018-states-of-a-question.md"


def fresh(thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def test_the_record_shows_the_table():
    """Copy `states.as_table()` into the record when this fails."""
    assert states.as_table() in RECORD.read_text()


def test_a_way_that_is_not_in_the_table_is_refused_with_what_to_do():
    thread, moderator = make_thread(), make_moderator()
    with pytest.raises(Refused, match="open"):
        states.go(thread, "reopen", at=timezone.now())
    actions.archive_thread(thread, actor=moderator)
    answer = make_answer(make_thread())
    with pytest.raises(Refused, match="A moderator can open it again"):
        states.go(fresh(thread), "accept", at=timezone.now())
    with pytest.raises(Refused, match="archived"):
        make_answer(fresh(thread))
    with pytest.raises(Refused, match="archived"):
        actions.me_too(fresh(thread), actor=answer.author)


def test_every_state_has_a_way_out():
    for state in State:
        assert any(way.source == state and state not in way.to for way in states.WAYS)


def test_closing_keeps_why_and_reopening_forgets_it():
    thread, moderator = make_thread(), make_moderator()
    actions.close_thread(thread, actor=moderator, reason="Answered by mail")
    closed = fresh(thread)
    assert (closed.state, closed.closed_because, closed.closed_reason) == ("closed", "moderator", "Answered by mail")
    assert closed.closed_at
    actions.reopen_thread(closed, actor=moderator)
    opened = fresh(thread)
    assert (opened.state, opened.closed_at, opened.closed_reason) == ("open", None, "")
    assert opened.waiting_since
    assert opened.reopened_count == 1


def test_a_closed_thread_can_still_be_accepted():
    thread, moderator = make_thread(), make_moderator()
    answer = make_answer(thread)
    actions.close_thread(thread, actor=moderator)
    actions.accept_answer(answer, actor=thread.author)
    assert fresh(thread).is_solved
    assert fresh(thread).closed_at is None


def test_undoing_an_archive_leads_back_to_where_it_was():
    thread, moderator = make_thread(), make_moderator()
    actions.close_thread(thread, actor=moderator)
    actions.archive_thread(thread, actor=moderator)
    actions.undo(ModerationAction.objects.get(act="archive"), actor=moderator)
    assert fresh(thread).state == "closed"


def test_in_a_locked_thread_only_the_team_changes_anything():
    thread, moderator = make_thread(), make_moderator()
    answer = make_answer(thread)
    actions.lock_thread(thread, actor=moderator, reason="It got heated")
    locked, member = fresh(thread), make_member()
    assert locked.waiting_since is None
    answer.thread = locked
    for allowed in [
        can_answer(member, locked),
        can_edit_thread(thread.author, locked),
        can_say_me_too(member, locked),
        can_vote(member, answer),
        may_go(thread.author, locked, "accept"),
    ]:
        assert not allowed
    for act in [
        lambda: make_answer(fresh(thread), author=member),
        lambda: actions.vote_helpful(answer, actor=member),
        lambda: actions.me_too(fresh(thread), actor=member),
        lambda: actions.comment(fresh(thread), member, "Let me add something."),
        lambda: actions.accept_answer(answer, actor=thread.author),
        lambda: actions.edit_thread(fresh(thread), actor=thread.author, title=thread.title, body="Changed words."),
        lambda: actions.edit_answer(answer, actor=answer.author, body="Changed words."),
    ]:
        with pytest.raises(Refused, match="locked"):
            act()
    make_answer(fresh(thread), author=make_agent(), official=True)
    actions.undo(ModerationAction.objects.get(act="lock"), actor=moderator)
    assert fresh(thread).waiting_since


def test_the_locked_page_offers_no_buttons(client):
    thread, member = make_thread(), make_member()
    make_answer(thread)
    actions.lock_thread(thread, actor=make_moderator())
    client.force_login(member)
    html = client.get(thread.get_absolute_url()).content.decode()
    assert "This question is locked" in html
    for name in ("answer_thread", "me_too", "comment_thread", "request_info"):
        assert reverse(name, args=[thread.pk]) not in html


def test_what_is_outdated_says_so_with_the_reason(client):
    thread, moderator = make_thread(), make_moderator()
    with pytest.raises(Refused, match="solved or closed"):
        actions.mark_outdated(thread, actor=moderator, reason="The menu moved")
    actions.accept_answer(make_answer(thread), actor=thread.author)
    with pytest.raises(Refused, match="experienced"):
        actions.mark_outdated(fresh(thread), actor=make_member(), reason="The menu moved")
    client.force_login(moderator)
    address = reverse("thread_act", args=[thread.pk, "outdate"])
    assert "Say why" in client.post(address, {"reason": ""}).content.decode()
    client.post(address, {"reason": "The menu moved"})
    assert fresh(thread).status == "outdated"
    client.logout()
    assert "The menu moved" in client.get(thread.get_absolute_url()).content.decode()
    actions.undo(ModerationAction.objects.get(act="outdate"), actor=moderator)
    assert fresh(thread).status == "solved"


@pytest.mark.parametrize("name", ["close", "archive", "lock", "move", "hide", "outdate"])
def test_each_act_has_a_page_for_moderators_alone(client, name):
    thread = make_thread()
    address = reverse("thread_act", args=[thread.pk, name])
    assert client.get(address).status_code == 302
    client.force_login(make_member())
    assert client.get(address).status_code == 404
    client.force_login(make_moderator())
    assert client.get(address).status_code == 200
    assert client.get(reverse("thread_act", args=[thread.pk, "explode"])).status_code == 404


def test_moving_is_an_act_of_its_own_and_no_edit(client):
    thread, board = make_thread(), make_board("payments")
    client.force_login(make_moderator())
    words = {"board": "payments", "reason": "It is about paying"}
    client.post(reverse("thread_act", args=[thread.pk, "move"]), words)
    assert (fresh(thread).board, fresh(thread).edited_at) == (board, None)
    assert ModerationAction.objects.get().act == "move"


def test_asking_for_more_pauses_the_clock_until_the_asker_replies(client):
    thread, helper = make_thread(), make_member()
    client.force_login(helper)
    assert reverse("request_info", args=[thread.pk]) in client.get(thread.get_absolute_url()).content.decode()
    client.post(reverse("request_info", args=[thread.pk]), {"text": "Which lamp is it?"})
    waits = fresh(thread)
    assert (waits.state, waits.waiting_since, waits.status) == ("needs_info", None, "needs_info")
    assert Comment.objects.get().kind == "request"
    told = Notification.objects.get(recipient=thread.author)
    assert told.event == "info_requested"
    client.force_login(thread.author)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Somebody needs to know more" in page
    assert client.post(reverse("give_info", args=[thread.pk]), {"text": ""}).status_code == 422
    client.post(reverse("give_info", args=[thread.pk]), {"text": "The small one for the desk."})
    opened = fresh(thread)
    assert (opened.state, opened.reopened_count) == ("open", 0)
    assert opened.waiting_since > waits.created_at
    assert Notification.objects.get(recipient=helper).event == "info_given"


def test_any_word_of_the_asker_is_the_reply_and_so_is_an_edit():
    helper = make_member()
    thread, other = make_thread(), make_thread()
    for one in (thread, other):
        actions.request_information(one, actor=helper, text="Which lamp is it?")
    actions.comment(fresh(thread), thread.author, "The small one.")
    assert fresh(thread).state == "open"
    assert Comment.objects.order_by("pk").last().kind == "reply"
    actions.edit_thread(fresh(other), actor=other.author, title=other.title, body="I sent back the small lamp.")
    assert fresh(other).state == "open"
    assert Notification.objects.filter(recipient=helper, event="info_given").count() == 2


def test_who_may_not_ask_for_more_is_told_why():
    thread, newcomer = make_thread(), make_user(date_joined=timezone.now())
    with pytest.raises(Refused, match="own question"):
        actions.request_information(thread, actor=thread.author, text="Which lamp is it?")
    with pytest.raises(Refused, match="five questions"):
        actions.request_information(thread, actor=newcomer, text="Which lamp is it?")
    actions.accept_answer(make_answer(thread), actor=thread.author)
    with pytest.raises(Refused, match="nobody has to say more"):
        actions.request_information(fresh(thread), actor=make_member(), text="Which lamp is it?")


def test_others_may_answer_meanwhile_and_an_accepted_answer_solves_it():
    thread = make_thread()
    actions.request_information(thread, actor=make_member(), text="Which lamp is it?")
    answer = make_answer(fresh(thread))
    actions.accept_answer(answer, actor=thread.author)
    assert fresh(thread).is_solved


def test_not_solved_says_what_is_missing_to_whoever_helped(client):
    thread = make_thread()
    answer = make_answer(thread)
    actions.accept_answer(answer, actor=thread.author)
    client.force_login(thread.author)
    assert "Not solved after all" in client.get(thread.get_absolute_url()).content.decode()
    address = reverse("not_solved", args=[thread.pk])
    assert client.post(address, {"text": " "}).status_code == 422
    client.post(address, {"text": "The code is refused."})
    opened = fresh(thread)
    assert (opened.state, opened.reopened_count, opened.answers.accepted().count()) == ("open", 1, 0)
    said = Comment.objects.get()
    assert (said.kind, said.answer, said.author) == ("missing", answer, thread.author)
    told = Notification.objects.get(recipient=answer.author, event="not_solved")
    assert "The code is refused." in told.context["excerpt"]
    assert not Notification.objects.filter(recipient=answer.author, event="post_commented").exists()


def test_only_the_asker_says_that_it_is_not_solved():
    thread = make_thread()
    with pytest.raises(Refused, match="open already"):
        actions.not_solved(thread, actor=thread.author, missing="It still hums.")
    actions.accept_answer(make_answer(thread), actor=thread.author)
    with pytest.raises(Refused, match="Only the one who asked"):
        actions.not_solved(fresh(thread), actor=make_moderator(), missing="It still hums.")


def test_merging_by_the_pages(client):
    source, target = make_thread(), make_thread(title="How long does a refund take?")
    make_answer(source)
    client.force_login(make_moderator())
    address = reverse("merge_thread", args=[source.pk])
    found = client.get(address, {"q": f"https://help.example/en/community/{target.pk}/x/"}).content.decode()
    assert f"?into={target.pk}" in found
    drain()
    found = client.get(address, {"q": "how long refund"}).content.decode()
    assert f"?into={target.pk}" in found
    assert "1 answer moves" in client.get(f"{address}?into={target.pk}").content.decode()
    assert "These cannot be merged" in client.get(f"{address}?into={source.pk}").content.decode()
    response = client.post(f"{address}?into={target.pk}", {"reason": "The same"})
    assert response.url == target.get_absolute_url()
    client.logout()
    assert "Merged from" in client.get(target.get_absolute_url()).content.decode()
    assert client.get(source.get_absolute_url()).url == target.get_absolute_url()


def test_splitting_by_the_page_and_both_link_to_each_other(client):
    thread = make_thread()
    answer = make_answer(thread, body="My lamp hums.")
    client.force_login(make_moderator())
    address = reverse("split_thread", args=[thread.pk])
    assert "Choose the answers" in client.post(address, {"title": "Why does my lamp hum?"}).content.decode()
    client.post(address, {"title": "Why does my lamp hum?", "answer": [answer.pk]})
    new = Thread.objects.get(follow_up_of=thread)
    assert new.title in client.get(thread.get_absolute_url()).content.decode()
    assert thread.title in client.get(new.get_absolute_url()).content.decode()


def test_a_follow_up_links_to_what_it_goes_on_from(client):
    thread = make_thread()
    actions.close_thread(thread, actor=make_moderator())
    page = client.get(thread.get_absolute_url()).content.decode()
    assert f"?follow_up={thread.pk}" in page
    client.force_login(make_member())
    form = client.get(f"{reverse('ask')}?follow_up={thread.pk}").content.decode()
    assert thread.title in form
    words = {"board": thread.board.slug, "title": "What if the refund is late again?", "body": "It is three weeks now."}
    client.post(reverse("ask"), {**words, "follow_up": str(thread.pk), "tags": ""})
    new = Thread.objects.get(follow_up_of=thread)
    assert new.title in client.get(thread.get_absolute_url()).content.decode()


def test_lists_leave_out_what_is_archived_and_search_still_finds_it_last(client):
    moderator, archived = make_moderator(), make_thread(title="Where is my refund for the old lamp?")
    current = make_thread(title="Where is my refund for the new lamp?")
    actions.archive_thread(archived, actor=moderator)
    html = client.get(reverse("community_home")).content.decode()
    assert current.title in html
    assert archived.title not in html
    quality = {one.title: ThreadIndex().document(one).quality for one in Thread.objects.public()}
    assert quality[archived.title] < quality[current.title]


def test_states_survive_an_export_and_an_import():
    moderator = make_moderator()
    closed, archived, needy, old = (make_thread() for _ in range(4))
    actions.close_thread(closed, actor=moderator)
    actions.archive_thread(archived, actor=moderator)
    actions.request_information(needy, actor=moderator, text="Which lamp is it?")
    actions.accept_answer(make_answer(old), actor=old.author)
    actions.mark_outdated(fresh(old), actor=moderator, reason="The menu moved")
    lines = list(records())
    assert [line.get("state") for line in lines] == [None, "archived", "needs_info", None]
    assert [line.get("closed", False) for line in lines] == [True, True, False, False]
    copies = [import_thread({**line, "id": f"copy-{line['id']}", "answers": []}) for line in lines]
    assert [fresh(copy).state for copy in copies] == ["closed", "archived", "needs_info", "open"]
    assert fresh(copies[3]).outdated_reason == "The menu moved"
    assert fresh(copies[0]).closed_at
    assert all(fresh(copy).waiting_since is None for copy in copies)


def test_the_thread_page_of_a_lonely_question_asks_for_no_relations(django_assert_num_queries):
    thread = make_thread()
    found = thread_or_404(thread.author, thread.pk)
    with django_assert_num_queries(0):
        assert relations_of(found, thread.author).merged == []
