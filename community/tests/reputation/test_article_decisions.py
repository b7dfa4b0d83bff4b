"""Members' better texts for articles: compared, taken over without losing anything, told and paid."""

import re

import pytest
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import Notification
from accounts.tests.factories import make_editor, make_moderator, make_user, signed_in
from community.actions.article_decisions import accept_by_hand, decline_text, take_over
from community.actions.article_proposals import version_of_proposal, withdraw_text
from community.article_export import own_texts
from community.articles import text_of_article, text_of_proposal
from community.errors import Refused
from community.models import ArticleProposal, PointEntry
from community.tests.reputation.article_proposals import (
    ARTICLE,
    helper,
    points,
    proposed,
    taken_over,
    with_picture,
)
from kb.models import ArticlePage
from kb.tests.conftest import site  # noqa: F401
from kb.tests.factories import make_article
from kb.textform import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_an_editor_compares_takes_over_and_publishes_and_the_member_is_told_and_paid():
    page = with_picture(make_article(ARTICLE, title="Returns"))
    proposal, editor = proposed(page), make_editor()
    client = signed_in(editor)
    assert "Returns" in client.get("/cms/article-texts/").content.decode()
    path = f"/cms/article-texts/decide/{proposal.pk}/"
    shown = client.get(path)
    assert "<del>30</del><ins>60</ins>" in shown.content.decode()
    typed = {**shown.context["form"].initial, "reply": "Thank you", "act": "publish"}
    assert client.post(path, typed).url == f"/cms/pages/{page.pk}/edit/"
    page = ArticlePage.objects.get(pk=page.pk)
    assert "60 days" in text_of(page.body) and not page.has_unpublished_changes
    assert page.body[1].block_type == "picture"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("accepted", editor)
    assert points(proposal.member) == 5
    told = Notification.objects.get(recipient=proposal.member)
    assert (told.event, told.context["state"], told.context["reply"]) == (
        "article_proposal_decided", "accepted", "Thank you",
    )  # fmt: skip
    assert proposal.member.display_name in client.get(f"/cms/pages/{page.pk}/history/").content.decode()
    assert "60 days" in Client().get(page.url).content.decode()


def test_as_a_draft_readers_see_nothing_yet():
    page = make_article(ARTICLE)
    proposal = proposed(page)
    taken_over(proposal, publish=False)
    assert "60 days" not in Client().get(page.url).content.decode()
    assert "60 days" in text_of(ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().body)
    assert points(proposal.member) == 5


def test_edits_bring_fifty_points_a_week():
    member = helper()
    for _number in range(12):
        proposal = proposed(member=member)
        taken_over(proposal)
        ArticleProposal.objects.filter(pk=proposal.pk).update(created_at="2020-01-01T00:00Z")
    assert points(member) == 50
    assert PointEntry.objects.filter(member=member, why="cap_week").count() == 2


def test_the_second_editor_is_told_what_the_first_decided():
    proposal, first, second = proposed(), make_editor(), make_editor()
    seen = version_of_proposal(proposal)
    decline_text(proposal, actor=first, seen=seen, reply="It is 30 days.")
    with pytest.raises(Refused, match=re.escape(first.display_name)):
        take_over(proposal, text_of_proposal(proposal), actor=second, seen=seen, publish=True)
    typed = {**vars(text_of_proposal(proposal)), "version": seen, "reply": "No", "act": "decline"}
    shown = signed_in(second).post(f"/cms/article-texts/decide/{proposal.pk}/", typed)
    assert first.display_name in shown.content.decode()
    assert Notification.objects.filter(recipient=proposal.member).count() == 1
    assert points(proposal.member) == 0


def test_comparing_again_shows_what_differs_and_nothing_else():
    """Browsers send both ends of a line."""
    proposal = proposed(make_article(ARTICLE))
    client, path = signed_in(make_editor()), f"/cms/article-texts/decide/{proposal.pk}/"
    first = client.get(path)
    typed = {**first.context["form"].initial, "compare": 1}
    typed["body"] = typed["body"].replace("\n", "\r\n")
    again = client.post(path, typed)
    assert [one.shown for one in again.context["stretches"]] == [one.shown for one in first.context["stretches"]]


