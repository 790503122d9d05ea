"""The store: the same promises on SQLite and on PostgreSQL."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date, datetime
from itertools import pairwise

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import func, select, text

from reportedly.cli import main
from reportedly.errors import MissingError, StoreError, UsageError
from reportedly.export.jsonl import dumps
from reportedly.model import Actor, Claim, Document, Event, Reading, Realis, Stance
from reportedly.store import Database, Store, care, rows, schema
from reportedly.store.database import newest

NOW = datetime(2024, 3, 14, 12, 0)  # noqa: DTZ001  # as the store keeps it, in UTC
WORDS = "Ruritania shelled Zubrowka on Monday, the guild said."


def reading(doc_id, words=WORDS, published=date(2024, 3, 14), **more):
    """A reading with one event and one claim, written by hand."""
    document = Document(doc_id, words, published, **more)
    sentence = document.span(0, len(words))
    actor, recipient, guild = (
        Actor(document.span(words.index(name), words.index(name) + len(name)), name, code, ("GOV",))
        for name, code in (("Ruritania", None), ("Zubrowka", None), ("guild", "AUT"))
    )
    trigger = document.span(10, 17)
    claim = Claim(guild, (), Stance.ASSERTS, Realis.ACTUAL, None, 0.9)
    event = Event(
        "00ff00ff00ff00ff", "ASSAULT", ("heavy-weapons",), ("military",), 4, -9.5, trigger, sentence, (actor,), (recipient,),
        None, None, 0.8, (claim,),
    )  # fmt: skip
    return Reading(document, (event,))


def with_lines(*readings):
    """Readings with their lines of JSON."""
    return [(r, dumps(r)) for r in readings]


@pytest.fixture
def store(where):
    """A new store."""
    kept = Store(Database(where, create=True))
    yield kept
    kept.database.close()


@pytest.fixture
def run_number(store):
    """A run that writes to it."""
    return store.begin("add", "0", NOW)


def count(store, table):
    """How many rows a table has."""
    with store.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_what_is_stored_comes_back_byte_for_byte(store, run_number):
    """Readings come out as the lines they went in as, by the documents' ids, whatever characters they hold."""
    odd = reading("ü\u2028 1", "Zubrowka and Ruritania: the guild said “no\x00” \U0001f30a.", published=None, title="T\u0085")
    store.write(with_lines(reading("b"), odd, reading("a")), run_number)
    assert list(store.readings()) == [
        line for _, line in sorted(with_lines(reading("b"), odd, reading("a")), key=lambda r: r[0].document.doc_id)
    ]


def test_adding_twice_adds_nothing(store, run_number):
    """The same reading again changes no row."""
    assert store.write(with_lines(reading("a")), run_number) == 1
    assert store.write(with_lines(reading("a")), run_number) == 0
    assert store.new([reading("a").document]) == []
    assert [count(store, t) for t in (schema.revisions, schema.events, schema.parties, schema.claims)] == [1, 1, 2, 1]


def test_a_changed_text_is_a_new_revision(store, run_number):
    """The newest revision is the one that is shown; the earlier one stays, and is current again when it comes again."""
    first, second = reading("a"), reading("a", WORDS + " Later more.")
    for one in (first, second):
        assert store.new([one.document]) == [one.document]
        store.write(with_lines(one), run_number)
    assert list(store.readings()) == [dumps(second)]
    assert count(store, schema.revisions) == 2
    assert store.new([first.document]) == []
    assert list(store.readings()) == [dumps(first)]


def test_a_batch_is_stored_whole_or_not_at_all(store, run_number, monkeypatch):
    """Where the second reading of a batch cannot be written, the first is not there either."""
    written = rows.event

    def fails(event, document, revision):
        if document.doc_id == "b":
            raise RuntimeError("in the middle")
        return written(event, document, revision)

    monkeypatch.setattr(rows, "event", fails)
    with pytest.raises(RuntimeError):
        store.write(with_lines(reading("a"), reading("b")), run_number)
    assert count(store, schema.revisions) == count(store, schema.documents) == 0


