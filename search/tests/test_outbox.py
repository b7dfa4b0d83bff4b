"""Every committed change reaches the index, once or twice, sooner or later; never not."""

import os
import signal
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from haystack import connections

from search.actions import enqueue
from search.checking import check_and_repair
from search.models import IndexTask, SearchLog
from search.queries import search
from search.tests.helpers import titles
from search.tests.killed import MOMENTS
from search.tests.log_index import only_logs_are_found
from search.worker import drain


@pytest.fixture
def logs(db, index):
    with only_logs_are_found():
        yield SearchLog.objects


def found(text="lamp"):
    return sorted(titles(search(text, lang="en").hits))


def make_log(query="lamp", **overrides):
    return SearchLog.objects.create(**({"query": query, "lang": "en", "count": 1} | overrides))


def test_what_is_saved_is_found_after_a_drain(logs):
    make_log("lamp one")
    assert found() == []
    assert drain() == 1
    assert found() == ["lamp one"]
    assert not IndexTask.objects.exists()


def test_what_is_changed_hidden_or_deleted_follows(logs):
    one, two, three = make_log("lamp one"), make_log("lamp two"), make_log("lamp three")
    drain()
    one.query = "lamp first"
    one.save()
    two.count = 0
    two.save()
    three.delete()
    drain()
    assert found() == ["lamp first"]


def test_a_change_that_is_taken_back_leaves_no_task(logs):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_log()
        raise ZeroDivisionError
    assert not IndexTask.objects.exists()


def test_an_update_behind_our_back_is_enqueued_by_hand(logs):
    log = make_log("lamp one")
    drain()
    SearchLog.objects.update(query="lamp two")
    enqueue(log)
    drain()
    assert found() == ["lamp two"]


def test_what_no_index_holds_needs_no_task(logs):
    enqueue(IndexTask(identifier="x"))
    assert not IndexTask.objects.exists()


def test_tasks_may_come_twice_and_late(logs):
    log = make_log("lamp one")
    enqueue(log, log)
    log.delete()
    enqueue(make_log("lamp two"))
    assert drain() > 3
    assert drain() == 0
    assert found() == ["lamp two"]


def test_a_task_written_during_the_drain_survives_it(logs, monkeypatch):
    log = make_log("lamp one")
    index = connections["default"].get_unified_index().get_index(SearchLog)
    read = index.document

    def read_and_change(obj):
        document = read(obj)
        if obj.query == "lamp one":
            log.query = "lamp two"
            log.save()
        return document

    monkeypatch.setattr(index, "document", read_and_change)
    drain()
    assert found() == ["lamp two"]


def test_one_that_cannot_be_read_holds_up_nobody_and_is_tried_again(logs):
    broken = make_log("unreadable")
    for number in range(3):
        make_log(f"lamp {number}")
    assert drain() == 3
    assert len(found()) == 3
    broken.query = "lamp mended"
    broken.save()
    assert drain() == 2
    assert "lamp mended" in found()


def test_a_model_that_is_no_more_is_taken_out(logs):
    IndexTask.objects.create(identifier="gone.model.7")
    IndexTask.objects.create(identifier="accounts.user.7")
    assert drain() == 2


def test_a_big_outbox_is_drained_in_batches(logs, monkeypatch):
    monkeypatch.setattr("search.worker.OLD", 4)
    for number in range(10):
        make_log(f"lamp {number}")
    assert drain() == 10
    assert search("lamp", lang="en").count == 10


def test_a_change_made_now_does_not_wait_behind_an_import(logs, monkeypatch):
    class Stopped(Exception): ...

    def stop_after_the_first_batch(finished):
        raise Stopped

    for number in range(300):
        make_log(f"imported {number}")
    make_log("lamp now")
    with monkeypatch.context() as patched, pytest.raises(Stopped):
        patched.setattr("search.worker.forget", stop_after_the_first_batch)
        drain()
    assert found("lamp") == ["lamp now"]
    assert found("imported 0")[0] == "imported 0"
    assert drain() == 301


def test_tasks_wait_while_another_process_writes(logs, index, monkeypatch):
    monkeypatch.setattr("search.worker.PATIENCE", 0.01)
    make_log("lamp one")
    with index.writing():
        assert drain() == 0
    assert drain() == 1


def test_rebuild_index_makes_it_whole_again(logs, index, capsys):
    make_log("lamp one")
    index.clear()
    call_command("rebuild_index", interactive=False, verbosity=0)
    assert found() == ["lamp one"]


