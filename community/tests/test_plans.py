"""Lists in a reader's language are read along an index, without sorting: their time does not grow with the threads."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from community.queries import threads_to_list
from community.tests.factories import make_board

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plan"),
]


@pytest.mark.parametrize("show", ["active", "newest", "unsolved", "solved"])
def test_a_list_is_read_in_order_from_an_index(show):
    plan = threads_to_list(AnonymousUser(), language="en", show=show)[:20].explain()
    assert "USING INDEX thread_" in plan
    assert "TEMP B-TREE" not in plan


def test_a_boards_list_and_that_of_all_languages_too():
    for narrowed in ({"language": "en", "board": make_board()}, {}):
        assert "TEMP B-TREE" not in threads_to_list(AnonymousUser(), **narrowed)[:20].explain()
