"""A member's page, and members who want to hear nothing of each other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_member, make_moderator
from community import actions
from community.models import Block
from community.tests.factories import make_answer, make_board, make_thread
from community.views.profiles import POSTS_A_PAGE

pytestmark = pytest.mark.django_db


def page_of(client, member, query=""):
    return client.get(reverse("member", args=[member.pk]) + query)


def test_helped_are_different_people_who_said_so(client):
    helper, asker, later = make_member(), make_member(), make_member()
    for number in range(2):
        answer = make_answer(make_thread(author=asker, title=f"Question number {number}"), author=helper)
        actions.accept_answer(answer, actor=asker)
    actions.confirm_fix(answer, actor=later)
    own = make_thread(author=helper)
    actions.accept_answer(make_answer(own, author=helper), actor=helper)
    profile = page_of(client, helper).context["profile"]
    assert (profile.answers, profile.accepted, profile.helped, profile.questions) == (3, 3, 2, 1)


def test_what_nobody_may_read_is_not_counted_nor_shown(client):
    helper = make_member()
    answer = make_answer(make_thread(title="A hidden one to count"), author=helper)
    actions.hide_thread(answer.thread, actor=make_moderator(), reason="Spam")
    response = page_of(client, helper)
    assert response.context["profile"].answers == 0
    assert "A hidden one" not in response.content.decode()


def test_boards_and_languages_are_where_they_answer_most(client):
    helper, lamps = make_member(), make_board("lamps")
    for board, lang in ((lamps, "el"), (lamps, "el"), (make_board(), "en")):
        make_answer(make_thread(board=board, lang=lang), author=helper)
    profile = page_of(client, helper).context["profile"]
    assert [board.slug for board in profile.boards] == ["lamps", "returns"]
    assert profile.languages == ["Ελληνικά", "English"]


def test_answers_and_questions_are_paged_and_cost_the_same(client, django_assert_max_num_queries):
    member, reader = make_member(), make_member()
    for number in range(POSTS_A_PAGE + 2):
        at = now() - timedelta(hours=50 - number)
        make_thread(author=member, title=f"Question number {number:02}", created_at=at)
        make_answer(make_thread(title=f"Problem number {number:02}"), author=member, created_at=at)
    client.force_login(reader)
    for query, first, last in (
        ("", "Problem number 11", "Problem number 00"),
        ("?show=questions", "Question number 11", "Question number 00"),
    ):
        with django_assert_max_num_queries(19):
            response = page_of(client, member, query)
        text, after = response.content.decode(), response.context["page"].next
        assert first in text and last not in text
        rest = page_of(client, member, f"{query or '?'}&after={after}").content.decode()
        assert last in rest and first not in rest


def test_blocking_folds_their_posts_and_tells_nothing_of_them(client):
    reader, loud = make_member(), make_member(display_name="Loud Lou")
    thread = make_thread(author=reader)
    client.force_login(reader)
    answer = client.post(reverse("block_member", args=[loud.pk]), {"next": thread.get_absolute_url()})
    assert answer.url == thread.get_absolute_url()
    make_answer(thread, author=loud, body=f"I would like to tell [@Reader](member:{reader.pk}) something.")
    asked = make_thread(author=loud)
    assert not Notification.objects.filter(recipient=reader).exists()
    assert "You blocked Loud Lou: show" in client.get(thread.get_absolute_url()).content.decode()
    assert "You blocked Loud Lou: show" in client.get(asked.get_absolute_url()).content.decode()
    assert "Loud Lou" in client.get(reverse("blocked_members")).content.decode()
    client.post(reverse("unblock_member", args=[loud.pk]))
    assert "You blocked" not in client.get(thread.get_absolute_url()).content.decode()
    client.force_login(loud)
    assert "You blocked" not in client.get(thread.get_absolute_url()).content.decode()


def test_the_team_and_oneself_cannot_be_blocked(client):
    reader = make_member()
    client.force_login(reader)
    for person in (make_moderator(), make_agent(), reader):
        client.post(reverse("block_member", args=[person.pk]))
        assert "block/" not in page_of(client, person).content.decode()
    assert not Block.objects.exists()


def test_who_joins_the_team_is_seen_again(client):
    reader, helper = make_member(), make_member()
    thread = make_thread(author=reader)
    actions.block(helper, actor=reader)
    helper.groups.add(*make_moderator().groups.all())
    make_answer(thread, author=helper)
    client.force_login(reader)
    assert "You blocked" not in client.get(thread.get_absolute_url()).content.decode()


def test_blocking_is_offered_where_one_reports(client):
    reader, answer = make_member(), make_answer()
    client.force_login(reader)
    page = client.get(reverse("report_answer", args=[answer.pk])).content.decode()
    assert reverse("block_member", args=[answer.author_id]) in page


def test_a_guest_signs_in_first_and_get_blocks_nobody(client):
    member = make_member()
    path = reverse("block_member", args=[member.pk])
    assert "/account/login/" in client.post(path).url
    client.force_login(make_member())
    assert client.get(path).status_code == 405
    assert not Block.objects.exists()