def test_what_the_editor_read_must_be_what_is_taken_over():
    proposal = proposed()
    seen = version_of_proposal(proposal)
    proposed(proposal.page.specific, proposal.member, becomes="90 days")
    proposal.refresh_from_db()
    with pytest.raises(Refused, match="Read it again"):
        take_over(proposal, text_of_proposal(proposal), actor=make_editor(), seen=seen, publish=True)


def test_the_article_that_changed_since_is_compared_as_it_is_now_with_a_warning():
    page = make_article(ARTICLE)
    proposal = proposed(page)
    page = ArticlePage.objects.get(pk=page.pk)
    page.summary = "Thirty days."
    page.save_revision().publish()
    shown = signed_in(make_editor()).get(f"/cms/article-texts/decide/{proposal.pk}/").content.decode()
    assert "changed since the member read it" in shown
    assert "<del>Thirty days.</del>" in shown


def test_unpublished_changes_of_editors_are_kept_and_not_published_by_the_way():
    page = make_article(ARTICLE)
    proposal = proposed(page)
    draft = ArticlePage.objects.get(pk=page.pk)
    draft.questions = "How do I return it?"
    draft.save_revision()
    shown = signed_in(make_editor()).get(f"/cms/article-texts/decide/{proposal.pk}/").content.decode()
    assert "not published" in shown and 'value="publish"' not in shown
    newest = taken_over(proposal, publish=False).get_latest_revision_as_object()
    assert newest.questions == "How do I return it?"
    assert "60 days" in text_of(newest.body)


def test_other_parts_since_make_it_words_for_the_editors_hand():
    page = with_picture(make_article(ARTICLE))
    proposal = proposed(page)
    with_picture(ArticlePage.objects.get(pk=page.pk), alt="Another")
    client, path = signed_in(make_editor()), f"/cms/article-texts/decide/{proposal.pk}/"
    shown = client.get(path)
    assert "cannot be taken over by itself" in shown.content.decode()
    assert 'value="publish"' not in shown.content.decode()
    with pytest.raises(Refused):
        taken_over(proposal)
    typed = {**shown.context["form"].initial, "act": "by_hand"}
    client.post(path, typed)
    assert points(proposal.member) == 5


def test_what_the_translators_tool_writes_is_changed_by_hand():
    page = make_article(ARTICLE, title="Returns")
    proposal = proposed(page)
    source, _new = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=page.locale)
    with pytest.raises(Refused, match="by hand"):
        taken_over(proposal)
    accept_by_hand(proposal, actor=make_editor(), seen=version_of_proposal(proposal))
    assert points(proposal.member) == 5


def test_declining_needs_a_word_that_the_member_reads():
    proposal, client = proposed(), signed_in(make_editor())
    path = f"/cms/article-texts/decide/{proposal.pk}/"
    typed = {**client.get(path).context["form"].initial, "act": "decline"}
    assert "reply" in client.post(path, typed).context["form"].errors
    client.post(path, {**typed, "reply": "It <b>is</b> 30 days."})
    page = signed_in(proposal.member).get("/en/community/articles/proposals/").content.decode()
    assert "It &lt;b&gt;is&lt;/b&gt; 30 days." in page


def test_others_neither_see_nor_decide():
    proposal = proposed()
    for other in (make_user(), helper()):
        assert signed_in(other).get(f"/cms/article-texts/decide/{proposal.pk}/").status_code in (302, 403)
        with pytest.raises(Refused):
            decline_text(proposal, actor=other, seen=version_of_proposal(proposal), reply="No")
    with pytest.raises(Refused):
        taken_over(proposal, editor=make_moderator())
    with pytest.raises(Refused):
        accept_by_hand(proposal, actor=make_moderator(), seen=version_of_proposal(proposal))


