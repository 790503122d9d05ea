"""The store: readings written a batch at a time, all of a batch or nothing, and read again as they were.

What is stored already is not stored twice; a document that comes with another text, date or title gets a new revision.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection, Table, collate, delete, insert, select, text, update

from reportedly.errors import StoreError
from reportedly.knowledge import Knowledge, load_knowledge
from reportedly.model import Document, Reading
from reportedly.store import marking, placing, rows, schema
from reportedly.store.database import Database
from reportedly.stories.marks import VERSION, mark

# How many readings are fetched at once.
_AT_ONCE = 200


class Store:
    """Readings in a database.

    Args:
        database: where.
        knowledge: which media and states there are; ours where it is not given.
    """

    def __init__(self, database: Database, knowledge: Knowledge | None = None) -> None:
        self.database = database
        self._given = knowledge

    @cached_property
    def knowledge(self) -> Knowledge:
        """Which media and states there are; loaded when something is written."""
        return self._given or load_knowledge()

    def begin(self, command: str, version: str, now: datetime) -> int:
        """Notes that a run begins: its number.

        Args:
            command: what runs, such as “add”.
            version: of the program.
            now: the time, in UTC.
        """
        with self.database.writing() as connection:
            told = insert(schema.runs).values(command=command, version=version, started=now, stored=0, failed=0)
            return int(connection.execute(told).inserted_primary_key[0])  # type: ignore[index]  # it has one

    def end(self, run: int, now: datetime, *, stored: int, failed: int) -> None:
        """Notes that a run ended, and how many readings it stored and documents it could not read."""
        with self.database.writing() as connection:
            connection.execute(update(schema.runs).where(schema.runs.c.n == run).values(ended=now, stored=stored, failed=failed))

    def new(self, documents: Sequence[Document]) -> list[Document]:
        """Those of some documents that are not stored as they come; one that comes as it once was is current again."""
        ids = {rows.revision_id(document): document for document in documents}
        table = schema.revisions.c
        with self.database.reading() as connection:
            found = connection.execute(select(table.id, table.doc_id, table.current).where(table.id.in_(ids))).all()
        again = [row for row in found if not row.current]
        if again:
            with self.database.writing() as connection:
                for row in again:
                    _make_current(connection, row.doc_id, row.id)
        known = {row.id for row in found}
        return [document for id_, document in ids.items() if id_ not in known]

    def write(self, readings: Iterable[tuple[Reading, str]], run: int, *, again: bool = False) -> int:
        """Stores some readings, all or none, and says how many were new.

        Args:
            readings: each with its line of JSON, as `export.jsonl.dumps` gives it.
            run: the run they are of.
            again: they replace what was read before in the same texts; else that stays.
        """
        with self.database.writing() as connection:
            return sum(self._write(connection, some, run, again=again) for some in _one_of_each(readings))

    def place(self) -> Iterator[int]:
        """Puts together what is stored and not placed yet; yields how many reports were placed, a run of days at a time."""
        return placing.place(self.database)

    def place_again(self) -> None:
        """Has everything placed anew."""
        with self.database.writing() as connection:
            days = connection.execute(select(schema.revisions.c.published).where(schema.revisions.c.current).distinct()).scalars()
            placing.changed(connection, days.all())

    def note_anew(self, loads: Callable[[str], Reading]) -> None:
        """Notes of reports what placing needs, where an older version of the program did not.

        Args:
            loads: a reading from its line of JSON.
        """
        revision, noted = schema.revisions, schema.marks
        missing = (
            select(revision.c.n, revision.c.doc_id, revision.c.published, revision.c.reading)
            .outerjoin(noted, noted.c.revision == revision.c.n)
            .where((noted.c.made.is_(None)) | (noted.c.made != VERSION))
            .order_by(revision.c.n)
            .limit(_AT_ONCE)
        )
        while True:
            with self.database.writing() as connection:
                found = connection.execute(missing).all()
                for row in found:
                    runs, told = marking.packed(mark(loads(_line(row.doc_id, row.reading)), self.knowledge))
                    connection.execute(delete(noted).where(noted.c.revision == row.n))
                    connection.execute(insert(noted).values(revision=row.n, made=VERSION, runs=runs, told=told))
                placing.changed(connection, {row.published for row in found})
            if not found:
                return

    def readings(self) -> Iterator[str]:
        """The current reading of each document as its line of JSON, by the documents' ids."""
        table = schema.revisions.c
        # By code points in both kinds of database, so that they print the same.
        key = table.doc_id if self.database.is_sqlite else collate(table.doc_id, "C")
        after = ""
        while True:
            wanted = select(table.doc_id, table.reading).where(table.current, key > after).order_by(key).limit(_AT_ONCE)
            with self.database.reading() as connection:
                found = connection.execute(wanted).all()
            if not found:
                return
            for row in found:
                yield _line(row.doc_id, row.reading)
            after = found[-1].doc_id

    def _write(self, connection: Connection, readings: Sequence[tuple[Reading, str]], run: int, *, again: bool) -> int:
        """Stores some readings of different documents."""
        told = {row["id"]: (reading, row) for reading, line in readings for row in [rows.revision(reading, line, run)]}
        table = schema.revisions
        known = connection.execute(select(table.c.n, table.c.id, table.c.doc_id).where(table.c.id.in_(told))).all()
        for row in known:
            if again:
                # The former reading stays, under an id that no document comes with.
                connection.execute(update(table).where(table.c.n == row.n).values(id=rows.former_id(row.id, row.n)))
                continue
            _make_current(connection, row.doc_id, row.id)
            del told[row.id]
        if not told:
            return 0
        _take_up(connection, [row["doc_id"] for _, row in told.values()], run)
        numbers = _numbered(connection, table, [row for _, row in told.values()])
        new = [(reading, number) for (reading, _), number in zip(told.values(), numbers, strict=True)]
        self._write_events(connection, new)
        for other, made in ((schema.attributions, rows.attributions), (schema.places, rows.places)):
            _insert(connection, other, [row for reading, number in new for row in made(reading, number)])
        self._write_words(connection, new)
        _insert(connection, schema.marks, [self._mark(reading, number) for reading, number in new])
        placing.changed(connection, {reading.document.published for reading, _ in new})
        return len(new)

    def _mark(self, reading: Reading, revision: int) -> rows.Row:
        runs, told = marking.packed(mark(reading, self.knowledge))
        return {"revision": revision, "made": VERSION, "runs": runs, "told": told}

    def _write_events(self, connection: Connection, readings: Sequence[tuple[Reading, int]]) -> None:
        events = [
            (event, rows.event(event, reading.document, revision))
            for reading, revision in readings
            for event in {event.id: event for event in reading.events}.values()
        ]
        numbers = _numbered(connection, schema.events, [row for _, row in events])
        numbered = [(event, number) for (event, _), number in zip(events, numbers, strict=True)]
        _insert(connection, schema.parties, [row for event, number in numbered for row in rows.parties(event, number)])
        _insert(
            connection, schema.claims,
            [rows.claim(claim, number, position) for event, number in numbered for position, claim in enumerate(event.claims)],
        )  # fmt: skip

    def _write_words(self, connection: Connection, readings: Sequence[tuple[Reading, int]]) -> None:
        told = [
            rows.storable({"revision": revision, "title": reading.document.title or "", "body": reading.document.text})
            for reading, revision in readings
        ]
        connection.execute(text(_WORDS_SQLITE if self.database.is_sqlite else _WORDS_POSTGRESQL), told)


