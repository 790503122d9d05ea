"""Rules for times counted from the day of publication, or from the day last named in the text.

Knows that “last week” is a week of the calendar and “the past week” seven days, that the unit named is
the precision meant (“two weeks ago” is a week), and that few, recent and soon name no dates.
"""

import re
from datetime import date

from reportedly.model import Granularity
from reportedly.reading.times import days
from reportedly.reading.times.days import DAY, Interval
from reportedly.reading.times.rule import NUMERAL, Rule, always
from reportedly.reading.times.tense import Clock, Direction
from reportedly.reading.times.words import (
    APOSTROPHE,
    FEW,
    NUMBER,
    NUMBERS,
    PERIOD,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    number,
    pattern,
    unit,
)

_STEPS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1}
_NAMED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}
_HEDGES = ("about", "around", "nearly", "almost", "roughly", "some", "just", "only", "over", "under", "barely")
ABOUT = rf"(?:(?:{'|'.join(_HEDGES)}|more than|less than|at least) )?"
_ABOUT_STARTS = frozenset({*_HEDGES, "more", "less", "at"})
_NUMBER_STARTS = frozenset(NUMBERS) | {NUMERAL}
_FEW_STARTS = frozenset({"a", "several", "some", "many", "few"})
FOCUS_END = r"(?= ?(?:$|[.,;:!?)”\"’—–]| (?:and|but|while|when|as|by|in|at)\b))"
_SUPERLATIVE = re.compile(r"\b(?:first|only|time|most|least|worst|best|\w+est|since)\b", re.IGNORECASE)


def _named_day(match: re.Match[str], clock: Clock) -> Interval | None:
    return days.single(clock.anchor + DAY * _NAMED_DAYS[match["name"].lower()])


def _beyond_day(match: re.Match[str], clock: Clock) -> Interval | None:
    return days.single(clock.anchor + DAY * (-2 if match["back"] else 2))


def _day_part(match: re.Match[str], clock: Clock) -> Interval | None:
    """A night that is over belongs to the day it began on."""
    return days.single(clock.anchor - DAY if match["over"] else clock.anchor)


def _overnight(match: re.Match[str], clock: Clock) -> Interval | None:
    """The night into the day of publication, or the one that the weekday begins or ends."""
    if match["weekday"] is None:
        return Interval(clock.anchor - DAY, clock.anchor, Granularity.DAY)
    day = days.weekday_on_or_before(clock.anchor, WEEKDAYS[match["weekday"].lower()])
    first = day - DAY if (match["join"] or "").lower() in ("into", "to") else day
    return Interval(first, first + DAY, Granularity.DAY)


def _moved(match: re.Match[str], start: date, sign: int) -> Interval:
    """The whole unit that lies so many units away from `start`; a half counts in months."""
    size, count = unit(match["unit"]), number(match["number"])
    if match["unit"].lower().startswith("fortnight"):
        count *= 2
    if match["half"] and size in days.MONTHS_OF:
        extra = days.MONTHS_OF[size] // 2
        return days.containing(days.shifted(days.shifted(start, size, sign * count), Granularity.MONTH, sign * extra), size)
    return days.containing(days.shifted(start, size, sign * count), size)


def _ago(match: re.Match[str], clock: Clock) -> Interval | None:
    return _moved(match, clock.anchor, -1)


