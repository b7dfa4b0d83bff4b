"""The log of moderation: written with each act, read at the post and in the CMS, undone by another act."""

import pytest
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.actions import Refused
from community.models import ModerationAction, Thread
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(ModerationAction.objects.order_by("pk").values_list("act", flat=True))


def last() -> ModerationAction:
    return ModerationAction.objects.latest("pk")


@pytest.fixture
def moderator():
    return make_moderator(display_name="Nina")


def test_every_act_says_who_what_why_before_and_after(moderator):
    answer = make_answer()
    actions.hide_answer(answer, actor=moderator, reason="Rude")
    done = last()
    assert (done.actor, done.answer, done.member, done.reason) == (moderator, answer, answer.author, "Rude")
    assert done.before == {"hidden": False, "hidden_reason": ""}
    assert done.after == {"hidden": True, "hidden_reason": "Rude"}


def test_what_members_do_to_their_own_is_not_in_the_log(moderator):
    answer = make_answer()
    thread = answer.thread
    actions.edit_thread(thread, actor=thread.author, title="Other words of my own", body="Better")
    actions.accept_answer(answer, actor=thread.author)
    actions.unaccept_answer(answer, actor=thread.author)
    assert acts() == []


def test_a_repeated_act_and_an_edit_that_changes_nothing_are_not_logged_again(moderator):
    thread = make_thread()
    for _ in range(2):
        actions.close_thread(thread, actor=moderator)
    actions.edit_thread(thread, actor=moderator, title=thread.title, body=thread.body_source, reason="Looked")
    assert acts() == ["close"]


def test_only_another_board_is_a_move_and_who_edits_another_says_why(moderator):
    thread, board = make_thread(), make_board("delivery")
    words = {"title": thread.title, "body": thread.body_source}
    with pytest.raises(Refused, match="why"):
        actions.edit_thread(thread, actor=moderator, **words, board=board)
    actions.edit_thread(thread, actor=moderator, **words, board=board, reason="It is about delivery")
    assert (last().act, last().before, last().after) == ("move", {"board": "returns"}, {"board": "delivery"})


def test_the_author_is_told_why_in_the_inbox(moderator):
    thread = make_thread()
    actions.hide_thread(thread, actor=moderator, reason="Holds a card number")
    told = Notification.objects.get(recipient=thread.author)
    assert (told.event, told.context["reason"]) == ("post_moderated", "Holds a card number")
    page = signed_in(thread.author).get("/en/account/inbox/").content.decode()
    assert "A moderator hid your question" in page and "Holds a card number" in page


def test_undoing_is_an_act_of_its_own_and_happens_once(moderator):
    thread = make_thread()
    actions.hide_thread(thread, actor=moderator, reason="A mistake")
    hiding = last()
    actions.undo(hiding, actor=make_moderator(), reason="It was fine")
    thread.refresh_from_db()
    assert not thread.is_hidden
    assert acts() == ["hide", "restore"] and last().reverses == hiding
    with pytest.raises(Refused, match="already"):
        actions.undo(hiding, actor=moderator)
    actions.undo(last(), actor=moderator)
    thread.refresh_from_db()
    assert thread.hidden_reason == "A mistake"


def test_undoing_a_hiding_gives_the_acceptance_back(moderator):
    answer = make_answer()
    actions.accept_answer(answer, actor=answer.thread.author)
    actions.hide_answer(answer, actor=moderator, reason="Rude")
    actions.undo(last(), actor=moderator)
    answer.refresh_from_db()
    assert answer.is_accepted and answer.accepted_by == answer.thread.author
    assert Thread.objects.get().is_solved


def test_an_edit_a_closing_and_an_acceptance_are_undone(moderator):
    answer = make_answer(body="The first words")
    thread = answer.thread
    actions.edit_answer(answer, actor=moderator, body="Other words", reason="Clearer")
    actions.undo(last(), actor=moderator)
    actions.accept_answer(answer, actor=moderator)
    actions.undo(last(), actor=moderator)
    actions.close_thread(thread, actor=moderator)
    actions.undo(last(), actor=moderator)
    answer.refresh_from_db(), thread.refresh_from_db()
    assert (answer.body_source, answer.is_accepted, thread.state) == ("The first words", False, "open")
    assert acts() == ["edit", "edit", "accept", "unaccept", "close", "reopen"]


