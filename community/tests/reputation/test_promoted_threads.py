"""Solved questions become articles, and their answers earn while these are published; articles are translated."""

import pytest
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import Locale

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_editor, make_moderator, make_user, signed_in
from community import actions
from community.actions.article_decisions import take_over
from community.actions.article_proposals import propose_translation, version_of_proposal
from community.actions.promoting import promote, take_promotion_back
from community.articles import ArticleText, text_of_article, text_of_proposal
from community.errors import Refused
from community.models import ArticleProposal, Board, ModerationAction, PointEntry, Promotion, Standing
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.test_pictures import a_picture, file_of
from kb.models import ArticlePage
from kb.tests.conftest import site  # noqa: F401
from kb.tests.factories import make_article, make_section
from kb.textform import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def solved(body="Hold the button for **ten seconds**.", **overrides):
    thread = make_thread(**overrides)
    actions.accept_answer(make_answer(thread, body=body), actor=thread.author)
    thread.refresh_from_db()
    return thread


def promoted(thread=None, editor=None) -> Promotion:
    thread, section = thread or solved(), make_section(title="Lamps")
    return promote(thread, actor=editor or make_editor(), section=section, title="Reset a lamp", summary="Hold it.")


def earned(answer) -> int:
    return sum(PointEntry.objects.filter(rule="promoted", member=answer.author).values_list("points", flat=True))


# --- promoting -------------------------------------------------------------------------------------------------------


def test_an_editor_makes_a_draft_of_a_solved_question_and_publishes_it():
    thread, section, editor = solved(), make_section(title="Lamps"), make_editor()
    answer, client = thread.answers.get(), signed_in(editor)
    path = f"/en/community/articles/of/{thread.pk}/make/"
    assert path in client.get(thread.get_absolute_url()).content.decode()
    form = client.get(path).context["form"]
    assert form.initial["title"] == thread.title
    sent = client.post(path, {"section": section.pk, "title": "Reset a lamp", "summary": "Hold it."})
    page = ArticlePage.objects.get(title="Reset a lamp")
    assert sent.url == f"/cms/pages/{page.pk}/edit/"
    assert client.get(sent.url).status_code == 200
    assert (page.live, page.get_parent().pk, page.question_list) == (False, section.pk, [thread.title])
    assert text_of(page.body) == "Hold the button for **ten seconds**."
    assert earned(answer) == 0
    assert "became an article" not in Client().get(thread.get_absolute_url()).content.decode()
    page.get_latest_revision().publish()
    assert earned(answer) == 40
    assert Notification.objects.get(event="answer_promoted").recipient == answer.author
    assert "became an article" in Client().get(thread.get_absolute_url()).content.decode()
    assert Client().get(f"/en/community/articles/of/{thread.pk}/").url == page.get_url()
    article = Client().get(page.get_url()).content.decode()
    assert thread.get_absolute_url() in article and answer.author.display_name in article


def test_it_counts_while_the_article_is_published_and_the_author_is_told_once():
    promotion = promoted()
    page, answer = promotion.page.specific, promotion.answer
    for _again in range(3):
        page.get_latest_revision().publish()
        assert earned(answer) == 40
        ArticlePage.objects.get(pk=page.pk).unpublish()
        assert earned(answer) == 0
    assert Notification.objects.filter(event="answer_promoted").count() == 1
    assert Client().get(f"/en/community/articles/of/{promotion.thread_id}/").status_code == 404


@pytest.mark.parametrize("gone", ["undone", "page", "thread", "hidden"])
def test_when_either_goes_the_points_go(gone):
    promotion = promoted()
    page, answer, thread = promotion.page.specific, promotion.answer, promotion.thread
    page.get_latest_revision().publish()
    member = answer.author
    if gone == "undone":
        signed_in(make_editor()).post(f"/en/community/articles/of/{thread.pk}/undo/")
        assert ArticlePage.objects.filter(pk=page.pk, live=True).exists()
    elif gone == "page":
        ArticlePage.objects.get(pk=page.pk).delete()
    elif gone == "thread":
        thread.delete()
    else:
        actions.hide_answer(answer, actor=make_moderator(), reason="off_topic")
    assert sum(PointEntry.objects.filter(rule="promoted", member=member).values_list("points", flat=True)) == 0


