"""Rules for parts of a longer time: early, mid and late, halves, first weeks and months, the end or the start of it.

Knows how a named whole divides; which whole the words name is asked of the other rules.
"""

import re
from collections.abc import Callable
from datetime import date

from reportedly.model import Granularity
from reportedly.reading.times import days
from reportedly.reading.times.days import DAY, Interval
from reportedly.reading.times.rule import Hit
from reportedly.reading.times.tense import Clock
from reportedly.reading.times.words import APOSTROPHE, DASH, GAP, NUMBER, ORDINALS, PERIOD, number, pattern, unit

Look = Callable[[str, int, Clock], Hit | None]
"""The longest plain time at a place of a text."""

_EDGES = ("end", "close", "start", "beginning", "outset", "middle")
_LASTS = ("last", "final", "closing")
STARTS = frozenset(
    {"early", "mid", "late", "the", "this", "very", "year", "month", "latter", "opening", *_EDGES, *_LASTS, *ORDINALS}
)
"""The lower-case words that a part may begin with."""
_WHOLES = frozenset(
    {Granularity.WEEK, Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON, Granularity.YEAR, Granularity.DECADE}
)

_THIRD = re.compile(
    rf"(?:the{GAP})?(?P<part>early|mid(?:dle)?|late|end)(?:-to-(?P<to>mid|late))?(?:{DASH}|{GAP}(?:(?:in|of|part{GAP}of){GAP})?)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?:the{GAP})?(?:very{GAP})?(?:(?P<edge>{'|'.join(_EDGES)})|(?P<half>first|second|latter){GAP}half"
    rf"|(?P<which>{'|'.join((*ORDINALS, *_LASTS))}|opening){GAP}(?:(?P<number>{NUMBER}){GAP})?"
    rf"(?P<unit>day|week|month|quarter|year)s?){GAP}of{GAP}",
    re.IGNORECASE,
)
_THE_WHOLE = pattern(rf"(?:the|this) (?P<unit>{PERIOD})")
_CLOSE = pattern(rf"(?:(?:the|this) )?(?P<unit>year|month)(?:{DASH}|{APOSTROPHE}s )end")
_PARTS = {"early": 0, "mid": 1, "middle": 1, "late": 2}


def at(text: str, pos: int, clock: Clock, look: Look) -> Hit | None:
    """The part of a longer time that the words at `pos` name, if they do."""
    return _close(text, pos, clock) or _third(text, pos, clock, look) or _share(text, pos, clock, look)


def _close(text: str, pos: int, clock: Clock) -> Hit | None:
    """“year-end”, “the month's end”: the last day of the current one."""
    match = _CLOSE.match(text, pos)
    if match is None:
        return None
    whole = _current(unit(match["unit"]), clock)
    return Hit(pos, match.end(), _last_day(whole), "part-edge")


def _third(text: str, pos: int, clock: Clock, look: Look) -> Hit | None:
    match = _THIRD.match(text, pos)
    if match is None:
        return None
    whole = _whole_at(text, match.end(), clock, look)
    if whole is None:
        return None
    part = match["part"].lower()
    if part == "end":
        return Hit(pos, whole.end, _last_day(whole.interval), "part-edge")
    first, last = (days.third(whole.interval, _PARTS[name]) for name in (part, (match["to"] or part).lower()))
    interval = Interval(first.earliest, last.latest, Granularity.RANGE)
    return Hit(pos, whole.end, interval, "part-third") if _PARTS[part] <= _PARTS[(match["to"] or part).lower()] else None


def _share(text: str, pos: int, clock: Clock, look: Look) -> Hit | None:
    match = _SHARE.match(text, pos)
    if match is None:
        return None
    whole = _whole_at(text, match.end(), clock, look)
    interval = whole and _shared(match, whole.interval)
    return Hit(pos, whole.end, interval, "part-share") if whole and interval else None


def _shared(match: re.Match[str], whole: Interval) -> Interval | None:
    if match["edge"]:
        edge = match["edge"].lower()
        if edge == "middle":
            return days.third(whole, 1)
        return _last_day(whole) if edge in ("end", "close") else _first_day(whole)
    if match["half"]:
        return days.half(whole, 0 if match["half"].lower() == "first" else 1)
    return _run(whole, match["which"].lower(), number(match["number"]) if match["number"] else 1, unit(match["unit"]))


def _run(whole: Interval, which: str, count: int, size: Granularity) -> Interval | None:
    """So many units from one end of the whole, or its n-th unit; weeks of a month count from its first day."""
    granularity = size if count == 1 else Granularity.RANGE
    if whole.earliest is None or whole.latest is None:
        return Interval(None, None, granularity)
    if which in _LASTS:
        after = whole.latest + DAY
        return _within(days.shifted(after, size, -count), whole.latest, whole, granularity)
    skipped = count * (ORDINALS.get(which, 1) - 1)
    start = days.shifted(whole.earliest, size, skipped)
    return _within(start, days.shifted(start, size, count) - DAY, whole, granularity)


def _within(first: date, last: date, whole: Interval, granularity: Granularity) -> Interval | None:
    """The stretch, or `None` if the whole does not hold it."""
    fits = whole.earliest is not None and whole.latest is not None and whole.earliest <= first <= last <= whole.latest
    return Interval(first, last, granularity) if fits else None


def _whole_at(text: str, pos: int, clock: Clock, look: Look) -> Hit | None:
    """A time longer than a day at `pos`, be it only “the year”."""
    bare, found = _THE_WHOLE.match(text, pos), look(text, pos, clock)
    if found and found.interval.granularity in _WHOLES and (bare is None or found.end >= bare.end()):
        return found
    if bare is None:
        return None
    return Hit(pos, bare.end(), _current(unit(bare["unit"]), clock), "calendar-unit")


def _current(size: Granularity, clock: Clock) -> Interval:
    return days.containing(clock.anchor, size) if clock.known else Interval(None, None, size)


def _last_day(whole: Interval) -> Interval:
    return Interval(whole.latest, whole.latest, Granularity.DAY)


def _first_day(whole: Interval) -> Interval:
    return Interval(whole.earliest, whole.earliest, Granularity.DAY)
