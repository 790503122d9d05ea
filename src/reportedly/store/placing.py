"""Placing: copies, stories and linked events of what is stored, made anew where something changed and nowhere else.

Whoever stores, changes or judges something notes its day (`changed`).  Placing then goes through these days in order, a
run of days at a time, each run in one transaction: what it finds depends only on what is stored and judged, never on the
order in which that came, and a run that is stopped is taken up again by the next.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from reportedly.store import judging, ledgers, schema
from reportedly.store.database import Database
from reportedly.store.rows import insert_many
from reportedly.store.shelf import UNDATED, Marks, Shelf, chunks, counted, days_after, load, ordinal
from reportedly.stories import copies, grouping, links
from reportedly.stories.clusters import Moved, replay
from reportedly.stories.marks import Told, document_of
from reportedly.stories.words import Table

# How many reports are placed in one transaction, or those of one day.
_AT_ONCE = 5000
# How far before and after a day something may lie that it has to do with.
_REACH = max(copies.DAYS, grouping.WINDOW, links.WINDOW)


def changed(connection: Connection, days: Iterable[date | None]) -> None:
    """Notes days on which something was stored, changed, judged or taken away."""
    wanted = {ordinal(day) for day in days}
    _note(connection, wanted, changed=True)


def place(database: Database, at_once: int = _AT_ONCE) -> Iterator[int]:
    """Places all that has to be; yields how many reports lie on the days that are done, a run of days at a time."""
    marks = Marks()
    while True:
        with database.writing() as connection:
            days = _next(connection, at_once)
            if days is None:
                return
            with _uncollected():
                many = _Run(connection, marks, days).place()
        yield many


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: there are none among what a run makes, and to look for them takes a fifth of its time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Days:
    """The days to be made anew, from `first` to `last`; those that changed, and those that only come after a change."""

    first: int
    last: int
    dirty: frozenset[int]
    follow: frozenset[int]


def _next(connection: Connection, at_once: int) -> _Days | None:
    """The next run of days, with as many reports as are placed at once."""
    table = schema.unplaced.c
    first = connection.execute(select(func.min(table.day))).scalar()
    if first is None:
        return None
    waiting = connection.execute(select(table.day, table.changed).where(table.day <= first + _REACH * 10)).all()
    last = _last(connection, first, max(row.day for row in waiting), at_once)
    inside = [row for row in waiting if row.day <= last]
    dirty = frozenset(row.day for row in inside if row.changed)
    return _Days(first, last, dirty, frozenset(row.day for row in inside) - dirty)


def _last(connection: Connection, first: int, last: int, at_once: int) -> int:
    if first == UNDATED:
        return UNDATED
    many = 0
    for day, count in sorted(counted(connection, first, last).items()):
        if many and many + count > at_once:
            return day - 1
        many += count
    return last


class _Run:
    """One run of days."""

    def __init__(self, connection: Connection, marks: Marks, days: _Days) -> None:
        self.connection, self.marks, self.days = connection, marks, days
        reach = 0 if days.first == UNDATED else _REACH
        self.overlay = judging.overlay(connection)
        # Linked events that people put together or took apart just now.
        self.merged: set[str] = set()
        marks.forget(days.first - 2 * reach)
        self.shelf = load(connection, marks, days.first - reach, days.last + reach)
        self.inside = [n for day, names in sorted(self.shelf.days.items()) if days.first <= day <= days.last for n in names]

    def place(self) -> int:
        """Does it, and says how many reports lie on these days."""
        gone = self._taken_away()
        copied, of_copies = self._copies()
        stories = self._stories()
        links_, uncertain = self._links(copied)
        self._write_reports(copied, stories)
        stale = self._write_links(links_, uncertain)
        names = gone | stale | self._linked_of(copied)
        ledgers.renew(self.connection, self.marks, self.overlay, names, self._new(links_, names, copied))
        self._note(of_copies, stories.touched, links_.touched)
        return len(self.inside)

    # Copies

    def _copies(self) -> tuple[dict[str, str | None], int | None]:
        """Whence reports were copied, where that is new; and the last day on which it is."""
        texts = {mark.name: _text(mark.name, self.shelf) for mark in self.shelf.marks.values()}
        fresh = [name for name in self.inside if ordinal(self.shelf.marks[name].day) in self.days.dirty]
        self._renew_pairs(texts, fresh)
        pairs = self._pairs(self.inside)
        known = self._earlier(pairs, texts)
        found = copies.roots(pairs, texts, known)
        moved: dict[str, str | None] = {}
        for name in self.inside:
            now = found[name].of if name in found else None
            if now != self.shelf.copied.get(name):
                moved[name] = now
        days = [ordinal(self.shelf.marks[name].day) for name in moved]
        return moved, max([*days, *self.days.dirty], default=None)

    def _renew_pairs(self, texts: Mapping[str, copies.Text], fresh: Sequence[str]) -> None:
        table = schema.copies
        for some in chunks(fresh):
            self.connection.execute(delete(table).where(table.c.doc_id.in_(some)))
            self.connection.execute(delete(table).where(table.c.of.in_(some)))
        if not fresh:
            return
        found = copies.pairs(texts.values(), set(fresh))
        insert_many(self.connection, table, [{"doc_id": pair.name, "of": pair.of, "share": pair.share} for pair in found])

    def _pairs(self, names: Collection[str]) -> list[copies.Copy]:
        table, found = schema.copies.c, []
        for some in chunks(names):
            rows = self.connection.execute(select(table.doc_id, table.of, table.share).where(table.doc_id.in_(some)))
            found += [copies.Copy(row.doc_id, row.of, row.share) for row in rows]
        return sorted(found, key=lambda pair: (pair.name, pair.of))

    def _earlier(self, pairs: Sequence[copies.Copy], texts: dict[str, copies.Text]) -> dict[str, str]:
        """Of the sources that lie on earlier days, whence they were copied; their texts are taken up."""
        inside = set(self.inside)
        known = {p.of: self.shelf.copied[p.of] for p in pairs if p.of not in inside and p.of in self.shelf.copied}
        missing = {name for name in known.values() if name not in texts}
        for mark in self.marks.of(self.connection, missing):
            self.shelf.marks[mark.name] = mark
            texts[mark.name] = _text(mark.name, self.shelf)
        return {name: of for name, of in known.items() if of in texts}

    # Stories and events

    def _stories(self) -> Moved:
        words = {name: mark.words for name, mark in self.shelf.marks.items()}
        table = Table(words)
        shelf = _Calendar(self._on_days(), self.shelf.story)
        return replay(
            shelf, self.days.dirty, grouping.WINDOW,
            lambda today, old: grouping.of_day(words, table, today, list(old.values())), self.days.follow,
        )  # fmt: skip

    def _links(self, copied: Mapping[str, str | None]) -> tuple[Moved, dict[str, list[links.Uncertain]]]:
        """Where events belong, and the pairs left open, by the events of the days that were made anew."""
        roots = {name: root for name, root in {**self.shelf.copied, **copied}.items() if root}
        dirty = self.days.dirty | {ordinal(self.shelf.marks[name].day) for name in copied}
        told: dict[str, Told] = {}
        on: dict[int, list[str]] = {}
        for day, names in self._on_days().items():
            for name in names:
                for event in self.overlay.on(self.shelf.marks[name]).events:
                    told[event.name] = event
                    on.setdefault(day, []).append(event.name)
            on.setdefault(day, []).sort()
        day_of = {name: day for day, names in on.items() for name in names}
        linking = links.Linking(told, day_of, self.shelf.marks, roots, self.overlay.apart, self._roots_apart(day_of))
        uncertain: dict[str, list[links.Uncertain]] = {}

        def make(today: Sequence[str], old: Mapping[str, Sequence[str]]) -> Iterable[Sequence[str]]:
            found, open_ = linking.of_day(today, old)
            uncertain.update({name: [] for name in today})
            for pair in open_:
                uncertain[pair.later].append(pair)
            return found

        return replay(_Calendar(on, self.shelf.root), dirty, links.WINDOW, make, self.days.follow), uncertain

    def _roots_apart(self, here: Collection[str]) -> dict[str, set[str]]:
        """What an event must not be put together with, where that lies on other days: the roots of it."""
        far = {other for name in here for other in self.overlay.apart.get(name, ()) if other not in here}
        link = schema.links.c
        roots: dict[str, str] = {}
        for some in chunks(far):
            roots.update(self.connection.execute(select(link.name, link.root).where(link.name.in_(some))).all())
        return {
            name: {roots[other] for other in others if other in roots}
            for name, others in self.overlay.apart.items()
            if name in here
        }

    def _new(self, moved: Moved, names: Collection[str], copied: Mapping[str, str | None]) -> dict[str, list[ledgers.Telling]]:
        """Of the linked events that were not there before, all that tells of them: none of it lies on other days."""
        tell: dict[str, list[str]] = {}
        for name, root in moved.roots.items():
            if moved.roots.get(root) == root and root in names and root not in self.shelf.root:
                tell.setdefault(root, []).append(name)
        reports = {document_of(name) for some in tell.values() for name in some}
        marks = {name: self.overlay.on(self.shelf.marks[name]) for name in sorted(reports)}
        told = {event.name: event for mark in marks.values() for event in mark.events}
        now = {name: copied[name] if name in copied else self.shelf.copied.get(name) for name in reports}
        origins = ledgers.origins(self.connection, self.marks, marks, now)
        return {
            root: ledgers.in_order(
                ledgers.Telling(told[name], marks[document_of(name)], origins[document_of(name)]) for name in some
            )
            for root, some in tell.items()
            if root not in self.merged
        }

    def _on_days(self) -> dict[int, list[str]]:
        """The reports of the days up to the last, and those days on which there are none any more."""
        found = {day: names for day, names in self.shelf.days.items() if day <= self.days.last}
        return {day: found.get(day, []) for day in found.keys() | self.days.dirty | self.days.follow}

    # Writing

    def _taken_away(self) -> set[str]:
        """Forgets the links of revisions that are no longer current; the linked events they were of."""
        link, revision = schema.links, schema.revisions.c
        found: set[str] = set()
        old = (
            select(link.c.event, link.c.linked)
            .join(schema.events, schema.events.c.n == link.c.event)
            .join(schema.revisions, revision.n == schema.events.c.revision)
            .where(~revision.current)
        )
        for day in sorted(self.days.dirty):
            on = revision.published.is_(None) if day == UNDATED else revision.published == date.fromordinal(day)
            rows = self.connection.execute(old.where(on)).all()
            found |= {row.linked for row in rows}
            if rows:
                self.connection.execute(delete(link).where(link.c.event.in_([row.event for row in rows])))
        return found

    def _write_reports(self, copied: Mapping[str, str | None], stories: Moved) -> None:
        names = sorted({*copied, *stories.roots})
        rows = [
            {
                "doc_id": name, "story": stories.roots.get(name) or self.shelf.story[name],
                "copied_from": copied[name] if name in copied else self.shelf.copied.get(name),
            }
            for name in names
        ]  # fmt: skip
        for some in chunks(names):
            self.connection.execute(delete(schema.placings).where(schema.placings.c.doc_id.in_(some)))
        insert_many(self.connection, schema.placings, rows)

    def _write_links(self, moved: Moved, uncertain: Mapping[str, Sequence[links.Uncertain]]) -> set[str]:
        """Writes where events belong; the linked events that are other ones than before."""
        link = schema.links
        before = {self.shelf.linked[name] for name in moved.roots if name in self.shelf.linked}
        numbers = {name: self.shelf.number[name] for name in moved.roots}
        # Only what was linked before has a row.
        for some in chunks(name for name in moved.roots if name in self.shelf.root):
            self.connection.execute(delete(link).where(link.c.event.in_([numbers[name] for name in some])))
        rows = [
            {"event": number, "name": name, "root": moved.roots[name], "linked": moved.roots[name]}
            for number, name in sorted((number, name) for name, number in numbers.items())
        ]
        insert_many(self.connection, link, rows)
        self._write_uncertain(uncertain)
        fresh = {
            event.name for name in self.inside if ordinal(self.shelf.marks[name].day) in self.days.dirty
            for event in self.shelf.marks[name].events
        }  # fmt: skip
        now = {moved.roots.get(name) or self.shelf.linked[name] for name in fresh | moved.roots.keys()}
        merged = judging.merge(self.connection, self.overlay)
        self.merged |= merged
        return before | now | merged

    def _write_uncertain(self, uncertain: Mapping[str, Sequence[links.Uncertain]]) -> None:
        table = schema.candidates
        for some in chunks(uncertain):
            self.connection.execute(delete(table).where(table.c.left.in_(some)))
        rows = [
            {"left": pair.later, "right": pair.earlier, "score": pair.score}
            for pairs in uncertain.values()
            for pair in pairs
            if (pair.later, pair.earlier) not in self.overlay.unsure
        ]
        insert_many(self.connection, table, rows)

    def _linked_of(self, documents: Iterable[str]) -> set[str]:
        """The linked events that some reports tell of."""
        link, found = schema.links.c, set()
        for some in chunks(event.name for name in documents for event in self.shelf.marks[name].events):
            found |= set(self.connection.execute(select(link.linked).where(link.name.in_(some))).scalars())
        return found

    def _note(self, *touched: int | None) -> None:
        """These days are done; what comes after them is to be done if something there changed."""
        table = schema.unplaced
        self.connection.execute(delete(table).where(table.c.day.between(self.days.first, self.days.last)))
        if self.days.first == UNDATED:
            return
        for last, window in zip(touched, (copies.DAYS, grouping.WINDOW, links.WINDOW), strict=True):
            if last is not None:
                _note(self.connection, days_after(self.connection, self.days.last + 1, last + window), changed=False)


@dataclass(slots=True)
class _Calendar:
    """Things by their days, and where they were put before."""

    things: Mapping[int, Sequence[str]]
    roots: Mapping[str, str] = field(default_factory=dict)

    def days(self) -> Sequence[int]:
        return sorted(self.things)

    def on(self, day: int) -> Sequence[str]:
        return self.things[day]

    def root(self, name: str) -> str | None:
        return self.roots.get(name)


def _note(connection: Connection, days: Iterable[int], *, changed: bool) -> None:
    table = schema.unplaced
    wanted = sorted(set(days))
    there = dict(connection.execute(select(table.c.day, table.c.changed).where(table.c.day.in_(wanted))).all())
    weaker = [day for day in wanted if changed and there.get(day) is False]
    if weaker:
        connection.execute(delete(table).where(table.c.day.in_(weaker)))
    rows = [{"day": day, "changed": changed} for day in wanted if day not in there or day in weaker]
    if rows:
        connection.execute(insert(table), rows)


def _text(name: str, shelf: Shelf) -> copies.Text:
    mark = shelf.marks[name]
    day = ordinal(mark.day)
    return copies.Text(name, None if day == UNDATED else day, mark.runs, mark.outlet, mark.credit)
