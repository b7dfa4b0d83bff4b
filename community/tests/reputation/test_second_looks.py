"""What tries to get round the rules of standing: said twice, taken back and said again, decided on unseen."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from accounts.models import MODERATORS
from accounts.tests.factories import make_agent, make_moderator, make_user, signed_in
from community import actions
from community.actions import Refused
from community.actions.uniting import unite_members
from community.models import Flag, Household, Review, SolvedByHint, Standing, Thanks, Thread
from community.reputation.rebuild import rebuild_nightly
from community.tests.factories import make_answer, make_board, make_thanks, make_thread
from community.tests.reputation.of_levels import A_WHILE, of_level, post

pytestmark = pytest.mark.django_db
WORDS = "You took long enough for it, you fool"


@pytest.fixture
def thanks():
    return make_thanks(WORDS)


def test_one_question_brings_points_once_in_whatever_language_its_page_was_read():
    answer, member = make_answer(make_thread()), make_user()
    actions.accept_answer(answer, actor=answer.thread.author)
    for language in ("en", "fa"):
        with translation.override(language):
            words = {"title": "Refund", "subject": "Refund", "path": answer.thread.get_absolute_url()}
            signed_in(member).post(reverse("hint_solved"), words)
    assert SolvedByHint.objects.filter(member=member).values("path").distinct().count() == 1
    assert Standing.objects.get(member=member).points == 3


@pytest.mark.parametrize("by", ["author", "moderator"])
def test_what_was_removed_is_not_said_again_by_taking_it_back_first(thanks, by):
    writer, author = thanks.member, thanks.answer.author
    if by == "author":
        signed_in(author).post(reverse("remove_thanks", args=[thanks.pk]))
    else:
        actions.hide_thanks(thanks, actor=make_moderator(), reason="Unkind")
    signed_in(writer).post(reverse("withdraw_thanks", args=[thanks.pk]))
    with pytest.raises(Refused):
        actions.thank(thanks.answer, actor=writer, words=WORDS)
    assert Thanks.objects.get().is_hidden


def test_a_moderator_decides_on_the_words_they_read(thanks):
    actions.flag(thanks, actor=make_user(), reason="rude")
    seen = Review.objects.waiting().get()
    actions.thank(thanks.answer, actor=thanks.member, words="Thank you so much, it works")
    posted = {"decision": "hide", "seen": seen.version, "reason": "Unkind"}
    response = signed_in(make_moderator()).post(reverse("decide_review", args=[seen.pk]), posted)
    assert response.status_code == 409 and not Thanks.objects.get().is_hidden
    assert Review.objects.waiting().get().is_edited


def test_whoever_turns_out_to_be_close_to_an_author_has_no_say_any_more():
    thread = make_thread(created_at=now() - A_WHILE)
    answer = make_answer(thread, created_at=now() - A_WHILE)
    first, second = of_level(3), of_level(3)
    post(first, "support_answer", answer.pk)
    one, other = sorted([first, answer.author], key=lambda member: member.pk)
    Household.objects.create(one=one, other=other)
    post(second, "support_answer", answer.pk)
    answer.refresh_from_db()
    assert not answer.is_accepted


def test_reports_of_thanks_pay_as_before_when_two_accounts_become_one(thanks):
    kept, reporter = make_user(), make_user()
    actions.confirm_fix(thanks.answer, actor=kept)
    actions.thank(thanks.answer, actor=kept, words="It works")
    actions.flag(thanks, actor=reporter, reason="rude")
    actions.hide_thanks(thanks, actor=make_moderator(), reason="Unkind")
    assert Standing.objects.get(member=reporter).balance == 2
    unite_members(kept, thanks.member)
    assert Flag.objects.filter(reporter=reporter, state="upheld").exists()
    assert rebuild_nightly() == 0


@pytest.mark.parametrize("kind", ["thanks", "answer"])
def test_a_moderator_does_not_show_their_own_again_while_reports_wait(thanks, kind):
    own = thanks if kind == "thanks" else thanks.answer
    own.author.groups.add(Group.objects.get(name=MODERATORS))
    other = make_moderator()
    actions.flag(own, actor=make_agent(), reason="rude")
    way = {"thanks": "show_thanks", "answer": "restore_answer"}[kind]
    for moderator, is_hidden in ((own.author, True), (other, False)):
        signed_in(moderator).post(reverse(way, args=[own.pk]))
        own.refresh_from_db()
        assert own.is_hidden == is_hidden


def test_accounts_closed_together_in_the_cms_stand_on_no_board_of_honour_until_they_are_opened_again():
    member, other = make_user(), make_user()
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"]) + f"?id={member.pk}"
    for is_active in (False, True):
        signed_in(make_user(is_superuser=True)).post(url, {"mark_as_active": str(is_active)})
        assert Standing.objects.get(member=member).is_ranked == is_active
        assert Standing.objects.get(member=other).is_ranked


@pytest.mark.parametrize("kind", ["thanks", "answer"])
def test_of_what_stands_on_a_private_board_by_now_nobody_outside_reads_the_title(thanks, kind):
    answer, own, moderator, reporter = thanks.answer, thanks, make_moderator(), make_user()
    if kind == "answer":
        own = make_answer(answer.thread, author=make_user())
    else:
        actions.confirm_fix(answer, actor=make_user())
        own = actions.thank(answer, actor=answer.confirmations.get().member, words=WORDS)
    writer = own.author
    actions.flag(own, actor=reporter, reason="rude")
    inner = make_board("inner")
    type(inner).objects.filter(pk=inner.pk).update(is_private=True)
    actions.move_thread(answer.thread, inner, actor=moderator, reason="It names customers")
    Thread.objects.update(title="A secret price list", slug="a-secret-price-list")
    hide = {"thanks": actions.hide_thanks, "answer": actions.hide_answer}[kind]
    hide(type(own).objects.get(pk=own.pk), actor=moderator, reason="Unkind")
    for member in (writer, reporter):
        page = signed_in(member).get(reverse("inbox")).content.decode()
        assert "a post on a private board" in page and "secret price" not in page
        told = member.notifications.order_by("-pk").first()
        assert "secret" not in signed_in(member).post(reverse("open_notification", args=[told.pk])).url
