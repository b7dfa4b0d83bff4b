"""Members' better texts for articles: written, and refused beside their field with nothing lost."""

import pytest
from django.test import Client

from accounts.tests.factories import make_user, signed_in
from community.actions.article_proposals import propose_text
from community.articles import text_of_article
from community.errors import Refused
from community.models import ArticleProposal, Standing
from community.tests.reputation.article_proposals import ARTICLE, helper, proposed, taken_over, with_picture
from kb.tests.conftest import site  # noqa: F401
from kb.tests.factories import make_article
from kb.textform import blocks_of, can_carry, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_an_article_as_text_and_back_is_the_same_to_the_last_block():
    page = with_picture(make_article(ARTICLE))
    assert can_carry(page.body)
    assert "[[1: The label]]" in text_of(page.body)
    assert blocks_of(text_of(page.body), page.body) == list(page.body.raw_data)


@pytest.mark.parametrize(
    "markdown",
    [
        "2. is a number, * a star, _under_ a line, # no heading, [x](y) no link, <b> no tag, ~~no~~ stroke, &amp; &lt;",
        "- a\n- b\n  - c\n  - d\n\nWords **bo**ld and *em*phasis; **bold.** `co``de`",
        "1. one\n\n   two\n2. three\n\n- four",
        "<details><summary>Why &amp; how?</summary>\n\n- because\n- of\n\n</details>",
        "> a quotation\n> of two lines\n\n---\n\n#### Small",
        "| a \\| b | c |\n|---|---|\n| `x` | **y**<br>z |",
        "https://example.org/ and [words](https://example.org/a_(b)?c=d&e=f) press <kbd>Ctrl</kbd> H<sub>2</sub>O",
        "> [!NOTE]\n> 1. one\n> 2. two",
        "می‌خواهم **برگردانم**؟ [پیوند](https://example.org/)",
        "```\n[[1: not a picture]]\n```",
    ],
)
def test_whatever_is_written_comes_back_from_the_text(markdown):
    page = make_article(markdown)
    assert can_carry(page.body)
    assert blocks_of(text_of(page.body), page.body) == list(page.body.raw_data)


def test_a_block_that_did_not_change_keeps_its_number_and_so_its_translations():
    page = with_picture(make_article(ARTICLE))
    was = [block["id"] for block in page.body.raw_data]
    text = text_of(page.body).replace("Print the label", "Print it")
    assert [block["id"] for block in blocks_of(text, page.body)] == was


def test_a_helper_finds_the_way_at_the_end_of_the_article_and_sends_a_better_text():
    page, member = with_picture(make_article(ARTICLE, title="Returns")), helper()
    client = signed_in(member)
    path = f"/en/community/articles/{page.pk}/suggest/"
    assert path in client.get(page.url).content.decode()
    shown = client.get(path)
    typed = {**shown.context["form"].initial, "why": "Clearer"}
    typed["body"] = typed["body"].replace("Print the label.", "Print the **label**.")
    sent = client.post(path, typed)
    kept = ArticleProposal.objects.get()
    assert sent.url.endswith(f"/community/articles/proposals/#proposal-{kept.pk}")
    assert (kept.kind, kept.language, kept.member, kept.state) == ("edit", "en", member, "waiting")
    assert "Waits for an editor" in client.get("/en/community/articles/proposals/").content.decode()
    assert "Print the **label**." in client.get(path).content.decode()
    client.post(path, {**typed, "why": "Clearer still"})
    assert ArticleProposal.objects.get().why == "Clearer still"


@pytest.mark.parametrize("level", [0, 1])
def test_below_level_two_nobody_proposes(level):
    page, member = make_article(ARTICLE), make_user()
    Standing.objects.filter(member=member).update(level=level)
    member.refresh_from_db()
    client, path = signed_in(member), f"/en/community/articles/{page.pk}/suggest/"
    assert path not in client.get(page.url).content.decode()
    assert client.get(path).status_code == 302
    assert client.post(path, {"title": "T", "body": "B", "why": "W"}).status_code == 302
    assert not ArticleProposal.objects.exists()


def test_guests_see_no_way_and_are_sent_to_sign_in():
    page, client = make_article(ARTICLE), Client()
    assert "/articles/" not in client.get(page.url).content.decode()
    assert "/login/" in client.get(f"/en/community/articles/{page.pk}/suggest/").url


def test_what_is_not_published_or_not_for_the_reader_has_no_such_page():
    page = make_article(ARTICLE)
    page.unpublish()
    assert signed_in(helper()).get(f"/en/community/articles/{page.pk}/suggest/").status_code == 404
    assert signed_in(helper()).get("/en/community/articles/999999/suggest/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"why": " "}, "why"),
        ({"title": ""}, "title"),
        ({"body": "No picture any more."}, "body"),
        ({"body": "[[1: a]]\n\n[[1: a]]"}, "body"),
        ({"body": "[[1: a]]\n\n[[7: a]]"}, "body"),
        ({"summary": "x" * 401}, "summary"),
        ({"body": "[[1]]\n\n" + "<div>" * 300}, "body"),
        ({"body": "[[1]]\n\n" + "x" * 60_001}, "body"),
        ({"body": "[[1]]\n" * 9_000}, "body"),
        ({"body": "[[1]]\n\n" + "# a\n" * 9_000}, "body"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(changes, field):
    page = with_picture(make_article(ARTICLE))
    now = text_of_article(page)
    typed = {"title": now.title, "summary": "New", "body": now.body, "why": "Why", "version": page.live_revision_id}
    answer = signed_in(helper()).post(f"/en/community/articles/{page.pk}/suggest/", {**typed, **changes})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"][field].value() == changes[field]
    assert not ArticleProposal.objects.exists()


def test_nothing_changed_is_no_proposal():
    page = make_article(ARTICLE)
    with pytest.raises(Refused):
        propose_text(page, text_of_article(page), "Better", actor=helper())


def test_five_a_day():
    member = helper()
    for _number in range(5):
        proposed(member=member)
    with pytest.raises(Refused, match="5"):
        proposed(member=member)


def test_an_article_that_changed_while_one_wrote_is_shown_beside_ones_words():
    page, client = make_article(ARTICLE), signed_in(helper())
    path = f"/en/community/articles/{page.pk}/suggest/"
    typed = {**client.get(path).context["form"].initial, "why": "Better", "body": "Altogether other words."}
    page.summary = "Changed by an editor"
    page.save_revision().publish()
    answer = client.post(path, typed)
    assert answer.status_code == 422
    assert "Altogether other words." in answer.content.decode()
    assert "<del>Changed</del>" in answer.content.decode()
    typed["version"] = answer.context["form"]["version"].value()
    assert client.post(path, typed).status_code == 302


def test_only_who_wrote_it_withdraws_it():
    proposal, client = proposed(), signed_in(helper())
    path = f"/en/community/articles/proposals/{proposal.pk}/withdraw/"
    assert client.post(path).status_code == 404
    signed_in(proposal.member).post(path)
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    with pytest.raises(Refused, match="withdrew"):
        taken_over(proposal)