def test_migrations_make_the_tables_of_the_schema(store):
    """What the steps made is what the code believes is there."""
    with store.database.reading() as connection:
        ours = set(schema.METADATA.tables)
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in ours}
        )
        assert compare_metadata(context, schema.METADATA) == []
    assert store.database.version() == newest()


def test_a_newer_schema_is_refused(store, where):
    """A store of a newer version is neither read nor upgraded, and is left as it is."""
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="9999"):
        Database(where)
    with pytest.raises(StoreError, match="9999"):
        Database(where, any_version=True).upgrade()
    assert store.database.version() == "9999"


def test_an_older_schema_is_named_with_its_mend(store, where):
    """A store of an older version says which command brings it up."""
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(StoreError) as told:
        Database(where)
    assert "0000" in told.value.message


def test_check_finds_what_is_damaged(store, run_number):
    """A whole store has no faults; a reading that cannot be read and a document without a revision are named."""
    store.write(with_lines(reading("a"), reading("b")), run_number)
    assert list(care.faults(store.database)) == []
    with store.database.writing() as connection:
        connection.execute(schema.revisions.update().where(schema.revisions.c.doc_id == "a").values(reading=b"no"))
        connection.execute(schema.revisions.update().where(schema.revisions.c.doc_id == "b").values(current=False))
    found = list(care.faults(store.database))
    assert any("'a' is damaged" in fault for fault in found)
    assert any("'b' has 0 current" in fault for fault in found)
    with pytest.raises(StoreError, match="'a' is damaged"):
        list(store.readings())


def test_stats_count(store, run_number):
    """Counts, the days of publication, the latest run."""
    store.write(with_lines(reading("a"), reading("b", published=date(2024, 3, 20))), run_number)
    store.end(run_number, NOW, stored=2, failed=0)
    found = care.stats(store.database)
    assert (found.documents, found.events, found.claims) == (2, 2, 2)
    assert (found.first, found.last) == (date(2024, 3, 14), date(2024, 3, 20))
    assert found.bytes > 0
    assert found.runs == (("add", NOW, 2, 0),)


# --- one file ---------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    """A store in a file, with one reading."""
    kept = Store(Database(str(tmp_path / "s.db"), create=True))
    kept.write(with_lines(reading("a")), kept.begin("add", "0", NOW))
    yield kept
    kept.database.close()


def test_a_store_that_is_not_there(tmp_path):
    """Reading makes no file; the sentence says how to make one."""
    with pytest.raises(StoreError, match="no store at"):
        Database(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_store(tmp_path):
    """A file of another kind, and a database of somebody else's, are left alone."""
    (tmp_path / "x.txt").write_text("no database " * 100)
    with pytest.raises(StoreError, match="no store, or is damaged"):
        Database(str(tmp_path / "x.txt"), create=True)
    sqlite3.connect(tmp_path / "y.db").execute("CREATE TABLE mine (a)")
    with pytest.raises(StoreError, match="holds no store"):
        Database(str(tmp_path / "y.db"))


@pytest.mark.parametrize("wrong", ["mysql://desk@127.0.0.1/desk", "postgresql://", "nonsense://"])
def test_wrong_addresses_are_named(wrong):
    """Another kind of database is wrong usage; a server that is not there is told as such."""
    with pytest.raises((UsageError, StoreError, MissingError)) as told:
        Database(wrong)
    assert told.value.hint


def test_a_server_that_does_not_answer():
    """Nobody listens on port 1."""
    with pytest.raises(StoreError, match="does not let us in"):
        Database("postgresql://desk:secret@127.0.0.1:1/desk")


def test_two_writers(file, tmp_path):
    """While one writes another waits, and gives up with a sentence; what the first writes is whole."""
    other = Store(Database(str(tmp_path / "s.db"), patience=0.1))
    with file.database.writing(), pytest.raises(StoreError, match="Another process writes"):
        other.write(with_lines(reading("b")), 1)
    assert other.write(with_lines(reading("b")), 1) == 1


def test_a_full_disk(file):
    """Where no page can be added, the batch is not stored and the store is whole."""
    with file.database.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreError, match="full"):
        file.write(with_lines(*(reading(f"n{n}", WORDS * 40) for n in range(200))), 1)
    assert list(care.faults(file.database)) == []
    assert len(list(file.readings())) == 1


