"""Judgements of people: written down, taken back, and found again on whatever the events have become.

A judgement is tied to the words it was made on: the document, the trigger and its sentence, besides the event's id.  When
a document is read anew, or comes with another text, it goes with the event that has the same id, or the same trigger in
the same sentence; where there is none it waits, and nothing of it is lost.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from reportedly.errors import UsageError
from reportedly.model import Stance
from reportedly.store import placing, schema
from reportedly.store.database import Database
from reportedly.store.shelf import chunks
from reportedly.stories.judgements import Correction, Overlay, Part, Verdict, merged
from reportedly.stories.marks import Party, document_of, id_of, name_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement as it is kept: `names` are the events it is about now, as far as they are there; `words` their sentences."""

    n: int
    verdict: Verdict
    correction: Correction | None
    names: tuple[str | None, ...]
    words: tuple[str, ...]
    who: str
    at: datetime
    undone: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class _Anchor:
    doc_id: str
    event: str
    trigger: str
    start: int
    sentence: str


def judge(
    database: Database, verdict: Verdict, names: Sequence[str], who: str, now: datetime, correction: Correction | None = None
) -> int:
    """Writes a judgement down: its number.  What it touches is placed again by the next `placing.place`.

    Args:
        database: where.
        verdict: what it says.
        names: the event, or both events, it is about.
        who: who judged.
        now: when, in UTC.
        correction: what the event should be, where the verdict is that.

    Raises:
        UsageError: there is no such event; or what is to be one event was told apart before, or the other way round.
    """
    with database.writing() as connection:
        anchors = [_anchor(connection, name) for name in names]
        if verdict in (Verdict.SAME, Verdict.DIFFERENT):
            _refuse_conflict(connection, verdict, names)
        part, value = (correction.part, _packed(correction)) if correction else (None, None)
        told = insert(schema.judgements).values(verdict=verdict, part=part, value=value, who=who, at=now)
        n = int(connection.execute(told).inserted_primary_key[0])  # type: ignore[index]  # it has one
        for position, anchor in enumerate(anchors):
            connection.execute(
                insert(schema.judged).values(
                    judgement=n, position=position, doc_id=anchor.doc_id, event=anchor.event, trigger=anchor.trigger,
                    start=anchor.start, sentence=anchor.sentence,
                )
            )  # fmt: skip
        placing.changed(connection, _days(connection, [a.doc_id for a in anchors]))
        return n


def undo(database: Database, n: int, who: str, now: datetime) -> None:
    """Takes a judgement back; it stays on record.

    Raises:
        UsageError: there is none of that number, or it was taken back before.
    """
    table = schema.judgements
    with database.writing() as connection:
        row = connection.execute(select(table.c.undone).where(table.c.n == n)).first()
        if row is None:
            raise UsageError(f"There is no judgement {n}.", hint="a number that reportedly judge list shows")
        if row.undone is not None:
            raise UsageError(f"The judgement {n} was taken back before.", hint="reportedly judge list")
        connection.execute(update(table).where(table.c.n == n).values(undone=now, undone_by=who))
        documents = connection.execute(select(schema.judged.c.doc_id).where(schema.judged.c.judgement == n)).scalars().all()
        placing.changed(connection, _days(connection, documents))


def judgements(connection: Connection, *, undone: bool = True) -> list[Judgement]:
    """All judgements, in the order in which they were made; those taken back too, if wanted."""
    table, about = schema.judgements.c, schema.judged.c
    wanted = select(schema.judgements).order_by(table.n)
    rows = connection.execute(wanted if undone else wanted.where(table.undone.is_(None))).all()
    if not rows:
        return []
    anchors: dict[int, list[_Anchor]] = {}
    for row in connection.execute(select(schema.judged).order_by(about.judgement, about.position)):
        anchors.setdefault(row.judgement, []).append(_Anchor(row.doc_id, row.event, row.trigger, row.start, row.sentence))
    at = _found(connection, [anchor for some in anchors.values() for anchor in some])
    return [
        Judgement(
            row.n, Verdict(row.verdict), _unpacked(row.part, row.value) if row.part else None,
            tuple(at.get(anchor) for anchor in anchors[row.n]), tuple(anchor.sentence for anchor in anchors[row.n]),
            row.who, row.at, row.undone, row.undone_by,
        )
        for row in rows
    ]  # fmt: skip


def overlay(connection: Connection) -> Overlay:
    """What holds of all judgements, on the events as they are now."""
    same: list[tuple[str, str]] = []
    apart: dict[str, set[str]] = {}
    unsure: set[tuple[str, str]] = set()
    corrections: dict[str, list[Correction]] = {}
    for told in judgements(connection, undone=False):
        names = [name for name in told.names if name is not None]
        if len(names) < len(told.names):
            continue
        if told.correction:
            corrections.setdefault(names[0], []).append(told.correction)
            continue
        one, other = names
        # Of two judgements on one pair the later holds.
        same = [pair for pair in same if set(pair) != {one, other}]
        unsure -= {(one, other), (other, one)}
        for name, partner in ((one, other), (other, one)):
            apart.get(name, set()).discard(partner)
        if told.verdict is Verdict.SAME:
            same.append((one, other))
        elif told.verdict is Verdict.DIFFERENT:
            apart.setdefault(one, set()).add(other)
            apart.setdefault(other, set()).add(one)
        else:
            unsure |= {(one, other), (other, one)}
    return Overlay(same, {name: partners for name, partners in apart.items() if partners}, unsure, corrections)


