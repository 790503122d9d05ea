"""Placing where the disk is full, the store may only be read, or another process writes: a sentence, and nothing is damaged."""

import os
from datetime import datetime

import made
import pytest
from sqlalchemy import text

from reportedly import query
from reportedly.errors import StoreError
from reportedly.export.jsonl import dumps
from reportedly.store import Database, Store, care

NOW = datetime(2024, 3, 20, 12, 0)  # noqa: DTZ001  # as the store keeps it, in UTC
MANY = 120


@pytest.fixture
def waiting(tmp_path):
    """A store in a file with reports that are not placed yet."""
    store = Store(Database(str(tmp_path / "s.db"), create=True, patience=0.1))
    readings = [make(f"{n:03}{name}") for n in range(MANY // 2) for name, make in (("a", made.attack), ("b", made.talks))]
    store.write([(r, dumps(r)) for r in readings], store.begin("add", "0", NOW))
    yield store
    store.database.close()


def pragma(store, told):
    """Sets something of the open file."""
    with store.database.engine.connect() as connection:
        found = connection.execute(text(f"PRAGMA {told}"))
        return found.scalar() if found.returns_rows else None


def afterwards(store):
    """What must hold: nothing is damaged, nothing lost, and placing goes on where it was."""
    assert list(care.faults(store.database)) == []
    assert len(list(store.readings())) == MANY
    assert sum(store.place()) == MANY
    assert len(query.events(store.database, query.Which())) == 2


def test_a_full_disk(waiting):
    """Nothing is placed by halves; with room it is placed by the same call."""
    pragma(waiting, f"max_page_count = {pragma(waiting, 'page_count')}")
    with pytest.raises(StoreError, match="full"):
        sum(waiting.place())
    pragma(waiting, "max_page_count = 1000000")
    afterwards(waiting)


def test_a_store_that_may_only_be_read(waiting):
    """Placing is refused; what is stored can be read."""
    pragma(waiting, "query_only = ON")
    with pytest.raises(StoreError, match="may only be read"):
        sum(waiting.place())
    assert query.events(waiting.database, query.Which()) == []
    pragma(waiting, "query_only = OFF")
    afterwards(waiting)


def test_a_folder_that_cannot_be_written(waiting, tmp_path, monkeypatch):
    """On a read-only disk, where SQLite can keep no files beside the store, it can be read and not placed."""
    sum(waiting.place())
    waiting.database.close()
    can = os.access
    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK and can(path, how))
    there = Store(Database(str(tmp_path / "s.db")))
    assert len(query.events(there.database, query.Which())) == 2
    assert list(care.faults(there.database)) == []
    with pytest.raises(StoreError, match="may only be read"):
        there.place_again()
    there.database.close()


def test_another_process_writes(waiting, tmp_path):
    """While one writes nobody places; when it has ended all is placed."""
    other = Database(str(tmp_path / "s.db"))
    with other.writing(), pytest.raises(StoreError, match="Another process writes"):
        sum(waiting.place())
    other.close()
    afterwards(waiting)
