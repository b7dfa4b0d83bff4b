"""What somebody who means harm tries with what they may do: words that come back, floods of mails, dear requests."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.actions import set_mail_preferences
from accounts.bundles import build_bundles
from accounts.models import Bundle, Notification
from accounts.tasks import send_bundle
from accounts.tests.factories import make_member, make_moderator, make_newcomer, signed_in
from community import actions
from community.models import Answer, BlockedWord, ModerationAction, SolvedByHint
from community.rules import EDITS_A_MINUTE
from community.tests.factories import make_answer, make_board, make_thread
from community.views.writing import TRIES_A_MINUTE

pytestmark = pytest.mark.django_db


def told(user, event) -> int:
    return Notification.objects.filter(recipient=user, event=event).count()


def versions(post, client=None) -> str:
    page = (client or Client()).get(f"/en/community/answer/{post.pk}/versions/")
    assert page.status_code == 200
    return page.content.decode()


def test_words_that_waited_for_a_first_look_are_in_no_public_version():
    newcomer, moderator = make_newcomer(), make_moderator()
    answer = make_answer(author=newcomer, body="An insult nobody should read.")
    Answer.objects.filter(pk=answer.pk).update(created_at=timezone.now() - timedelta(hours=1))
    answer.refresh_from_db()
    actions.edit_answer(answer, actor=newcomer, body="A friendly answer.")
    actions.restore_answer(answer, actor=moderator)
    assert "friendly" not in versions(answer) and "insult" not in versions(answer)
    assert "insult" in versions(answer, signed_in(moderator)) and "insult" in versions(answer, signed_in(newcomer))


def test_words_that_a_moderator_hid_do_not_come_back_with_the_better_ones():
    answer = make_answer(body="It takes five days.")
    make_answer(answer.thread)
    actions.edit_answer(answer, actor=answer.author, body="It takes six days.")
    actions.edit_answer(answer, actor=answer.author, body="An insult nobody should read.")
    actions.hide_answer(answer, actor=make_moderator(), reason="Rude")
    actions.edit_answer(answer, actor=answer.author, body="It takes seven days.")
    actions.restore_answer(answer, actor=make_moderator())
    actions.edit_answer(answer, actor=answer.author, body="It takes eight days.")
    page = versions(answer)
    assert "insult" not in page and "five" in page and "<ins>eight</ins>" in page


def test_a_word_that_was_hidden_in_an_address_waits_when_an_edit_shows_it():
    BlockedWord.objects.create(text="casino")
    answer = make_answer(body="See [this page](http://a.example/?casino), it says how to do it step by step, in short.")
    assert not answer.is_hidden
    actions.edit_answer(answer, actor=answer.author, body="Play at the casino tonight, and bring all of your friends.")
    assert answer.is_hidden


def test_an_answer_that_is_accepted_again_and_again_is_told_once():
    thread, follower = make_thread(), make_member()
    answer = make_answer(thread)
    actions.follow(thread, actor=follower)
    for _ in range(4):
        signed_in(thread.author).post(f"/en/community/answer/{answer.pk}/accept/")
        signed_in(thread.author).post(f"/en/community/answer/{answer.pk}/unaccept/")
    assert told(answer.author, "answer_accepted") == told(follower, "thread_solved") == 1


@pytest.mark.parametrize("is_question", [True, False])
def test_who_is_named_and_unnamed_in_turns_is_told_once_and_others_no_more_than_five(is_question):
    thread = make_thread()
    post = thread if is_question else make_answer(thread)
    make_answer(thread)
    people = [make_member() for _ in range(7)]

    def write(words):
        if is_question:
            actions.edit_thread(post, actor=post.author, title=post.title, body=words)
        else:
            actions.edit_answer(post, actor=post.author, body=words)

    for person in people[:2] * 2:
        write(f"[@x](member:{person.pk}) look here.")
        write("Nobody, please.")
    assert [told(person, "mentioned") for person in people[:2]] == [1, 1]
    write(" ".join(f"[@x](member:{person.pk})" for person in people) + " look here.")
    assert sum(told(person, "mentioned") for person in people) == 5


def test_words_taken_away_for_good_are_in_no_log_and_come_back_by_no_undoing():
    moderator, answer = make_moderator(), make_answer(body="Call me: 0123 456.")
    actions.edit_answer(answer, actor=moderator, body="Call me.", reason="Private")
    signed_in(moderator).post(f"/en/community/versions/{answer.revisions.get().pk}/forget/")
    page = signed_in(moderator).get(f"/en/community/answer/{answer.pk}/history/").content.decode()
    assert "Private" in page and "0123" not in page
    done = ModerationAction.objects.get(act="edit")
    with pytest.raises(actions.Refused):
        actions.undo(done, actor=moderator)
    answer.refresh_from_db()
    assert answer.body_source == "Call me."


def test_the_address_of_a_merged_question_does_not_tell_the_title_of_a_hidden_one():
    source, whole = make_thread(), make_thread(title="A secret title")
    actions.merge_threads(source, whole, actor=make_moderator())
    assert "secret" in Client().get(f"/en/community/{source.pk}/")["Location"]
    whole.refresh_from_db()
    actions.hide_thread(whole, actor=make_moderator(), reason="Private")
    assert Client().get(f"/en/community/{source.pk}/").status_code == 404


def test_a_question_that_others_became_part_of_is_not_taken_back():
    source, whole = make_thread(), make_thread()
    actions.merge_threads(source, whole, actor=make_moderator())
    whole.refresh_from_db()
    with pytest.raises(actions.Refused):
        actions.withdraw_thread(whole, actor=whole.author)


def test_a_newcomers_comment_grows_no_links_by_editing():
    newcomer, thread = make_newcomer(), make_thread()
    for number in range(3):
        comment = actions.comment(thread, newcomer, f"Some words, number {number}.")
        if comment.is_hidden:
            actions.restore_comment(comment, actor=make_moderator())
    with pytest.raises(actions.Refused, match="link"):
        actions.edit_comment(comment, actor=newcomer, text=" ".join(f"http://e{n}.example" for n in range(5)))


def test_versions_are_not_made_by_the_hundred():
    answer = make_answer()
    make_answer(answer.thread)
    with pytest.raises(actions.Refused, match="quick"):
        for number in range(30):
            actions.edit_answer(answer, actor=answer.author, body=f"Text number {number}.")
    assert answer.revisions.count() == EDITS_A_MINUTE


@pytest.mark.parametrize("query", ["answer=", "comments=answer-"])
def test_a_number_of_five_thousand_digits_is_no_number(query):
    thread = make_thread()
    make_answer(thread)
    assert Client().get(f"{thread.home_url}?{query}{'1' * 5_000}").status_code == 200


def test_the_same_file_is_read_only_so_often_a_minute():
    """It is one picture however often it comes, but each time it is decoded."""
    client = signed_in(make_member())
    answers = [
        client.post("/en/community/pictures/", {"picture": SimpleUploadedFile("a.png", b"no picture")})
        for _ in range(TRIES_A_MINUTE + 1)
    ]
    assert "read" in answers[-2].json()["error"] and "minute" in answers[-1].json()["error"]


def test_a_tag_of_a_private_board_has_no_name_outside():
    board = make_board("inner")
    thread = make_thread(board=board, tags=["zanzibar"])
    board.is_private = True
    board.save()
    url, client = f"/en/community/tags/{thread.tags.get().pk}/follow/", signed_in(make_member())
    assert client.post(url).status_code == Client().post(url).status_code == 404
    assert signed_in(make_moderator()).post(url).status_code == 302


def test_thanks_by_the_hundred_are_remembered_a_few_times():
    client = Client()
    for _ in range(20):
        client.post("/en/community/ask/solved/", {"title": "Where is my lamp?", "path": "/en/help/"})
    assert 0 < SolvedByHint.objects.count() < 10


def test_a_bundle_says_what_a_post_says_now():
    """What its author took out of it since the evening before is not mailed in the morning."""
    reader = make_member()
    set_mail_preferences(reader, {"answers": "daily", "mentions": "daily"})
    thread = make_thread(author=reader)
    answer = make_answer(thread, body="Call me: 0123 456.")
    comment = actions.comment(thread, make_member(), "My code is 9876.")
    asked = make_thread(title="My name is Zanzibar", body=f"[@x](member:{reader.pk}) lives in Zanzibar.")
    actions.edit_answer(answer, actor=answer.author, body="Call our team.")
    actions.edit_comment(comment, actor=comment.author, text="My code does not work.")
    actions.edit_thread(asked, actor=asked.author, title="What is a name?", body="Somebody lives on an island.")
    build_bundles(timezone.now() + timedelta(days=2))
    send_bundle.func(Bundle.objects.get().pk)
    text = mail.outbox[-1].body
    assert "0123" not in text and "9876" not in text and "Zanzibar" not in text
    assert "Call our team." in text and "does not work" in text and "What is a name?" in text


def test_what_is_locked_keeps_its_votes_and_me_toos():
    voter, answer = make_member(), make_answer()
    actions.vote_helpful(answer, actor=voter)
    actions.confirm_fix(answer, actor=voter)
    actions.me_too(answer.thread, actor=voter)
    actions.lock_thread(answer.thread, actor=make_moderator())
    for act, post in (
        (actions.withdraw_vote, answer),
        (actions.withdraw_fix, answer),
        (actions.withdraw_me_too, answer.thread),
    ):
        with pytest.raises(actions.Refused, match="locked"):
            act(post, actor=voter)
    answer.refresh_from_db()
    assert (answer.helpful_count, answer.confirmed_count, answer.thread.me_too_count) == (1, 1, 1)
