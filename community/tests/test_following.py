"""How much a member hears of a question, a board, a tag: the nearest counts, and nobody hears of one event twice."""

import pytest
from django.core import mail
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import Notification
from accounts.tasks import send_notification_mail
from accounts.tests.factories import make_member, make_moderator
from community import actions
from community.models import Block, Follow, Tag
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
EVERYTHING, SOLUTION, MUTE = Follow.Level.EVERYTHING, Follow.Level.SOLUTION, Follow.Level.MUTE


def told(member, *events):
    found = Notification.objects.filter(recipient=member).order_by("pk")
    return [one.event for one in found if not events or one.event in events]


def send_mails():
    for task in DBTaskResult.objects.filter(task_path__endswith="send_notification_mail"):
        send_notification_mail.func(*task.args_kwargs["args"])


def follow_with(client, member, followed, level, **extra):
    client.force_login(member)
    name = {"Thread": "follow", "Board": "follow_board", "Tag": "follow_tag"}[type(followed).__name__]
    return client.post(reverse(name, args=[followed.pk]), {"level": level}, **extra)


def test_levels_of_a_question(client):
    thread, all_of_it, only_solved, nothing = make_thread(), make_member(), make_member(), make_member()
    for member, level in ((all_of_it, EVERYTHING), (only_solved, SOLUTION), (nothing, MUTE)):
        follow_with(client, member, thread, level)
    thread.refresh_from_db()
    assert thread.follower_count == 3  # the one who asked, and two who hear of it
    answer = make_answer(thread)
    actions.accept_answer(answer, actor=thread.author)
    assert told(all_of_it) == ["thread_answered", "thread_solved"]
    assert told(only_solved) == ["thread_solved"]
    assert told(nothing) == []


def test_changing_the_level_keeps_the_count_right(client):
    thread, member = make_thread(), make_member()
    for level, count in ((EVERYTHING, 2), (MUTE, 1), (MUTE, 1), (SOLUTION, 2), ("stop", 1), ("stop", 1)):
        follow_with(client, member, thread, level)
        thread.refresh_from_db()
        assert thread.follower_count == count, level
    assert not Follow.objects.filter(member=member).exists()


def test_a_level_that_does_not_exist_is_refused(client):
    thread, member = make_thread(), make_member()
    assert follow_with(client, member, thread, "loudly").status_code == 409
    assert not Follow.objects.filter(member=member).exists()


def test_who_muted_a_question_does_not_follow_it_by_me_too_or_by_answering():
    thread, member = make_thread(), make_member()
    actions.follow(thread, actor=member, level=MUTE)
    actions.me_too(thread, actor=member)
    make_answer(thread, author=member)
    assert Follow.objects.get(thread=thread, member=member).level == MUTE


def test_the_one_who_asked_reads_of_answers_whatever_they_chose_but_is_mailed_only_if_they_follow():
    thread = make_thread(author=make_member())
    actions.follow(thread, actor=thread.author, level=MUTE)
    make_answer(thread)
    assert told(thread.author) == ["thread_answered"]
    send_mails()
    assert mail.outbox == []


def test_board_and_tag_followers_hear_of_new_questions_and_solutions_but_not_of_each_answer(client):
    board, member, other = make_board("lamps"), make_member(), make_member()
    tag = Tag.objects.create(name="bulb")
    follow_with(client, member, board, EVERYTHING)
    follow_with(client, other, tag, EVERYTHING)
    thread = make_thread(board=board, tags=["bulb"])
    actions.accept_answer(make_answer(thread), actor=thread.author)
    for follower in (member, other):
        assert told(follower) == ["thread_asked", "board_solved"]
    send_mails()
    assert [
        sent for sent in mail.outbox if sent.to[0] in (member.email, other.email)
    ] == []  # they wait for the morning


def test_of_board_and_tags_the_board_counts_first():
    board, member = make_board("lamps"), make_member()
    tag = Tag.objects.create(name="bulb")
    actions.follow(tag, actor=member)
    actions.follow(board, actor=member, level=MUTE)
    make_thread(board=board, tags=["bulb"])
    assert told(member) == []
    actions.follow(board, actor=member, level=SOLUTION)
    thread = make_thread(board=board, tags=["bulb"])
    actions.follow(thread, actor=member, level=MUTE)
    actions.accept_answer(make_answer(thread), actor=thread.author)
    assert told(member) == []


def test_nobody_is_told_twice_of_one_event_nor_of_their_own():
    board, asker, helper = make_board("lamps"), make_member(), make_member()
    for member in (asker, helper):
        actions.follow(board, actor=member)
    thread = make_thread(board=board, author=asker)
    answer = make_answer(thread, author=helper)
    actions.accept_answer(answer, actor=asker)
    assert told(asker) == ["thread_answered"]
    assert told(helper) == ["thread_asked", "answer_accepted"]


def test_followers_of_a_board_hear_only_in_their_language():
    member = make_member(language="el")
    actions.follow(make_board("lamps"), actor=member)
    make_thread(board=make_board("lamps"))
    assert told(member) == []


def test_a_private_boards_questions_are_told_only_to_whom_it_is_open():
    board, member = make_board("lamps"), make_member()
    actions.follow(board, actor=member)
    type(board).objects.filter(pk=board.pk).update(is_private=True)
    board.refresh_from_db()
    make_thread(board=board, author=make_moderator())
    assert told(member) == []


def test_blocked_members_are_not_heard_of_and_moderators_always_are():
    thread, blocked, moderator = make_thread(), make_member(), make_moderator()
    for person in (blocked, moderator):
        Block.objects.create(member=thread.author, blocked=person)
    make_answer(thread, author=blocked)
    assert told(thread.author) == []
    make_answer(thread, author=moderator)
    assert told(thread.author) == ["thread_answered"]


def test_the_menu_answers_with_itself_and_without_script_with_the_page(client):
    thread, member = make_thread(), make_member()
    page = follow_with(client, member, thread, SOLUTION, headers=HTMX).content.decode()
    assert "Following: solution" in page
    assert "<html" not in page
    assert follow_with(client, member, thread, EVERYTHING).url == thread.get_absolute_url()
    assert "Following" in client.get(thread.get_absolute_url()).content.decode()
    back = {"level": "mute", "next": "/en/community/?board=returns"}
    assert client.post(reverse("follow", args=[thread.pk]), back).url == back["next"]
    back["next"] = "https://evil.example/"
    assert client.post(reverse("follow", args=[thread.pk]), back).url == thread.get_absolute_url()


def test_a_guest_is_led_to_sign_in_and_nothing_changes(client):
    thread = make_thread()
    assert "/account/login/" in client.post(reverse("follow", args=[thread.pk])).url
    assert thread.follows.count() == 1


def test_the_page_of_what_one_follows_shows_all_three_kinds_and_costs_the_same(client, django_assert_max_num_queries):
    member, board = make_member(), make_board("lamps")
    tag = Tag.objects.create(name="bulb")
    for followed in (board, tag, *(make_thread(title=f"Question number {number}") for number in range(25))):
        actions.follow(followed, actor=member)
    hidden = make_thread(title="Hidden meanwhile")
    actions.follow(hidden, actor=member)
    actions.hide_thread(hidden, actor=make_moderator(), reason="Spam")
    client.force_login(member)
    with django_assert_max_num_queries(9):
        page = client.get(reverse("following")).content.decode()
    assert "Lamps" in page and "bulb" in page and "Question number 24" in page
    assert "Hidden meanwhile" not in page
    assert "after=" in page
    client.logout()
    assert client.get(reverse("following")).status_code == 302