def test_pictures_of_the_answer_come_along_and_links_stay():
    thread = make_thread()
    helper = make_user()
    picture = actions.add_picture(file_of(a_picture()), actor=helper)
    body = f"Press it:\n\n![The knob]({picture.file.url})\n\nSee [here](/en/help/) and [there](https://example.org/)."
    answer = make_answer(thread, author=helper, body=body)
    actions.accept_answer(answer, actor=thread.author)
    page = promoted(thread).page.specific
    assert [block.block_type for block in page.body] == ["text", "picture", "text"]
    assert page.body[1].value["alt"] == "The knob"
    assert get_image_model().objects.count() == 1
    assert "/en/help/" in str(page.body[2].value) and "https://example.org/" in str(page.body[2].value)


def test_hostile_answers_become_harmless_articles():
    evil = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))"
    thread = solved(body=f'Words. {evil} <a linktype="page" id="1">y</a>')
    body = str(list(promoted(thread).page.specific.body.raw_data))
    assert "<script" not in body and "onerror" not in body and "linktype" not in body and "href" not in body


def test_a_private_board_keeps_what_stands_on_it():
    board = make_board("inside")
    Board.objects.filter(pk=board.pk).update(is_private=True)
    thread = solved()
    thread.board_id = board.pk
    thread.save()
    thread.refresh_from_db()
    with pytest.raises(Refused, match="private board"):
        promoted(thread)
    editor = signed_in(make_user(roles=["editors", "moderators"]))
    assert "/make/" not in editor.get(thread.get_absolute_url()).content.decode()
    assert editor.get(f"/en/community/articles/of/{thread.pk}/make/").status_code == 302


def test_a_question_that_went_private_later_is_not_named_on_its_article():
    promotion = promoted()
    promotion.page.specific.get_latest_revision().publish()
    board = make_board("inside")
    Board.objects.filter(pk=board.pk).update(is_private=True)
    type(promotion.thread).objects.filter(pk=promotion.thread_id).update(board=board)
    article = Client().get(promotion.page.get_url()).content.decode()
    assert "From a question" not in article and promotion.answer.author.display_name not in article


def test_a_merged_question_keeps_its_article_and_takes_it_along_when_taken_apart():
    promotion, target, moderator = promoted(), make_thread(), make_moderator()
    promotion.page.specific.get_latest_revision().publish()
    source = promotion.thread
    actions.merge_threads(source, target, actor=moderator)
    assert "This became an article" in Client().get(target.get_absolute_url()).content.decode()
    assert f"/{target.pk}/" in Client().get(promotion.page.get_url()).content.decode()
    assert earned(promotion.answer) == 40
    actions.undo(ModerationAction.objects.get(act="merge"), actor=moderator)
    assert "This became an article" not in Client().get(target.get_absolute_url()).content.decode()
    assert "This became an article" in Client().get(source.get_absolute_url()).content.decode()


def test_where_both_became_articles_each_article_names_the_one_question_there_is_now():
    first, second = promoted(), promote_another()
    for one in (first, second):
        one.page.specific.get_latest_revision().publish()
    actions.merge_threads(first.thread, second.thread, actor=make_moderator())
    for one in (first, second):
        article = Client().get(one.page.get_url()).content.decode()
        assert f'{second.thread.get_absolute_url()}">From a question' in article


def promote_another() -> Promotion:
    section = make_section(title="More lamps")
    thread = solved()
    thread.title = "Which lamp is it that blinks at night?"
    thread.save()
    return promote(thread, actor=make_editor(), section=section, title="Blinking lamps", summary="Hold it.")


def test_an_unsolved_hidden_or_already_promoted_question_is_refused():
    with pytest.raises(Refused, match="solved"):
        promoted(make_thread())
    hidden = solved()
    actions.hide_thread(hidden, actor=make_moderator(), reason="off_topic")
    with pytest.raises(Refused):
        promoted(hidden)
    thread = promoted().thread
    with pytest.raises(Refused, match="already"):
        promoted(thread)
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("make", [make_user, make_agent, make_moderator])
def test_only_editors_make_articles(make):
    thread, other = solved(), make()
    with pytest.raises(Refused):
        promoted(thread, editor=other)
    client = signed_in(other)
    assert "/make/" not in client.get(thread.get_absolute_url()).content.decode()
    assert client.get(f"/en/community/articles/of/{thread.pk}/make/").status_code == 302
    live = promoted()
    signed_in(other).post(f"/en/community/articles/of/{live.thread_id}/undo/")
    assert Promotion.objects.filter(pk=live.pk).exists()
    with pytest.raises(Refused):
        take_promotion_back(live.thread, actor=other)


def test_the_section_is_of_the_questions_language():
    persian = make_section(lang="fa", title="چراغ")
    with pytest.raises(Refused) as refused:
        promote(solved(), actor=make_editor(), section=persian, title="Reset")
    assert refused.value.field == "section"


