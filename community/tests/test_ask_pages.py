"""The question form over HTTP: nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from accounts.tests.factories import make_user, signed_in
from community.models import SolvedByHint, Thread
from community.tests.reading import question, texts

pytestmark = pytest.mark.django_db


def test_a_member_asks_and_sees_the_thread():
    client = signed_in(make_user())
    response = client.post(reverse("ask"), question(), follow=True)
    thread = Thread.objects.get()
    assert response.redirect_chain[-1][0] == thread.get_absolute_url()
    assert sorted(tag.name for tag in thread.tags.all()) == ["card", "refund"]
    assert thread.language == "en"


def test_the_same_form_twice_makes_one_thread_and_a_changed_one_another():
    client, form = signed_in(make_user()), question()
    targets = [client.post(reverse("ask"), form)["Location"] for _ in range(2)]
    assert targets[0] == targets[1]
    assert Thread.objects.count() == 1
    page = texts(client.post(reverse("ask"), {**form, "body": "Now I know more."}))
    different = re.search(r'name="twins_ok" value="(\w{32})"', page)[1]
    client.post(reverse("ask"), {**form, "body": "Now I know more.", "twins_ok": different})
    assert Thread.objects.count() == 2


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"title": ""}, "in one sentence."),
        ({"title": "Refund"}, "A few more words"),
        ({"title": "x" * 151}, "150"),
        ({"body": "x" * 30_001}, "30,000"),
        ({"body": "<script>alert(1)</script>"}, "nothing readable"),
        ({"board": "no-such-board"}, "not there any more"),
        ({"tags": "a,b,c,d,e,f,g"}, "At most"),
    ],
)
def test_a_wrong_form_says_why_beside_the_field_and_keeps_what_was_typed(bad, message):
    client = signed_in(make_user())
    response = client.post(reverse("ask"), question(**{"body": "My very own words.", **bad}))
    assert response.status_code == 422
    page = texts(response)
    assert message in page
    assert "field__error" in page
    if "body" not in bad:
        assert "My very own words." in page
    assert not Thread.objects.exists()


def test_nul_bytes_and_scripts_in_the_form_are_harmless(client):
    client = signed_in(make_user())
    response = client.post(
        reverse("ask"), question(title="Nul\x00 in\u202e title here", body="\x00<b>hi</b>"), follow=True
    )
    assert response.status_code == 200
    assert Thread.objects.get().title == "Nul in title here"


def test_a_guest_writes_first_and_finds_the_text_again_after_signing_in(client):
    response = client.post(reverse("ask"), question(body="Typed before signing in."))
    assert response["Location"] == f"{reverse('account_login')}?next=%2Fen%2Fcommunity%2Fask%2F"
    assert not Thread.objects.exists()
    user = make_user()
    client.post(response["Location"], {"login": user.email, "password": "correct horse"})
    page = texts(client.get(reverse("ask")))
    assert "Typed before signing in." in page
    assert "Your question is still here" in page
    client.post(reverse("ask"), question(body="Typed before signing in."))
    assert Thread.objects.get().author == user
    assert "Typed before" not in texts(client.get(reverse("ask")))


def test_preview_and_check_work_without_script(client):
    page = texts(client.post(reverse("ask"), question(body="Some **bold** words", preview="1")))
    assert "<strong>bold</strong>" in page
    page = texts(client.post(reverse("ask"), {"title": "Where is my refund?", "body": "kept words", "check": "1"}))
    assert "kept words" in page
    assert not Thread.objects.exists()


def test_hints_are_a_fragment_and_nothing_is_written_by_reading(client):
    response = client.get(reverse("ask_hints"), {"title": "Where is my refund"})
    assert response.status_code == 200
    assert "<html" not in texts(response)
    for text in ('"', "AND", "a*", "*:*", "(((", "x" * 5000, "\u202e" * 50):
        assert client.get(reverse("ask_hints"), {"title": text}).status_code == 200
    assert not SolvedByHint.objects.exists()


def test_this_solved_it_is_remembered_and_only_for_our_own_pages(client):
    client.post(reverse("hint_solved"), {"title": "Where is my refund", "path": "/en/help/returns/refund-policy/"})
    assert SolvedByHint.objects.get().path == "/en/help/returns/refund-policy/"
    for path in (
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "",
        "home",
        "/a\x00b",
        "/" + "x" * 600,
    ):
        client.post(reverse("hint_solved"), {"title": "x", "path": path})
    assert client.get(reverse("hint_solved")).status_code == 405
    assert SolvedByHint.objects.count() == 1
