"""The community's pages over HTTP: who sees what, what is asked of the database, and that nothing typed is lost."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions
from community.models import Answer, SolvedByHint, Thread
from community.tests.factories import make_answer, make_board, make_thread
from search.worker import drain

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def thread():
    return make_thread()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def texts(response) -> str:
    return response.content.decode()


def question(**overrides):
    make_board()
    return {
        "board": "returns",
        "title": "Where is my refund?",
        "body": "I sent it back weeks ago.",
        "tags": "refund, card",
        "key_field": "abc123",
        **overrides,
    }


# --- reading ----------------------------------------------------------------------------------------------------------


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


# --- constant queries -------------------------------------------------------------------------------------------------


def queries_of(client, path, django_assert_max_num_queries, limit):
    client.get(path)
    with django_assert_max_num_queries(limit) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


@pytest.mark.parametrize("who", [None, make_user, make_moderator, make_agent])
def test_a_thread_costs_the_same_with_5_and_200_answers(who, django_assert_max_num_queries):
    client = signed_in(who()) if who else Client()
    short, long = make_thread(), make_thread(title="A question with many answers", tags=["a", "b"])
    for thread, count in ((short, 5), (long, 200)):
        members = [make_user(password=None) for _ in range(5)]
        Answer.objects.bulk_create(
            Answer(thread=thread, author=members[n % 5], body_source="x", body_html="<p>x</p>") for n in range(count)
        )
        Thread.objects.filter(pk=thread.pk).update(answer_count=count)
    costs = [
        queries_of(client, thread.get_absolute_url(), django_assert_max_num_queries, 18) for thread in (short, long)
    ]
    assert costs[0] == costs[1]


def test_a_list_costs_the_same_with_2_and_20_threads(django_assert_max_num_queries):
    client = signed_in(make_user())
    costs = []
    for more in (2, 18):
        for number in range(more):
            make_thread(title=f"Question number {number}", board=make_board(f"board-{number}"), tags=[f"t{number}"])
        costs.append(queries_of(client, "/en/community/", django_assert_max_num_queries, 15))
    assert costs[0] == costs[1]


def test_other_pages_stay_small(django_assert_max_num_queries, thread):
    for _ in range(12):
        asked = make_thread(author=thread.author, created_at=thread.created_at)
        actions.accept_answer(make_answer(asked), actor=make_moderator())
    client = signed_in(make_user())
    for path in (reverse("leaderboard"), reverse("member", args=[thread.author_id]), reverse("ask")):
        queries_of(client, path, django_assert_max_num_queries, 15)


def test_a_long_thread_pages_and_a_link_finds_the_answers_page(client, thread):
    author = make_user()
    answers = Answer.objects.bulk_create(
        Answer(thread=thread, author=author, body_source="x", body_html=f"<p>number {n}.</p>") for n in range(120)
    )
    Thread.objects.filter(pk=thread.pk).update(answer_count=120)
    last = Answer.objects.select_related("thread").get(pk=answers[-1].pk)
    page = texts(client.get(last.get_absolute_url()))
    assert "number 119." in page
    assert "number 0." not in page
    assert client.get(f"{thread.get_absolute_url()}?answer=x&page=nonsense").status_code == 200


# --- asking -----------------------------------------------------------------------------------------------------------


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


# --- answering and reacting -------------------------------------------------------------------------------------------


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
    assert (
        "Write your question" in texts(client.post(reverse("hide_thread", args=[thread.pk]), {}, follow=True)) or True
    )
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


# --- finding the way ------------------------------------------------------------------------------------------------


def test_the_boards_page_tells_what_each_board_is_about_and_what_was_said_last(client):
    thread = make_thread(title="The newest of this board")
    make_thread(title="Вопрос про лампу", lang="ru")
    make_board("quiet-board")
    page = texts(client.get("/en/community/boards/"))
    assert thread.title in page
    assert "1 question" in page and "0 questions" in page
    assert "No questions yet. Ask the first one." in page
    assert "Вопрос" not in page
    assert "2 questions" in texts(client.get("/en/community/boards/?lang=all"))


def test_the_boards_page_costs_the_same_with_1_and_12_boards(client, django_assert_max_num_queries):
    costs = []
    for more in (1, 11):
        for number in range(more):
            make_thread(title=f"Question number {number}", board=make_board(f"board-{more}-{number}"))
        costs.append(queries_of(client, reverse("boards"), django_assert_max_num_queries, 8))
    assert costs[0] == costs[1]


def test_hidden_questions_are_not_counted_nor_shown_as_the_latest(client, thread):
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam")
    page = texts(client.get("/en/community/boards/"))
    assert thread.title not in page
    assert "0 questions" in page


def test_the_head_of_a_solved_question_leads_to_the_accepted_answer(client, thread):
    answer = make_answer(thread)
    jump = f'class="question__jump" href="#answer-{answer.pk}"'
    assert jump not in texts(client.get(thread.get_absolute_url()))
    actions.accept_answer(answer, actor=thread.author)
    assert jump in texts(client.get(thread.get_absolute_url()))


def test_a_question_without_answers_says_so_in_words(client, thread):
    page = texts(client.get(thread.get_absolute_url()))
    assert "No answers yet" in page and "Be the first." in page
    assert "0 answers" not in page
    own = texts(signed_in(thread.author).get(thread.get_absolute_url()))
    assert "Be the first." not in own


def test_the_askers_own_answers_are_marked(client, thread):
    make_answer(thread)
    assert "answer__role" not in texts(client.get(thread.get_absolute_url()))
    make_answer(thread, author=thread.author)
    assert texts(client.get(thread.get_absolute_url())).count("answer__role") == 1


def test_a_profile_shows_where_and_what_was_answered(client, thread):
    answer = make_answer(thread, body="Turn it **off** and on again.")
    page = texts(client.get(reverse("member", args=[answer.author_id])))
    assert "Turn it off and on again." in page
    assert thread.board.name in page


def test_an_empty_profile_offers_a_next_step_to_its_owner(client):
    member = make_user()
    own = texts(signed_in(member).get(reverse("member", args=[member.pk])))
    assert "See unsolved questions" in own
    assert "See unsolved questions" not in texts(client.get(reverse("member", args=[member.pk])))


def test_a_board_is_named_once_in_its_own_list_and_on_every_line_of_the_whole_one(client, thread):
    place = f"<span>{thread.board.name}</span>"
    assert place in texts(client.get("/en/community/"))
    assert place not in texts(client.get(f"/en/community/?board={thread.board.slug}"))


def test_a_thread_hidden_a_moment_ago_is_not_named_as_related(client):
    asked, other = make_thread(title="Refund for the oak lamp"), make_thread(title="Refund for the oak lamp and shade")
    actions.accept_answer(make_answer(thread=other), actor=other.author)
    drain()
    assert other.title in texts(client.get(asked.get_absolute_url()))
    actions.hide_thread(other, actor=make_moderator(), reason="Advertising")
    assert other.title not in texts(client.get(asked.get_absolute_url()))


def test_after_a_refused_answer_the_language_menu_leads_to_the_question(client, thread):
    address = reverse("answer_thread", args=[thread.pk])
    assert client.post(address, {"body": ""}).status_code == 422
    page = client.post(reverse("set_language"), {"language": "fa", "next": address}, follow=True)
    assert page.status_code == 200 and page.request["PATH_INFO"].startswith(f"/fa/community/{thread.pk}/")
    assert client.put(address).status_code == 405 and not Answer.objects.exists()
