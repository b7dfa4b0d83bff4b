"""What votes and accepting answer to htmx when a fragment is not enough."""

import json

import pytest
from django.urls import reverse

from accounts.tests.factories import make_user
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def post_live(client, name: str, answer):
    stands_on = f"http://testserver{answer.thread.get_absolute_url()}"
    headers = {"HX-Request": "true", "HX-Current-URL": stands_on}
    return client.post(reverse(name, args=[answer.pk]), headers=headers)


def test_a_refusal_is_said_where_the_button_stands(client):
    answer = make_answer(make_thread())
    client.force_login(answer.author)
    refused = post_live(client, "vote", answer)
    assert refused.status_code == 409
    assert refused["Content-Type"].startswith("text/plain")
    assert "own answer" in refused.content.decode()


def test_accepting_has_the_page_it_stands_on_loaded_again(client):
    thread = make_thread()
    answer = make_answer(thread)
    client.force_login(thread.author)
    done = post_live(client, "accept_answer", answer)
    assert json.loads(done["HX-Trigger"]) == {"page-changed": answer.get_absolute_url()}
    assert "HX-Redirect" not in done
    thread.refresh_from_db()
    assert thread.solved_at


def test_a_guest_who_votes_is_led_to_the_sign_in_page(client):
    answer = make_answer(make_thread(author=make_user()))
    assert post_live(client, "vote", answer)["HX-Redirect"].startswith(reverse("account_login"))