def test_what_was_changed_again_since_is_not_undone(moderator):
    answer = make_answer()
    actions.edit_answer(answer, actor=moderator, body="Other words", reason="Clearer")
    edit = last()
    actions.edit_answer(answer, actor=answer.author, body="My own words again")
    with pytest.raises(Refused, match="since"):
        actions.undo(edit, actor=moderator)
    answer.refresh_from_db()
    assert answer.body_source == "My own words again"


def test_members_cannot_undo_and_the_log_only_grows(moderator):
    thread = make_thread()
    actions.close_thread(thread, actor=moderator)
    with pytest.raises(Refused):
        actions.undo(last(), actor=thread.author)
    for change in (last().save, last().delete, ModerationAction.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        ModerationAction.objects.update(reason="Never said")


def test_the_log_stays_when_the_post_and_the_people_are_gone(moderator):
    answer = make_answer()
    actions.hide_answer(answer, actor=moderator, reason="Spam")
    author = answer.author
    answer.delete(), author.delete(), moderator.delete()
    assert (last().reason, last().actor, last().answer, last().member) == ("Spam", None, None, None)
    with pytest.raises(Refused, match="not there"):
        actions.undo(last(), actor=make_moderator())


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_history_shows_what_changed_and_undoes_it(moderator):
    thread, client = make_thread(title="Where is my lamp now?"), signed_in(moderator)
    address = reverse("edit_thread", args=[thread.pk])
    words = {"title": "Where is my refund now?", "body": thread.body_source, "board": thread.board.slug, "tags": ""}
    assert "the author will read it" in client.post(address, words).content.decode()
    client.post(address, {**words, "reason": "It is about money"})
    history = reverse("thread_history", args=[thread.pk])
    page = client.get(history).content.decode()
    assert "<del>lamp</del><ins>refund</ins>" in page and "It is about money" in page
    client.post(reverse("undo_act", args=[last().pk]), {"reason": "The lamp, after all"})
    thread.refresh_from_db()
    assert thread.title == "Where is my lamp now?"
    assert "undone since" in client.get(history).content.decode()


def test_a_text_that_looks_like_markup_stays_text_in_the_history(moderator):
    answer = make_answer(body="one <script>alert(1)</script> two")
    actions.edit_answer(answer, actor=moderator, body="one <img src=x> two", reason="Clearer")
    page = signed_in(moderator).get(reverse("answer_history", args=[answer.pk])).content.decode()
    assert "<del>&lt;script&gt;alert(1)&lt;/script&gt;</del>" in page and "<script>alert" not in page


def test_for_others_the_history_does_not_exist(client, moderator):
    thread = make_thread()
    actions.close_thread(thread, actor=moderator)
    for name, number in (("thread_history", thread.pk), ("undo_act", last().pk)):
        address = reverse(name, args=[number])
        assert signed_in(thread.author).post(address).status_code in (404, 405)
        assert signed_in(thread.author).get(address).status_code in (404, 405)
    assert "/account/login/" in client.get(reverse("thread_history", args=[thread.pk])).url
    assert acts() == ["close"]


def test_a_long_history_costs_no_more(moderator, django_assert_max_num_queries):
    thread, client, costs = make_thread(), signed_in(moderator), []
    for rounds in (1, 8):
        for _ in range(rounds):
            actions.close_thread(thread, actor=moderator), actions.reopen_thread(thread, actor=moderator)
        client.get(reverse("thread_history", args=[thread.pk]))
        with django_assert_max_num_queries(14) as counted:
            client.get(reverse("thread_history", args=[thread.pk]))
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_the_cms_shows_the_log_with_filters_and_leads_to_undoing(moderator):
    thread, client = make_thread(title="A thread in the log"), signed_in(moderator)
    actions.hide_thread(thread, actor=moderator, reason="Advertising")
    page = client.get("/cms/moderation-log/?act=hide").content.decode()
    assert "Advertising" in page and last().history_url.split("#")[0] in page
    assert "Advertising" not in client.get("/cms/moderation-log/?act=close").content.decode()
    assert client.get(f"/cms/moderation-log/inspect/{last().pk}/").status_code == 200
    assert client.get(f"/cms/moderation-log/edit/{last().pk}/").status_code == 302
    assert signed_in(make_user()).get("/cms/moderation-log/").status_code == 302
