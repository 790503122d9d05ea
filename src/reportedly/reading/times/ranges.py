"""Rules for stretches between two times: since, until, before, from … to, between … and.

Knows how one end tells where the other lies: a bare day or month is sought from the end that is surer.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from reportedly.model import Granularity
from reportedly.reading.times.days import DAY, Interval
from reportedly.reading.times.rule import Hit
from reportedly.reading.times.tense import Clock, Direction
from reportedly.reading.times.words import APOSTROPHE, DASH, GAP

Look = Callable[[str, int, Clock], Hit | None]
"""The longest time at a place of a text that is no range itself."""

OPENERS = frozenset({"since", "until", "till", "before", "prior"})
LEADS = frozenset({"from", "between"})

_OPENER = re.compile(
    rf"(?:(?P<since>(?:ever{GAP})?since)|(?P<until>until|till)|(?P<before>before|prior{GAP}to)){GAP}(?:(?:about|around|at{GAP}least|on|in){GAP})?",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"(?P<lead>from|between){GAP}", re.IGNORECASE)
_JOIN = re.compile(rf"(?:{GAP}?{DASH}{GAP}?|{GAP}(?:(?P<to>to|until|till|through|up{GAP}to)|(?P<and>and)){GAP})", re.IGNORECASE)
_NOW = re.compile(rf"(?:now|the{GAP}present(?:{GAP}day)?|present)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(rf"{APOSTROPHE}s\b|{APOSTROPHE}(?!\w)")
_UNRANGED = frozenset({Granularity.VAGUE})


def open_at(text: str, pos: int, clock: Clock, look: Look) -> Hit | None:
    """A stretch with one end named: it runs to the day of publication, or from nobody knows when."""
    match = _OPENER.match(text, pos)
    if match is None:
        return None
    way = Direction.PAST if match["since"] else clock.direction
    point = look(text, match.end(), clock.looking(way))
    if point is None or point.interval.granularity in _UNRANGED:
        return None
    if match["since"]:
        return Hit(pos, point.end, _since(point.interval, clock), "since")
    if match["until"]:
        return Hit(pos, point.end, _until(point.interval, clock), "until")
    return None if _POSSESSIVE.match(text, point.end) else _before(pos, point)


def _since(interval: Interval, clock: Clock) -> Interval:
    latest = clock.anchor if clock.known else None
    if latest and interval.earliest and interval.earliest > latest:
        latest = None
    return Interval(interval.earliest, latest, Granularity.RANGE)


def _until(interval: Interval, clock: Clock) -> Interval:
    """What lasts until a day to come lasts from the day it is told; until a day gone by, since nobody knows when."""
    ahead = clock.known and interval.latest is not None and interval.latest >= clock.anchor
    return Interval(clock.anchor if ahead else None, interval.latest, Granularity.RANGE)


def _before(pos: int, point: Hit) -> Hit:
    edge = point.interval.earliest
    return Hit(pos, point.end, Interval(None, edge and edge - DAY, Granularity.RANGE), "before")


def closed_at(text: str, pos: int, clock: Clock, look: Look) -> Hit | None:
    """“from A to B”, “between A and B”: a stretch with both ends named."""
    lead = _LEAD.match(text, pos)
    first = lead and look(text, lead.end(), clock)
    if not lead or not first:
        return None
    found = _joined(text, first, clock, look, joint="and" if lead["lead"].lower() == "between" else "to")
    return found and replace(found, start=pos)


def onward(text: str, first: Hit, clock: Clock, look: Look) -> Hit | None:
    """“A to B”, “A–B”: the stretch that begins with a time already read, without a word before it."""
    return _joined(text, first, clock, look, joint="to")


def _joined(text: str, first: Hit, clock: Clock, look: Look, *, joint: str) -> Hit | None:
    """The stretch from `first` to the time after a dash or the word that joins them (“to” or “and”)."""
    join = _JOIN.match(text, first.end)
    if join is None or bool(join["and"]) != (joint == "and") or first.interval.granularity in _UNRANGED:
        return None
    now = _NOW.match(text, join.end())
    if now:
        return Hit(first.start, now.end(), _since(first.interval, clock), "range")
    last = look(text, join.end(), clock)
    if last is None or last.interval.granularity in _UNRANGED:
        return None
    return _spanned(*_settled(text, first, last, clock, look))


def _settled(text: str, first: Hit, last: Hit, clock: Clock, look: Look) -> tuple[Hit, Hit]:
    """Both ends, a recurring one sought from the other: the second from a fixed first, else the first from the second.

    Where the sentence looks ahead, two recurring ends are sought in their order.
    """
    ahead = clock.direction is Direction.FUTURE or not first.recurs
    if ahead and last.recurs and first.interval.earliest:
        after = clock.standing_at(first.interval.earliest, Direction.FUTURE)
        return first, look(text, last.start, after) or last
    if first.recurs and last.interval.earliest:
        before = clock.standing_at(last.interval.earliest, Direction.PAST)
        return look(text, first.start, before) or first, last
    return first, last


def _spanned(first: Hit, last: Hit) -> Hit | None:
    start, end = first.interval.earliest, last.interval.latest
    if not _ordered(start, end):
        return None
    return Hit(first.start, last.end, Interval(start, end, Granularity.RANGE), "range")


def _ordered(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end
