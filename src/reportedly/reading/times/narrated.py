"""Rules for times counted from the time a story last told: “the next day”, “two weeks later”, “that month”.

Where only a month or a year was told, only months and years are counted from it; with nothing told, what lies
ahead is unknown, and what lies behind is counted from the day of publication.
"""

import re
from datetime import date

from reportedly.model import Granularity
from reportedly.reading.times import days
from reportedly.reading.times.days import DAY, MONTHS_OF, Interval
from reportedly.reading.times.relative import ABOUT, COUNT, COUNT_STARTS, FOCUS_END
from reportedly.reading.times.rule import Rule, always
from reportedly.reading.times.tense import Clock
from reportedly.reading.times.words import DAY_PART, PERIOD, WEEKDAY, number, pattern, unit, weekday_number

_UNKNOWN = Interval(None, None, Granularity.VAGUE)
_DAYS_OF = {Granularity.DAY: 1, Granularity.WEEK: 7}


def _moved(match: re.Match[str], clock: Clock, sign: int) -> Interval | None:
    """So many units from the time told: days and weeks to the day, months and years to the whole one."""
    start = clock.focus or clock.anchor
    size, count = unit(match["unit"]), sign * number(match["number"])
    if size in _DAYS_OF:
        return days.single(start + DAY * _DAYS_OF[size] * count) if clock.focus_size is Granularity.DAY else _UNKNOWN
    if size not in MONTHS_OF:
        return days.containing(days.shifted(start, size, count), size) if clock.focus_day else _UNKNOWN
    months = MONTHS_OF[size] * count
    if match["half"]:
        months += sign * MONTHS_OF[size] // 2
    precise = size if MONTHS_OF[size] >= MONTHS_OF.get(clock.focus_size, 0) else clock.focus_size
    return days.containing(days.shifted(start, Granularity.MONTH, months), precise)


def _earlier(match: re.Match[str], clock: Clock) -> Interval | None:
    return _moved(match, clock, -1)


def _later(match: re.Match[str], clock: Clock) -> Interval | None:
    """Counted from the day last named; with none named, nobody knows from when."""
    return _moved(match, clock, 1) if clock.focus else _UNKNOWN


def _neighbour_day(match: re.Match[str], clock: Clock) -> Interval | None:
    """“the previous day”, “the next day”: beside the day last named; ahead of nothing named, unknown."""
    back = match["which"].lower() in ("previous", "before")
    if (not back and clock.focus is None) or (clock.focus and not clock.focus_day):
        return _UNKNOWN
    return days.single((clock.focus or clock.anchor) + (-DAY if back else DAY))


def _same_day(_match: re.Match[str], clock: Clock) -> Interval | None:
    return days.single(clock.focus_day) if clock.focus_day else None


def _narrated_unit(match: re.Match[str], clock: Clock) -> Interval | None:
    """“the following year”, unlike “next year”, needs a day named before it."""
    ahead = match["which"].lower() == "following"
    if ahead and clock.focus is None:
        return _UNKNOWN
    size, start = unit(match["unit"]), clock.focus or clock.anchor
    return days.containing(days.shifted(_first(start, size), size, 1 if ahead else -1), size)


def _same_unit(match: re.Match[str], clock: Clock) -> Interval | None:
    """“that month”: the one the time told lies in; no finer than that time."""
    size = unit(match["unit"])
    if clock.focus is None or _finer(size, clock.focus_size):
        return None
    return days.containing(clock.focus, size)


def _finer(size: Granularity, told: Granularity) -> bool:
    return told is not Granularity.DAY and MONTHS_OF.get(size, 0) < MONTHS_OF.get(told, 0)


def _rest_of_unit(match: re.Match[str], clock: Clock) -> Interval | None:
    """“later that year”: from the time told to the end of its year; “earlier that year”: up to it."""
    whole = _same_unit(match, clock)
    if whole is None or clock.focus is None:
        return None
    if match["side"].lower() == "later":
        return Interval(clock.focus, whole.latest, Granularity.RANGE)
    return Interval(whole.earliest, clock.focus, Granularity.RANGE)


def _neighbour_weekday(match: re.Match[str], clock: Clock) -> Interval | None:
    """“the following Monday”: the first after the day told; “the previous Friday”: the last before it."""
    weekday = weekday_number(match["weekday"])
    ahead = match["which"].lower() in ("following", "next")
    if clock.focus_day is None:
        return None if ahead else days.single(days.weekday_on_or_before(clock.anchor - DAY, weekday))
    if ahead:
        return days.single(days.weekday_on_or_after(clock.focus_day + DAY, weekday))
    return days.single(days.weekday_on_or_before(clock.focus_day - DAY, weekday))


def _first(day: date, size: Granularity) -> date:
    return days.containing(day, size).earliest or day


RULES = (
    Rule("neighbour-day", frozenset({"the"}), pattern(r"the (?P<which>previous|following|next) day"), _neighbour_day, always),
    Rule(
        "neighbour-day",
        frozenset({"the"}),
        pattern(rf"the (?:day|night) (?P<which>before|after){FOCUS_END}"),
        _neighbour_day,
        always,
    ),
    Rule(
        "same-day",
        frozenset({"the", "that", "later", "earlier"}),
        pattern(rf"(?:(?:later|earlier) )?(?:the same|that(?: same| very)?) (?:day|{DAY_PART})"),
        _same_day,
        always,
    ),
    Rule(
        "same-unit",
        frozenset({"the", "that"}),
        pattern(rf"(?:the same|that(?: same| very)?) (?P<unit>{PERIOD})"),
        _same_unit,
        always,
    ),
    Rule(
        "same-unit",
        frozenset({"earlier", "later"}),
        pattern(rf"(?P<side>earlier|later) (?:in )?(?:the same|that(?: same)?) (?P<unit>{PERIOD})"),
        _rest_of_unit,
        always,
    ),
    Rule(
        "neighbour-weekday",
        frozenset({"the"}),
        pattern(rf"the (?P<which>previous|preceding|following|next) (?P<weekday>{WEEKDAY})"),
        _neighbour_weekday,
        always,
    ),
    Rule(
        "earlier",
        COUNT_STARTS,
        pattern(rf"{ABOUT}{COUNT} (?:(?:earlier|previously)(?! than)|before{FOCUS_END})"),
        _earlier,
        always,
    ),
    Rule(
        "later",
        COUNT_STARTS,
        pattern(rf"{ABOUT}{COUNT} (?:later(?! than)|afterwards?|after{FOCUS_END})"),
        _later,
        always,
    ),
    Rule(
        "narrated-unit",
        frozenset({"the"}),
        pattern(rf"the (?P<which>previous|following) (?P<unit>{PERIOD})"),
        _narrated_unit,
        always,
    ),
)
"""Every rule of this module; where two match at one place, the longer match wins."""
