"""Answering, voting and moderating over HTTP."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_moderator, make_user, signed_in
from community.models import Answer
from community.tests.factories import make_answer, make_thread
from community.tests.reading import HTMX, question, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_thread()


def test_a_member_answers_and_lands_on_the_answer(thread):
    client = signed_in(make_user())
    form = {"body": "Five **working** days.", "key_field": "aa"}
    targets = [client.post(reverse("answer_thread", args=[thread.pk]), form)["Location"] for _ in range(2)]
    answer = Answer.objects.get()
    assert targets == [f"{thread.get_absolute_url()}#answer-{answer.pk}"] * 2


def test_what_a_guest_sends_besides_the_form_is_not_kept(client):
    typed = question(body="\x07" * 40_000 + "Typed as a guest.", tags="a, b", junk="x" * 40_000)
    client.post(reverse("ask"), typed)
    kept = client.session["drafts"]["ask"]
    assert kept["body"] == "Typed as a guest." and kept["tags"] == "a, b" and kept["board"] == typed["board"]
    assert len(str(kept)) < 1_000
    assert client.post(reverse("ask"), question(tags="," * 40_000)).status_code == 422


def test_a_guests_answer_waits_in_the_form(client, thread):
    response = client.post(reverse("answer_thread", args=[thread.pk]), {"body": "Typed as a guest."})
    assert "next=%2Fen%2Fcommunity" in response["Location"]
    client.force_login(make_user())
    assert "Typed as a guest." in texts(client.get(thread.get_absolute_url()))


def test_a_wrong_answer_keeps_the_page_and_the_text(thread):
    client = signed_in(make_user())
    response = client.post(reverse("answer_thread", args=[thread.pk]), {"body": "y" * 30_001})
    assert response.status_code == 422
    assert "30,000" in texts(response)
    assert thread.title in texts(response)


def test_voting_with_htmx_returns_the_button_and_without_it_the_page(thread):
    answer, client = make_answer(thread), signed_in(make_user())
    fragment = texts(client.post(reverse("vote", args=[answer.pk]), **HTMX))
    assert "vote--pressed" in fragment
    assert "<html" not in fragment
    response = client.post(reverse("withdraw_vote", args=[answer.pk]))
    assert response["Location"] == answer.get_absolute_url()
    answer.refresh_from_db()
    assert answer.helpful_count == 0


def test_guests_are_sent_to_sign_in_and_back(client, thread):
    answer = make_answer(thread)
    response = client.post(reverse("vote", args=[answer.pk]))
    assert response["Location"].startswith(reverse("account_login") + "?next=")
    response = client.post(reverse("me_too", args=[thread.pk]), **HTMX)
    assert response["HX-Redirect"].startswith(reverse("account_login"))


def test_no_state_changes_by_get(thread):
    answer, client = make_answer(thread), signed_in(thread.author)
    for name, post in (("vote", answer), ("accept_answer", answer), ("follow", thread), ("hide_thread", thread)):
        assert client.get(reverse(name, args=[post.pk])).status_code == 405


def test_a_refused_act_is_explained_on_the_page(thread):
    answer = make_answer(thread)
    stranger = signed_in(make_user())
    page = texts(stranger.post(reverse("accept_answer", args=[answer.pk]), follow=True))
    assert "Only the one who asked" in page
    page = texts(signed_in(answer.author).post(reverse("vote", args=[answer.pk]), follow=True))
    assert "You cannot vote for your own answer." in page
    page = texts(stranger.post(reverse("hide_thread", args=[thread.pk]), {"reason": "No"}, follow=True))
    assert "Only moderators" in page


def test_the_asker_accepts_by_button_and_takes_it_back(thread):
    answer, client = make_answer(thread), signed_in(thread.author)
    assert "This solved it" in texts(client.get(thread.get_absolute_url()))
    assert "Marked as solved" in texts(client.post(reverse("accept_answer", args=[answer.pk]), follow=True))
    assert "Not solved after all" in texts(client.get(thread.get_absolute_url()))
    client.post(reverse("unaccept_answer", args=[answer.pk]))
    thread.refresh_from_db()
    assert not thread.is_solved


def test_buttons_show_only_to_those_who_may_press_them(client, thread):
    make_answer(thread)
    page = texts(signed_in(make_user()).get(thread.get_absolute_url()))
    for word in ("This solved it", "hide-post", "/edit/"):
        assert word not in page
    assert "hide-post" in texts(signed_in(make_moderator()).get(thread.get_absolute_url()))


def test_a_moderator_hides_and_restores_on_the_page(thread):
    client = signed_in(make_moderator())
    assert "Hidden." in texts(client.post(reverse("hide_thread", args=[thread.pk]), {"reason": "Spam"}, follow=True))
    client.post(reverse("restore_thread", args=[thread.pk]))
    assert "Hidden." not in texts(client.post(reverse("hide_thread", args=[thread.pk]), {}, follow=True))
    thread.refresh_from_db()
    assert not thread.is_hidden


def test_authors_edit_and_others_are_led_back(thread):
    edit = reverse("edit_thread", args=[thread.pk])
    assert signed_in(make_user()).get(edit).status_code == 302
    client = signed_in(thread.author)
    assert thread.body_source in texts(client.get(edit))
    client.post(edit, question(title="A better title for it"))
    thread.refresh_from_db()
    assert thread.title == "A better title for it"
    answer = make_answer(thread, author=thread.author)
    client.post(reverse("edit_answer", args=[answer.pk]), {"body": "Better words."})
    answer.refresh_from_db()
    assert answer.body_source == "Better words."
