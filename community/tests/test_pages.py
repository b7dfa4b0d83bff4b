"""The community's pages over HTTP: who sees what, and in which order."""

import json
import re

import pytest
from django.urls import reverse

from accounts.tests.factories import make_agent, make_moderator, make_user, signed_in
from community import actions
from community.models import Answer
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.reading import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_thread()


def test_every_page_opens_for_a_guest_in_every_language(client, thread):
    make_answer(thread)
    for language in ("en", "ru", "el", "fa", "sq"):
        for path in ("community/", "community/ask/", "community/leaderboard/", f"members/{thread.author_id}/"):
            assert client.get(f"/{language}/{path}").status_code == 200
        assert client.get(f"/{language}/community/{thread.pk}/{thread.slug}/").status_code == 200


def test_a_wrong_slug_leads_to_the_right_address_for_good(client, thread):
    for path in (f"/en/community/{thread.pk}/", f"/en/community/{thread.pk}/old-title/?page=2"):
        response = client.get(path)
        assert response.status_code == 301
        assert response["Location"].startswith(thread.get_absolute_url())


@pytest.mark.parametrize(
    "path", ["community/999/x/", f"community/{10**30}/x/", "members/999/", "community/?board=none"]
)
def test_unknown_ids_give_the_designed_404(client, path):
    response = client.get(f"/en/{path}")
    assert response.status_code == 404
    assert "<h1" in texts(response)


def test_a_hidden_thread_is_404_for_strangers_and_members_but_not_for_its_author(client, thread):
    actions.hide_thread(thread, actor=make_moderator(), reason="Holds a phone number")
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert signed_in(make_user()).get(thread.get_absolute_url()).status_code == 404
    assert signed_in(make_user()).post(reverse("follow", args=[thread.pk])).status_code == 404
    page = texts(signed_in(thread.author).get(thread.get_absolute_url()))
    assert "Holds a phone number" in page
    assert thread.title not in texts(client.get("/en/community/?lang=all"))


def test_a_hidden_answer_shows_to_nobody_else(client, thread):
    answer = make_answer(thread, body="Call me at once")
    actions.hide_answer(answer, actor=make_moderator(), reason="Spam")
    assert "Call me" not in texts(client.get(thread.get_absolute_url()))
    assert "Call me" not in texts(client.get(reverse("member", args=[answer.author_id])))
    assert "Call me" in texts(signed_in(answer.author).get(thread.get_absolute_url()))


def test_the_accepted_answer_comes_first_then_official_then_helpful(client, thread):
    plain, helpful, official, accepted = (make_answer(thread, body=f"Answer {name}") for name in "abcd")
    actions.vote_helpful(helpful, actor=make_user())
    Answer.objects.filter(pk=official.pk).update(is_official=True)
    actions.accept_answer(accepted, actor=thread.author)
    page = texts(client.get(thread.get_absolute_url()))
    order = [int(pk) for pk in re.findall(r'id="answer-(\d+)"', page)]
    assert order == [accepted.pk, official.pk, helpful.pk, plain.pk]
    assert "Chosen by the one who asked" in page


def test_json_ld_tells_question_and_answers_and_cannot_break_out(client):
    thread = make_thread(title="Broken </script><script>alert(1)</script> lamp")
    actions.accept_answer(make_answer(thread, body="Turn `</script>` it"), actor=thread.author)
    page = texts(client.get(thread.get_absolute_url()))
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert found["mainEntity"]["name"] == thread.title
    assert found["mainEntity"]["acceptedAnswer"]["url"].endswith(f"#answer-{thread.answers.get().pk}")
    assert "<script>alert(1)" not in page


def test_lists_show_the_readers_language_and_all_on_request(client):
    make_thread(title="English lamp question"), make_thread(title="Вопрос про лампу", lang="ru")
    assert "Вопрос" not in texts(client.get("/en/community/"))
    assert "Вопрос" in texts(client.get("/en/community/?lang=all"))
    assert "English lamp" not in texts(client.get("/ru/community/"))


def test_lists_filter_by_board_state_and_tag(client):
    solved = make_thread(title="Solved one of these", tags=["lamp"])
    actions.accept_answer(make_answer(solved), actor=solved.author)
    make_thread(title="Open one of these", board=make_board("orders"))
    shown = {
        "?show=solved": (True, False),
        "?show=unsolved": (False, True),
        "?board=orders": (False, True),
        "?tag=lamp": (True, False),
        "?show=nonsense&page=-3": (True, True),
        "?page=99999999999": (True, True),
    }
    for query, (has_solved, has_open) in shown.items():
        page = texts(client.get(f"/en/community/{query}"))
        assert ("Solved one" in page, "Open one" in page) == (has_solved, has_open), query


def test_an_empty_site_says_what_to_do_next(client):
    page = texts(client.get("/en/community/"))
    assert "No questions here yet" in page
    assert 'href="/en/community/ask/"' in page


def test_the_leaderboard_counts_points_and_leaves_staff_out(client, thread):
    helper, agent = make_user(display_name="Helga Helper"), make_agent(display_name="Agent Anna")
    actions.vote_helpful(make_answer(thread, author=helper), actor=make_user())
    actions.vote_helpful(make_answer(author=agent), actor=make_user())
    page = texts(client.get("/en/community/leaderboard/"))
    assert "Helga Helper" in page
    assert "Agent Anna" not in page
