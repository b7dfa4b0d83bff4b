"""Comments are reported, hidden, appealed and put back in the one way that holds for every post."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_member, make_moderator, signed_in
from community import actions
from community.actions import Refused
from community.models import Comment, Flag, ModerationAction, Review
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def make_comment(post=None, **overrides) -> Comment:
    post = post or make_answer()
    return actions.comment(post, overrides.pop("author", None) or make_member(), overrides.pop("text", "Buy my lamps"))


def counted(comment: Comment) -> int:
    comment.post.refresh_from_db()
    return comment.post.comment_count


def test_a_report_through_its_own_page_hides_with_enough_weight():
    comment, reporter = make_comment(), make_member()
    client, url = signed_in(reporter), reverse("report_comment", args=[comment.pk])
    assert "Buy my lamps" in client.get(url).content.decode()
    assert client.post(url, {"reason": "spam"}).status_code == 302
    assert client.post(url, {"reason": "spam"}).status_code == 302
    assert (Flag.objects.get().comment, Review.objects.waiting().get().post) == (comment, comment)
    page = client.get(comment.question.get_absolute_url()).content.decode()
    assert "Reported" in page.split(f'id="comment-{comment.pk}"')[1]
    assert "Reported" not in page.split('id="comments-')[0]
    actions.flag(comment, actor=make_agent(), reason="spam")
    comment.refresh_from_db()
    assert (comment.is_hidden, comment.is_public, counted(comment)) == (True, False, 0)
    assert "Buy my lamps" not in Client().get(comment.question.get_absolute_url()).content.decode()
    assert "Buy my lamps" in signed_in(comment.author).get(comment.question.get_absolute_url()).content.decode()


def test_reports_on_a_comment_and_on_its_answer_are_two():
    answer, member = make_answer(), make_member()
    comment = make_comment(answer)
    for post in (comment, answer, answer.thread):
        actions.flag(post, actor=member, reason="spam")
    assert {review.post for review in Review.objects.waiting()} == {comment, answer, answer.thread}


def test_the_queue_shows_it_with_what_it_is_about_and_decides():
    comment, moderator = make_comment(text="Rude words here"), make_moderator()
    actions.flag(comment, actor=make_member(), reason="rude")
    client, review = signed_in(moderator), Review.objects.waiting().get()
    line = client.get(reverse("reviews")).content.decode()
    assert "Comment in" in line
    assert "Rude words here" in line
    page = client.get(review.url).content.decode()
    assert "The answer it is about" in page
    assert "Close the question" not in page
    words = {"decision": "hide", "seen": review.version, "reason": "Stay kind"}
    assert client.post(reverse("decide_review", args=[review.pk]), words).status_code == 302
    comment.refresh_from_db()
    assert (comment.hidden_by, comment.hidden_reason, counted(comment)) == (moderator, "Stay kind", 0)
    told = Notification.objects.get(recipient=comment.author, event="post_moderated")
    assert (told.context["post"], told.context["act"]) == ("comment", "hide")
    assert "hid your comment" in signed_in(comment.author).get(reverse("inbox")).content.decode()


def test_several_at_once():
    comments = [make_comment() for _ in range(3)]
    for comment in comments:
        actions.flag(comment, actor=make_member(), reason="spam")
    ticked = [f"{review.pk}:{review.version}" for review in Review.objects.waiting()]
    signed_in(make_moderator()).post(reverse("decide_reviews"), {"decision": "spam", "review": ticked})
    assert Comment.objects.filter(hidden_reason="spam").count() == 3
    assert not Review.objects.waiting().exists()


def test_history_and_undo_of_hiding_and_editing():
    comment, moderator = make_comment(), make_moderator()
    client = signed_in(moderator)
    client.post(reverse("hide_comment", args=[comment.pk]), {"reason": "Advertising"})
    client.post(reverse("edit_comment", args=[comment.pk]), {"text": "Lamps", "reason": "Shorter"})
    acts = list(ModerationAction.objects.about(comment))
    assert [done.act for done in acts] == ["edit", "hide"]
    page = client.get(reverse("comment_history", args=[comment.pk])).content.decode()
    assert "Advertising" in page
    assert "with the comment of" in page
    assert signed_in(make_member()).get(reverse("comment_history", args=[comment.pk])).status_code == 404
    for done in acts:
        client.post(reverse("undo_act", args=[done.pk]))
    comment.refresh_from_db()
    assert (comment.body_source, comment.is_hidden, counted(comment)) == ("Buy my lamps", False, 1)


def test_its_author_appeals_once_to_another_moderator():
    comment, moderator, other = make_comment(), make_moderator(), make_moderator()
    actions.hide_comment(comment, actor=moderator, reason="Advertising")
    client, url = signed_in(comment.author), reverse("appeal_comment", args=[comment.pk])
    assert url in client.get(comment.question.get_absolute_url()).content.decode()
    client.post(url, {"words": "It answers what was asked"})
    review = Review.objects.waiting().get()
    with pytest.raises(Refused, match="Another moderator decides"):
        actions.decide(review, "keep", actor=moderator, seen=review.version)
    actions.decide(review, "keep", actor=other, seen=review.version)
    comment.refresh_from_db()
    assert (comment.is_hidden, counted(comment)) == (False, 1)


def test_what_its_author_took_back_waits_no_more_and_stays_back():
    comment, moderator = make_comment(), make_moderator()
    actions.flag(comment, actor=make_member(), reason="rude")
    actions.withdraw_comment(comment, actor=comment.author)
    assert not Review.objects.waiting().exists()
    for act in (actions.restore_comment, actions.hide_comment):
        with pytest.raises(Refused, match="author deleted it"):
            act(comment, actor=moderator, reason="Why not")
    assert signed_in(comment.author).get(reverse("appeal_comment", args=[comment.pk])).status_code == 404


def test_a_comment_under_a_hidden_answer_is_out_of_everyones_reach():
    comment, reader = make_comment(), make_member()
    actions.hide_answer(comment.answer, actor=make_moderator(), reason="Wrong")
    for name in ("report_comment", "comment"):
        assert signed_in(reader).get(reverse(name, args=[comment.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.flag(comment, actor=reader, reason="spam")


def test_nobody_else_moderates():
    comment = make_comment(make_thread())
    for user in (make_member(), comment.author):
        signed_in(user).post(reverse("hide_comment", args=[comment.pk]), {"reason": "No"})
        signed_in(user).post(reverse("restore_comment", args=[comment.pk]))
    comment.refresh_from_db()
    assert not comment.is_hidden
    assert signed_in(make_member()).get(reverse("reviews")).status_code == 404