def _half_ago(match: re.Match[str], clock: Clock) -> Interval | None:
    """Half a unit is precise to the next smaller one: half a year ago is a month."""
    size = unit(match["unit"])
    smaller = Granularity.MONTH if size is Granularity.YEAR else Granularity.YEAR
    return days.containing(days.shifted(clock.anchor, Granularity.MONTH, -days.MONTHS_OF[size] // 2), smaller)


def _from_now(match: re.Match[str], clock: Clock) -> Interval | None:
    return _moved(match, clock.anchor, 1)


def _in_time(match: re.Match[str], clock: Clock) -> Interval | None:
    """“in three days” as a time to come: only where the sentence looks ahead, or says nothing else."""
    alone = not match.string[: match.start()].strip() and not match.string[match.end() :].strip(" .")
    clear = match["sure"] is not None or alone
    record = _SUPERLATIVE.search(match.string, max(0, match.start() - 30), match.start())
    if record or not (clear or clock.direction is Direction.FUTURE):
        return None
    return _moved(match, clock.anchor, 1)


def _calendar_unit(match: re.Match[str], clock: Clock) -> Interval | None:
    """“last week”: the whole unit of the calendar before, around or after the day of publication."""
    size = unit(match["unit"])
    return days.containing(days.shifted(_first(clock.anchor, size), size, _STEPS[match["which"].lower()]), size)


def _first(day: date, size: Granularity) -> date:
    return days.containing(day, size).earliest or day


def _part_so_far(match: re.Match[str], clock: Clock) -> Interval | None:
    """“earlier this month” ends, and “later this month” begins, on the day of publication."""
    which = match["which"].lower()
    size, step = unit(match["unit"]), _STEPS.get(which, 0)
    whole = days.containing(days.shifted(_first(clock.anchor, size), size, step), size)
    if step or whole.earliest is None:
        return whole
    later = match["side"].lower() in ("later", "rest", "remainder")
    if later:
        return Interval(clock.anchor, whole.latest, Granularity.RANGE)
    return Interval(whole.earliest, clock.anchor, Granularity.RANGE)


def _so_far(match: re.Match[str], clock: Clock) -> Interval | None:
    return Interval(_first(clock.anchor, unit(match["unit"])), clock.anchor, Granularity.RANGE)


def _rolling(match: re.Match[str], clock: Clock) -> Interval | None:
    """“the past three weeks”: so many units up to, or on from, the day of publication."""
    return _reach(clock.anchor, unit(match["unit"]), number(match["number"]) * (1 if match["ahead"] else -1))


def _rolling_one(match: re.Match[str], clock: Clock) -> Interval | None:
    """“the past week” is seven days, where “last week” is a week of the calendar."""
    return _reach(clock.anchor, unit(match["unit"]), 1 if match["ahead"] else -1)


def _reach(start: date, size: Granularity, count: int) -> Interval:
    """From `start` over `count` units (below zero: back), where begun days count whole."""
    if size is Granularity.HOUR:
        size, count = Granularity.DAY, -(-count // 24) if count > 0 else count // 24
    first, last = sorted((start, days.shifted(start, size, count)))
    return Interval(first, last, Granularity.RANGE)


def _weekend(match: re.Match[str], clock: Clock) -> Interval | None:
    """Saturday and Sunday: the most recent begun, unless “this”, “next” or the sentence looks ahead."""
    which = (match["which"] or "").lower()
    monday = clock.anchor - DAY * clock.anchor.weekday()
    begun = days.weekday_on_or_before(clock.anchor, WEEKDAYS["saturday"])
    ahead = which in ("this", "this coming", "coming") or (which in ("", "the") and clock.direction is Direction.FUTURE)
    if which == "next":
        saturday = monday + DAY * 12
    elif ahead:
        saturday = monday + DAY * 5
    elif which in ("last", "past", "this past", "the past", "the last"):
        saturday = begun if begun < monday else begun - DAY * 7
    else:
        saturday = begun
    return Interval(saturday, saturday + DAY, Granularity.RANGE)


def _vague_past(_match: re.Match[str], clock: Clock) -> Interval | None:
    return Interval(None, clock.anchor, Granularity.VAGUE)


def _vague_future(_match: re.Match[str], clock: Clock) -> Interval | None:
    return Interval(clock.anchor, None, Granularity.VAGUE)


TELLING = frozenset({*UNITS, *_NAMED_DAYS, "weekend", "overnight", "recently", "lately", "soon", "shortly", "ago", "long"})
TELLING |= {f"{name}s" for name in UNITS} | {"future", "far"}
"""Without one of these words or a digit, no rule of this module matches."""
COUNT = rf"(?P<number>{NUMBER})(?P<half> and a half)?(?: |-)(?P<unit>{UNIT})s?"
COUNT_STARTS = _NUMBER_STARTS | _ABOUT_STARTS
_UNITS = rf"{UNIT}s"
_UNIT_STARTS = frozenset(f"{name}s" for name in UNITS)
_ROLLING_BACK = ("past", "last", "previous", "preceding")
_ROLLING_AHEAD = ("next", "coming", "following", "upcoming")
_SPAN = rf"{ABOUT}(?P<number>{NUMBER}) (?P<unit>{UNIT})s?"

_DAYS = (
    Rule("named-day", frozenset(_NAMED_DAYS), pattern(r"(?P<name>yesterday|today|tomorrow|tonight)"), _named_day, always),
    Rule(
        "named-day",
        frozenset({"the", "day"}),
        pattern(r"(?:the )?day (?:before (?P<back>yesterday)|after tomorrow)"),
        _beyond_day,
        always,
    ),
    Rule(
        "day-part",
        frozenset({"last", "this", "earlier", "late", "early"}),
        pattern(r"(?:(?:earlier|early|late) )?(?:this (?:morning|afternoon|evening)|(?P<over>last) (?:night|evening))"),
        _day_part,
        always,
    ),
    Rule(
        "overnight",
        frozenset({"overnight"}),
        pattern(rf"overnight(?:(?: (?P<join>on|into|to))? (?P<weekday>{WEEKDAY}))?"),
        _overnight,
        always,
    ),
)

_COUNTS = (
    Rule("ago", COUNT_STARTS, pattern(rf"{ABOUT}{COUNT} ago"), _ago, always),
    Rule("ago", frozenset({"half"}), pattern(r"half a (?P<unit>year|decade) ago"), _half_ago, always),
    Rule("from-now", COUNT_STARTS, pattern(rf"{ABOUT}{COUNT} from (?:now|today)"), _from_now, always),
    Rule(
        "in-time",
        frozenset({"in"}),
        pattern(rf"in {ABOUT}{COUNT}(?P<sure>{APOSTROPHE} time|{APOSTROPHE}s time)?(?! of\b)"),
        _in_time,
        always,
    ),
)

_UNITS_OF_CALENDAR = (
    Rule(
        "calendar-unit",
        frozenset({"last", "this", "next"}),
        pattern(rf"(?P<which>last|this|next) (?P<unit>{PERIOD})"),
        _calendar_unit,
        always,
    ),
    Rule(
        "calendar-unit",
        frozenset({"the"}),
        pattern(rf"the (?P<which>current|coming|upcoming) (?P<unit>{PERIOD})"),
        _calendar_unit,
        always,
    ),
    Rule(
        "unit-part",
        frozenset({"earlier", "later"}),
        pattern(rf"(?P<side>earlier|later) (?:in )?(?P<which>this|the|last|next) (?P<unit>{PERIOD})"),
        _part_so_far,
        always,
    ),
    Rule(
        "unit-part",
        frozenset({"so", "this"}),
        pattern(
            rf"(?:(?P<side>so far) (?:in )?(?P<which>this)|(?P<which2>this)) (?P<unit>{PERIOD})(?(which2) (?P<side2>so far))"
        ),
        _so_far,
        always,
    ),
    Rule(
        "unit-part",
        frozenset({"the"}),
        pattern(rf"the (?P<side>rest|remainder) of (?P<which>this|the) (?P<unit>{PERIOD})"),
        _part_so_far,
        always,
    ),
    Rule(
        "rolling",
        frozenset({"the", *_ROLLING_BACK, *_ROLLING_AHEAD}),
        pattern(rf"(?:the )?(?:(?P<ahead>{'|'.join(_ROLLING_AHEAD)})|{'|'.join(_ROLLING_BACK)}) {_SPAN}"),
        _rolling,
        always,
    ),
    Rule(
        "rolling",
        frozenset({"the", "this"}),
        pattern(rf"(?:this past|the (?:past|last|(?P<ahead>next))) (?P<unit>{PERIOD})(?! of\b)"),
        _rolling_one,
        always,
    ),
    Rule(
        "weekend",
        frozenset({"the", "this", "last", "next", "weekend", "coming", "past"}),
        pattern(r"(?:(?P<which>this coming|this past|the past|the last|the|this|last|next|coming|past) )?weekend"),
        _weekend,
        always,
    ),
)

_VAGUE = (
    Rule(
        "recent",
        frozenset({"recently", "lately", "recent", "more", "most"}),
        pattern(rf"(?:recently|lately|(?:(?:more|most) )?recent {_UNITS})"),
        _vague_past,
        always,
    ),
    Rule(
        "recent",
        frozenset({"the", "past", "last"}),
        pattern(rf"(?:the )?(?:past|last) {FEW} {_UNITS}"),
        _vague_past,
        always,
    ),
    Rule(
        "vague-ago",
        _FEW_STARTS | _UNIT_STARTS | {"long", "decades"},
        pattern(rf"(?:(?:{FEW} )?(?:(?:more|other) )?{_UNITS}|(?:some|a long) time|a while|long) ago"),
        _vague_past,
        always,
    ),
    Rule(
        "soon",
        frozenset({"soon", "shortly", "before"}),
        pattern(r"(?<!as\s)(?<!too\s)(?:before long|(?:soon|shortly)(?! (?:after|before|as|enough)\b))"),
        _vague_future,
        always,
    ),
    Rule(
        "soon",
        frozenset({"the", "coming", "next"}),
        pattern(rf"(?:the )?(?:(?:coming|next|upcoming) (?:{FEW} )?{_UNITS}|(?:near|foreseeable|not too distant) future)"),
        _vague_future,
        always,
    ),
)

RULES = (*_DAYS, *_COUNTS, *_UNITS_OF_CALENDAR, *_VAGUE)
"""Every rule of this module; where two match at one place, the longer match wins."""
