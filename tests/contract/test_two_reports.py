"""The seed report and KCNA's own of the same inspection, read from ../shared and never copied in: one event, one origin."""

from datetime import date, datetime

import pytest

from reportedly import query
from reportedly.export.jsonl import dumps
from reportedly.model import Document
from reportedly.store import Database, Store

SEED, KCNA = "seed-2024-10-23", "kcna-2024-10-23-missile-bases"


@pytest.fixture(scope="module")
def store(shared, reader, tmp_path_factory):
    """A store with both, put together."""
    kept = Store(Database(str(tmp_path_factory.mktemp("two") / "store.db"), create=True))
    folder = shared / "gold/claims/dev"
    documents = [Document(name, (folder / f"{name}.txt").read_bytes().decode(), date(2024, 10, 23)) for name in (SEED, KCNA)]
    run = kept.begin("add", "0", datetime(2024, 10, 23))  # noqa: DTZ001  # as the store keeps it, in UTC
    kept.write([(reading, dumps(reading)) for reading in reader.read(documents)], run)
    for _ in kept.place():
        pass
    return kept


def test_the_inspection_is_one_event_with_one_origin(store):
    """Both reports tell of it, and both go back to KCNA."""
    told = [e for e in query.events(store.database, query.Which(type="MOBILIZE", actor="Kim Jong Un")) if e.reports == 2]
    (page,) = [query.event(store.database, e.id) for e in told if e.type == "MOBILIZE"][:1]
    inspected = [c for c in page.claims if c.trigger == "inspected"]
    assert {c.report for c in inspected} == {SEED, KCNA}
    assert [o.name for o in page.ledger.asserted] == ["KCNA"]
    assert page.event.origins == 1
    assert page.event.status == "single-source"


def test_the_deployment_is_contested(store):
    """Alleged by South Korea, denied by North Korea."""
    found = query.contested(store.database, query.Which(type="AID", recipient="RUS"))
    assert [(e.status, e.asserted, e.denied) for e in found] == [("contested", ("South Korea",), ("North Korea",))]
