"""“Did this solve it?”: one answer a visitor and revision, with and without script."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.tests.factories import make_user
from kb.actions import record_feedback, visitor_key
from kb.models import ArticleFeedback
from kb.queries import helpfulness, wilson_bound
from kb.tests.factories import make_article, make_guide
from search.models import IndexTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(site):
    return make_article(title="Lamp flickers")


def say(client, page, htmx=False, **data):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(f"/en/feedback/{page.pk}/", data, headers=headers)


def test_a_guest_says_yes_and_comes_back_to_the_article(client, article):
    response = say(client, article, helpful="yes")
    assert response.status_code == 302 and response.url == "/en/help/" + article.slug + "/"
    assert "Thank you" in client.get(response.url).content.decode()
    assert ArticleFeedback.objects.get().helpful


def test_the_last_word_of_a_visitor_counts_and_only_once(client, article):
    for answer in ("yes", "yes", "no"):
        say(client, article, helpful=answer)
    assert not ArticleFeedback.objects.get().helpful


def test_two_guests_are_two_visitors_and_a_member_is_one_everywhere(article):
    say(Client(), article, helpful="yes")
    say(Client(), article, helpful="yes")
    member = make_user()
    for client in (Client(), Client()):
        client.force_login(member)
        say(client, article, helpful="no")
    assert ArticleFeedback.objects.filter(helpful=True).count() == 2
    assert ArticleFeedback.objects.get(helpful=False).user == member


def test_a_new_revision_may_be_judged_anew(client, article):
    say(client, article, helpful="no")
    article.save_revision().publish()
    say(client, article, helpful="yes")
    assert sorted(ArticleFeedback.objects.values_list("helpful", flat=True)) == [False, True]


def test_the_database_refuses_a_second_row_for_the_same_visitor_and_revision(article):
    feedback = record_feedback(article, True, visitor="v")
    feedback.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        feedback.save(force_insert=True)


def test_after_no_a_reader_without_script_is_asked_what_was_missing(client, article):
    response = say(client, article, helpful="no")
    assert response.url == f"/en/feedback/{article.pk}/"
    page = client.get(response.url).content.decode()
    assert "What was missing?" in page and 'name="comment"' in page
    say(client, article, helpful="no", comment="Which bulb?")
    assert ArticleFeedback.objects.get().comment == "Which bulb?"


def test_with_script_the_question_is_replaced_in_place(client, article):
    asked = say(client, article, htmx=True, helpful="no").content.decode()
    assert 'id="feedback"' in asked and "<html" not in asked and 'name="comment"' in asked
    said = say(client, article, htmx=True, helpful="no", comment="Which bulb?").content.decode()
    assert "Thank you" in said and ArticleFeedback.objects.get().comment == "Which bulb?"
    assert "Good to hear" in say(client, article, htmx=True, helpful="yes").content.decode()


def test_a_comment_that_is_too_long_is_kept_with_a_message(client, article):
    response = say(client, article, helpful="no", comment="x" * 1001)
    html = response.content.decode()
    assert response.status_code == 422 and "x" * 1001 in html and "1000" in html
    assert not ArticleFeedback.objects.exists()


def test_what_cannot_be_judged_is_refused(client, article):
    assert say(client, article, helpful="perhaps").status_code == 422
    assert client.post("/en/feedback/999999/", {"helpful": "yes"}).status_code == 404
    article.unpublish()
    assert say(client, article, helpful="yes").status_code == 404
    assert not ArticleFeedback.objects.exists()


def test_looking_changes_nothing_and_strangers_forms_are_refused(article):
    Client().get(f"/en/feedback/{article.pk}/?helpful=yes")
    strict = Client(enforce_csrf_checks=True)
    assert say(strict, article, helpful="yes").status_code == 403
    assert not ArticleFeedback.objects.exists()


def test_helpfulness_is_what_the_votes_make_sure_and_reaches_the_search_index(article):
    assert helpfulness(article) == 0.5
    IndexTask.objects.all().delete()
    record_feedback(article, True, visitor="first")
    assert helpfulness(article) == 0.5  # One voice is no knowledge.
    assert IndexTask.objects.exists()
    for number in range(9):
        record_feedback(article, True, visitor=str(number))
    ten = helpfulness(article)
    assert 0.7 < ten < 0.75
    for number in range(30):
        record_feedback(article, True, visitor=f"more {number}")
    assert helpfulness(article) > 0.9
    for number in range(40):
        record_feedback(article, False, visitor=f"less {number}")
    assert helpfulness(article) < 0.5 < ten


def test_more_votes_make_surer():
    assert wilson_bound(9, 10) < wilson_bound(90, 100) < wilson_bound(900, 1000) < 0.9


def test_guides_are_judged_too(client, site):
    guide = make_guide()
    say(client, guide, helpful="yes")
    assert ArticleFeedback.objects.get().page_id == guide.pk


def test_the_key_of_a_visitor_names_nobody(site):
    member = make_user()
    assert str(member.pk) not in visitor_key(member, "s") or len(visitor_key(member, "s")) == 64
    assert visitor_key(member, "a") == visitor_key(member, "b") != visitor_key(None, "a")
