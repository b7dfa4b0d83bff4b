"""Nothing hidden or private is shown by search, even before the worker came by: nobody here drains the outbox."""

import pytest
from wagtail.models import PageViewRestriction

from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.queries import related_to
from community.tests.factories import make_answer, make_board, make_thread
from kb.actions import ensure_site
from kb.tests.factories import make_article, make_section
from search.models import IndexTask
from search.queries import likely_answers, search, suggest
from search.worker import drain

pytestmark = pytest.mark.django_db
SECRET = "Lantern of Mrs Papadaki"


@pytest.fixture
def thread(db):
    thread = make_thread(title=SECRET, body="Her number is on the lantern.")
    answer = make_answer(thread, body="She lives in Lantern Street.")
    actions.accept_answer(answer, actor=thread.author)
    drain()
    assert IndexTask.objects.count() == 0
    return thread


def everywhere(client) -> str:
    """All that search says about lanterns, on every door, to whoever is signed in."""
    pages = ["/en/search/?q=lantern", "/en/search/?q=lantern&kind=thread", "/en/search/suggest/?q=lant"]
    pages += [
        "/api/search/?q=lantern&lang=en",
        "/en/community/ask/hints/?title=lantern%20street",
        "/sitemap-threads.xml",
    ]
    answers = [client.get(address) for address in pages]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.content.decode() for answer in answers)


def as_everybody(client, thread):
    """A guest, a stranger, the author and a moderator: search shows them all the same."""
    yield client
    for user in (make_user(), thread.author, make_moderator()):
        client.force_login(user)
        yield client


def test_a_hidden_question_vanishes_at_once_from_every_door(client, thread):
    assert "Papadaki" in everywhere(client)
    actions.hide_thread(thread, actor=make_moderator(), reason="Personal data")
    assert IndexTask.objects.exists()
    for reader in as_everybody(client, thread):
        said = everywhere(reader)
        assert "Papadaki" not in said and "Lantern Street" not in said and f"/community/{thread.pk}/" not in said
    assert search("lantern", lang="en").count == 0
    assert not suggest("lantern", lang="en") and not likely_answers("Lantern of Mrs Papadaki", lang="en")


def test_the_words_of_a_hidden_answer_vanish_at_once(client, thread):
    assert "Street" in search("street", lang="en").hits[0].excerpt
    actions.hide_answer(thread.answers.get(), actor=make_moderator(), reason="Personal data")
    for reader in as_everybody(client, thread):
        assert "Street" not in everywhere(reader).replace("lantern street", "").replace("lantern%20street", "")
    [hit] = search("street", lang="en").hits
    assert (hit.excerpt, hit.url, hit.solved) == ("", thread.home_url, False)


def test_an_edited_question_says_nothing_of_before(thread):
    actions.edit_thread(thread, actor=thread.author, title="My lantern is dark", body="It does not shine.")
    [hit] = search("lantern", lang="en").hits
    assert (hit.title, hit.excerpt) == ("My lantern is dark", "")
    assert [hit.title for hit in suggest("lant", lang="en")] == ["My lantern is dark"]


@pytest.mark.parametrize("act", ["unpublish", "privacy", "privacy above", "delete"])
def test_a_page_taken_away_vanishes_at_once(client, act):
    ensure_site()
    section = make_section(title="Lantern plans")
    page, other = make_article("Words.", title="Lantern price", parent=section), make_article(title="Lantern care")
    drain()
    assert "Lantern price" in everywhere(client)
    if act == "unpublish":
        page.unpublish()
    elif act == "delete":
        page.delete()
    else:
        above = section if act == "privacy above" else page
        PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)
    assert "Lantern price" not in everywhere(client)
    assert [hit.title for hit in search("lantern", lang="en").hits] == ["Lantern care"]
    assert other.live


def test_related_threads_name_nothing_hidden(thread):
    other = make_thread(title="The lantern of Mrs Papadaki", board=make_board())
    drain()
    assert SECRET in [hit.title for hit in related_to(other)]
    actions.hide_thread(thread, actor=make_moderator(), reason="Personal data")
    assert related_to(other) == []


def test_looking_again_costs_one_query_where_nothing_changed(thread, django_assert_num_queries):
    search("lantern", lang="en")
    with django_assert_num_queries(2):  # what editors tuned; what the outbox holds
        assert search("lantern", lang="en").count == 1


def test_related_articles_name_nothing_taken_offline_or_made_private_since(client):
    ensure_site()
    page, secret = make_article(title="Lantern price"), make_article(title="Lantern price for members")
    thread = make_thread(title="Lantern price", board=make_board())
    drain()
    assert {hit.title for hit in related_to(thread)} == {"Lantern price", "Lantern price for members"}
    page.unpublish()
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert related_to(thread) == []
    drain()
    assert related_to(thread) == []
