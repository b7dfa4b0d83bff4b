"""Two ticks at the same moment, in two real processes over one real database: one ticket each."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
QUESTIONS = 12
PREPARE = f"""
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from community.actions import ask
from community.models import Board
board = Board.objects.get_or_create(slug="returns")[0]
asker = User.objects.create_user("asker@example.com", "x", display_name="Asker")
for number in range({QUESTIONS}):
    ask(board, asker, f"Question {{number}}", "Where is it?", "en", created_at=timezone.now() - timedelta(days=10))
"""
TICK = """
import time
from tickets.actions import tick
while time.time() < {start}:
    pass
report = tick()
print(len(report.tickets), len(report.failed))
"""
COUNT = """
from tickets.models import Escalation, Ticket
print(Ticket.objects.count(), Escalation.objects.filter(state="linked").count())
"""


def shell(code: str, environment: dict, **options):
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    options = {"cwd": ROOT, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(command, text=True, **options)  # noqa: S603


def output(process) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip().splitlines()[-1] if out.strip() else ""


def two_ticks_make_one_ticket_each(environment: dict) -> None:
    output(shell(PREPARE, environment))
    code = TICK.format(start=time.time() + 3)
    ticks = [shell(code, environment) for _ in range(2)]
    results = [tuple(map(int, output(tick).split())) for tick in ticks]
    assert sum(made for made, _failed in results) == QUESTIONS
    assert all(failed == 0 for _made, failed in results)
    assert output(shell(COUNT, environment)) == f"{QUESTIONS} {QUESTIONS}"


def test_on_the_embedded_database(tmp_path, django_db_setup):
    if connection.vendor != "sqlite":
        pytest.skip("two processes over one SQLite file; the other test is for PostgreSQL")
    database = tmp_path / "ticks.sqlite3"
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as migrated,
        closing(sqlite3.connect(database)) as copy,
    ):
        migrated.backup(copy)  # as every test begins
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_config.settings.test",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{database}",
    }
    two_ticks_make_one_ticket_each(environment)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("needs DATABASE_URL of a PostgreSQL server")
    test_database = connection.settings_dict
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**test_database)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "site_config.settings.test", "DATABASE_URL": address}
    two_ticks_make_one_ticket_each(environment)
