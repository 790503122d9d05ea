"""Looking after a store: what is in it, whether it is whole, a copy of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from reportedly.errors import StoreError, UsageError
from reportedly.store import rows, schema
from reportedly.store.database import Database

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds.

    `documents`, `revisions`, `events`, `claims` and `attributions` are counts; `first` and `last` the earliest and latest days of
    publication, `bytes` the size of the file or database; `runs` the latest runs: command, start, stored, failed.
    """

    documents: int
    revisions: int
    events: int
    claims: int
    attributions: int
    first: date | None
    last: date | None
    bytes: int
    runs: tuple[tuple[str, datetime, int, int], ...]


def stats(database: Database) -> Stats:
    """What the store holds."""
    tables = (schema.documents, schema.revisions, schema.events, schema.claims, schema.attributions)
    with database.reading() as connection:
        documents, revisions, events, claims, attributions = (
            int(connection.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables
        )
        published = schema.revisions.c.published
        first, last = connection.execute(select(func.min(published), func.max(published))).one()
        run = schema.runs.c
        latest = connection.execute(select(run.command, run.started, run.stored, run.failed).order_by(run.n.desc()).limit(5))
        runs = tuple((r.command, r.started, r.stored, r.failed) for r in latest)
        size = _size(connection, database)
    return Stats(documents, revisions, events, claims, attributions, first, last, size, runs)


def faults(database: Database) -> Iterator[str]:
    """What is wrong with the store, a sentence each; nothing where all is well."""
    with database.reading() as connection:
        if database.is_sqlite:
            for (said,) in connection.execute(text("PRAGMA integrity_check")):
                if said != "ok":
                    yield f"SQLite: {said}."
            for table, row, other, _ in connection.execute(text("PRAGMA foreign_key_check")):
                yield f"Row {row} of {table} points to nothing in {other}."
        yield from _revisions(connection)


def backup(database: Database, target: Path) -> None:
    """A copy of a SQLite store, taken while others may write.

    Raises:
        UsageError: the store is no file, or the target is there already.
        StoreError: the copy cannot be written.
    """
    if database.path is None:
        raise UsageError(f"{database.name!r} is no file.", hint="pg_dump, which comes with PostgreSQL")
    if target.exists():
        raise UsageError(f"{str(target)!r} is there already.", hint="the name of a new file")
    try:
        with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise StoreError(f"{str(target)!r} cannot be written: {error}.", hint="a path with room for the store") from error


def _size(connection: Connection, database: Database) -> int:
    if database.path is None:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    beside = [database.path.with_name(database.path.name + end) for end in ("", "-wal")]
    return sum(path.stat().st_size for path in beside if path.exists())


def _revisions(connection: Connection) -> Iterator[str]:
    """Documents without a current revision, or with two; readings that cannot be read."""
    table = schema.revisions.c
    current = select(table.doc_id, func.count().label("many")).where(table.current).group_by(table.doc_id).subquery()
    wanted = select(schema.documents.c.doc_id, current.c.many).join(
        current, current.c.doc_id == schema.documents.c.doc_id, isouter=True
    )
    for doc_id, many in connection.execute(wanted.where(func.coalesce(current.c.many, 0) != 1)):
        yield f"The document {doc_id!r} has {many or 0} current revisions, not one."
    after = 0
    while found := connection.execute(
        select(table.n, table.doc_id, table.reading).where(table.n > after).order_by(table.n).limit(_AT_ONCE)
    ).all():
        for row in found:
            try:
                rows.unpacked(row.reading)
            except ValueError as error:
                yield f"The reading of {row.doc_id!r} is damaged: {error}."
        after = found[-1].n
