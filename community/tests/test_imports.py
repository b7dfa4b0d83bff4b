"""Threads from another forum: repeatable, cleaned, and the same again when exported."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import Notification, User
from accounts.tests.factories import make_moderator, make_user
from community import actions, exports
from community.imports import IMPORTERS
from community.models import Answer, Board, Follow, Thread
from community.tests.factories import make_answer, make_thread
from site_config.imports import BadLine, Outcome, import_record
from site_config.models import ImportedObject

pytestmark = pytest.mark.django_db


def line(**overrides):
    answers = [
        {"id": "p1", "body": "Boil it.", "author": "u9", "created": "2026-05-01T11:00:00", "score": -2},
        {
            "id": "p2",
            "body": "Rinse it.",
            "author": "u7",
            "created": "2026-05-02T11:00:00Z",
            "accepted": True,
            "score": 4,
        },
    ]
    return {
        "kind": "thread",
        "id": "t1",
        "lang": "en",
        "board": "kettles",
        "title": "How do I clean it?",
        "body": "    indented first\n\nThere is **scale** in it.",
        "author": "u7",
        "created": "2026-05-01T10:00:00Z",
        "views": 21,
        "score": 3,
        "tags": ["Scale", "kettle"],
        "answers": answers,
        **overrides,
    }


def do_import(record):
    return import_record(record, IMPORTERS)


def exported():
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in exports.records())


def test_a_thread_comes_with_authors_dates_scores_and_its_accepted_answer():
    assert do_import(line()) is Outcome.CREATED
    thread = Thread.objects.get()
    assert thread.created_at.isoformat() == "2026-05-01T10:00:00+00:00"
    assert thread.view_count == 21
    assert thread.answer_count == 2
    assert thread.is_solved
    assert str(thread.author) == "Member 7"
    assert [answer.imported_score for answer in thread.answers.best_first()] == [4, -2]
    assert thread.last_activity_at.isoformat() == "2026-05-02T11:00:00+00:00"
    assert thread.board == Board.objects.get(slug="kettles")
    assert thread.board.name == "Kettles"


def test_imported_members_cannot_sign_in_and_show_no_address():
    do_import(line(author="anna@example.com"))
    author = Thread.objects.get().author
    assert not author.is_active
    assert not author.has_usable_password()
    assert author.email.endswith("@members.invalid")
    assert "anna" not in str(author)


def test_nobody_is_told_and_no_clock_starts():
    do_import(line(answers=[]))
    assert not Notification.objects.exists()
    assert not Follow.objects.exists()
    assert Thread.objects.get().waiting_since is None


def test_the_same_line_twice_changes_nothing():
    do_import(line())
    before = exported()
    assert do_import(line()) is Outcome.UNCHANGED
    assert exported() == before
    assert User.objects.filter(email__endswith=".invalid").count() == 2


def test_a_changed_line_updates_the_thread_and_its_answers():
    do_import(line())
    kept = Answer.objects.get(body_source="Rinse it.")
    changed = line(title="How do I clean my kettle?", tags=[])
    changed["answers"] = [
        {"id": "p2", "body": "Rinse it twice.", "author": "u7", "accepted": False},
        {"id": "p3", "body": "Use lemon.", "author": "u9", "accepted": True},
    ]
    assert do_import(changed) is Outcome.UPDATED
    thread = Thread.objects.get()
    assert thread.title == "How do I clean my kettle?"
    assert thread.tags.count() == 0
    assert thread.answer_count == 2
    kept.refresh_from_db()
    assert kept.body_source == "Rinse it twice."
    assert thread.answers.accepted().get().body_source == "Use lemon."
    assert not ImportedObject.objects.filter(source_id="p1").exists()


def test_what_members_did_here_survives_a_changed_line():
    do_import(line(answers=line()["answers"][:1]))
    thread = Thread.objects.get()
    ours = make_answer(thread)
    actions.accept_answer(ours, actor=make_moderator())
    actions.vote_helpful(Answer.objects.get(body_source="Boil it."), actor=make_user())
    do_import(line(title="Another title", answers=line()["answers"][:1]))
    thread.refresh_from_db()
    assert thread.is_solved
    assert thread.answers.accepted().get() == ours
    assert Answer.objects.get(body_source="Boil it.").helpful_count == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"lang": "xx"}, "speaks"),
        ({"title": " \x00 "}, "title"),
        ({"title": "x" * 151}, "150"),
        ({"body": None}, "body"),
        ({"body": "<script></script>"}, "readable"),
        ({"body": "a" * 30_001}, "30,000"),
        ({"format": "rtf"}, "format"),
        ({"created": "yesterday"}, "created"),
        ({"views": -1}, "views"),
        ({"score": "many"}, "score"),
        ({"tags": "a,b"}, "tags"),
        ({"answers": [{"id": "a", "body": "x"}, {"id": "a", "body": "y"}]}, "same id"),
        ({"answers": [{"id": c, "body": "x", "accepted": True} for c in "ab"]}, "accepted"),
        ({"answers": [{"body": "x"}]}, "id"),
        ({"answers": ["x"]}, "answers"),
    ],
)
def test_a_bad_line_says_why_and_leaves_nothing_behind(change, reason):
    with pytest.raises(BadLine, match=reason):
        do_import(line(**change))
    assert not Thread.objects.exists()
    assert not ImportedObject.objects.exists()


def test_an_answer_cannot_be_taken_from_another_thread():
    do_import(line())
    with pytest.raises(BadLine, match="belongs to"):
        do_import(line(id="t2"))


def test_an_unused_board_takes_the_name_of_the_line_and_a_used_one_keeps_its_own():
    do_import(line(board="general", board_name="Kitchen talk"))
    do_import(line(id="t2", board="general", board_name="Something else", answers=[]))
    assert Board.objects.get(slug="general").name == "Kitchen talk"


def test_html_is_cleaned_and_its_source_kept():
    do_import(line(format="html", body='<p onclick="x()">Hi</p><script>y()</script>', answers=[]))
    thread = Thread.objects.get()
    assert thread.body_html == "<p>Hi</p>"
    assert json.loads(exported())["body"] == '<p onclick="x()">Hi</p><script>y()</script>'


def test_export_and_import_into_an_empty_site_give_the_same_lines_again():
    do_import(line())
    do_import(line(id="t2", format="html", body="<p>x</p>", answers=[{"id": "z", "body": "*a*", "format": "markdown"}]))
    thread = make_thread(tags=["lamp"], title="Own question of ours")
    accepted = make_answer(thread)
    actions.accept_answer(accepted, actor=thread.author)
    actions.vote_helpful(accepted, actor=make_user())
    actions.me_too(thread, actor=make_user())
    hidden = make_thread()
    actions.hide_thread(hidden, actor=make_moderator(), reason="Spam")
    actions.close_thread(make_thread(title="Closed one of ours"), actor=make_moderator())
    first = exported()
    assert "Own question of ours" in first
    assert "@example.com" not in first
    for model in (Thread, Board, ImportedObject, User):
        model.objects.all().delete()
    for record in first.split("\n"):
        do_import(json.loads(record))
    assert exported() == first


@pytest.mark.shared_data
def test_real_threads_import_and_come_out_the_same():
    path = Path(settings.BASE_DIR).parent / "shared/data/threads/stackexchange.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    records = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()[:60]]
    for record in records:
        do_import(record)
    first = {record["id"]: record for record in exports.records()}
    for record in records:
        assert first[record["id"]]["body"] == record["body"].rstrip().lstrip("\n")
        assert len(first[record["id"]]["answers"]) == len(record["answers"])


def with_comments(*of_answer: dict, **overrides) -> dict:
    question = {"id": "c1", "body": "Which `kettle`?", "author": "u3", "created": "2026-05-01T10:30:00Z"}
    record = line(comments=[question], **overrides)
    record["answers"][0]["comments"] = list(of_answer)
    return record


def test_comments_come_along_once_change_and_leave_with_their_line():
    remark = {"id": "c2", "body": "It works", "author": "u9", "created": "2026-05-01T12:00:00Z"}
    import_record(with_comments(remark), IMPORTERS)
    thread = Thread.objects.get()
    answer = thread.answers.get(body_source="Boil it.")
    assert (thread.comment_count, answer.comment_count, Notification.objects.count()) == (1, 1, 0)
    assert thread.comments.get(answer=None).body_html == "Which <code>kettle</code>?"
    own = actions.comment(answer, make_user(), "From here")
    assert import_record(with_comments(remark), IMPORTERS) == Outcome.UNCHANGED
    import_record(with_comments({**remark, "body": "It worked"}), IMPORTERS)
    assert set(answer.comments.values_list("comment", flat=True)) == {"It worked", "From here"}
    import_record(with_comments(), IMPORTERS)
    answer.refresh_from_db()
    assert (list(answer.comments.all()), answer.comment_count) == ([own], 1)


def test_comments_are_exported_as_they_came_and_names_lose_their_numbers():
    remark = {"id": "c2", "body": "It works", "author": "u9", "created": "2026-05-01T12:00:00Z"}
    import_record(with_comments(remark), IMPORTERS)
    member = make_user(display_name="Ines Park")
    thread = Thread.objects.get()
    actions.comment(thread, member, "First")
    actions.comment(thread, make_user(), "Thank you @Ines Park")
    actions.hide_comment(actions.comment(thread, make_user(), "Spam"), actor=make_moderator(), reason="Spam")
    [record] = exports.records()
    assert record["answers"][0]["comments"] == [remark]
    assert [one["body"] for one in record["comments"]] == ["Which `kettle`?", "First", "Thank you @Ines Park"]
    assert all(one["id"] for one in record["comments"])


def test_a_bad_comment_is_named():
    for bad, words in (({"id": "c2", "body": "x" * 601}, "600"), ({"body": "no id"}, "id"), ("text", "objects")):
        with pytest.raises(BadLine, match=words):
            import_record({**line(), "comments": [bad]}, IMPORTERS)
