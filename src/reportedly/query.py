"""Questions put to a store, by name; the answers are records.  The only door to read by.

Linked events go by the id of any of their tellings, or the beginning of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, literal, select, text

from reportedly.errors import UsageError
from reportedly.model import Realis, Stance
from reportedly.store import judging, ledgers, schema
from reportedly.store.database import Database
from reportedly.store.judging import Judgement
from reportedly.store.ledgers import Telling
from reportedly.store.shelf import Marks, chunks
from reportedly.stories.ledger import Ledger, Status
from reportedly.stories.marks import document_of, id_of, name_of
from reportedly.stories.numbers import Counted, side_by_side
from reportedly.stories.origins import Interest, Origin, interest

# How an event stands where somebody says that it is not so.
DISPUTED = (Status.CONTESTED, Status.DENIED, Status.RETRACTED)
# Of the reports with certain words the newest stored are looked at.
_SEARCHED = 1000
# An id may be given by its beginning, of at least so many characters.
_BEGINNING = 6
_AT_ONCE = 500

_linked, _event, _revision, _link = schema.linked.c, schema.events.c, schema.revisions.c, schema.links.c


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in a linked event, by most of its tellings."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class LinkedEvent:
    """A linked event in short.

    `origins` counts the independent origins that assert it; `reports` and `claims` are counts; `first` and `last` days of
    publication; `earliest` and `latest` the days it happened on, if told.
    """

    id: str
    name: str
    type: str
    status: str
    origins: int
    reports: int
    claims: int
    asserted: tuple[str, ...]
    denied: tuple[str, ...]
    doubted: tuple[str, ...]
    first: date | None
    last: date | None
    earliest: date | None
    latest: date | None
    place: str | None
    place_country: str | None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Which:
    """Which linked events are wanted; what is `None` does not matter.

    Attributes:
        type: PLOVER's type.
        status: how they stand, any of these.
        party: a country's code (ISO3) or a name, on either side.
        actor: the same, of those who act.
        recipient: the same, of those acted upon.
        since: last reported on that day or later.
        until: last reported on that day or earlier.
        words: told in reports with all these words.
        limit: at most so many, the latest first.
    """

    type: str | None = None
    status: tuple[str, ...] = ()
    party: str | None = None
    actor: str | None = None
    recipient: str | None = None
    since: date | None = None
    until: date | None = None
    words: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim of a linked event, with the words it rests on.

    `origin` is whom it goes back to (`None` unknown), `interest` where that stands; `speaker` whom the report names;
    `outlet` and `copied_from` say whence the report has it.
    """

    event: str
    report: str
    title: str | None
    day: date | None
    outlet: str | None
    copied_from: str | None
    origin: Origin | None
    interest: Interest | None
    speaker: str | None
    via: tuple[str, ...]
    stance: Stance
    realis: Realis
    note: str | None
    trigger: str
    words: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """A linked event in full: who says what of it, the numbers that differ, what was judged."""

    event: LinkedEvent
    ledger: Ledger | None
    claims: tuple[ClaimLine, ...]
    numbers: tuple[Counted, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report of a story; `copied_from` is the report it was copied from."""

    id: str
    day: date | None
    title: str | None
    outlet: str | None
    copied_from: str | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: its reports, the earliest first, and the linked events told in most of them."""

    id: str
    reports: tuple[ReportLine, ...]
    events: tuple[LinkedEvent, ...]


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two tellings that may be of one event: the earlier, the later, and how likely it is (0 to 1)."""

    left: ClaimLine
    right: ClaimLine
    score: float


def events(database: Database, which: Which) -> list[LinkedEvent]:
    """Linked events, those reported last first."""
    with database.reading() as connection:
        return _events(connection, which, sqlite=database.is_sqlite)


def contested(database: Database, which: Which) -> list[LinkedEvent]:
    """Linked events that somebody says are not so: contested, denied or retracted."""
    with database.reading() as connection:
        wanted = replace(which, status=which.status or tuple(str(s) for s in DISPUTED))
        return _events(connection, wanted, sqlite=database.is_sqlite)


def event(database: Database, id_: str) -> EventPage:
    """A linked event in full.

    Raises:
        UsageError: there is none of that id, or several begin so.
    """
    with database.reading() as connection:
        linked, _ = find(connection, id_)
        overlay = judging.overlay(connection)
        found = ledgers.tellings(connection, Marks(), overlay, [linked]).get(linked, ())
        line = _lines(connection, select(schema.linked).where(_linked.name == linked))[0]
        claims = tuple(claim for _, claim in _with_claims(connection, found))
        names = {telling.told.name for telling in found}
        judged = tuple(j for j in judging.judgements(connection) if names.intersection(filter(None, j.names)))
    numbers = side_by_side((_giver(claim), claim.words) for claim in claims)
    return EventPage(line, ledgers.ledger_of(found), claims, tuple(numbers), judged)


def story(database: Database, id_: str) -> StoryPage:
    """The story of a report, or of a linked event's first report.

    Raises:
        UsageError: there is neither.
    """
    placing = schema.placings.c
    with database.reading() as connection:
        root = connection.execute(select(placing.story).where(placing.doc_id == id_)).scalar()
        if root is None:
            root = connection.execute(select(placing.story).where(placing.doc_id == _report_of(connection, id_))).scalar()
        rows = connection.execute(
            select(placing.doc_id, placing.copied_from, _revision.published, _revision.title, _revision.publisher)
            .join(schema.revisions, and_(_revision.doc_id == placing.doc_id, _revision.current))
            .where(placing.story == root)
            .order_by(_revision.published, placing.doc_id)
        ).all()
        reports = tuple(ReportLine(r.doc_id, r.published, r.title, r.publisher, r.copied_from) for r in rows)
        told = _told_in(connection, [report.id for report in reports])
    return StoryPage(str(root), reports, told)


def open_pairs(database: Database, limit: int = 20) -> list[OpenPair]:
    """The pairs of tellings that may be one event, the most doubtful first: those nearest to being put together."""
    table = schema.candidates.c
    with database.reading() as connection:
        rows = connection.execute(
            select(table.left, table.right, table.score).order_by(table.score.desc(), table.left, table.right).limit(limit)
        ).all()
        names = {name for row in rows for name in (row.left, row.right)}
        lines = _tellings(connection, names)
    return [OpenPair(lines[r.right], lines[r.left], r.score) for r in rows if r.left in lines and r.right in lines]


def judgements(database: Database) -> list[Judgement]:
    """All judgements, those taken back too, in the order in which they were made."""
    with database.reading() as connection:
        return judging.judgements(connection)


def telling(database: Database, id_: str) -> tuple[str, ClaimLine]:
    """The telling of that id (the first one of a linked event, if it is a linked event's): its name, and its first claim.

    Raises:
        UsageError: there is none of that id, or several begin so.
    """
    with database.reading() as connection:
        _, name = find(connection, id_)
        return name, _tellings(connection, {name})[name]


def find(connection: Connection, id_: str) -> tuple[str, str]:
    """The linked event that a telling's id, or the beginning of one, leads to, by name; and the telling.

    Raises:
        UsageError: there is none, or several begin so.
    """
    if len(id_) < _BEGINNING:
        raise UsageError(
            f"{id_!r} is too short for an id.", hint=f"at least {_BEGINNING} characters of one that reportedly events shows"
        )
    rows = connection.execute(
        select(_event.id, _link.name, _link.linked)
        .join(schema.links, _link.event == _event.n)
        .where(_event.id >= id_, _event.id < id_ + "g")
        .order_by(_link.name)
        .limit(50)
    ).all()
    if not rows:
        raise UsageError(f"There is no event {id_!r}.", hint="an id that reportedly events shows, or reportedly link first")
    if len({row.linked for row in rows}) > 1 and len({row.id for row in rows}) > 1:
        raise UsageError(f"Several events begin with {id_!r}.", hint="more of its characters, up to 16")
    return rows[0].linked, rows[0].name


def _events(connection: Connection, which: Which, *, sqlite: bool) -> list[LinkedEvent]:
    names = _found(which)
    if which.words:
        names = names.where(_linked.name.in_(_with_words(connection, which.words, sqlite=sqlite)))
    wanted = connection.execute(names.limit(which.limit)).scalars().all()
    lines = {
        line.name: line
        for some in chunks(wanted)
        for line in _lines(connection, select(schema.linked).where(_linked.name.in_(some)))
    }
    return [lines[name] for name in wanted]


def _found(which: Which) -> Select[str]:
    """The names of linked events, those reported last first.

    Where parties are asked for, their rows are gone through from the last day on, until there are enough, those of the party
    that is probably rarest; else the linked events.
    """
    sides = [(who, side) for who, side in ((which.actor, "actor"), (which.recipient, "recipient"), (which.party, None)) if who]
    if not sides:
        wanted = select(_linked.name).order_by(_linked.last.desc().nulls_last(), _linked.name.desc())
        return wanted.where(*_conditions(which, _linked.last))
    if which.actor and which.recipient and _is_code(which.actor) and _is_code(which.recipient):
        rows: Any = schema.linked_dyads.c
        which_rows = [rows.actor == which.actor, rows.recipient == which.recipient]
        rest = sides[2:]
    else:
        # There are many people, and few countries.
        sides.sort(key=lambda side: _is_code(side[0]))
        rows = schema.linked_parties.c
        which_rows, rest = list(_takes_part(rows, *sides[0])), sides[1:]
    wanted = (
        select(rows.linked)
        .join(schema.linked, _linked.name == rows.linked)
        .where(*which_rows, *_conditions(which, rows.last))
        .group_by(rows.last, rows.linked)
        .order_by(rows.last.desc().nulls_last(), rows.linked.desc())
    )
    for who, side in rest:
        other = schema.linked_parties.alias()
        same = [other.c.linked == rows.linked, *_takes_part(other.c, who, side)]
        wanted = wanted.where(exists(select(literal(1)).select_from(other).where(*same)))
    return wanted


def _is_code(who: str) -> bool:
    return len(who) == 3 and who.isalpha() and who.isupper()  # noqa: PLR2004  # ISO3


def _conditions(which: Which, last: ColumnElement[date]) -> Iterable[ColumnElement[bool]]:
    if which.type:
        yield _linked.type == which.type
    if which.status:
        yield _linked.status.in_(which.status)
    if which.since:
        yield last >= which.since
    if which.until:
        yield last <= which.until


def _takes_part(party: Any, who: str, side: str | None) -> Iterable[ColumnElement[bool]]:  # noqa: ANN401  # columns, or an alias's
    yield party.country == who if _is_code(who) else party.name == who
    if side:
        yield party.side == side


def _with_words(connection: Connection, words: str, *, sqlite: bool) -> Select[str]:
    """The linked events told in reports with these words."""
    terms = [term for term in words.split() if any(c.isalnum() for c in term)]
    if not terms:
        raise UsageError(f"{words!r} holds no word.", hint='--words "drone leaflet"')
    told = " ".join('"' + term.replace('"', "") + '"' for term in terms) if sqlite else words
    asked = _MATCH_SQLITE if sqlite else _MATCH_POSTGRESQL
    rows = connection.execute(text(asked), {"words": told, "many": _SEARCHED}).scalars().all()
    # Only events of current revisions are linked.
    return select(_link.linked).join(schema.events, _event.n == _link.event).where(_event.revision.in_(rows))


_MATCH_SQLITE = "SELECT rowid FROM words WHERE words MATCH :words ORDER BY rowid DESC LIMIT :many"
_MATCH_POSTGRESQL = (
    "SELECT revision FROM words WHERE lexemes @@ plainto_tsquery('english', :words) ORDER BY revision DESC LIMIT :many"
)


def _lines(connection: Connection, wanted: Select[str]) -> list[LinkedEvent]:
    rows = connection.execute(wanted).all()
    party = schema.linked_parties.c
    sides: dict[tuple[str, str], list[Party]] = {}
    for some in chunks(row.name for row in rows):
        found = select(schema.linked_parties).where(party.linked.in_(some)).order_by(party.linked, party.side, party.position)
        for p in connection.execute(found):
            sides.setdefault((p.linked, p.side), []).append(Party(p.name, p.country))
    return [
        LinkedEvent(
            r.id, r.name, r.type, r.status, r.origins, r.reports, r.claims,
            _names(r.asserted), _names(r.denied), _names(r.doubted), r.first, r.last, r.earliest, r.latest,
            r.place, r.place_country,
            tuple(sides.get((r.name, "actor"), ())), tuple(sides.get((r.name, "recipient"), ())),
        )
        for r in rows
    ]  # fmt: skip


def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("\n")) if cell else ()


def _report_of(connection: Connection, id_: str) -> str:
    try:
        return document_of(find(connection, id_)[0])
    except UsageError as error:
        raise UsageError(f"There is no report or event {id_!r}.", hint="an id that reportedly events or story shows") from error


def _told_in(connection: Connection, documents: Collection[str], limit: int = 20) -> tuple[LinkedEvent, ...]:
    """The linked events that some reports tell of, those in most of them first."""
    counted: dict[str, set[str]] = {}
    for some in chunks(documents):
        rows = connection.execute(
            select(_link.linked, _revision.doc_id)
            .join(schema.events, _event.n == _link.event)
            .join(schema.revisions, _revision.n == _event.revision)
            .where(_revision.current, _revision.doc_id.in_(some))
        )
        for row in rows:
            counted.setdefault(row.linked, set()).add(row.doc_id)
    names = sorted(counted, key=lambda name: (-len(counted[name]), name))[:limit]
    lines = {
        line.name: line
        for some in chunks(names)
        for line in _lines(connection, select(schema.linked).where(_linked.name.in_(some)))
    }
    return tuple(lines[name] for name in names if name in lines)


def _tellings(connection: Connection, names: Collection[str]) -> dict[str, ClaimLine]:
    """The first claim of each of some tellings, by the telling's name."""
    linked: set[str] = set()
    for some in chunks(names):
        linked |= set(connection.execute(select(_link.linked).where(_link.name.in_(some))).scalars())
    overlay = judging.overlay(connection)
    out: dict[str, ClaimLine] = {}
    for some in chunks(linked):
        found = [t for ts in ledgers.tellings(connection, Marks(), overlay, some).values() for t in ts if t.told.name in names]
        for telling_, claim in _with_claims(connection, found):
            out.setdefault(telling_.told.name, claim)
    return out


def _with_claims(connection: Connection, found: Sequence[Telling]) -> Iterable[tuple[Telling, ClaimLine]]:
    """The claims of some tellings, with the words they rest on, in the order of the tellings."""
    words, titles, copied = _words(connection, found)
    for told in found:
        name, report = told.told.name, told.report
        trigger, sentence, via = words[name]
        for n, said in enumerate(told.told.statements):
            origin = said.origin or told.origin
            yield told, ClaimLine(
                id_of(name), report.name, titles.get(report.name), report.day, report.outlet, copied.get(report.name),
                origin, interest(origin, told.told.actors, told.told.recipients) if origin else None, said.speaker,
                via[n] if n < len(via) else (), said.stance, said.realis, said.note, trigger, sentence,
            )  # fmt: skip


def _words(
    connection: Connection, found: Sequence[Telling]
) -> tuple[dict[str, tuple[str, str, list[tuple[str, ...]]]], dict[str, str | None], dict[str, str | None]]:
    """Of some tellings the trigger, the sentence and whom each claim came through; of their reports the title and the source."""
    words: dict[str, tuple[str, str, list[tuple[str, ...]]]] = {}
    titles: dict[str, str | None] = {}
    copied: dict[str, str | None] = {}
    placing = schema.placings.c
    for some in chunks(t.report.name for t in found):
        rows = connection.execute(
            select(_event.n, _event.id, _event.trigger, _event.sentence, _revision.doc_id, _revision.title)
            .join(schema.revisions, _revision.n == _event.revision)
            .where(_revision.current, _revision.doc_id.in_(some))
        ).all()
        via = _via(connection, [row.n for row in rows])
        for row in rows:
            words[name_of(row.id, row.doc_id)] = (row.trigger, row.sentence, via.get(row.n, []))
            titles[row.doc_id] = row.title
        copied.update(connection.execute(select(placing.doc_id, placing.copied_from).where(placing.doc_id.in_(some))).all())
    return words, titles, copied


def _via(connection: Connection, events_: Sequence[int]) -> dict[int, list[tuple[str, ...]]]:
    """Whom the claims of some events came through, by the events' rows."""
    claim, out = schema.claims.c, dict[int, list[tuple[str, ...]]]()
    for start in range(0, len(events_), _AT_ONCE):
        some = events_[start : start + _AT_ONCE]
        wanted = select(claim.event, claim.via).where(claim.event.in_(some)).order_by(claim.event, claim.position)
        for row in connection.execute(wanted):
            out.setdefault(row.event, []).append(_names(row.via))
    return out


def _giver(claim: ClaimLine) -> str:
    """Who gives a number: the origin, else the outlet, else the report."""
    return claim.origin.name if claim.origin else claim.outlet or claim.report


__all__ = [
    "DISPUTED", "ClaimLine", "EventPage", "LinkedEvent", "OpenPair", "Party", "ReportLine", "StoryPage", "Which", "contested",
    "event", "events", "find", "judgements", "open_pairs", "story", "telling",
]  # fmt: skip