def merge(connection: Connection, overlay_: Overlay) -> set[str]:
    """Puts together the linked events that people say are one, and takes apart what no judgement holds together any more.

    Returns the linked events that are other ones than before.
    """
    link = schema.links
    judged_ = {name for pair in overlay_.same for name in pair} | overlay_.apart.keys()
    roots: dict[str, str] = {}
    for some in chunks(judged_):
        roots.update(connection.execute(select(link.c.name, link.c.root).where(link.c.name.in_(some))).all())
    wanted = merged(roots, _first(connection, set(roots.values())), overlay_)
    now = dict(connection.execute(select(link.c.root, link.c.linked).where(text("root <> linked")).distinct()).all())
    touched: set[str] = set()
    for root in sorted(wanted.keys() | now.keys()):
        whole = wanted.get(root, root)
        for before in {root, now.get(root, root)} - {whole}:
            found = connection.execute(update(link).where(link.c.linked == before, link.c.root == root).values(linked=whole))
            if found.rowcount:
                touched |= {before, whole}
    return touched


def _first(connection: Connection, roots: Collection[str]) -> dict[str, str]:
    """The days of publication of some events, as words that sort by them."""
    revision, out = schema.revisions.c, {}
    documents = {root: document_of(root) for root in roots}
    days: dict[str, date | None] = {}
    for some in chunks(documents.values()):
        found = select(revision.doc_id, revision.published).where(revision.current, revision.doc_id.in_(some))
        days.update(connection.execute(found).all())
    for root, document in documents.items():
        out[root] = str(days.get(document) or "9999-12-31")
    return out


def _anchor(connection: Connection, name: str) -> _Anchor:
    doc_id, id_ = document_of(name), id_of(name)
    event, revision = schema.events.c, schema.revisions.c
    row = connection.execute(
        select(event.trigger, event.start, event.sentence)
        .join(schema.revisions)
        .where(event.id == id_, revision.doc_id == doc_id, revision.current)
    ).first()
    if row is None:
        raise UsageError(f"There is no event {id_!r}.", hint="an id that reportedly events shows")
    return _Anchor(doc_id, id_, row.trigger, row.start, row.sentence)


def _refuse_conflict(connection: Connection, verdict: Verdict, names: Sequence[str]) -> None:
    """What a person told apart is not put together behind their back, nor the other way round."""
    wanted = {Verdict.SAME: Verdict.DIFFERENT, Verdict.DIFFERENT: Verdict.SAME}[verdict]
    if names[0] == names[1]:
        raise UsageError(f"{names[0].split(' ')[0]!r} is one event already.", hint="the ids of two tellings of it")
    linked = _linked(connection, names)
    for earlier in judgements(connection, undone=False):
        found = [name for name in earlier.names if name is not None]
        if earlier.verdict is not wanted or len(found) < len(names):
            continue
        whole = _linked(connection, found)
        if {linked[n] for n in names} == {whole[n] for n in found} and (wanted is Verdict.DIFFERENT or set(found) == set(names)):
            raise UsageError(
                f"Judgement {earlier.n} by {earlier.who!r} says that they are {'not ' * (wanted is Verdict.DIFFERENT)}the same.",
                hint=f"reportedly judge undo {earlier.n}, and then the same command again",
            )


def _linked(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """The linked event of each of some events; the event itself where it is not placed yet."""
    link, out = schema.links.c, {name: name for name in names}
    for some in chunks(names):
        out.update(connection.execute(select(link.name, link.linked).where(link.name.in_(some))).all())
    return out


def _days(connection: Connection, documents: Iterable[str]) -> list[date | None]:
    revision = schema.revisions.c
    found: list[date | None] = []
    for some in chunks(documents):
        found += connection.execute(select(revision.published).where(revision.current, revision.doc_id.in_(some))).scalars()
    return found


def _found(connection: Connection, anchors: Sequence[_Anchor]) -> Mapping[_Anchor, str]:
    """The names of the events that judgements are tied to, as far as they are there."""
    event, revision = schema.events.c, schema.revisions.c
    there: dict[str, list[Any]] = {}
    wanted = select(event.id, event.trigger, event.start, event.sentence, revision.doc_id).join(schema.revisions)
    for some in chunks(anchor.doc_id for anchor in anchors):
        for row in connection.execute(wanted.where(revision.current, revision.doc_id.in_(some)).order_by(event.id)):
            there.setdefault(row.doc_id, []).append(row)
    out = {}
    for anchor in anchors:
        rows = there.get(anchor.doc_id, [])
        alike = [r for r in rows if r.trigger == anchor.trigger and r.sentence == anchor.sentence]
        exact = [r for r in rows if r.id == anchor.event] or sorted(alike, key=lambda r: abs(r.start - anchor.start))
        if exact:
            out[anchor] = name_of(exact[0].id, anchor.doc_id)
    return out


def _packed(correction: Correction) -> str:
    told = {
        "type": correction.type, "parties": [[p.name, p.country, p.sector] for p in correction.parties],
        "place": correction.place, "country": correction.country, "speaker": correction.speaker, "stance": correction.stance,
    }  # fmt: skip
    return json.dumps(told)


def _unpacked(part: str, value: str) -> Correction:
    told = json.loads(value)
    return Correction(
        Part(part), told["type"], tuple(Party(*p) for p in told["parties"]), told["place"], told["country"], told["speaker"],
        Stance(told["stance"]) if told["stance"] else None,
    )  # fmt: skip
