"""Rules for times that have names of their own: dates, months, weekdays, years, decades, quarters, seasons.

Knows which occurrence a bare name means in news: a weekday or a month is the most recent one, a day
of a month without a year the nearest one, unless the sentence looks ahead.
"""

import re
from datetime import date

from reportedly.model import Granularity
from reportedly.reading.times import days
from reportedly.reading.times.days import DAY, Interval
from reportedly.reading.times.rule import NUMERAL, Rule, always, never, yearless
from reportedly.reading.times.tense import Clock, Direction
from reportedly.reading.times.words import (
    AMBIGUOUS_MONTHS,
    APOSTROPHE,
    DASH,
    DATED_DAY,
    DAY_NUMBER,
    FULL_MONTH,
    MONTH,
    MONTHS,
    NOT_COUNT,
    ORDINALS,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    YEAR_NUMBER,
    month_number,
    pattern,
    weekday_number,
)

_DIGITS = frozenset({NUMERAL})
_MONTH_STARTS = frozenset(MONTHS) | {m[:3] for m in MONTHS} | {"sept"}
_DAY_STARTS = frozenset(WEEKDAYS) | {w[:3] for w in WEEKDAYS} | {"tues", "weds", "thur", "thurs"}
TELLING = _MONTH_STARTS | _DAY_STARTS | frozenset(SEASONS) | {"quarter", "century", "juche"}
"""Without one of these words or a digit, no rule of this module matches."""
_OF_YEAR = rf"(?:(?P<year>{YEAR_NUMBER})|(?:of )?(?P<which>last|this|next) year)"
_STEPS = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "the": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
}
_FIRST_COMMON_YEAR, _LAST_COMMON_YEAR = 1900, 2099
_TWO_DIGIT_TURN = 30

_LEADS_YEAR = re.compile(
    r"\b(?:in|since|of|until|till|by|from|during|before|after|year|early|late|mid|circa)[ -]+$", re.IGNORECASE
)
_NO_YEAR = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|over|roughly|approximately|than|least|exactly|another|up to|resolutions?"
    r"|res\.|unscr|no\.|number|article|articles|agenda|vision|flight|room|route|section|page|paragraph|decree|order|unit|brigade|model)"
    rf"(?: {DASH})?[ ]+|[$€£¥₩#]\s?)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s+[a-z]+s\b")
_LEADS_MONTH = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|from|during|before|after|through|last|this|next|coming|past|early|late|mid"
    rf"|and|to|between|the|a)|{APOSTROPHE}s)[ -]+$",
    re.IGNORECASE,
)
_LEADS_SEASON = re.compile(r"\b(?:in|since|until|by|during|before|early|late|mid)[ -]+$", re.IGNORECASE)
_HABIT = re.compile(r"\b(?:every|each|good|black|bloody|super|ash|palm|maundy|easter|most|some|many)\s+$", re.IGNORECASE)


def _before(match: re.Match[str], lead: re.Pattern[str]) -> bool:
    return lead.search(match.string, max(0, match.start() - 24), match.start()) is not None


def _year_of(match: re.Match[str], clock: Clock) -> int | None:
    if match["year"]:
        return int(match["year"])
    return clock.anchor.year + _STEPS[match["which"].lower()] if match["which"] else None


