"""Placing in the store: copies, stories, linked events, judgements; on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from reportedly import query
from reportedly.errors import StoreError, UsageError
from reportedly.export.jsonl import dumps, loads
from reportedly.model import Stance
from reportedly.store import Database, Store, judging, schema
from reportedly.stories import links
from reportedly.stories.judgements import Correction, Part, Verdict
from reportedly.stories.marks import VERSION, Party

NOW = datetime(2024, 3, 20, 12, 0)  # noqa: DTZ001  # as the store keeps it, in UTC


@pytest.fixture
def store(where):
    """A new store."""
    kept = Store(Database(where, create=True))
    yield kept
    kept.database.close()


def put(store, *readings):
    """Stores readings in one run and places them."""
    run = store.begin("add", "0", NOW)
    store.write([(r, dumps(r)) for r in readings], run)
    place(store)


def place(store):
    """Places what is to be placed."""
    return sum(store.place())


def overlay(store):
    """All that was put together, as it would be asked for; without numbers of rows."""
    tables = (
        (schema.placings, ("doc_id", "story", "copied_from")), (schema.copies, ("doc_id", "of", "share")),
        (schema.links, ("name", "root", "linked")), (schema.candidates, ("left", "right", "score")),
        (schema.linked_parties, ("linked", "side", "position", "name", "country", "last")),
        (schema.linked, ("name", "type", "status", "reports", "claims", "origins", "asserted", "denied", "first", "last")),
    )  # fmt: skip
    with store.database.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(*(table.c[c] for c in columns))).all()), key=str)
            for table, columns in tables
        }


def whole(store, id_):
    """The ids of all reports that tell of an event."""
    return sorted({claim.report for claim in query.event(store.database, id_).claims})


def id_of(reading):
    """The id of the one event of a reading."""
    return reading.events[0].id


def test_tellings_of_one_event_are_linked(store):
    """Two reports of one event make one linked event with the origins of both; another event stays by itself."""
    one, other, talks = made.attack("a"), made.attack_told_otherwise("b"), made.talks("c")
    put(store, one, other, talks)
    page = query.event(store.database, id_of(other))
    assert page.event.id == id_of(one)
    assert whole(store, id_of(one)) == ["a", "b"]
    assert page.event.status == "corroborated"
    assert page.event.asserted == ("Zenda Gazette", "BBB")
    assert whole(store, id_of(talks)) == ["c"]


def test_a_copy_counts_with_what_it_was_copied_from(store):
    """The same words in another paper are no second origin, and the copy says whence it came."""
    put(store, made.attack("a"), made.attack("b", made.DAY + timedelta(1), publisher="Nebelsbad Post"))
    page = query.event(store.database, id_of(made.attack("a")))
    assert page.event.status == "single-source"
    assert page.event.origins == 1
    assert page.event.reports == 2
    assert [report.copied_from for report in query.story(store.database, "b").reports] == [None, "a"]


def test_a_denial_makes_it_contested(store):
    """An event that one side asserts and the other denies is contested, since the day of the denial."""
    put(store, made.attack_told_otherwise("a"), made.denial("b", made.DAY + timedelta(2)))
    page = query.event(store.database, id_of(made.attack_told_otherwise("a")))
    assert [str(c.status) for c in page.ledger.changes] == ["single-source", "contested"]
    assert [e.id for e in query.contested(store.database, query.Which())] == [page.event.id]
    assert {(str(c.interest), str(c.stance)) for c in page.claims} == {("opponent", "asserts"), ("party to it", "denies")}


READINGS = [
    make(f"{name}{day}", made.DAY + timedelta(day), publisher=paper)
    for name, make in (
        ("attack", made.attack),
        ("again", made.attack_told_otherwise),
        ("denial", made.denial),
        ("talks", made.talks),
    )
    for day, paper in ((0, "Zenda Gazette"), (3, "Strelsau Courier"), (11, "Zenda Gazette"), (19, "Hentzau Post"))
]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_arrival_changes_nothing(tmp_path, data):
    """Reports in any order, in any batches, are put together as if they had all been there at once."""
    some = data.draw(st.lists(st.sampled_from(READINGS), unique_by=lambda r: r.document.doc_id, min_size=1))
    cut = data.draw(st.lists(st.integers(1, len(some)), max_size=4))
    number = len(list(tmp_path.iterdir()))
    batch = Store(Database(str(tmp_path / f"{number}-batch.db"), create=True))
    put(batch, *sorted(some, key=lambda r: r.document.doc_id))
    single = Store(Database(str(tmp_path / f"{number}-single.db"), create=True))
    for start, end in zip([0, *sorted(cut)], [*sorted(cut), len(some)], strict=True):
        if start < end:
            put(single, *some[start:end])
    assert overlay(single) == overlay(batch)


def test_runs_of_days_change_nothing(store, tmp_path):
    """However many reports are placed in one transaction, the outcome is the same."""
    from reportedly.store import placing

    put(store, *READINGS)
    other = Store(Database(str(tmp_path / "other.db"), create=True))
    other.write([(r, dumps(r)) for r in READINGS], other.begin("add", "0", NOW))
    assert len(list(placing.place(other.database, at_once=1))) > 2
    assert overlay(other) == overlay(store)


def test_a_changed_report_is_taken_out(store, tmp_path):
    """A revision with another text, and one of another day, leave nothing of the old one in what is put together."""
    put(store, *READINGS)
    put(store, made.talks("attack0"), made.attack("attack3", made.DAY + timedelta(40)))
    other = Store(Database(str(tmp_path / "other.db"), create=True))
    kept = [r for r in READINGS if r.document.doc_id not in ("attack0", "attack3")]
    put(other, *kept, made.talks("attack0"), made.attack("attack3", made.DAY + timedelta(40)))
    assert overlay(store) == overlay(other)


def test_reports_without_a_day_are_put_together_among_themselves(store):
    """What has no date is compared with what has none."""
    put(store, made.attack("a", None), made.attack_told_otherwise("b", None), made.attack("c"))
    assert whole(store, id_of(made.attack_told_otherwise("b"))) == ["a", "b"]


# --- judgements


def judge(store, verdict, *readings, correction=None, who="a reader"):
    """Judges the events of some readings, and places what that touches."""
    names = [query.telling(store.database, id_of(r))[0] for r in readings]
    number = judging.judge(store.database, verdict, names, who, NOW, correction)
    place(store)
    return number


def test_what_people_put_together_stays_together(store):
    """Two events judged the same are one, whatever the machine found, and after all is placed anew."""
    one, other = made.attack("a"), made.talks("c", made.DAY + timedelta(60))
    put(store, one, other)
    before = overlay(store)
    number = judge(store, Verdict.SAME, one, other)
    assert whole(store, id_of(one)) == ["a", "c"] == whole(store, id_of(other))
    store.place_again()
    place(store)
    assert whole(store, id_of(other)) == ["a", "c"]
    judging.undo(store.database, number, "a reader", NOW)
    place(store)
    assert overlay(store) == before


def test_what_people_told_apart_stays_apart(store):
    """Two events judged different are never linked, not through a third either; undone, they are as before."""
    one, other = made.attack("a"), made.attack_told_otherwise("b")
    put(store, one, other)
    number = judge(store, Verdict.DIFFERENT, one, other)
    assert whole(store, id_of(one)) == ["a"]
    put(store, made.denial("d", made.DAY + timedelta(1)))
    assert whole(store, id_of(one)) != whole(store, id_of(other))
    judging.undo(store.database, number, "a reader", NOW)
    place(store)
    assert whole(store, id_of(one)) == ["a", "b", "d"]


def test_judgements_that_contradict_each_other_are_refused(store):
    """Who wants together what somebody told apart is told by whom, and how to go on."""
    one, other = made.attack("a"), made.attack_told_otherwise("b")
    put(store, one, other)
    judge(store, Verdict.DIFFERENT, one, other, who="the first reader")
    with pytest.raises(UsageError, match="Judgement 1 by 'the first reader' says that they are not the same") as refused:
        judge(store, Verdict.SAME, one, other)
    assert "undo 1" in refused.value.hint


def test_corrections_outrank_what_was_read(store):
    """Type, parties, place and stance are as corrected, in the ledger and in what is asked for, and links follow."""
    one, other = made.attack("a"), made.attack_told_otherwise("b")
    put(store, one, other)
    judge(store, Verdict.CORRECT, other, correction=Correction(Part.STANCE, speaker="Zubrowka", stance=Stance.DENIES))
    assert query.event(store.database, id_of(one)).event.status == "contested"
    judge(store, Verdict.CORRECT, one, correction=Correction(Part.TYPE, type="COERCE"))
    judge(store, Verdict.CORRECT, one, correction=Correction(Part.ACTORS, parties=(Party("Graustark", "CCC", "MIL"),)))
    judge(store, Verdict.CORRECT, one, correction=Correction(Part.PLACE, place="Zenda", country="AAA"))
    found = query.events(store.database, query.Which(type="COERCE", actor="CCC"))
    assert [(e.id, e.place) for e in found] == [(id_of(one), "Zenda")]


def test_judgements_survive_another_reading(store):
    """A report that comes with more text keeps what was judged of the sentence that is still there; elsewhere it waits."""
    one, other = made.attack("a"), made.talks("c", made.DAY + timedelta(60))
    put(store, one, other)
    judge(store, Verdict.SAME, one, other)
    longer = made.reading("a", "Late news. " + made.SHELLED, ("shelled", ["Ruritania"], ["Zubrowka"]), publisher="Zenda Gazette")
    put(store, longer)
    assert id_of(longer) != id_of(one)
    assert whole(store, id_of(longer)) == ["a", "c"]
    put(store, made.talks("a"))
    assert query.judgements(store.database)[0].names[0] is None
    put(store, one)
    assert whole(store, id_of(one)) == ["a", "c"]


def test_judgements_survive_a_reading_by_another_model(store):
    """A text read again with other parties keeps what was judged of its trigger; the former reading is no longer asked."""
    one, other = made.attack("a"), made.talks("c", made.DAY + timedelta(60))
    put(store, one, other)
    judge(store, Verdict.SAME, one, other)
    anew = made.reading("a", made.SHELLED, ("shelled", ["Ruritania"], []), publisher="Zenda Gazette")
    assert id_of(anew) != id_of(one)
    assert store.write([(anew, dumps(anew))], store.begin("add", "0", NOW), again=True) == 1
    place(store)
    assert whole(store, id_of(anew)) == ["a", "c"]
    assert [loads(line).events[0].id for line in store.readings()] == [id_of(anew), id_of(other)]
    assert store.new([anew.document]) == []
    with pytest.raises(UsageError):
        query.event(store.database, id_of(one))


def test_pairs_left_open_are_listed_until_judged(store, monkeypatch):
    """What may be one event and was not put together is listed; judged unsure, it is not listed again."""
    careful = replace(links.model(), together=0.9999, open=0.01)
    monkeypatch.setattr(links, "model", lambda: careful)
    put(store, made.attack("a"), made.attack_told_otherwise("b"))
    pairs = query.open_pairs(store.database)
    assert [{p.left.report, p.right.report} for p in pairs] == [{"a", "b"}]
    judge(store, Verdict.UNSURE, made.attack("a"), made.attack_told_otherwise("b"))
    assert query.open_pairs(store.database) == []


def test_what_an_older_version_stored_is_noted_anew(store):
    """Readings without notes for placing get them, and are placed."""
    put(store, made.attack("a"), made.attack_told_otherwise("b"))
    before = overlay(store)
    with store.database.writing() as connection:
        for table in (schema.marks, schema.links, schema.linked_parties, schema.linked, schema.placings):
            connection.execute(table.delete())
    store.note_anew(loads)
    place(store)
    assert overlay(store) == before


def test_what_another_version_noted_is_told(store):
    """Notes of another form are not read as ours: the error names the command that mends it."""
    put(store, made.attack("a"))
    with store.database.writing() as connection:
        connection.execute(schema.marks.update().values(made=VERSION + 1))
    with pytest.raises(StoreError) as refused:
        query.event(store.database, id_of(made.attack("a")))
    assert refused.value.hint == "reportedly link"
    store.note_anew(loads)
    place(store)
    assert whole(store, id_of(made.attack("a"))) == ["a"]


# --- questions


def test_events_are_found_by_what_they_are(store):
    """By type, party, side, days, status and words of the report; the latest first; what is not there is not found."""
    put(store, made.attack("a"), made.denial("b", made.DAY + timedelta(30)), made.talks("c", made.DAY + timedelta(3)))
    ask = lambda **which: [e.type for e in query.events(store.database, query.Which(**which))]  # noqa: E731
    assert ask() == ["ASSAULT", "CONSULT", "ASSAULT"]
    assert ask(type="CONSULT") == ["CONSULT"]
    assert ask(party="CCC") == ["CONSULT"]
    assert ask(actor="Ruritania", status=("denied",)) == ["ASSAULT"]
    assert ask(actor="AAA", recipient="BBB", limit=1) == ["ASSAULT"]
    assert ask(recipient="AAA") == []
    assert ask(since=made.DAY + timedelta(1), until=made.DAY + timedelta(4)) == ["CONSULT"]
    assert ask(words="fishing bay") == ["CONSULT"]
    assert ask(words="fishing harbour") == []


def test_an_id_may_be_given_by_its_beginning(store):
    """Six characters do; fewer, unknown and wrong ones are refused with what to try."""
    put(store, made.attack("a"))
    id_ = id_of(made.attack("a"))
    assert query.event(store.database, id_[:6]).event.id == id_
    for wrong in (id_[:3], "0123456789abcdef", "no id"):
        with pytest.raises(UsageError, match=wrong):
            query.event(store.database, wrong)
    with pytest.raises(UsageError, match="no report or event 'nowhere'"):
        query.story(store.database, "nowhere")


def test_numbers_that_differ_stand_side_by_side(store):
    """Each number with those who give it."""
    few = made.reading(
        "a", "Ruritania shelled Zubrowka and killed 12 people at the harbour.", ("shelled", ["Ruritania"], ["Zubrowka"]),
        publisher="Zenda Gazette",
    )  # fmt: skip
    many = made.reading(
        "b", "Ruritania shelled Zubrowka and killed 30 people at the harbour.", ("shelled", ["Ruritania"], ["Zubrowka"]),
        publisher="Hentzau Post",
    )  # fmt: skip
    put(store, few, many)
    (counted,) = query.event(store.database, id_of(few)).numbers
    assert counted.numbers == ((12.0, ("Zenda Gazette",)), (30.0, ("Hentzau Post",)))
    assert date(2024, 3, 14) == query.event(store.database, id_of(few)).ledger.first
