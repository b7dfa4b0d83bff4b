"""Comments at the same moment, with real connections to a database file."""

import pytest

from accounts.tests.factories import make_member, make_moderator
from community import actions
from community.actions import Refused
from community.models import Answer, Comment
from community.tests.factories import make_answer
from community.tests.test_races import at_once, on_a_file  # noqa: F401  (a fixture that applies itself)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def same(model, row):
    """As another process reads it."""
    return model.objects.select_related("thread").get(pk=row.pk) if model is Answer else model.objects.get(pk=row.pk)


def test_one_form_sent_from_two_tabs_makes_one_comment():
    answer, member = make_answer(), make_member()

    def send():
        return actions.comment(same(Answer, answer), member, "Only once", submission_key="form")

    found = at_once(send, send, send)
    assert len({comment.pk for comment in found}) == 1
    answer.refresh_from_db()
    assert (Comment.objects.count(), answer.comment_count) == (1, 1)


def test_five_people_at_once_are_all_counted():
    answer, people = make_answer(), [make_member() for _ in range(5)]
    at_once(*(lambda person=person: actions.comment(same(Answer, answer), person, f"{person}") for person in people))
    answer.refresh_from_db()
    assert answer.comment_count == Comment.objects.filter(answer=answer).count() == 5


def test_a_comment_and_the_hiding_of_its_answer_end_in_one_order():
    answer, member, moderator = make_answer(), make_member(), make_moderator()
    said, _hidden = at_once(
        lambda: actions.comment(same(Answer, answer), member, "Yes"),
        lambda: actions.hide_answer(same(Answer, answer), actor=moderator, reason="Wrong"),
    )
    answer.refresh_from_db()
    assert answer.is_hidden
    assert isinstance(said, (Comment, Refused))
    assert answer.comment_count == Comment.objects.count() == int(isinstance(said, Comment))


def test_a_comment_and_the_deletion_of_its_answer_leave_both_or_none():
    answer, member = make_answer(), make_member()
    said, _gone = at_once(
        lambda: actions.comment(same(Answer, answer), member, "Yes"),
        lambda: Answer.objects.filter(pk=answer.pk).delete(),
    )
    assert isinstance(said, (Comment, Refused, Answer.DoesNotExist))
    assert Comment.objects.count() == Answer.objects.filter(pk=answer.pk).count() * isinstance(said, Comment)


def test_taken_back_and_hidden_at_once_is_counted_down_once():
    answer, member, moderator = make_answer(), make_member(), make_moderator()
    comment = actions.comment(answer, member, "Hm")
    at_once(
        lambda: actions.withdraw_comment(same(Comment, comment), actor=member),
        lambda: actions.hide_comment(same(Comment, comment), actor=moderator, reason="Rude"),
    )
    answer.refresh_from_db()
    assert answer.comment_count == 0
    assert same(Comment, comment).is_hidden
