"""The question for practice: what it wants, says and keeps."""

import pytest

from accounts.tests.factories import make_newcomer
from community.tests.reputation.touring import PRACTICE, SENTENCE, TOUR, begin, go_on, page_of, token_in, token_on, walk

pytestmark = pytest.mark.django_db


def test_practice_question_wants_a_sentence_the_right_answer_and_the_spam(client):
    begin(client, make_newcomer())
    walk(client, to=3)
    empty = client.post(PRACTICE, {"body": " "})
    assert empty.status_code == 422
    assert not token_in(page_of(empty))
    short = client.post(PRACTICE, {"body": "Hm"})
    assert "Write a whole sentence" in page_of(short)
    assert ">Hm</textarea>" in page_of(short).replace("\n", ""), "what was typed stays"
    assert not token_in(page_of(client.post(PRACTICE, {"accept": "pair"}))), "that is another step"
    walk_from_four = token_in(page_of(client.post(PRACTICE, SENTENCE)))
    go_on(client, walk_from_four)

    wrong = page_of(client.post(PRACTICE, {"accept": "same"}))
    assert "says nothing to try" in wrong
    assert not token_in(wrong)
    assert not token_in(page_of(client.post(PRACTICE, {"accept": "nonsense"})))
    right = page_of(client.post(PRACTICE, {"accept": "pair"}))
    assert right.index("answer-pair") < right.index("answer-same"), "readers find it first"
    go_on(client, token_in(right))

    innocent = client.post(f"{PRACTICE}report/same/", {"reason": "spam"})
    assert innocent.status_code == 422
    assert "harms nobody" in page_of(innocent)
    assert not token_on(client, PRACTICE)


def test_hostile_words_are_shown_as_words_and_kept_nowhere(client):
    begin(client, make_newcomer())
    walk(client, to=3)
    hostile = {"body": "<script>alert(1)</script> and <img src=x onerror=alert(2)> three words"}
    assert "<script>alert" not in page_of(client.post(PRACTICE, hostile))
    fragment = page_of(client.post(f"{PRACTICE}preview/", hostile))
    assert "<img" not in fragment
    assert "alert(1)" not in str(client.session.items())


def test_live_preview_brings_the_next_step(client):
    begin(client, make_newcomer())
    walk(client, to=3)
    here = {"headers": {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PRACTICE}"}}
    assert not token_in(page_of(client.post(f"{PRACTICE}preview/", {"body": "Hm"}, **here)))
    shown = page_of(client.post(f"{PRACTICE}preview/", {"body": "Try **another** battery."}, **here))
    assert "<strong>another</strong>" in shown
    assert go_on(client, token_in(shown)).url == PRACTICE


def test_practice_of_another_session_is_not_mine(client):
    begin(client, make_newcomer())
    walk(client, to=4)
    client.post(PRACTICE, {"accept": "pair"})
    client.force_login(make_newcomer())
    assert client.get(PRACTICE).url == TOUR, "whoever is not on the tour finds no such question"
