"""Asking: boards and their templates, what is shown while typing, twins, private matters, drafts. Through the pages."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.models import Board, BoardText, MeToo, Thread
from community.models.boards import WhoMayAsk
from community.tests.factories import make_answer, make_board, make_thread
from search.worker import drain

pytestmark = pytest.mark.django_db
ASK = "/en/community/ask/"
TEMPLATE = "**What happened?**\n\n**What did you try?**"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def asker(client):
    user = make_user()
    client.force_login(user)
    return user


def typed(**overrides):
    make_board()
    fields = {"board": "returns", "title": "Where is my refund for the lamp?", "body": "Sent back weeks ago."}
    return {**fields, "tags": "refund, card", "key_field": "abc123", **overrides}


def page_of(response) -> str:
    return response.content.decode()


def offered(page: str, name: str) -> str:
    """The value of a button that says yes to something."""
    return re.search(rf'<button[^>]*name="{name}" value="(\w+)"', page)[1]


def with_template(board: Board, language: str, template: str = TEMPLATE) -> Board:
    words = {"name": board.slug.title(), "template": template}
    BoardText.objects.update_or_create(board=board, language=language, defaults=words)
    return board


# --- boards and their templates ---------------------------------------------------------------------------------------


def test_only_boards_where_one_may_ask_are_shown(client):
    make_board("returns")
    private, team, members = make_board("secret"), make_board("news"), make_board("lounge")
    Board.objects.filter(pk=private.pk).update(is_private=True)
    Board.objects.filter(pk=team.pk).update(who_may_ask=WhoMayAsk.TEAM)
    Board.objects.filter(pk=members.pk).update(who_may_ask=WhoMayAsk.MEMBERS)
    shown = re.findall(r'name="board" value="([\w-]+)"', page_of(client.get(ASK)))
    assert {"returns", "lounge"} <= set(shown)
    assert not {"secret", "news"} & set(shown)
    client.force_login(make_moderator())
    assert {"secret", "news"} <= set(re.findall(r'name="board" value="([\w-]+)"', page_of(client.get(ASK))))


def test_a_private_board_cannot_be_asked_in_by_its_name(client, asker):
    Board.objects.filter(pk=make_board("secret").pk).update(is_private=True)
    response = client.post(ASK, typed(board="secret"))
    assert response.status_code == 422 and not Thread.objects.exists()


def test_many_boards_are_a_list(client):
    for number in range(13):
        make_board(f"board-{number}")
    page = page_of(client.get(f"{ASK}?board=board-3"))
    assert re.search(r'<option value="board-3" selected', page) and 'type="radio"' not in page


def test_details_begin_with_the_boards_template_in_the_readers_language(client):
    board = with_template(make_board(), "en")
    with_template(board, "fa", "چه شد؟")
    with_template(make_board("orders"), "en", "**Which order?**")
    assert TEMPLATE in page_of(client.get(f"{ASK}?board=returns"))
    assert "چه شد؟" in page_of(client.get("/fa/community/ask/?board=returns"))
    assert 'data-template=""' in page_of(client.get("/ru/community/ask/?board=returns"))


def test_without_script_choosing_a_board_brings_its_template_and_never_typed_words(client):
    with_template(make_board(), "en")
    with_template(make_board("orders"), "en", "**Which order?**")
    changed = page_of(client.post(ASK, typed(board="orders", body=TEMPLATE.replace("\n", "\r\n"), check="1")))
    assert "**Which order?**</textarea>" in changed
    kept = page_of(client.post(ASK, typed(board="orders", body=TEMPLATE + "It broke.", check="1")))
    assert "It broke.</textarea>" in kept


def test_a_template_that_nobody_filled_in_is_no_question(client, asker):
    with_template(make_board(), "en")
    response = client.post(ASK, typed(body=TEMPLATE.replace("\n", "\r\n")))
    assert response.status_code == 422 and "Write your own words" in page_of(response)
    client.post(ASK, typed(body=TEMPLATE + " It broke."))
    assert Thread.objects.get().body_source.endswith("It broke.")


def test_tags_that_are_in_use_are_suggested(client):
    make_thread(tags=["refund", 'quo"te<'])
    page = page_of(client.get(ASK))
    assert '<option value="refund">' in page and '<option value="quo&quot;te&lt;">' in page


# --- while typing -----------------------------------------------------------------------------------------------------


def hints(client, title="The refund for my lamp"):
    return page_of(client.get(reverse("ask_hints"), {"title": title}))


def test_open_questions_are_shown_with_me_too_and_solved_ones_as_answers(client):
    waiting, solved = make_thread(), make_thread(title="Refund for the lamp never came")
    actions.accept_answer(make_answer(solved, body="It takes five days."), actor=solved.author)
    drain()
    page = hints(client)
    assert "Solved question" in page and "Nobody has solved it yet" in page
    assert reverse("ask_me_too", args=[waiting.pk]) in page
    assert reverse("ask_me_too", args=[solved.pk]) not in page
    actions.close_thread(waiting, actor=make_moderator(), reason="Old")
    drain()
    assert reverse("ask_me_too", args=[waiting.pk]) not in hints(client)


def test_hidden_questions_are_no_hints_even_before_the_index_knows(client):
    waiting = make_thread()
    drain()
    actions.hide_thread(waiting, actor=make_moderator(), reason="Spam")
    assert waiting.title not in hints(client)


def test_ones_own_question_says_so(client, asker):
    make_thread(author=asker)
    drain()
    assert "You asked this already" in hints(client)


def test_a_member_says_me_too_in_place_and_what_is_typed_stays_on_the_page(client, asker):
    waiting = make_thread()
    answer = client.post(reverse("ask_me_too", args=[waiting.pk]), typed(), headers=HTMX)
    assert "You have this too" in page_of(answer) and "<html" not in page_of(answer)
    assert MeToo.objects.get().member == asker
    assert "drafts" not in client.session


def test_without_script_me_too_leads_to_the_question_and_keeps_what_was_typed(client, asker):
    waiting = make_thread()
    answer = client.post(reverse("ask_me_too", args=[waiting.pk]), typed(title="My refund is late", board=""))
    assert answer["Location"] == waiting.get_absolute_url()
    page = page_of(client.get(ASK))
    assert "My refund is late" in page and "Sent back weeks ago." in page
    client.post(ASK, {"discard": "1"})
    assert "My refund is late" not in page_of(client.get(ASK))


def test_a_guest_who_has_it_too_signs_in_and_finds_the_draft(client):
    waiting, user = make_thread(), make_user()
    answer = client.post(reverse("ask_me_too", args=[waiting.pk]), typed())
    assert answer["Location"].endswith("?next=%2Fen%2Fcommunity%2Fask%2F")
    assert not MeToo.objects.exists()
    client.post(answer["Location"], {"login": user.email, "password": "correct horse"})
    assert "Sent back weeks ago." in page_of(client.get(ASK))


def test_me_too_for_what_is_not_there_is_a_404_and_by_get_nothing(client, asker):
    hidden = make_thread()
    actions.hide_thread(hidden, actor=make_moderator(), reason="Spam")
    assert client.post(reverse("ask_me_too", args=[hidden.pk]), typed()).status_code == 404
    assert client.get(reverse("ask_me_too", args=[make_thread().pk])).status_code == 405
    assert not MeToo.objects.exists()


@pytest.mark.parametrize("who", ["guest", "member"])
def test_the_page_and_its_hints_cost_few_queries(client, django_assert_max_num_queries, who):
    if who == "member":
        client.force_login(make_user())
    for number in range(6):
        with_template(make_board(f"board-{number}"), "en")
        make_thread(title=f"Refund for the lamp number {number}", tags=[f"t{number}"])
    drain()
    client.get(ASK), hints(client)
    limits = {"guest": (6, 5), "member": (9, 7)}[who]
    with django_assert_max_num_queries(limits[0]):
        client.get(ASK)
    with django_assert_max_num_queries(limits[1]):
        assert "I have this too" in hints(client)


# --- twins ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["WHERE is my refund for the lamp", "Refund for my lamp: where is it?"])
def test_the_same_asked_before_is_offered_once(client, asker, title):
    earlier = make_thread()
    drain()
    response = client.post(ASK, typed(title=title))
    page = page_of(response)
    assert response.status_code == 422 and Thread.objects.get() == earlier
    assert "Is this your question?" in page and earlier.get_absolute_url() in page and "Sent back weeks ago." in page
    client.post(ASK, typed(title=title, twins_ok=offered(page, "twins_ok")))
    assert Thread.objects.count() == 2


def test_another_question_about_the_same_thing_is_posted_at_once(client, asker):
    make_thread()
    drain()
    client.post(ASK, typed(title="Can I get a refund for shoes without the invoice?"))
    assert Thread.objects.count() == 2


def test_saying_mine_is_different_holds_for_this_title_alone(client, asker):
    make_thread(), make_thread(title="The kettle leaks at the handle")
    drain()
    said = offered(page_of(client.post(ASK, typed())), "twins_ok")
    other = client.post(ASK, typed(title="The kettle leaks at its handle", twins_ok=said))
    assert other.status_code == 422 and "The kettle leaks at the handle" in page_of(other)


def test_a_guest_gets_them_too_and_does_not_decide_twice(client):
    make_thread()
    drain()
    page = page_of(client.post(ASK, typed()))
    said = offered(page, "twins_ok")
    answer = client.post(ASK, typed(twins_ok=said))
    user = make_user()
    client.post(answer["Location"], {"login": user.email, "password": "correct horse"})
    assert f'name="twins_ok" value="{said}"' in page_of(client.get(ASK))


def test_ones_own_earlier_question_is_known_at_once(client, asker):
    earlier = make_thread(author=asker, title="Where is my refund for the lamp?", body="Sent back weeks ago.")
    page = page_of(client.post(ASK, typed(key_field="def456")))
    assert "You asked this already" in page and earlier.get_absolute_url() in page
    assert "Mine is different" not in page
    forged = typed(key_field="def456", twins_ok="0" * 32)
    assert client.post(ASK, forged).status_code == 422
    more = page_of(client.post(ASK, typed(key_field="def456", body="And the invoice is gone.")))
    assert "Mine is different" in more


def test_the_same_form_sent_twice_leads_to_its_question(client, asker):
    first, second = (client.post(ASK, typed())["Location"] for _ in range(2))
    assert first == second and Thread.objects.count() == 1


# --- private matters --------------------------------------------------------------------------------------------------

NUMBER = "Call me: +30 2310 123456"
SECRET = "My password: hunter2"


def test_what_is_private_is_named_before_anybody_reads_it(client, asker):
    response = client.post(ASK, typed(body=NUMBER, title="Refund for order KE-10482 is late"))
    page = page_of(response)
    assert response.status_code == 422 and not Thread.objects.exists()
    assert "This text shows a phone number:" in page and "+30 2310 123456" in page
    assert "This text shows an order number:" in page and "KE-10482" in page
    said = offered(page, "private_ok")
    client.post(ASK, typed(body=NUMBER, title="Refund for order KE-10482 is late", private_ok=said))
    assert Thread.objects.get().body_source == NUMBER


def test_a_confirmation_holds_for_this_very_text(client, asker):
    said = offered(page_of(client.post(ASK, typed(body=NUMBER))), "private_ok")
    for body in (f"{NUMBER} or a@b.de", f"{NUMBER}.", SECRET):
        assert client.post(ASK, typed(body=body, private_ok=said)).status_code == 422
    for forged in ("", "1", "x" * 5_000, "\x00", said[:-1]):
        assert client.post(ASK, typed(body=NUMBER, private_ok=forged)).status_code == 422
    assert not Thread.objects.exists()


def test_secrets_are_taken_out_or_sent_privately_but_never_posted(client, asker):
    page = page_of(client.post(ASK, typed(body=SECRET)))
    assert "This text shows a password:" in page and "Post it anyway" not in page
    masked = page_of(client.post(ASK, typed(body=SECRET, mask="1")))
    assert "[password removed]</textarea>" in masked and "hunter2" not in masked and not Thread.objects.exists()
    client.post(ASK, typed(body="My password: [password removed]"))
    assert Thread.objects.get().body_source == "My password: [password removed]"


def test_taking_out_keeps_everything_else(client, asker):
    page = page_of(client.post(ASK, typed(title="Refund for order KE-10482", body=NUMBER, tags="one, two", mask="1")))
    assert "Refund for order [order number removed]" in page and "[phone number removed]" in page
    assert "one, two" in page and re.search(r'value="returns"[^>]* checked', page)


def test_a_guest_is_asked_before_signing_in_and_not_again(client):
    said = offered(page_of(client.post(ASK, typed(body=NUMBER))), "private_ok")
    answer = client.post(ASK, typed(body=NUMBER, private_ok=said))
    assert "/account/login/" in answer["Location"]
    client.post(answer["Location"], {"login": make_user().email, "password": "correct horse"})
    assert f'name="private_ok" value="{said}"' in page_of(client.get(ASK))


def test_answers_name_it_too_but_offer_no_request(client, asker):
    thread = make_thread()
    path = reverse("answer_thread", args=[thread.pk])
    page = page_of(client.post(path, {"body": NUMBER, "key_field": "aa"}))
    assert "This text shows a phone number:" in page and "privately" not in page.split("exposure__ways")[1][:900]
    assert "[phone number removed]" in page_of(client.post(path, {"body": NUMBER, "mask": "1"}))
    assert not thread.answers.exists()
    client.post(path, {"body": NUMBER, "key_field": "aa", "private_ok": offered(page, "private_ok")})
    assert thread.answers.get().body_source == NUMBER


def test_an_edit_names_only_what_is_new(client, asker):
    thread = make_thread(author=asker, body=NUMBER)
    path = reverse("edit_thread", args=[thread.pk])
    fields = {name: typed()[name] for name in ("board", "title", "tags")}
    version = re.search(r'name="version" value="([^"]*)"', page_of(client.get(path)))
    version = version[1] if version else ""
    page = page_of(client.post(path, {**fields, "body": f"{NUMBER} or a@b.de", "version": version}))
    assert "This text shows an email address:" in page and "phone number" not in page.split("exposure__list")[1][:300]
    client.post(path, {**fields, "body": f"{NUMBER} in the evening", "version": version})
    thread.refresh_from_db()
    assert thread.body_source.endswith("in the evening")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_comments_name_it_too(client, asker, headers):
    thread = make_thread()
    path = reverse("comment_thread", args=[thread.pk])
    page = page_of(client.post(path, {"text": NUMBER, "key_field": "aa"}, headers=headers))
    assert "This text shows a phone number:" in page and not thread.comments.exists()
    assert "[phone number removed]" in page_of(client.post(path, {"text": NUMBER, "mask": "1"}, headers=headers))
    said = {"text": NUMBER, "key_field": "aa", "private_ok": offered(page, "private_ok")}
    client.post(path, said, headers=headers)
    assert thread.comments.get().body_source == NUMBER


@pytest.mark.parametrize("language", ["en", "ru", "el", "fa", "sq"])
def test_every_step_speaks_every_language(client, language):
    make_thread(lang=language)
    drain()
    path = f"/{language}/community/ask/"
    assert client.get(path).status_code == 200
    assert "exposure__list" in page_of(client.post(path, typed(body="۰۹۱۲۳۴۵۶۷۸۹ +30 2310 123456")))
    assert "twins__list" in page_of(client.post(path, typed()))


def test_hostile_words_are_shown_as_words(client, asker):
    evil = '"><script>alert(1)</script>'
    make_thread(title=f"Where is my refund for the lamp {evil}", author=asker)
    page = page_of(client.post(ASK, typed(title=f"Where is my refund for the lamp {evil}", twins_ok=evil)))
    assert "<script>alert" not in page and escape(evil)[:20] in page
    shown = page_of(client.post(ASK, typed(body=f"password: {evil}", private_ok=evil)))
    assert "<script>alert" not in shown