def test_the_teams_answer_becomes_an_article_and_earns_nothing():
    thread, agent = make_thread(), make_agent()
    answer = make_answer(thread, author=agent, official=True)
    actions.accept_answer(answer, actor=thread.author)
    promoted(thread).page.specific.get_latest_revision().publish()
    assert not PointEntry.objects.filter(rule="promoted").exists()
    assert not Notification.objects.filter(event="answer_promoted").exists()


# --- translating -----------------------------------------------------------------------------------------------------


def translator(language="fa", level=2):
    member = make_user(language=language)
    Standing.objects.filter(member=member).update(level=level)
    member.refresh_from_db()
    return member


@pytest.fixture
def article():
    """In a section that is there in Persian, too."""
    section = make_section(title="Lamps")
    there = section.copy_for_translation(Locale.objects.get(language_code="fa"))
    there.get_latest_revision().publish()
    return make_article("Hold it for **ten seconds**.\n\n1. Wait.", parent=section, title="Reset a lamp", slug="reset")


PERSIAN = ArticleText("چراغ را بازنشانی کنید", "ده ثانیه.", "ده ثانیه **نگه دارید**.\n\n1. صبر کنید.")


def test_a_helper_translates_where_the_page_is_missing_and_an_editor_publishes_it(article):
    member, editor = translator(), make_editor()
    client = signed_in(member)
    path = f"/fa/community/articles/{article.pk}/translate/"
    missing = client.get(f"/fa/help/{article.get_parent().slug}/reset/")
    assert missing.status_code == 404 and path in missing.content.decode()
    shown = client.get(path)
    assert "ten seconds" in shown.content.decode()
    sent = client.post(path, vars(PERSIAN))
    assert sent.status_code == 302
    proposal = ArticleProposal.objects.get()
    assert (proposal.kind, proposal.language) == ("translation", "fa")
    cms, decide = signed_in(editor), f"/cms/article-texts/decide/{proposal.pk}/"
    shown = cms.get(decide)
    assert 'value="publish"' not in shown.content.decode()
    cms.post(decide, {**shown.context["form"].initial, "act": "draft"})
    page = ArticlePage.objects.get(locale__language_code="fa", translation_key=article.translation_key)
    assert (page.live, page.title, page.summary) == (False, PERSIAN.title, PERSIAN.summary)
    assert page.get_parent().translation_key == article.get_parent().translation_key
    assert text_of(page.get_latest_revision_as_object().body) == PERSIAN.body
    assert Standing.objects.get(member=member).points == 20
    page.get_latest_revision().publish()
    assert client.get(page.get_url()).status_code == 200
    assert client.get(path).url == ArticlePage.objects.get(pk=page.pk).get_url()


@pytest.mark.parametrize(("language", "level"), [("el", 2), ("fa", 1), ("en", 4)])
def test_others_are_not_asked_to_translate(article, language, level):
    client = signed_in(translator(language, level))
    assert "/translate/" not in client.get(f"/fa/help/{article.get_parent().slug}/reset/").content.decode()
    path = f"/fa/community/articles/{article.pk}/translate/"
    assert client.get(path).status_code == 302
    assert client.post(path, vars(PERSIAN)).status_code == 302
    assert not ArticleProposal.objects.exists()


def test_what_another_translated_meanwhile_is_not_made_twice(article):
    one, other, editor = translator(), translator(), make_editor()
    first = propose_translation(article, "fa", PERSIAN, actor=one)
    second = propose_translation(article, "fa", PERSIAN, actor=other)
    for proposal, is_taken in ((first, True), (second, False)):
        act = {"actor": editor, "seen": version_of_proposal(proposal), "publish": False}
        if is_taken:
            take_over(proposal, text_of_proposal(proposal), **act)
        else:
            with pytest.raises(Refused, match="by now"):
                take_over(proposal, text_of_proposal(proposal), **act)
    assert ArticlePage.objects.filter(translation_key=article.translation_key).count() == 2


def test_without_its_section_in_that_language_the_editor_is_told_what_to_do_first():
    page = make_article("Words.", parent=make_section())
    proposal = propose_translation(page, "fa", PERSIAN, actor=translator())
    with pytest.raises(Refused, match="section first"):
        seen = version_of_proposal(proposal)
        take_over(proposal, text_of_proposal(proposal), actor=make_editor(), seen=seen, publish=False)
    assert proposal.state == "waiting"


def test_the_original_sent_back_is_no_translation(article):
    with pytest.raises(Refused):
        propose_translation(article, "fa", text_of_article(article), actor=translator())
