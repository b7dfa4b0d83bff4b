"""Every change of a thread that a guest can notice reaches the index, by the action or the screen that makes it.

`found` drains the outbox and compares index and database whole, so each test fails for any entry that was forgotten.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions
from community.imports import IMPORTERS
from community.models import Answer, Board, ModerationAction, Tag, Thread
from community.tests.factories import make_answer, make_board, make_thread
from search import spreading
from search.models import IndexTask
from search.queries import search
from search.tests.whole import assert_whole, found, urls
from search.worker import drain
from site_config.imports import import_record

pytestmark = pytest.mark.django_db
LINE = {"kind": "thread", "id": "t1", "lang": "en", "board": "orders", "title": "Lantern from afar", "body": "It came."}


def lantern(**overrides) -> Thread:
    return make_thread(**{"title": "Lantern does not shine", "body": "It is dark.", **overrides})


def post(client, user, address, **fields):
    client.force_login(user)
    answer = client.post(address, fields)
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_question_is_found_as_soon_as_it_is_asked_and_as_it_was_last_edited(client):
    author, board = make_user(), make_board("orders", en="Orders")
    fields = {"title": "Lantern does not shine", "body": "It is dark.", "board": board.slug, "language": "en"}
    post(client, author, "/en/community/ask/", **fields, tags="wick")
    thread = Thread.objects.get()
    assert found("lantern wick") == ["Lantern does not shine"]
    address = f"/en/community/thread/{thread.pk}/edit/"
    post(client, author, address, **{**fields, "title": "Chandelier does not shine", "tags": "crystal"})
    assert found("crystal") == ["Chandelier does not shine"] and found("wick") == []
    assert urls("chandelier") == [f"/en/community/{thread.pk}/chandelier-does-not-shine/"]


def test_a_thread_that_moves_takes_its_new_board_s_name():
    thread = lantern(board=make_board("orders", en="Orders"))
    drain()
    other = make_board("returns", en="Returns")
    actions.edit_thread(thread, actor=thread.author, title=thread.title, body=thread.body_source, board=other)
    assert found("lantern", group="board-returns") == ["Lantern does not shine"]
    assert found("lantern", group="board-orders") == []


def test_answers_come_change_are_chosen_and_go():
    thread, moderator = lantern(), make_moderator()
    answer = make_answer(thread, body="Trim the wick.")
    [url] = urls("trim wick")
    assert url.endswith(f"#answer-{answer.pk}")
    actions.edit_answer(answer, actor=answer.author, body="Polish the glass.")
    assert found("wick") == [] and found("polish") == [thread.title]
    actions.accept_answer(answer, actor=thread.author)
    assert found("lantern", solved=True) == [thread.title]
    actions.unaccept_answer(answer, actor=thread.author)
    assert found("lantern", solved=True) == []
    actions.accept_answer(answer, actor=thread.author)
    actions.hide_answer(answer, actor=moderator, reason="Spam")
    assert found("polish") == found("lantern", solved=True) == []
    actions.restore_answer(answer, actor=moderator)
    assert found("polish") == [thread.title]
    actions.answer(thread, make_agent(), "Order a mantle.", official=True)
    assert found("mantle") == [thread.title]
    answer.delete()
    assert found("polish") == []


def test_votes_and_closing_are_told():
    thread, moderator = lantern(), make_moderator()
    answer = make_answer(thread)
    drain()
    actions.vote_helpful(answer, actor=moderator)
    assert found("lantern") == [thread.title]
    actions.withdraw_vote(answer, actor=moderator)
    assert found("lantern") == [thread.title]
    actions.accept_answer(answer, actor=thread.author)
    actions.close_thread(thread, actor=moderator)
    assert found("lantern", solved=True) == []
    actions.reopen_thread(thread, actor=moderator)
    assert found("lantern", solved=True) == [thread.title]


def last_act(thread) -> ModerationAction:
    return ModerationAction.objects.filter(thread=thread).order_by("-pk").first()


def test_every_state_reaches_the_index_and_so_does_every_way_back():
    thread, moderator = lantern(), make_moderator()
    answer = make_answer(thread, body="Trim the wick.")
    assert found("lantern") == [thread.title]
    actions.request_information(thread, actor=moderator, text="Which lantern is it?")
    assert found("lantern") == [thread.title]
    actions.give_information(thread, actor=thread.author, text="The green one, with a storm glass.")
    assert found("storm glass") == [thread.title]
    actions.accept_answer(answer, actor=thread.author)
    actions.mark_outdated(thread, actor=moderator, reason="There are other lanterns now")
    assert found("lantern", solved=True) == [thread.title]
    actions.mark_current(thread, actor=moderator)
    assert found("lantern", solved=True) == [thread.title]
    actions.not_solved(thread, actor=thread.author, missing="The wick is gone after an hour.")
    assert found("lantern", solved=True) == [] and found("hour") == [thread.title]
    for act in (actions.close_thread, actions.archive_thread, actions.reopen_thread):
        act(thread, actor=moderator)
        assert found("lantern") == [thread.title]
    actions.archive_thread(thread, actor=moderator)
    actions.undo(last_act(thread), actor=moderator)
    assert found("lantern") == [thread.title]


def test_merging_and_splitting_reach_the_index_and_so_does_undoing():
    source, target, moderator = lantern(), lantern(title="Lantern stays dark"), make_moderator()
    answer = make_answer(source, body="Trim the wick.")
    actions.merge_threads(source, target, actor=moderator, reason="The same question")
    assert found("wick") == [target.title]
    actions.undo(last_act(source), actor=moderator)
    assert found("wick") == [source.title]
    later = make_answer(source, body="And what of candles?")
    new = actions.split_thread(source, [later], actor=moderator, title="What of candles?", reason="Another question")
    assert found("candles") == [new.title]
    actions.undo(last_act(source), actor=moderator)
    assert found("candles") == [source.title]
    assert answer.thread_id == source.pk


def test_what_is_hidden_is_found_by_nobody_until_it_is_shown_again():
    thread, moderator = lantern(), make_moderator()
    assert found("lantern") == [thread.title]
    actions.hide_thread(thread, actor=moderator, reason="Spam")
    assert found("lantern") == []
    actions.restore_thread(thread, actor=moderator)
    assert found("lantern") == [thread.title]
    thread.delete()
    assert found("lantern") == []


def test_what_reports_hid_is_found_again_when_a_moderator_takes_it_back():
    thread = lantern()
    answer = make_answer(thread, body="Trim the wick.")
    for post, words in ((answer, "wick"), (thread, "lantern")):
        assert found(words) == [thread.title]
        actions.flag(post, actor=make_agent(), reason="spam")
        assert found(words) == []
        actions.undo(ModerationAction.objects.latest("pk"), actor=make_moderator())
        assert found(words) == [thread.title]


def test_an_edit_that_is_taken_back_is_taken_back_in_search():
    thread, moderator = lantern(), make_moderator()
    words = {"title": "Chandelier does not shine", "body": thread.body_source, "tags": ["crystal"]}
    actions.edit_thread(thread, actor=moderator, reason="Clearer", **words)
    assert found("crystal") == ["Chandelier does not shine"]
    actions.undo(ModerationAction.objects.latest("pk"), actor=moderator)
    assert found("lantern crystal") == ["Lantern does not shine"]


def test_a_board_renamed_in_the_cms_is_renamed_in_every_thread(client):
    board = make_board("orders", en="Orders", ru="Заказы")
    lantern(board=board), lantern(board=board, lang="ru", title="Фонарь не светит")
    drain()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    texts = [
        {"id": text.pk, "language": text.language, "name": name, "description": ""}
        for text, name in zip(board.texts.order_by("language"), ("Parcels", "Посылки"), strict=True)
    ]
    form = {
        "slug": "parcels",
        "order": 1,
        "icon": "package",
        "who_may_ask": "everyone",
        "texts": inline_formset(texts, initial=2),
    }
    answer = client.post(f"/cms/snippets/community/board/edit/{board.pk}/", nested_form_data(form))
    assert answer.status_code == 302, answer.context["form"].errors
    assert found("lantern", group="board-parcels") and found("фонарь", "ru", group="board-parcels")
    assert [hit.place for hit in search("фонарь", lang="ru").hits] == ["Посылки"]


def test_ten_thousand_threads_cost_the_editor_one_row_and_nobody_a_wait(monkeypatch):
    board = make_board("orders", en="Orders")
    fields = {"board": board, "language": "en", "slug": "x", "body_source": "Dark.", "body_html": "Dark."}
    Thread.objects.bulk_create(Thread(title=f"Lantern {number}", **fields) for number in range(45))
    drain()
    monkeypatch.setattr(spreading, "STRIDE", 10)
    text = board.texts.get()
    text.name = "Parcels"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text.save()
    assert [task.identifier for task in IndexTask.objects.all()] == [f"community.board.{board.pk}"]
    assert len(queries) == 2
    urgent = lantern()
    spread = spreading.spread(list(IndexTask.objects.filter(identifier__startswith="community.board")), set())
    waiting = list(IndexTask.objects.order_by("pk").values_list("identifier", flat=True))
    assert spread == [] and waiting.index(f"community.thread.{urgent.pk}") < 10 < len(waiting) < 15
    drain()
    assert search("lantern", lang="en", per_page=50).count == 46
    assert_whole()


def test_a_change_that_cannot_be_spread_is_kept_and_keeps_nobody(monkeypatch):
    board = make_board("orders", en="Orders")
    drain()
    monkeypatch.setattr(spreading, "dependents", lambda *names: 1 / 0)
    board.save()
    thread = lantern(board=board)
    assert drain() >= 1
    assert [hit.title for hit in search("lantern", lang="en").hits] == [thread.title]
    assert IndexTask.objects.get().identifier == f"community.board.{board.pk}"
    monkeypatch.undo()
    drain()
    assert_whole()


def test_tags_are_renamed_joined_and_deleted():
    one, two = lantern(tags=["wick"]), lantern(title="Torch does not burn", tags=["flame"])
    assert found("wick") == [one.title]
    wick, flame = Tag.objects.get(name="wick"), Tag.objects.get(name="flame")
    wick.name = "fuse"
    wick.save()
    assert found("fuse") == [one.title] and found("wick") == []
    two.tags.add(wick)
    assert sorted(found("fuse")) == sorted([one.title, two.title])
    wick.threads.remove(one)
    assert found("fuse") == [two.title]
    flame.delete(), wick.delete()
    assert found("flame fuse") == []


def test_an_author_who_is_renamed_or_leaves_takes_nothing_with_them():
    thread = lantern()
    answer = make_answer(thread, body="Trim the wick.")
    drain()
    for person in (thread.author, answer.author):
        person.display_name = "Somebody Else"
        person.save()
        person.delete()
    assert found("wick") == [thread.title] and found("somebody else") == []


def test_an_import_is_found_and_found_changed():
    answers = [{"id": "p1", "body": "Trim the wick."}, {"id": "p2", "body": "Polish it."}]
    import_record({**LINE, "answers": answers}, IMPORTERS)
    assert found("wick polish") == ["Lantern from afar"]
    answers = [{"id": "p1", "body": "Order a mantle.", "accepted": True}]
    import_record({**LINE, "answers": answers}, IMPORTERS)
    assert found("wick polish") == [] and found("mantle", solved=True) == ["Lantern from afar"]


def test_an_answer_on_a_later_page_is_led_to_there(client):
    thread = lantern()
    fields = {"thread": thread, "body_source": "Buy one.", "body_html": "<p>Buy one.</p>", "helpful_count": 1}
    Answer.objects.bulk_create(Answer(**fields) for _ in range(119))
    Thread.objects.filter(pk=thread.pk).update(answer_count=119)
    last = make_answer(thread, body="Trim the wick.")
    [url] = urls("trim wick")
    address, _, anchor = url.partition("#")
    page = client.get(address)
    assert anchor == f"answer-{last.pk}" and f'id="{anchor}"' in page.content.decode()
    assert f'id="{anchor}"' not in client.get(address.partition("?")[0]).content.decode()
    actions.accept_answer(last, actor=thread.author)
    [url] = urls("trim wick")
    assert f'id="{url.partition("#")[2]}"' in client.get(url.partition("#")[0]).content.decode()


def test_a_board_in_use_cannot_go_and_an_empty_one_leaves_nothing():
    lantern()
    Board.objects.create(slug="empty").delete()
    assert found("lantern") == ["Lantern does not shine"]
