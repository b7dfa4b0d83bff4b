"""Naming members: whom the list offers, what is stored, who is told, who is not."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_newcomer, make_user, signed_in
from community import actions
from community.mentions import mentioned_in, with_names
from community.models import Block
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def told(user) -> list[str]:
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("event", flat=True))


def offered(client, **query) -> dict[str, str]:
    page = BeautifulSoup(client.get(reverse("names"), query).content, "html.parser")
    return {option.bdi.text: option["data-written"] for option in page.select("[role=option]")}


def test_a_name_of_the_thread_becomes_a_link_that_survives_a_new_name(client):
    asker = make_user(display_name="Maria K.")
    thread = make_thread(author=asker)
    answer = make_answer(thread, body="As @maria k. says, and `@Maria K.` in code, and mail@Maria K.example.")
    assert answer.body_source.count(f"](member:{asker.pk})") == 1 and "`@Maria K.`" in answer.body_source
    assert f'<a href="/members/{asker.pk}/" rel="nofollow ugc noopener">@Maria K.</a>' in answer.body_html
    asker.display_name = "Maria [Keller]"
    asker.save()
    assert client.get(f"/members/{asker.pk}/", follow=True).status_code == 200
    actions.edit_answer(answer, actor=answer.author, body=f"{answer.body_source} Really.")
    assert "@Maria [Keller]</a>" in answer.body_html


def test_nobody_can_show_one_name_and_link_another():
    victim, asker = make_user(display_name="Support Team"), make_user(display_name="Evil")
    answer = make_answer(make_thread(author=victim), body=f"Ask [@Support Team](member:{asker.pk}) for your password.")
    assert ">@Evil</a>" in answer.body_html and "Support" not in answer.body_html
    gone = make_answer(body="Hello [@Nobody](member:999999), hello.")
    assert "member" not in gone.body_source and "@Nobody" in gone.body_html


def test_of_two_of_a_name_neither_is_meant():
    thread = make_thread(author=make_user(display_name="Sam"))
    make_answer(thread, author=make_user(display_name="sam"))
    assert mentioned_in(make_answer(thread, body="I agree with @Sam here.").body_source) == []


def test_who_is_named_is_told_once_and_in_the_inbox():
    follower, stranger, author = make_user(display_name="Follower"), make_user(display_name="Ann"), make_user()
    thread = make_thread()
    actions.follow(thread, actor=follower)
    body = f"Hello [@Follower](member:{follower.pk}), [@Ann](member:{stranger.pk}) and [@Me](member:{author.pk})."
    make_answer(thread, author=author, body=body)
    assert told(follower) == told(stranger) == ["mentioned"]
    assert told(thread.author) == ["thread_answered"] and told(author) == []
    page = signed_in(stranger).get(reverse("inbox")).content.decode()
    assert f"{author} mentioned you in" in BeautifulSoup(page, "html.parser").text.replace("\u2068", "").replace(
        "\u2069", ""
    )


def test_of_five_hundred_named_five_are_told_and_the_writer_is_warned_before():
    people = [make_user(display_name=f"Crowd {number}", password="x" * 12) for number in range(12)]
    body = " ".join(f"[@Crowd](member:{person.pk})" for person in people * 15)
    writer, thread = make_user(), make_thread()
    client = signed_in(writer)
    preview = client.post(reverse("answer_thread", args=[thread.pk]), {"body": body, "preview": "1"}).content.decode()
    assert "Only the first 5" in preview
    assert "Only the first 5" in client.get(reverse("names"), {"q": "cr", "named": "6"}).content.decode()
    assert "Only the first 5" not in client.get(reverse("names"), {"q": "cr", "named": "5"}).content.decode()
    client.post(reverse("answer_thread", args=[thread.pk]), {"body": body})
    assert [bool(told(person)) for person in people] == [True] * 5 + [False] * 7
    response = client.post(reverse("answer_thread", args=[thread.pk]), {"body": body * 3})
    assert response.status_code == 422 and "the limit is 200" in response.content.decode()


def test_an_edit_tells_only_whom_it_names_newly_and_not_more_than_five():
    people = [make_user() for _ in range(7)]
    names = [f"[@x](member:{person.pk})" for person in people]
    answer = make_answer(body=f"Hello {' '.join(names[:4])}.")
    for _ in range(2):
        actions.edit_answer(answer, actor=answer.author, body=f"Hello {' '.join(names)}.")
    assert [told(person) for person in people] == [["mentioned"]] * 5 + [[]] * 2


def test_a_quotation_tells_nobody_again():
    named = make_user()
    make_answer(body=f"> Hello [@x](member:{named.pk})\n\nI think so, too.")
    assert told(named) == []


def test_who_blocked_the_writer_or_cannot_see_the_post_is_told_nothing():
    deaf, other, writer = make_user(), make_user(), make_newcomer()
    Block.objects.create(member=deaf, blocked=writer)
    thread = make_thread()
    new = make_answer(thread, author=writer, body=f"Hello [@a](member:{deaf.pk}) and [@b](member:{other.pk}).")
    assert new.is_hidden and told(deaf) == told(other) == []
    actions.restore_answer(new, actor=make_moderator())
    assert told(deaf) == [] and told(other) == ["mentioned"]
    hidden = make_thread()
    actions.hide_thread(hidden, actor=make_moderator(), reason="Spam.")
    before = len(told(other))
    actions.edit_thread(hidden, actor=hidden.author, title=hidden.title, body=f"Hello [@b](member:{other.pk}).")
    assert len(told(other)) == before


def test_the_list_offers_people_of_the_thread_and_after_two_letters_members(client):
    asker, outside = make_user(display_name="Anna Ask"), make_user(display_name="Annika Out")
    make_user(display_name="Annabel Left", is_active=False)
    thread, reader = make_thread(author=asker), make_user(display_name="Anne Reader")
    member = signed_in(reader)
    assert offered(member, thread=thread.pk) == {"Anna Ask": "@Anna Ask"}
    assert offered(member, thread=thread.pk, q="as") == {"Anna Ask": "@Anna Ask"}
    assert offered(member, thread=thread.pk, q="a") == {"Anna Ask": "@Anna Ask"}
    both = offered(member, thread=thread.pk, q="an")
    assert both == {"Anna Ask": "@Anna Ask", "Annika Out": f"[@Annika Out](member:{outside.pk})"}
    assert both["Annika Out"] in with_names(f"Hello {both['Annika Out']}", thread)
    assert client.get(reverse("names"), {"q": "an"}).status_code == 302
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam.")
    assert member.get(reverse("names"), {"thread": thread.pk}).status_code == 404


@pytest.mark.parametrize(
    "query", [{"thread": "x" * 50}, {"thread": "9" * 40}, {"q": "%_" * 200}, {"named": "-1"}, {"q": "\u202e"}]
)
def test_bad_words_to_the_list_are_harmless(query):
    make_user(display_name="Somebody")
    assert signed_in(make_user()).get(reverse("names"), query).status_code in (200, 404)


def test_the_list_cannot_be_used_to_copy_all_names(monkeypatch):
    monkeypatch.setattr("community.views.writing.NAMES_A_MINUTE", 3)
    client = signed_in(make_user())
    assert [client.get(reverse("names"), {"q": "ab"}).status_code for _ in range(5)] == [200, 200, 200, 429, 429]


def test_a_thousand_backticks_and_names_cost_little():
    source = "`@a``b" * 4_000 + "[@" * 2_000
    assert with_names(source, make_thread()) == source
