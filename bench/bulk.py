"""Millions of rows in minutes: the database writes them itself, and makes the indexes at once afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import BooleanField, CharField, Model, TextField

# What is written here can be written again, so nothing waits for the disk; keys that the statements themselves made
# are not looked up one by one.
_FAST = {
    "sqlite": ("foreign_keys = OFF", "journal_mode = OFF", "cache_size = -300000"),
    "postgresql": ("session_replication_role = replica", "maintenance_work_mem = '256MB'", "work_mem = '128MB'"),
}
_USUAL = {
    "sqlite": ("foreign_keys = ON", "journal_mode = WAL", "cache_size = -2000"),
    "postgresql": ("session_replication_role = DEFAULT", "maintenance_work_mem = DEFAULT", "work_mem = DEFAULT"),
}
_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
    "postgresql": """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s
        AND indexname NOT IN (SELECT conname FROM pg_constraint)""",
}


@contextmanager
def fast(*models: type[Model]) -> Iterator[None]:
    """Outside any transaction; within one, as in a test, nothing is faster, and only the numbers of the database are
    brought up to date. What a constraint enters stays: rows are best written in its order."""
    if connection.in_atomic_block:
        yield
        sql("ANALYZE")
        return
    _set(_FAST)
    made = [index for model in models for index in sql(_INDEXES[connection.vendor], [model._meta.db_table])]
    for name, _statement in made:
        sql(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    for _name, statement in made:
        sql(statement)
    sql("ANALYZE")
    _set(_USUAL)


def _set(settings: dict[str, tuple[str, ...]]) -> None:
    for setting in settings[connection.vendor]:
        sql(f"{'PRAGMA' if connection.vendor == 'sqlite' else 'SET'} {setting}")


def sql(statement: str, values: dict | list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def insert(model: type[Model], source: str, values: dict, *, first: str = "", **columns: str) -> None:
    """A row for each of ``source``: ``columns`` in SQL, the others empty. ``first``: what stands before SELECT."""
    for field in model._meta.concrete_fields:
        if not (field.null or field.primary_key or field.column in columns):
            columns[field.column] = nothing(field)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    sql(
        f"INSERT INTO {model._meta.db_table} ({names}) {first} SELECT {', '.join(columns.values())} {source}",
        values,
    )


def nothing(field) -> str:
    if isinstance(field, (CharField, TextField)):
        return "''"
    return truth(is_true=False) if isinstance(field, BooleanField) else "0"


def truth(*, is_true: bool) -> str:
    return str(int(is_true)) if connection.vendor == "sqlite" else str(is_true)


def numbers(name: str = "n") -> str:
    """A table of the numbers from 0 on, as many as ``count`` says."""
    return f"WITH RECURSIVE {name}(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM {name} WHERE i < %(count)s - 1)"  # noqa: S608


def chance(prime: int) -> str:
    """From 0 to 1, of the row's number."""
    return f"((CAST(n.i AS bigint) * {prime} + 7919) %% 1000003 / 1000003.0)"


def whole(number: str) -> str:
    return f"CAST({number} AS INTEGER)" if connection.vendor == "sqlite" else f"CAST(FLOOR({number}) AS bigint)"


def day_of(days: str) -> str:
    """So many days before today."""
    if connection.vendor == "sqlite":
        return f"date(%(today)s, '-' || CAST({days} AS INTEGER) || ' days')"
    return f"(CAST(%(today)s AS date) - CAST(FLOOR({days}) AS integer))"


def at(day: str, hour: int) -> str:
    if connection.vendor == "sqlite":
        return f"({day} || ' {hour:02}:00:00')"
    return f"(CAST({day} AS timestamp) AT TIME ZONE 'UTC' + INTERVAL '{hour} hours')"
