"""Arithmetic on intervals of whole days: weeks, months, quarters, seasons, years and decades.

Knows the Gregorian calendar of `datetime` and ISO 8601's week (Monday first); no text, no clock.
Seasons are the meteorological ones of the northern hemisphere: three whole months, winter from December.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.model import Granularity

DAY = timedelta(days=1)
MONTHS_IN_YEAR = 12
MONTHS_OF = {
    Granularity.MONTH: 1,
    Granularity.QUARTER: 3,
    Granularity.SEASON: 3,
    Granularity.YEAR: 12,
    Granularity.DECADE: 120,
}
"""How many months a unit has, for the units that are counted in months."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `earliest` to `latest`, both inclusive; `None` is an open or unknown end."""

    earliest: date | None
    latest: date | None
    granularity: Granularity


def single(day: date, granularity: Granularity = Granularity.DAY) -> Interval:
    """The one day."""
    return Interval(day, day, granularity)


def months(year: int, month: int, count: int, granularity: Granularity) -> Interval:
    """`count` whole months from the first of `month`, which may lie outside 1–12.

    Raises:
        ValueError: the years leave the calendar (1–9999).
    """
    first, after = year * MONTHS_IN_YEAR + month - 1, year * MONTHS_IN_YEAR + month - 1 + count
    return Interval(_first_of(first), _first_of(after) - DAY, granularity)


def _first_of(index: int) -> date:
    return date(index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1, 1)


def year(number: int) -> Interval:
    """The calendar year."""
    return months(number, 1, 12, Granularity.YEAR)


def containing(day: date, unit: Granularity) -> Interval:
    """The whole unit of the calendar in which `day` lies; for a minute or an hour, the day."""
    if unit is Granularity.WEEK:
        monday = day - DAY * day.weekday()
        return Interval(monday, monday + DAY * 6, unit)
    if unit not in MONTHS_OF:
        return single(day, unit)
    if unit is Granularity.DECADE:
        return months(day.year - day.year % 10, 1, 120, unit)
    # Winter begins in December, so seasons are counted from there and quarters from January.
    into = day.month % 3 if unit is Granularity.SEASON else (day.month - 1) % MONTHS_OF[unit]
    return months(day.year, day.month - into, MONTHS_OF[unit], unit)


def shifted(day: date, unit: Granularity, count: int) -> date:
    """`day` moved by `count` units; a day that the month lacks becomes its last one.

    Hours and minutes move by the whole days they fill.

    Raises:
        ValueError, OverflowError: the result leaves the calendar.
    """
    if unit in MONTHS_OF:
        target = months(day.year, day.month + count * MONTHS_OF[unit], 1, unit)
        return min(_start(target) + DAY * (day.day - 1), _end(target))
    if unit is Granularity.WEEK:
        return day + DAY * 7 * count
    if unit is Granularity.HOUR:
        return day + DAY * int(count / 24)
    return day if unit is Granularity.MINUTE else day + DAY * count


def weekday_on_or_before(day: date, weekday: int) -> date:
    """The nearest such weekday (Monday is 0), `day` itself included, looking back."""
    return day - DAY * ((day.weekday() - weekday) % 7)


def weekday_on_or_after(day: date, weekday: int) -> date:
    """The nearest such weekday (Monday is 0), `day` itself included, looking ahead."""
    return day + DAY * ((weekday - day.weekday()) % 7)


def third(whole: Interval, part: int) -> Interval:
    """The first, middle or last third (`part` 0, 1, 2) of a week, month, quarter, season, year or decade.

    A month falls into days 1–10, 11–20 and the rest; a week into two, three and two days; a decade
    into four, three and three years; longer units into months.  An unknown whole has unknown parts.
    """
    if whole.earliest is None or whole.latest is None:
        return Interval(None, None, Granularity.RANGE)
    cuts = _cuts(whole.earliest, whole.latest, whole.granularity)
    return Interval(cuts[part], cuts[part + 1] - DAY, Granularity.RANGE)


def _cuts(earliest: date, latest: date, granularity: Granularity) -> list[date]:
    after = latest + DAY
    if granularity is Granularity.DECADE:
        return [earliest, date(earliest.year + 4, 1, 1), date(earliest.year + 7, 1, 1), after]
    if granularity in (Granularity.WEEK, Granularity.MONTH):
        first, second = (2, 5) if granularity is Granularity.WEEK else (10, 20)
        return [earliest, earliest + DAY * first, earliest + DAY * second, after]
    if granularity in MONTHS_OF:
        step = MONTHS_OF[granularity] // 3
        return [earliest, *(shifted(earliest, Granularity.MONTH, step * i) for i in (1, 2)), after]
    length = (after - earliest).days
    return [earliest, earliest + DAY * (length // 3), earliest + DAY * (2 * length // 3), after]


def half(whole: Interval, part: int) -> Interval:
    """The first or second half (`part` 0, 1): months from the 16th on, longer units by whole months."""
    if whole.earliest is None or whole.latest is None:
        return Interval(None, None, Granularity.RANGE)
    count = MONTHS_OF.get(whole.granularity, 0)
    middle = (
        shifted(whole.earliest, Granularity.MONTH, count // 2)
        if count and count % 2 == 0
        else whole.earliest + DAY * (((whole.latest - whole.earliest).days + 1) // 2)
    )
    return (
        Interval(whole.earliest, middle - DAY, Granularity.RANGE)
        if part == 0
        else Interval(middle, whole.latest, Granularity.RANGE)
    )


def _start(interval: Interval) -> date:
    return interval.earliest or date.min


def _end(interval: Interval) -> date:
    return interval.latest or date.max
