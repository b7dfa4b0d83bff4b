"""Boards in the CMS: one screen, in order, with words where something is refused."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import EDITORS
from accounts.tests.factories import make_editor, make_member, make_moderator, signed_in
from community import actions
from community.actions import Refused
from community.models import Board, Follow, Thread
from community.tests.factories import make_board, make_thread
from search.models import IndexTask

pytestmark = pytest.mark.django_db
LIST = "/cms/snippets/community/board/"


def form_of(*texts: dict, **fields) -> dict:
    words = {"slug": "repairs", "order": "20", "icon": "wrench", "who_may_ask": "everyone", **fields}
    words |= {"texts-TOTAL_FORMS": len(texts), "texts-INITIAL_FORMS": 0, "texts-MIN_NUM_FORMS": 1}
    words["texts-MAX_NUM_FORMS"] = 1000
    for number, text in enumerate(texts):
        words |= {f"texts-{number}-{name}": value for name, value in text.items()}
        words |= {f"texts-{number}-ORDER": number, f"texts-{number}-DELETE": ""}
    return words


def test_an_editor_makes_a_board_with_templates_and_who_may_ask():
    client = signed_in(make_editor())
    page = client.get(f"{LIST}add/").content.decode()
    assert 'type="radio"' in page
    assert "#i-wrench" in page
    english = {
        "language": "en",
        "name": "Repairs",
        "description": "Broken things",
        "template": "- Model:\n- Since when:",
    }
    done = client.post(f"{LIST}add/", form_of(english, {"language": "fa", "name": "تعمیر"}, who_may_ask="members"))
    assert done.status_code == 302
    board = Board.objects.get(slug="repairs")
    assert (board.who_may_ask, board.icon, board.text_in("en").template) == (
        *("members", "wrench"),
        "- Model:\n- Since when:",
    )
    assert board.text_in("fa").name == "تعمیر"
    assert "Repairs" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}edit/{board.pk}/").content.decode()
    assert "0 questions" in page
    assert "Open on the site" in page


def test_a_language_given_twice_is_said_beside_it():
    client = signed_in(make_editor())
    page = client.post(f"{LIST}add/", form_of({"language": "en", "name": "A"}, {"language": "en", "name": "B"}))
    assert page.status_code == 200
    assert "Please correct the duplicate values below" in page.content.decode()
    assert not Board.objects.filter(slug="repairs").exists()


def test_a_board_with_questions_is_deleted_once_they_moved():
    source, target, member = make_board("old"), make_board("new"), make_member()
    thread, client = make_thread(board=source), signed_in(make_moderator())
    actions.follow(thread, actor=member)
    Follow.objects.create(board=source, member=member)
    url = f"{LIST}delete/{source.pk}/"
    assert "1 question stands on this board" in client.get(url).content.decode()
    refused = client.post(url, {})
    assert refused.status_code == 422
    assert "Choose where its questions go." in refused.content.decode()
    IndexTask.objects.all().delete()
    assert client.post(url, {"board": target.pk}).status_code == 302
    thread.refresh_from_db()
    assert thread.board == target
    assert not Board.objects.filter(slug="old").exists()
    assert Follow.objects.filter(board=target, member=member).exists()
    assert IndexTask.objects.exists()


def test_an_empty_board_is_deleted_as_ever_and_an_editor_deletes_none():
    board = make_board("empty")
    assert signed_in(make_editor()).post(f"{LIST}delete/{board.pk}/").status_code == 302
    assert Board.objects.filter(slug="empty").exists()
    signed_in(make_moderator()).post(f"{LIST}delete/{board.pk}/")
    assert not Board.objects.filter(slug="empty").exists()


def test_ticked_boards_with_questions_are_not_deleted_at_once():
    full, empty = make_board("full"), make_board("empty")
    make_thread(board=full)
    url = f"/cms/bulk/community/board/delete/?id={full.pk}&id={empty.pk}"
    response = signed_in(make_moderator()).post(url)
    assert response.headers["Location"] == f"{LIST}delete/{full.pk}/"
    assert Board.objects.filter(slug__in=["full", "empty"]).count() == 2


def test_the_rule_of_escalation_is_named_to_those_who_keep_it():
    board, admin = make_board("rules"), make_member(is_superuser=True, is_staff=True)
    url, words = f"{LIST}edit/{board.pk}/", "When its questions go to our team"
    assert words in signed_in(admin).get(url).content.decode()
    assert words not in signed_in(make_moderator()).get(url).content.decode()


def test_private_questions_move_to_private_boards_only():
    inside, outside = make_board("inside"), make_board("outside")
    Board.objects.filter(pk=inside.pk).update(is_private=True)
    thread = make_thread(board=inside, author=make_moderator())
    with pytest.raises(Refused, match="private"):
        actions.dissolve_board(inside, outside, actor=make_moderator())
    with pytest.raises(Refused, match="Only moderators"):
        actions.dissolve_board(outside, inside, actor=make_editor())
    page = signed_in(make_moderator()).get(f"{LIST}delete/{inside.pk}/").content.decode()
    assert "There is no board that is as private" in page
    assert Thread.objects.get(pk=thread.pk).board == inside


def test_a_board_made_private_leaves_the_index():
    board = make_board("staff")
    make_thread(board=board)
    IndexTask.objects.all().delete()
    client = signed_in(make_editor())
    text = board.texts.get()
    words = form_of({"id": text.pk, "language": "en", "name": "Staff"}, slug="staff", is_private="on")
    words |= {"texts-INITIAL_FORMS": 1, "groups": [Group.objects.get(name=EDITORS).pk]}
    assert client.post(f"{LIST}edit/{board.pk}/", words).status_code == 302
    board.refresh_from_db()
    assert (board.is_private, board.groups.count()) == (True, 1)
    assert IndexTask.objects.exists()
    assert client.get(reverse("community_home") + "?board=staff").status_code == 200
