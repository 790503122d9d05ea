"""The reports of some days as they are to be placed: what was noted of each, and where it was put before.

Days are counted as `date.toordinal` does; reports without a date lie on day 0, apart from all others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from reportedly.errors import StoreError
from reportedly.store import marking, schema
from reportedly.stories.marks import VERSION, Mark, name_of

UNDATED = 0
# Databases take only so many values in one statement.
_AT_ONCE = 500

_revision, _marks = schema.revisions.c, schema.marks.c


def ordinal(day: date | None) -> int:
    """A day of publication as a number."""
    return day.toordinal() if day else UNDATED


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """Some names, as many at a time as one statement takes."""
    rest = sorted(set(names))
    for start in range(0, len(rest), _AT_ONCE):
        yield rest[start : start + _AT_ONCE]


@dataclass(slots=True)
class Shelf:
    """The current reports of a run of days.

    Attributes:
        marks: what was noted of each report, by its id.
        days: the reports of each day, by their ids in order.
        story: the story that a report was put into.
        copied: the report that one was copied from.
        number: the row of an event, by the event's name.
        root: the first event of those that it was put together with by the machine.
        linked: the same, with judgements.
    """

    marks: dict[str, Mark] = field(default_factory=dict)
    days: dict[int, list[str]] = field(default_factory=dict)
    story: dict[str, str] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=dict)
    root: dict[str, str] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)


class Marks:
    """Marks out of the store; those of the days at hand are not unpacked twice.

    Raises:
        StoreError: when asked for marks that another version of the program made.
    """

    def __init__(self) -> None:
        self._kept: dict[int, Mark] = {}

    def between(self, connection: Connection, first: int, last: int) -> Iterator[Mark]:
        """The current reports of some days, in the order of their rows."""
        yield from self._loaded(connection, _selected().where(_revision.current, _on(first, last)))

    def of(self, connection: Connection, documents: Collection[str]) -> Iterator[Mark]:
        """The current revisions of some documents."""
        for some in chunks(documents):
            yield from self._loaded(connection, _selected().where(_revision.current, _revision.doc_id.in_(some)))

    def forget(self, before: int) -> None:
        """Lets go of what lies before a day."""
        self._kept = {n: mark for n, mark in self._kept.items() if ordinal(mark.day) >= before}

    def _loaded(self, connection: Connection, wanted: Select[int]) -> Iterator[Mark]:
        missing = []
        for (n,) in connection.execute(wanted):
            if n in self._kept:
                yield self._kept[n]
            else:
                missing.append(n)
        cells = select(
            _revision.n, _revision.doc_id, _revision.published, _revision.publisher, _marks.made, _marks.runs, _marks.told
        )
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            for row in connection.execute(cells.join(schema.marks).where(_revision.n.in_(some)).order_by(_revision.n)):
                if row.made != VERSION:
                    raise StoreError("The store was put together by another version of the program.", hint="reportedly link")
                mark = marking.unpacked(row.runs, row.told, name=row.doc_id, day=row.published, outlet=row.publisher)
                self._kept[row.n] = mark
                yield mark


def load(connection: Connection, marks: Marks, first: int, last: int) -> Shelf:
    """The reports from one day to another."""
    shelf = Shelf()
    for mark in marks.between(connection, first, last):
        shelf.marks[mark.name] = mark
        shelf.days.setdefault(ordinal(mark.day), []).append(mark.name)
    for names in shelf.days.values():
        names.sort()
    placing = schema.placings.c
    placed = select(placing.doc_id, placing.story, placing.copied_from).join(
        schema.revisions, and_(_revision.doc_id == placing.doc_id, _revision.current)
    )
    for row in connection.execute(placed.where(_on(first, last))):
        shelf.story[row.doc_id] = row.story
        if row.copied_from:
            shelf.copied[row.doc_id] = row.copied_from
    event, link = schema.events.c, schema.links.c
    told = (
        select(event.n, event.id, _revision.doc_id, link.root, link.linked)
        .join(schema.revisions, event.revision == _revision.n)
        .outerjoin(schema.links, link.event == event.n)
    )
    for event_row in connection.execute(told.where(_revision.current, _on(first, last))):
        name = name_of(event_row.id, event_row.doc_id)
        shelf.number[name] = event_row.n
        if event_row.root is not None:
            shelf.root[name], shelf.linked[name] = event_row.root, event_row.linked
    return shelf


def days_after(connection: Connection, first: int, last: int) -> Sequence[int]:
    """The days, from one to another, on which there are reports."""
    if last < first:
        return []
    found = connection.execute(select(_revision.published).where(_revision.current, _on(first, last)).distinct())
    return sorted(ordinal(day) for (day,) in found)


def counted(connection: Connection, first: int, last: int) -> Mapping[int, int]:
    """How many reports lie on each day."""
    found = connection.execute(
        select(_revision.published, func.count()).where(_revision.current, _on(first, last)).group_by(_revision.published)
    )
    return {ordinal(day): count for day, count in found}


def _selected() -> Select[int]:
    return select(_revision.n).join(schema.marks).order_by(_revision.n)


def _on(first: int, last: int) -> ColumnElement[bool]:
    if last <= UNDATED:
        return _revision.published.is_(None)
    return _revision.published.between(date.fromordinal(max(first, 1)), date.fromordinal(last))