def test_a_store_that_may_only_be_read(file):
    """Writing is refused with a sentence; reading goes on."""
    with file.database.engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    with pytest.raises(StoreError, match="may only be read"):
        file.write(with_lines(reading("b")), 1)
    assert len(list(file.readings())) == 1


def test_backup(file, tmp_path):
    """A copy holds the same; one that is there already is not written over."""
    care.backup(file.database, tmp_path / "copy.db")
    assert list(Store(Database(str(tmp_path / "copy.db"))).readings()) == list(file.readings())
    with pytest.raises(UsageError, match="there already"):
        care.backup(file.database, tmp_path / "copy.db")


_WRITER = """
import sys; sys.path[:0] = {path!r}
from test_store import Database, Store, NOW, reading, with_lines
store = Store(Database({where!r}, create=True))
run = store.begin("add", "0", NOW)
for n in range(0, 400, 4):
    new = store.new([reading(f"d{{m:03}}").document for m in range(n, n + 4)])
    store.write(with_lines(*(reading(d.doc_id) for d in new)), run)
    print(n, flush=True)
"""


def test_killed_while_writing(tmp_path):
    """However often a writer is killed, nothing it had stored is lost, and running it to the end gives what one run gives."""
    where = str(tmp_path / "killed.db")
    code = _WRITER.format(path=[os.path.dirname(__file__), *sys.path], where=where)  # noqa: PTH120  # a plain path
    seen = [0]
    for after in (0.0, 0.01, 0.02, 0.05, 0.1):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
            writer.stdout.readline()
            time.sleep(after)
            writer.send_signal(signal.SIGKILL)
        kept = Store(Database(where))
        assert list(care.faults(kept.database)) == []
        seen.append(len(list(kept.readings())))
        kept.database.close()
    assert all(a <= b for a, b in pairwise(seen))
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert list(Store(Database(where)).readings()) == [dumps(reading(f"d{n:03}")) for n in range(400)]


# --- the commands ------------------------------------------------------------------------------------


def call(*args, **more):
    """A command run in this process."""
    return CliRunner().invoke(main, [*args], **more)


def test_add_and_export(where, tmp_path, reader, monkeypatch):
    """What add stores export prints as read does; a bad report is named and the others are stored; again adds nothing."""
    import reportedly.reader

    monkeypatch.setattr(reportedly.reader, "Reader", lambda _settings: reader)
    reports = tmp_path / "reports.jsonl"
    reports.write_text(f'{{"doc_id": "z", "text": "{WORDS}", "published": "2024-03-14"}}\n{{"doc_id": 1}}\n', "utf-8")
    first = call("add", str(reports), "--store", where, "--quiet")
    assert first.exit_code == 1
    assert "1 stored, 0 there already, 1 failed." in first.stderr
    assert "0 stored, 1 there already" in call("add", str(reports), "--store", where, "--quiet").stderr
    printed = call("export", "--store", where).stdout
    assert printed == dumps(next(iter(reader.read([Document("z", WORDS, date(2024, 3, 14))])))) + "\n"


def test_db_commands(file):
    """Stats counts, check finds nothing, upgrade has nothing to do, backup copies; a fault gives status 1."""
    name = str(file.database.path)
    assert "documents               1" in call("db", "stats", "--store", name).stdout
    assert call("db", "check", "--store", name).stdout == "Nothing is wrong.\n"
    assert newest() in call("db", "upgrade", "--store", name).stdout
    assert call("db", "backup", name + ".copy", "--store", name).exit_code == 0
    with file.database.writing() as connection:
        connection.execute(schema.revisions.update().values(current=False))
    assert call("db", "check", "--store", name).exit_code == 1
