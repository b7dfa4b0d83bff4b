"""The community in the CMS: boards are edited, posts are only looked at."""

import pytest

from accounts.tests.factories import make_agent, make_editor, make_moderator, make_user, signed_in
from community.models import Board
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def test_an_empty_site_has_a_general_board_in_five_languages():
    board = Board.objects.get(slug="general")
    assert board.texts.count() == 5
    assert all(text.name for text in board.texts.all())


def test_moderators_look_through_posts_and_cannot_change_them_there():
    answer, client = make_answer(make_thread(title="A thread in the list")), signed_in(make_moderator())
    assert "A thread in the list" in client.get("/cms/threads/").content.decode()
    assert "A thread in the list" in client.get("/cms/answers/").content.decode()
    assert client.get(f"/cms/threads/inspect/{answer.thread_id}/").status_code == 200
    for path in (f"threads/edit/{answer.thread_id}", f"threads/delete/{answer.thread_id}", "threads/new"):
        assert client.get(f"/cms/{path}/").status_code == 302


@pytest.mark.parametrize("make", [make_user, make_agent, make_editor])
def test_others_see_no_post_lists(make):
    assert signed_in(make()).get("/cms/threads/").status_code == 302


@pytest.mark.parametrize("make", [make_editor, make_moderator])
def test_editors_and_moderators_name_boards(make):
    board = Board.objects.get(slug="general")
    client = signed_in(make())
    assert "texts-0-name" in client.get(f"/cms/snippets/community/board/edit/{board.pk}/").content.decode()
    assert client.get("/cms/snippets/community/board/").status_code == 200
