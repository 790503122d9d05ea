"""A row for each linked event: how it stands, who takes part, since when; made from the marks of the reports that tell of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from reportedly.store import schema
from reportedly.store.rows import insert_many
from reportedly.store.shelf import Marks, chunks
from reportedly.stories.judgements import Overlay
from reportedly.stories.ledger import Ledger, Said, ledger
from reportedly.stories.marks import Mark, Told, document_of, id_of
from reportedly.stories.origins import Origin, of_copy

# How an event stands of which nobody says anything but that he will not.
DECLINED = "declined"
# A party that fewer of its tellings name is not shown as the linked event's.
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one report tells it, corrected; `origin` is the report's own, copies known."""

    told: Told
    report: Mark
    origin: Origin | None

    def said(self) -> Iterator[Said]:
        """What is claimed of it there."""
        for s in self.told.statements:
            yield Said(self.report.name, s.origin or self.origin, self.report.day, s.stance, s.realis, s.note)


def renew(
    connection: Connection, marks: Marks, overlay: Overlay, names: Collection[str], new: Mapping[str, Sequence[Telling]]
) -> None:
    """Makes the rows of some linked events anew, by their names; those that nothing tells of any more go.

    Args:
        connection: where.
        marks: what was noted of reports.
        overlay: the judgements.
        names: the linked events that are other ones than before.
        new: those that the machine made just now, with all their tellings.
    """
    # A report that was given another day may leave a row of its name.
    there = {name for some in chunks(new) for name in _there(connection, some)}
    new = {name: found for name, found in new.items() if name not in there}
    before = [name for name in names if name not in new]
    for some in chunks(before):
        for table in (schema.linked_dyads, schema.linked_parties):
            connection.execute(delete(table).where(table.c.linked.in_(some)))
        connection.execute(delete(schema.linked).where(schema.linked.c.name.in_(some)))
        _insert(connection, tellings(connection, marks, overlay, some))
    _insert(connection, new)


def _there(connection: Connection, names: Sequence[str]) -> Sequence[str]:
    return connection.execute(select(schema.linked.c.name).where(schema.linked.c.name.in_(names))).scalars().all()


def _insert(connection: Connection, found: Mapping[str, Sequence[Telling]]) -> None:
    told = sorted(found.items())
    insert_many(connection, schema.linked, [_row(name, some) for name, some in told])
    parties = [row for name, some in told for row in _parties(name, some)]
    insert_many(connection, schema.linked_parties, parties)
    insert_many(connection, schema.linked_dyads, list(_dyads(parties)))


def tellings(connection: Connection, marks: Marks, overlay: Overlay, names: Sequence[str]) -> Mapping[str, Sequence[Telling]]:
    """What tells of some linked events, the earliest first, by the names of these."""
    link = schema.links.c
    # Of a report with two revisions both may be there for a moment.
    members = connection.execute(select(link.name, link.linked).where(link.linked.in_(names)).distinct()).all()
    documents = {document_of(row.name) for row in members}
    reports = {mark.name: overlay.on(mark) for mark in marks.of(connection, documents)}
    origins = _origins(connection, marks, reports)
    events = {told.name: told for mark in reports.values() for told in mark.events}
    out: dict[str, list[Telling]] = {}
    for row in members:
        if row.name in events:
            report = reports[document_of(row.name)]
            out.setdefault(row.linked, []).append(Telling(events[row.name], report, origins[report.name]))
    return {name: in_order(found) for name, found in out.items()}


def in_order(found: Iterable[Telling]) -> list[Telling]:
    """Tellings from the earliest report to the latest."""
    return sorted(found, key=lambda t: (t.report.day is None, str(t.report.day), t.told.name))


def ledger_of(found: Iterable[Telling]) -> Ledger | None:
    """Who says so; nothing where nobody says anything of it but that he will not."""
    claims = [said for telling in found for said in telling.said()]
    try:
        return ledger(claims)
    except ValueError:
        return None


def _origins(connection: Connection, marks: Marks, reports: Mapping[str, Mark]) -> dict[str, Origin | None]:
    """The origin of what each report says in its own voice."""
    placing = schema.placings.c
    copied: dict[str, str | None] = {}
    for some in chunks(reports):
        found = select(placing.doc_id, placing.copied_from).where(placing.doc_id.in_(some), placing.copied_from.is_not(None))
        copied.update(connection.execute(found).all())
    return origins(connection, marks, reports, copied)


def origins(
    connection: Connection, marks: Marks, reports: Mapping[str, Mark], copied: Mapping[str, str | None]
) -> dict[str, Origin | None]:
    """The origin of what each of some reports says in its own voice; `copied` says which was copied from which."""
    wanted = {root for root in (copied.get(name) for name in reports) if root is not None}
    roots = {name: reports[name].origin for name in wanted if name in reports}
    roots.update({mark.name: mark.origin for mark in marks.of(connection, wanted - roots.keys())})
    return {name: of_copy(m.origin, m.credit, roots.get(copied.get(name) or "")) for name, m in reports.items()}


def _row(name: str, found: Sequence[Telling]) -> dict[str, Any]:
    told = ledger_of(found)
    kinds = Counter(telling.told.type for telling in found)
    first = found[0].told
    type_ = max(kinds, key=lambda kind: (kinds[kind], kind == first.type, kind))
    dated = next((t.told for t in found if t.told.earliest and t.told.latest), None)
    placed = next((t.told for t in found if t.told.place), None)
    return {
        "name": name, "id": id_of(name), "type": type_, "status": str(told.status) if told else DECLINED,
        "reports": len({telling.report.name for telling in found}), "claims": sum(len(t.told.statements) for t in found),
        "origins": len({o.key for o in told.asserted}) if told else 0, **_sides(told),
        "first": told.first if told else None, "last": max(filter(None, (t.report.day for t in found)), default=None),
        "earliest": dated and dated.earliest, "latest": dated and dated.latest,
        "place": placed and placed.place, "place_country": placed and placed.place_country,
    }  # fmt: skip


def _sides(told: Ledger | None) -> dict[str, str]:
    """Who asserts, denies and doubts, a name a line."""
    sides = {"asserted": told.asserted, "denied": told.denied, "doubted": told.doubted} if told else {}
    return {side: "\n".join(origin.name for origin in sides.get(side, ())) for side in ("asserted", "denied", "doubted")}


def _dyads(parties: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Which country acts on which, by the parties of linked events."""
    sides: dict[str, tuple[set[str], set[str], Any]] = {}
    for row in parties:
        if row["country"]:
            acting, done_to, _ = sides.setdefault(row["linked"], (set(), set(), row["last"]))
            (acting if row["side"] == "actor" else done_to).add(row["country"])
    for linked, (acting, done_to, last) in sides.items():
        for actor in sorted(acting):
            for recipient in sorted(done_to):
                yield {"linked": linked, "actor": actor, "recipient": recipient, "last": last}


def _parties(name: str, found: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """The parties that enough of its tellings name, those named most often first."""
    last = max(filter(None, (telling.report.day for telling in found)), default=None)
    for side, sides in (("actor", [t.told.actors for t in found]), ("recipient", [t.told.recipients for t in found])):
        named: dict[tuple[str, str | None], int] = {}
        for parties in sides:
            for party in {(p.name, p.country) for p in parties}:
                named[party] = named.get(party, 0) + 1
        often = [party for party, count in named.items() if _OFTEN * count >= len(found)]
        for position, (who, country) in enumerate(sorted(often, key=lambda p: (-named[p], p[0], p[1] or ""))):
            yield {"linked": name, "side": side, "position": position, "name": who, "country": country, "last": last}
