"""Two editors at the same moment, with real connections to a database file."""

import pytest

from accounts.models import Notification
from accounts.tests.factories import make_editor
from community.actions.article_decisions import decline_text, take_over
from community.actions.article_proposals import propose_text, version_of_proposal
from community.actions.promoting import promote
from community.articles import ArticleText, text_of_article, text_of_proposal
from community.errors import Refused
from community.models import ArticleProposal, PointEntry, Promotion
from community.tests.reputation.article_proposals import helper, proposed
from community.tests.reputation.test_promoted_threads import solved
from community.tests.test_races import at_once, on_a_file  # noqa: F401
from kb.actions import ensure_site
from kb.models import ArticlePage
from kb.tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_editors_decide_at_once_and_the_second_is_told():
    ensure_site()
    proposal = proposed()
    seen, one, other = version_of_proposal(proposal), make_editor(), make_editor()

    def accept():
        held = ArticleProposal.objects.select_related("page").get(pk=proposal.pk)
        return take_over(held, text_of_proposal(held), actor=one, seen=seen, publish=True)

    def decline():
        held = ArticleProposal.objects.select_related("page").get(pk=proposal.pk)
        return decline_text(held, actor=other, seen=seen, reply="No")

    results = at_once(accept, decline)
    assert [type(result) for result in results].count(Refused) == 1
    assert Notification.objects.filter(event="article_proposal_decided").count() == 1
    proposal.refresh_from_db()
    paid = PointEntry.objects.filter(rule="article_edit").count()
    assert (proposal.state, paid) in [("accepted", 1), ("declined", 0)]


def test_two_editors_promote_at_once_and_one_article_is_made():
    ensure_site()
    thread, section, editors = solved(), make_section(), [make_editor(), make_editor()]

    def by(editor):
        words = {"section": section, "title": "Reset", "actor": editor}
        return lambda: promote(type(thread).objects.get(pk=thread.pk), **words)

    results = at_once(*map(by, editors))
    assert [type(result) for result in results].count(Refused) == 1
    assert (Promotion.objects.count(), ArticlePage.objects.count()) == (1, 1)


def test_two_tabs_make_one_proposal():
    ensure_site()
    page, member = make_article("Words."), helper()
    now = text_of_article(page)

    def send(words):
        return lambda: propose_text(page, ArticleText(now.title, now.summary, words), "Better", actor=member)

    assert not any(isinstance(result, Exception) for result in at_once(send("One."), send("Two.")))
    assert ArticleProposal.objects.count() == 1
