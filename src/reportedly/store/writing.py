"""The store: readings written a batch at a time, all of a batch or nothing, and read again as they were.

What is stored already is not stored twice; a document that comes with another text, date or title gets a new revision.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, collate, insert, select, text, update

from reportedly.errors import StoreError
from reportedly.model import Document, Reading
from reportedly.store import rows, schema
from reportedly.store.database import Database

# How many readings are fetched at once.
_AT_ONCE = 200


class Store:
    """Readings in a database.

    Args:
        database: where.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

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

    def write(self, readings: Iterable[tuple[Reading, str]], run: int) -> int:
        """Stores some readings, all or none, and says how many were new.

        Args:
            readings: each with its line of JSON, as `export.jsonl.dumps` gives it.
            run: the run they are of.
        """
        with self.database.writing() as connection:
            return sum(self._write(connection, reading, line, run) for reading, line in readings)

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

    def _write(self, connection: Connection, reading: Reading, line: str, run: int) -> int:
        told = rows.revision(reading, line, run)
        table = schema.revisions
        if connection.execute(select(table.c.n).where(table.c.id == told["id"])).first() is not None:
            _make_current(connection, told["doc_id"], told["id"])
            return 0
        documents = schema.documents
        if connection.execute(select(documents.c.doc_id).where(documents.c.doc_id == told["doc_id"])).first() is None:
            connection.execute(insert(documents).values(doc_id=told["doc_id"], run=run))
        connection.execute(update(table).where(table.c.doc_id == told["doc_id"]).values(current=False))
        number = int(connection.execute(insert(table).values(told)).inserted_primary_key[0])  # type: ignore[index]  # one
        self._write_events(connection, reading, number)
        for other, found in (
            (schema.attributions, rows.attributions(reading, number)),
            (schema.places, rows.places(reading, number)),
        ):
            _insert(connection, other, list(found))
        self._write_words(connection, reading.document, number)
        return 1

    def _write_events(self, connection: Connection, reading: Reading, revision: int) -> None:
        parties: list[rows.Row] = []
        claims: list[rows.Row] = []
        for event in {event.id: event for event in reading.events}.values():
            row = rows.event(event, reading.document, revision)
            number = int(connection.execute(insert(schema.events).values(row)).inserted_primary_key[0])  # type: ignore[index]  # one
            parties.extend(rows.parties(event, number))
            claims.extend(rows.claim(claim, number, position) for position, claim in enumerate(event.claims))
        _insert(connection, schema.parties, parties)
        _insert(connection, schema.claims, claims)

    def _write_words(self, connection: Connection, document: Document, revision: int) -> None:
        told = rows.storable({"revision": revision, "title": document.title or "", "body": document.text})
        connection.execute(text(_WORDS_SQLITE if self.database.is_sqlite else _WORDS_POSTGRESQL), told)


_WORDS_SQLITE = "INSERT INTO words (rowid, title, body) VALUES (:revision, :title, :body)"
_WORDS_POSTGRESQL = "INSERT INTO words (revision, lexemes) VALUES (:revision, to_tsvector('english', :title || ' ' || :body))"


def _make_current(connection: Connection, doc_id: str, revision: str) -> None:
    table = schema.revisions
    connection.execute(update(table).where(table.c.doc_id == doc_id).values(current=table.c.id == revision))


def _insert(connection: Connection, table: Table, found: list[rows.Row]) -> None:
    if found:
        connection.execute(insert(table), [rows.storable(row) for row in found])


def _line(doc_id: str, kept: bytes) -> str:
    try:
        return rows.unpacked(kept)
    except ValueError as error:
        raise StoreError(f"The reading of {doc_id!r} is damaged: {error}.", hint="reportedly db check, or a backup") from error
