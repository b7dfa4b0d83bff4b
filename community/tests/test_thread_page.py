"""A thread as it is read: what it costs, who takes part, where its addresses lead, and what search engines are told."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import notify
from accounts.tests.factories import make_agent, make_moderator, make_user, signed_in
from community import actions
from community.findable import SAYS_ENOUGH
from community.models import Answer, Thread
from community.tests.factories import make_answer, make_board, make_thread
from search.worker import drain

pytestmark = pytest.mark.django_db


def with_answers(thread: Thread, number: int) -> list[Answer]:
    members = [make_user(password=None) for _ in range(5)]
    answers = Answer.objects.bulk_create(
        Answer(thread=thread, author=members[n % 5], body_source="x", body_html=f"<p>number {n}.</p>")
        for n in range(number)
    )
    Thread.objects.filter(pk=thread.pk).update(answer_count=number)
    thread.refresh_from_db()
    return answers


# --- what it costs ----------------------------------------------------------------------------------------------------

GUEST = (
    7  # the thread, its board's name, its tags, answers, comments, escalation; what the outbox says of what is related
)


@pytest.mark.parametrize("answers", [3, 1_000])
def test_a_thread_costs_a_guest_so_much_and_everybody_else_two_queries_more(answers, django_assert_num_queries):
    """Session, user, roles and news are one; all that the reader did here another."""
    thread, agent = make_thread(tags=["lamp"]), make_agent()
    solved = make_thread(title="Where is my refund for the red lamp?")
    actions.accept_answer(make_answer(solved), actor=solved.author)
    first = with_answers(thread, answers)[0]
    actions.comment(first, author=make_user(), text="And which account was that?")
    drain()
    member, moderator = make_user(), make_moderator()
    actions.vote_helpful(first, actor=member)
    actions.me_too(thread, actor=member)
    actions.confirm_fix(first, actor=member)
    notify([member], "thread_answered", url="/", context={"title": "Lamp", "excerpt": ""})
    readers = {None: GUEST, member: GUEST + 2, thread.author: GUEST + 2, moderator: GUEST + 2, agent: GUEST + 2}
    for reader, number in readers.items():
        client = signed_in(reader) if reader else Client()
        client.get(thread.get_absolute_url())
        with django_assert_num_queries(number):
            page = client.get(thread.get_absolute_url())
        assert page.context["related"] and b"which account" in page.content


def test_a_silenced_member_costs_the_same_and_reads_why():
    thread, member = make_thread(), make_user()
    make_answer(thread)
    client, costs = signed_in(member), []
    for _ in range(2):
        client.get(thread.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            page = client.get(thread.get_absolute_url()).content.decode()
        costs.append(len(queries))
        actions.sanction(member, "72h", actor=make_moderator(), reason="Somebody was hurt")
    assert costs[0] == costs[1]
    assert "Somebody was hurt" in page


# --- many answers -----------------------------------------------------------------------------------------------------


def test_a_link_to_one_of_a_thousand_answers_opens_its_page(client):
    thread = make_thread()
    answers = with_answers(thread, 1_000)
    page = client.get(thread.get_absolute_url(), {"answer": answers[777].pk})
    assert page.context["answers"].number == 16
    assert f'id="answer-{answers[777].pk}"' in page.content.decode()
    assert "?answer=" in answers[777].get_absolute_url()
    for nonsense in ("0", "x", "٣", "99999999999999999999"):
        assert client.get(thread.get_absolute_url(), {"answer": nonsense}).context["answers"].number == 1
    for page, number in (("2", 2), ("99", 20), ("0", 1), ("-3", 1), ("x", 1), ("9" * 40, 1)):
        assert client.get(thread.get_absolute_url(), {"page": page}).context["answers"].number == number


def test_newest_first_pages_too_and_is_no_address_for_search_engines(client):
    thread = make_thread()
    answers = with_answers(thread, 60)
    page = client.get(thread.get_absolute_url() + "?order=newest&page=2")
    assert page.context["answers"].object_list[-1] == answers[0]
    html = page.content.decode()
    assert 'content="noindex,follow"' in html
    assert re.search(r'<link rel="canonical" href="[^"?]+">', html)
    assert "order=newest&amp;page=1" in html


# --- who takes part ---------------------------------------------------------------------------------------------------


def test_who_takes_part_is_named_the_asker_first_the_team_marked(client):
    thread = make_thread(author=make_user(display_name="Ines"))
    agent, hidden = make_agent(display_name="Anna"), make_user(display_name="Hidden Hugo")
    make_answer(thread, author=agent, official=True)
    actions.hide_answer(make_answer(thread, author=hidden), actor=make_moderator(), reason="Spam")
    for _ in range(7):
        make_answer(thread)
    page = client.get(thread.get_absolute_url())
    assert [(str(one.member), one.asked, one.is_team) for one in page.context["faces"]][:2] == [
        ("Ines", True, False),
        ("Anna", False, True),
    ]
    html = page.content.decode()
    assert "9 people take part" in html
    assert "and 3 more" in html
    assert "Hidden Hugo" not in html


def test_of_a_long_thread_all_are_counted(client):
    thread = make_thread()
    with_answers(thread, 120)
    assert client.get(thread.get_absolute_url()).context["people"] == 6


# --- addresses --------------------------------------------------------------------------------------------------------


def test_a_question_is_shared_by_its_own_address_with_and_without_script(client, settings):
    settings.SITE_URL = "https://help.example.org"
    thread = make_thread(title="Ist der Tisch & die Lampe da?")
    html = client.get(f"/fa/community/{thread.pk}/{thread.slug}/").content.decode()
    address = f"https://help.example.org/en/community/{thread.pk}/{thread.slug}/"
    assert f'data-share="{address}"' in html
    assert f'readonly dir="ltr" value="{address}"' in html
    assert "mailto:?subject=Ist%20der%20Tisch%20%26%20die%20Lampe%20da%3F&amp;body=https%3A%2F%2Fhelp" in html


def test_every_old_address_of_a_merged_question_leads_to_the_whole_for_good(client):
    source, target = make_thread(title="My refund is late"), make_thread()
    answer = make_answer(source)
    with_answers(target, 70)
    actions.merge_threads(source, target, actor=make_moderator())
    answer = Answer.objects.get(pk=answer.pk)
    for language in ("en", "fa"):
        whole = f"/{language}/community/{target.pk}/{target.slug}/"
        for path in ("", f"{source.slug}/", "some-old-slug/"):
            gone = client.get(f"/{language}/community/{source.pk}/{path}")
            assert (gone.status_code, gone["Location"]) == (301, whole)
        found = client.get(f"/{language}/community/{source.pk}/{source.slug}/?answer={answer.pk}", follow=True)
        assert found.redirect_chain == [(f"{whole}?answer={answer.pk}", 301)]
        assert f'id="answer-{answer.pk}"' in found.content.decode()
    hostile = client.get(f"/en/community/{source.pk}/?answer=1%0d%0aX:1&next=//evil.example")
    assert hostile["Location"] == f"/en/community/{target.pk}/{target.slug}/"


def test_a_chain_of_merged_questions_ends_at_the_whole(client):
    first, second, third = make_thread(), make_thread(), make_thread()
    actions.merge_threads(first, second, actor=make_moderator())
    actions.merge_threads(second, third, actor=make_moderator())
    end = client.get(first.get_absolute_url(), follow=True)
    assert end.status_code == 200
    assert end.context["thread"] == third


# --- search engines ---------------------------------------------------------------------------------------------------


def qa_page(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])[
        "mainEntity"
    ]


def test_search_engines_are_told_all_that_such_a_page_must_say(client, settings):
    settings.SITE_URL = "https://help.example.org"
    thread = make_thread(title="Why <b>&</b> when?", lang="en")
    accepted, other, orphan = make_answer(thread), make_answer(thread), make_answer(thread)
    actions.accept_answer(accepted, actor=thread.author)
    actions.vote_helpful(other, actor=make_user())
    actions.edit_answer(other, actor=other.author, body="After arrival, in five days.")
    Answer.objects.filter(pk=orphan.pk).update(author=None)
    question = qa_page(client.get(f"/fa/community/{thread.pk}/{thread.slug}/").content.decode())
    home = f"https://help.example.org/en/community/{thread.pk}/{thread.slug}/"
    assert (question["name"], question["answerCount"], question["url"]) == ("Why <b>&</b> when?", 3, home)
    answers = [question["acceptedAnswer"], *question["suggestedAnswer"]]
    assert [answer["url"] for answer in answers] == [f"{home}#answer-{one.pk}" for one in (accepted, other, orphan)]
    assert [answer["upvoteCount"] for answer in answers] == [0, 1, 0]
    for post in (question, *answers):
        assert post["text"] and post["author"]["name"]
        assert timezone.datetime.fromisoformat(post["datePublished"]).tzinfo
    assert question["author"]["url"] == f"https://help.example.org/en/members/{thread.author_id}/"
    assert answers[2]["author"] == {"@type": "Person", "name": "Former member"}
    assert "dateModified" in answers[1] and "dateModified" not in answers[0]


def is_shown(client, thread) -> bool:
    """To search engines: by the page itself, and by the map of the site. They must agree."""
    page = client.get(thread.get_absolute_url())
    on_page = page.status_code == 200 and "noindex" not in page.content.decode().partition("</head>")[0]
    on_map = f"/community/{thread.pk}/" in client.get("/sitemap-threads.xml").content.decode()
    assert on_page == on_map
    return on_page


def test_thin_questions_are_kept_from_search_engines(client):
    thread = make_thread()
    assert not is_shown(client, thread)
    assert is_shown(client, make_thread(body="It says more than this. " * (SAYS_ENOUGH // 20)))
    answer = make_answer(thread)
    assert is_shown(client, thread)
    actions.hide_answer(answer, actor=make_moderator(), reason="Spam")
    assert not is_shown(client, thread)


@pytest.mark.parametrize("fate", ["hidden", "outdated", "private", "merged"])
def test_what_would_lead_people_wrong_is_kept_from_them_too(client, fate):
    thread, moderator = make_thread(), make_moderator()
    make_answer(thread)
    assert is_shown(client, thread)
    if fate == "hidden":
        actions.hide_thread(thread, actor=moderator, reason="Spam")
    elif fate == "outdated":
        Thread.objects.filter(pk=thread.pk).update(outdated_at=timezone.now())
    elif fate == "merged":
        actions.merge_threads(thread, make_thread(), actor=moderator)
    else:
        thread.board.is_private = True
        thread.board.save()
    assert not is_shown(client, thread)
    assert thread.title not in client.get("/sitemap-threads.xml").content.decode()


def test_the_map_is_in_parts_and_says_when_they_changed(client, settings, django_assert_max_num_queries):
    settings.SITE_URL = "https://help.example.org"
    thread = make_thread()
    make_answer(thread)
    index = client.get("/sitemap.xml").content.decode()
    assert "<loc>https://help.example.org/sitemap-threads.xml</loc>" in index
    assert (
        f"<lastmod>{timezone.localtime(Thread.objects.get().last_activity_at):%Y-%m-%d}" in index or "lastmod" in index
    )
    assert client.get("/sitemap-nothing.xml").status_code == 404
    client.get("/sitemap-threads.xml")
    with django_assert_max_num_queries(3):
        client.get("/sitemap-threads.xml")


def test_a_private_board_is_for_its_groups_alone_even_on_a_page_they_see(client):
    board = make_board("inner")
    board.is_private = True
    board.save()
    thread = make_thread(board=board, author=make_moderator())
    page = signed_in(thread.author).get(thread.get_absolute_url()).content.decode()
    assert "ld+json" not in page
    assert client.get(reverse("thread", args=[thread.pk, thread.slug])).status_code == 404