def test_what_changes_while_the_index_is_rebuilt_is_found_after_it(logs, monkeypatch):
    one, two, three = make_log("lamp one"), make_log("lamp two"), make_log("lamp three")
    drain()
    index = connections["default"].get_unified_index().get_index(SearchLog)
    read = index.document

    def read_and_change(obj):
        document = read(obj)
        if obj.pk == three.pk:
            SearchLog.objects.filter(pk=one.pk).first().delete()
            two.query = "lamp changed"
            two.save()
            make_log("lamp new")
        return document

    monkeypatch.setattr(index, "document", read_and_change)
    call_command("rebuild_index", interactive=False, verbosity=0)
    monkeypatch.undo()
    drain()
    assert found() == ["lamp changed", "lamp new", "lamp three"]
    with pytest.raises(SystemExit) as ended:
        call_command("check_index", dry_run=True)
    assert ended.value.code == 0


def test_update_index_and_clear_index_of_haystack_work(logs):
    make_log("lamp one")
    call_command("update_index", verbosity=0, remove=True)
    assert found() == ["lamp one"]
    SearchLog.objects.all()._raw_delete("default")
    call_command("update_index", verbosity=0, remove=True)
    assert found() == []
    make_log("lamp two")
    drain()
    call_command("clear_index", interactive=False, verbosity=0)
    assert found() == []


def test_check_index_tells_and_repairs(logs, index, capsys):
    make_log("lamp one")
    drain()
    make_log("lamp two")
    IndexTask.objects.all().delete()
    SearchLog.objects.filter(query="lamp one")._raw_delete("default")
    with pytest.raises(SystemExit):
        call_command("check_index", dry_run=True)
    assert "1 public, 1 missing, 1 surplus, 0 stale" in capsys.readouterr().out
    call_command("check_index")
    assert found() == ["lamp two"]
    with pytest.raises(SystemExit) as ended:
        call_command("check_index", dry_run=True)
    assert ended.value.code == 0


def test_check_index_finds_what_says_something_old(logs, capsys):
    make_log("lamp one")
    drain()
    SearchLog.objects.update(query="lamp two")
    call_command("check_index")
    said = capsys.readouterr().out
    assert "1 public, 0 missing, 0 surplus, 1 stale" in said and "1 repaired." in said
    assert found() == ["lamp two"]


def test_check_index_leaves_alone_what_is_about_to_be_mended(logs, capsys):
    make_log("lamp one")
    with pytest.raises(SystemExit) as ended:
        call_command("check_index", dry_run=True)
    assert ended.value.code == 0 and "0 missing, 0 surplus, 0 stale, 0 unreadable, 1 waiting" in capsys.readouterr().out


def test_a_change_made_while_the_index_is_checked_is_no_difference(logs, monkeypatch, capsys):
    log = make_log("lamp one")
    drain()
    index = connections["default"].get_unified_index().get_index(SearchLog)
    read = index.document

    def read_and_change(obj):
        document = read(obj)
        if SearchLog.objects.filter(query="lamp one").exists():
            log.query = "lamp two"
            log.save()
            monkeypatch.setattr(index, "document", read)
        return document

    monkeypatch.setattr(index, "document", read_and_change)
    SearchLog.objects.filter(pk=log.pk).update(query="lamp one")
    with pytest.raises(SystemExit) as ended:
        call_command("check_index", dry_run=True)
    assert ended.value.code == 0, capsys.readouterr().out


def test_check_index_names_what_cannot_be_read_and_goes_on(logs, capsys):
    make_log("unreadable"), make_log("lamp one")
    IndexTask.objects.all().delete()
    with pytest.raises(SystemExit) as ended:
        call_command("check_index")
    assert ended.value.code == 1 and "1 missing, 0 surplus, 0 stale, 1 unreadable" in capsys.readouterr().out
    assert found() == ["lamp one"]


def test_check_index_says_when_the_index_is_being_rebuilt(logs, index, monkeypatch):
    monkeypatch.setattr("search.checking.PATIENCE", 0.01)
    make_log("lamp one")
    IndexTask.objects.all().delete()
    with index.writing(), pytest.raises(CommandError, match="Check again when it is done"):
        call_command("check_index")


def test_the_daily_check_mends_and_tells(logs, caplog):
    make_log("lamp one")
    IndexTask.objects.all().delete()
    check_and_repair()
    assert "1 missing" in caplog.text and found() == ["lamp one"]
    caplog.clear()
    check_and_repair()
    assert caplog.text == ""


def run(step, folder, **environment):
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "search.tests.killed", step],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "site_config.settings.test",
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/killed.sqlite3",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_index_is_whole_after_the_next_drain(tmp_path, moment):
    filled = run("fill", tmp_path)
    assert filled.returncode == 0, filled.stderr
    killed = run("drain", tmp_path, KILL_AT=moment)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    again = run("drain", tmp_path)
    assert again.stdout.strip() == "30", again.stderr
    assert run("count", tmp_path).stdout.split() == ["30", "0"]