def _dated(year: int | None, month: int, day: int, clock: Clock) -> date | None:
    """The date itself, or without a year the nearest one; ahead or back where the sentence says so."""
    if year is not None:
        return date(year, month, day)
    around = [d for y in range(clock.anchor.year - 4, clock.anchor.year + 5) if (d := _real(y, month, day))]
    if clock.direction is Direction.FUTURE:
        around = [d for d in around if d >= clock.anchor] or around
    elif clock.direction is Direction.PAST:
        around = [d for d in around if d <= clock.anchor] or around
    return min(around, key=lambda d: abs((d - clock.anchor).days), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_day(match: re.Match[str], clock: Clock) -> Interval | None:
    day = _dated(_year_of(match, clock), month_number(match["month"]), _day_number(match["day"]), clock)
    return days.single(day) if day else None


def _day_number(words: str) -> int:
    return int(words.rstrip("stndrhSTNDRH"))


def _numeric(match: re.Match[str], _clock: Clock) -> Interval | None:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return days.single(date(year, month, day))


def _two_orders(match: re.Match[str], _clock: Clock) -> Interval | None:
    """Day and month where only one order is possible; a full stop between them is always day first."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == ".":
        return days.single(date(year, second, first))
    readings = {d for m, n in ((second, first), (first, second)) if (d := _real(year, m, n))}
    return days.single(readings.pop()) if len(readings) == 1 else None


def _day_span(match: re.Match[str], clock: Clock) -> Interval | None:
    """Two days of one month; “and” joins only neighbours, unless “between” comes first."""
    first, last = _day_number(match["day"]), _day_number(match["day2"])
    joined = match["join"].strip().lower() == "and" and not (match["lead"] or "").lower().startswith("between")
    if last <= first or (joined and last - first > 1):
        return None
    start = _dated(_year_of(match, clock), month_number(match["month"]), first, clock)
    return Interval(start, start.replace(day=last), Granularity.RANGE) if start else None


def _month_of_year(match: re.Match[str], clock: Clock) -> Interval | None:
    year = _year_of(match, clock)
    return None if year is None else days.months(year, month_number(match["month"]), 1, Granularity.MONTH)


def _month(match: re.Match[str], clock: Clock) -> Interval | None:
    """The most recent such month, the current one included; where the sentence looks ahead, the coming one."""
    possessive = match.string[match.end() : match.end() + 2] in ("'s", "\u2019s")
    if match["month"].lower() in AMBIGUOUS_MONTHS and (possessive or not _before(match, _LEADS_MONTH)):
        return None
    return _month_near(clock, month_number(match["month"]))


def _month_near(clock: Clock, month: int) -> Interval:
    year = clock.anchor.year
    if clock.direction is Direction.FUTURE:
        return days.months(year + (month < clock.anchor.month), month, 1, Granularity.MONTH)
    return days.months(year - (month > clock.anchor.month), month, 1, Granularity.MONTH)


def _deictic_month(match: re.Match[str], clock: Clock) -> Interval | None:
    month, step = month_number(match["month"]), _STEPS[match["which"].split()[-1].lower()]
    if step == 0:
        return days.months(clock.anchor.year, month, 1, Granularity.MONTH)
    edge = days.shifted(clock.anchor.replace(day=1), Granularity.MONTH, step)
    return _month_near(clock.standing_at(edge, Direction.FUTURE if step > 0 else Direction.PAST), month)


def _weekday(match: re.Match[str], clock: Clock) -> Interval | None:
    """The most recent such day, today included; where the sentence looks ahead, the coming one."""
    if _before(match, _HABIT):
        return None
    weekday = weekday_number(match["weekday"])
    ahead = clock.direction is Direction.FUTURE
    if clock.eastern and (clock.anchor + DAY).weekday() == weekday:
        # Filed across the date line: nobody calls a day of last week by its bare name.
        return days.single(clock.anchor + DAY)
    return days.single((days.weekday_on_or_after if ahead else days.weekday_on_or_before)(clock.anchor, weekday))


def _deictic_weekday(match: re.Match[str], clock: Clock) -> Interval | None:
    """“this” stays in the calendar week; “last” and “next” skip yesterday and tomorrow, which have those names."""
    weekday, step = weekday_number(match["weekday"]), _STEPS[match["which"].split()[-1].lower()]
    away = 1 if " " in match["which"] or match["which"].lower() in ("coming", "past") else 2
    if step < 0:
        return days.single(days.weekday_on_or_before(clock.anchor - DAY * away, weekday))
    if step > 0:
        return days.single(days.weekday_on_or_after(clock.anchor + DAY * away, weekday))
    return days.single(_in_week(clock.anchor, weekday))


def _weekday_of_week(match: re.Match[str], clock: Clock) -> Interval | None:
    week = clock.anchor + DAY * 7 * _STEPS[match["which"].lower()]
    return days.single(_in_week(week, weekday_number(match["weekday"])))


def _in_week(day: date, weekday: int) -> date:
    return day - DAY * day.weekday() + DAY * weekday


def _year(match: re.Match[str], _clock: Clock) -> Interval | None:
    number = int(match["year"])
    led = match["lead"] is not None or _before(match, _LEADS_YEAR)
    if not led and (not _FIRST_COMMON_YEAR <= number <= _LAST_COMMON_YEAR or number % 100 == 0):
        return None
    if number % 100 == 0 and _PLURAL.match(match.string, match.end()):
        return None
    return None if _before(match, _NO_YEAR) else days.year(number)


def _juche(match: re.Match[str], _clock: Clock) -> Interval | None:
    """North Korea counted the years from 1912, the first of Juche, until 2024."""
    return days.year(1911 + int(match["count"]))


def _year_span(match: re.Match[str], _clock: Clock) -> Interval | None:
    first = int(match["year"])
    last = int(match["last"]) if len(match["last"]) > 2 else first - first % 100 + int(match["last"])  # noqa: PLR2004  # digits
    return Interval(days.year(first).earliest, days.year(last).latest, Granularity.RANGE) if last > first else None


def _decade(match: re.Match[str], _clock: Clock) -> Interval | None:
    if match["tens"]:
        tens = int(match["tens"])
        return days.months((1900 if tens >= _TWO_DIGIT_TURN else 2000) + tens, 1, 120, Granularity.DECADE)
    return days.months(int(match["decade"]), 1, 120, Granularity.DECADE)


def _century(match: re.Match[str], _clock: Clock) -> Interval | None:
    """The Nth century runs from the year 100·(N-1)+1 to 100·N."""
    number = _day_number(match["number"])
    return Interval(date(100 * number - 99, 1, 1), date(100 * number, 12, 31), Granularity.RANGE)


def _quarter(match: re.Match[str], clock: Clock) -> Interval | None:
    """The quarter of the year named, or the most recent such quarter that has begun."""
    number = int(match["digit"]) if match["digit"] else ORDINALS[match["ordinal"].lower()]
    year = _year_of(match, clock)
    if year is None:
        began = (clock.anchor.month - 1) // 3 + 1
        year = clock.anchor.year + (number < began if clock.direction is Direction.FUTURE else -(number > began))
    return days.months(year, 3 * number - 2, 3, Granularity.QUARTER)


def _season(match: re.Match[str], clock: Clock) -> Interval | None:
    """The season that began in the year named, or the most recent one that has begun."""
    month, year = SEASONS[match["season"].lower()], _year_of(match, clock)
    if year is not None:
        return days.months(year, month, 3, Granularity.SEASON)
    if not _before(match, _LEADS_SEASON):
        return None
    started = days.months(clock.anchor.year - (month > clock.anchor.month), month, 3, Granularity.SEASON)
    if clock.direction is Direction.FUTURE and started.latest and started.latest < clock.anchor:
        return days.months(clock.anchor.year + (month < clock.anchor.month), month, 3, Granularity.SEASON)
    return started


def _deictic_season(match: re.Match[str], clock: Clock) -> Interval | None:
    """“last” is the most recent one that is over, “next” the first to begin, “this” the one of this year."""
    month, step = SEASONS[match["season"].lower()], _STEPS[match["which"].split()[-1].lower()]
    years = range(clock.anchor.year - 2, clock.anchor.year + 2)
    all_ = [days.months(y, month, 3, Granularity.SEASON) for y in years]
    if step < 0:
        return next((s for s in reversed(all_) if s.latest and s.latest < clock.anchor), None)
    if step > 0:
        return next((s for s in all_ if s.earliest and s.earliest > clock.anchor), None)
    under_way = [s for s in all_ if s.earliest and s.latest and s.earliest <= clock.anchor <= s.latest]
    return under_way[0] if under_way else all_[2]


def _day_of_month(match: re.Match[str], clock: Clock) -> Interval | None:
    """“the 23rd”: the most recent, or where the sentence looks ahead the coming one."""
    number, step = _day_number(match["day"]), 1 if clock.direction is Direction.FUTURE else -1
    if match["which"]:
        month = days.shifted(clock.anchor.replace(day=1), Granularity.MONTH, _STEPS[match["which"].lower()])
        return days.single(month.replace(day=number))
    first = clock.anchor.replace(day=1)
    near = [_real(m.year, m.month, number) for m in (days.shifted(first, Granularity.MONTH, step * i) for i in range(3))]
    return next((days.single(d) for d in near if d and (d - clock.anchor).days * step >= 0), None)


_SPAN_JOIN = rf"(?P<join> ?{DASH} ?| (?:to|and|until|till|through) )"
_DAY = rf"(?P<day>{DAY_NUMBER})"
_DAYS = rf"(?P<day>\d\d?(?:st|nd|rd|th)?){_SPAN_JOIN}(?P<day2>{DAY_NUMBER})"
_LEAD = r"(?P<lead>(?:from|between) )?"
_WHICH = r"(?P<which>this coming|this past|last|past|this|next|coming|upcoming)"
_DEICTIC = frozenset({"last", "past", "this", "next", "coming", "upcoming"})
_LEADS = frozenset({"from", "between"})

RULES = (
    Rule(
        "iso-date",
        _DIGITS,
        pattern(r"(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\d)(?:T[\d:.+Z-]*)?"),
        _numeric,
        never,
    ),
    Rule(
        "numeric-date",
        _DIGITS,
        pattern(r"(?P<first>\d\d?)(?P<mark>[/.])(?P<second>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d)"),
        _two_orders,
        never,
    ),
    Rule(
        "month-day",
        _MONTH_STARTS | _DAY_STARTS,
        pattern(rf"{DATED_DAY}(?P<month>{MONTH}) ?(?:the )?{_DAY}(?:,? {_OF_YEAR})?"),
        _month_day,
        yearless,
        recurs=True,
    ),
    Rule(
        "day-month",
        _DIGITS | _DAY_STARTS | {"the"},
        pattern(rf"{DATED_DAY}(?:the )?{_DAY}(?: of)? (?P<month>{MONTH})(?:,? {_OF_YEAR})?"),
        _month_day,
        yearless,
        recurs=True,
    ),
    Rule(
        "day-span",
        _MONTH_STARTS | _LEADS,
        pattern(rf"{_LEAD}(?P<month>{MONTH}) {_DAYS}(?:,? {_OF_YEAR})?"),
        _day_span,
        yearless,
    ),
    Rule(
        "day-span",
        _DIGITS | _LEADS | {"the"},
        pattern(rf"{_LEAD}(?:the )?{_DAYS}(?: of)? (?P<month>{MONTH})(?:,? {_OF_YEAR})?"),
        _day_span,
        yearless,
    ),
    Rule("month-year", _MONTH_STARTS, pattern(rf"(?P<month>{MONTH})(?:,| of)? {_OF_YEAR}"), _month_of_year, yearless),
    Rule("month", _MONTH_STARTS, pattern(rf"(?P<month>{FULL_MONTH})"), _month, always, recurs=True),
    Rule("deictic-month", _DEICTIC, pattern(rf"{_WHICH} (?P<month>{FULL_MONTH}){NOT_COUNT}"), _deictic_month, always),
    Rule(
        "weekday",
        _DAY_STARTS,
        pattern(rf"(?P<weekday>{WEEKDAY}|(?-i:Mon|Tues?|Weds?|Thurs?|Fri)\.)(?! Times| Telegraph| Mail| Mirror)"),
        _weekday,
        always,
        recurs=True,
    ),
    Rule("deictic-weekday", _DEICTIC, pattern(rf"{_WHICH} (?P<weekday>{WEEKDAY})"), _deictic_weekday, always),
    Rule(
        "weekday-of-week",
        _DAY_STARTS,
        pattern(rf"(?P<weekday>{WEEKDAY}),? (?:of )?(?P<which>last|this|next) week"),
        _weekday_of_week,
        always,
    ),
    Rule(
        "year",
        _DIGITS | {"the", "year"},
        pattern(rf"(?P<lead>(?:the )?year )?(?P<year>{YEAR_NUMBER}){NOT_COUNT}(?! (?:GMT|UTC|KST|hours|hrs|local)\b)"),
        _year,
        never,
    ),
    Rule("juche-year", frozenset({"juche"}), pattern(r"Juche (?P<count>\d{1,3})(?: ?\(\d{4}\))?"), _juche, never),
    Rule(
        "year-span",
        _DIGITS,
        pattern(rf"(?P<year>(?:1[89]|20)\d\d)(?:{DASH}|/)(?P<last>(?:1[89]|20)\d\d|\d\d)(?!\d|[-/.]\d)"),
        _year_span,
        never,
    ),
    Rule(
        "decade",
        _DIGITS | {"the"},
        pattern(rf"(?:the )?(?:(?P<decade>(?:1\d|20)\d0){APOSTROPHE}?s|(?:{APOSTROPHE}|(?<={APOSTROPHE}))(?P<tens>\d0)s)"),
        _decade,
        never,
    ),
    Rule("century", _DIGITS | {"the"}, pattern(r"(?:the )?(?P<number>1\dth|2[01](?:st|th)) century"), _century, never),
    Rule(
        "quarter",
        frozenset(ORDINALS) | {"the", "q"},
        pattern(
            rf"(?:(?:the )?(?P<ordinal>first|second|third|fourth)(?: |-)quarter|Q(?P<digit>[1-4]))"
            rf"(?:(?: of|,)? {_OF_YEAR}|(?! of\b))"
        ),
        _quarter,
        yearless,
    ),
    Rule(
        "season",
        frozenset(SEASONS) | {"the"},
        pattern(rf"(?:the )?(?P<season>{SEASON})(?:(?: of|,)? {_OF_YEAR}|(?! of\b))"),
        _season,
        yearless,
        recurs=True,
    ),
    Rule("deictic-season", _DEICTIC, pattern(rf"{_WHICH} (?P<season>{SEASON})"), _deictic_season, always),
    Rule(
        "day-of-month",
        frozenset({"the"}),
        pattern(
            r"the (?P<day>\d\d?(?:st|nd|rd|th))(?: of (?P<which>last|this|next) month"
            r"|(?= ?(?:$|[.,;:)]| (?:and|but|at|in)\b)))"
        ),
        _day_of_month,
        always,
        recurs=True,
    ),
)
"""Every rule of this module; where two match at one place, the longer match wins."""