def _one_of_each(readings: Iterable[tuple[Reading, str]]) -> Iterator[list[tuple[Reading, str]]]:
    """Runs of readings in which no document comes twice."""
    some: dict[str, tuple[Reading, str]] = {}
    for reading, line in readings:
        if reading.document.doc_id in some:
            yield list(some.values())
            some = {}
        some[reading.document.doc_id] = (reading, line)
    if some:
        yield list(some.values())


def _take_up(connection: Connection, documents: Sequence[str], run: int) -> None:
    """Makes room for new revisions of some documents: those that are there lose their current one, the others are noted."""
    table = schema.documents
    there = set(connection.execute(select(table.c.doc_id).where(table.c.doc_id.in_(documents))).scalars())
    for doc_id in sorted(there):
        _supersede(connection, doc_id)
    _insert(connection, table, [{"doc_id": doc_id, "run": run} for doc_id in documents if doc_id not in there])


def _numbered(connection: Connection, table: Table, found: list[rows.Row]) -> Sequence[int]:
    """Inserts rows and says their numbers, in their order."""
    if not found:
        return []
    told = insert(table).returning(table.c.n, sort_by_parameter_order=True)
    return connection.execute(told, found).scalars().all()


_WORDS_SQLITE = "INSERT INTO words (rowid, title, body) VALUES (:revision, :title, :body)"
_WORDS_POSTGRESQL = "INSERT INTO words (revision, lexemes) VALUES (:revision, to_tsvector('english', :title || ' ' || :body))"


def _make_current(connection: Connection, doc_id: str, revision: str) -> None:
    table = schema.revisions
    if _supersede(connection, doc_id, but=revision):
        connection.execute(update(table).where(table.c.id == revision).values(current=True))
        placing.changed(connection, [connection.execute(select(table.c.published).where(table.c.id == revision)).scalar_one()])


def _supersede(connection: Connection, doc_id: str, but: str | None = None) -> bool:
    """Takes a document's current revision back, unless it is the one given; its day has to be placed again."""
    table = schema.revisions
    days: Sequence[date | None] = (
        connection.execute(select(table.c.published).where(table.c.doc_id == doc_id, table.c.current, table.c.id != (but or "")))
        .scalars()
        .all()
    )
    if days:
        connection.execute(update(table).where(table.c.doc_id == doc_id).values(current=False))
        placing.changed(connection, days)
    return bool(days)


def _insert(connection: Connection, table: Table, found: list[rows.Row]) -> None:
    if found:
        connection.execute(insert(table), [rows.storable(row) for row in found])


def _line(doc_id: str, kept: bytes) -> str:
    try:
        return rows.unpacked(kept)
    except ValueError as error:
        raise StoreError(f"The reading of {doc_id!r} is damaged: {error}.", hint="reportedly db check, or a backup") from error