def test_a_deed_stays_when_the_article_goes():
    proposal = proposed()
    page = taken_over(proposal)
    page.delete()
    assert points(proposal.member) == 5
    assert signed_in(proposal.member).get("/en/community/articles/proposals/").status_code == 200


HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)> <a href="javascript:alert(1)">x</a>
[y](javascript:alert(2)) [z](data:text/html,x) <embed embedtype="image" id="1"> <a linktype="page" id="1">root</a>

<iframe src="https://evil.example/"></iframe><style>*{}</style>

[page](article:1) [gone](article:document-1) ![pixel](https://evil.example/p.png)
"""


def test_hostile_words_become_harmless_words():
    page = make_article("Words.")
    proposal = proposed(page, was="Words.", becomes=HOSTILE)
    editors = signed_in(make_editor()).get(f"/cms/article-texts/decide/{proposal.pk}/").content.decode()
    assert "<script>alert(1)" not in editors and "onerror=alert(1)>" not in editors
    taken_over(proposal)
    body = str(list(ArticlePage.objects.get(pk=page.pk).body.raw_data))
    hrefs = ('href="javascript', 'href="data', "linktype", "evil.example")
    for evil in ("<script", "onerror", "<embed", "<iframe", *hrefs):
        assert evil not in body


def test_a_text_of_a_thousand_equal_paragraphs_keeps_no_editor_waiting():
    page = make_article("Words.")
    proposal = proposed(page, was="Words.", becomes="a\n\n" * 15_000)
    shown = signed_in(make_editor()).get(f"/cms/article-texts/decide/{proposal.pk}/")
    assert shown.status_code == 200
    assert len(shown.context["stretches"]) == 1


def test_a_preview_shows_the_article_with_its_pictures_and_stores_nothing():
    page = with_picture(make_article(ARTICLE))
    client = signed_in(helper())
    typed = {"body": text_of(page.body).replace("30 days", "<script>60</script> days")}
    shown = client.post(f"/en/community/articles/{page.pk}/preview/", typed).content.decode()
    assert "<img" in shown and "[[1" not in shown and "<script" not in shown
    without = client.post(f"/en/community/articles/{page.pk}/preview/", {"body": "x"}).content.decode()
    assert "[[1]]" in without
    assert not ArticleProposal.objects.exists()


def test_without_script_a_preview_needs_no_reason_and_keeps_what_was_typed():
    page = with_picture(make_article(ARTICLE))
    now = text_of_article(page)
    typed = {"title": "New", "summary": "", "body": now.body, "why": "", "preview": "1"}
    answer = signed_in(helper()).post(f"/en/community/articles/{page.pk}/suggest/", typed)
    assert answer.status_code == 200
    assert answer.context["preview"].title == answer.context["form"]["title"].value() == "New"
    assert not ArticleProposal.objects.exists()


def test_the_history_names_the_member_until_they_leave():
    proposal = proposed()
    page = taken_over(proposal)
    entry = PageLogEntry.objects.get(page=page.pk, action="community.text_taken_over")
    assert proposal.member.display_name in entry.message
    proposal.member.delete()
    assert PageLogEntry.objects.get(pk=entry.pk).message == "Took over a text by Former member"


def test_withdrawing_twice_says_so():
    proposal = proposed()
    withdraw_text(proposal, actor=proposal.member)
    with pytest.raises(Refused):
        withdraw_text(proposal, actor=proposal.member)


def test_the_first_screen_of_the_cms_tells_editors_what_waits():
    proposed()
    assert "1 text of a member waits" in signed_in(make_editor()).get("/cms/").content.decode()
    assert "waits for an editor" not in signed_in(make_user(roles=["agents"])).get("/cms/").content.decode()


def test_what_a_member_wrote_is_in_the_copy_of_their_data():
    proposal = proposed()
    (kept,) = own_texts(proposal.member)
    assert (kept["article"], kept["text"], kept["state"]) == ("Returns", proposal.body, "waiting")
