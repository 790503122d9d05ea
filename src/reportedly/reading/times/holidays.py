"""Days with names of their own that fall on a fixed date, or on one the calendar gives: Christmas Eve, Easter, Bastille Day.

Sources of the dates: common knowledge; Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms,
chapter 8).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from reportedly.reading.times import days
from reportedly.reading.times.days import DAY, Interval
from reportedly.reading.times.rule import Rule
from reportedly.reading.times.tense import Clock, Direction
from reportedly.reading.times.words import APOSTROPHE, YEAR_NUMBER, pattern

_FIXED = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "epiphany": (1, 6), "orthodox christmas": (1, 7),
    "valentine's day": (2, 14), "st valentine's day": (2, 14), "international women's day": (3, 8), "st patrick's day": (3, 17),
    "april fools' day": (4, 1), "day of the sun": (4, 15), "anzac day": (4, 25), "may day": (5, 1), "victory day": (5, 9),
    "independence day": (7, 4), "the fourth of july": (7, 4), "bastille day": (7, 14), "assumption day": (8, 15),
    "halloween": (10, 31), "all saints' day": (11, 1), "guy fawkes night": (11, 5), "armistice day": (11, 11),
    "remembrance day": (11, 11), "veterans day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26), "st stephen's day": (12, 26), "cinco de mayo": (5, 5),
}  # fmt: skip
_MOVED = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter sunday": 0, "easter": 0,
    "easter monday": 1, "ascension day": 39, "whit monday": 50, "pentecost": 49,
}  # fmt: skip
# Names of a season too: days only behind a preposition.
_SEASONS = frozenset({"christmas", "easter", "new year's", "pentecost"})
_LED = re.compile(r"\b(?:on|at|since|until|till|before|after|by)\s+$", re.IGNORECASE)
_SOON = timedelta(days=45)
TELLING = frozenset(
    {"eve", "day", "christmas", "epiphany", "halloween", "easter", "night", "pentecost", "fourth", "friday", "sunday", "mayo",
     "wednesday", "thursday", "monday"}
)  # fmt: skip
"""Without one of these words no rule of this module matches."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    n = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + n + 90) // 25
    return date(year, month, (h - m + n + month + 19) % 32)


def _nearest(on: Callable[[int], date], match: re.Match[str], clock: Clock) -> Interval:
    """The day in the year named, or the most recent one; the coming one where it is near or the sentence looks ahead."""
    if match["year"]:
        return days.single(on(int(match["year"])))
    around = [on(clock.anchor.year + step) for step in (-1, 0, 1)]
    coming = min(d for d in around if d >= clock.anchor)
    ahead = clock.direction is Direction.FUTURE or coming - clock.anchor <= _SOON
    return days.single(coming if ahead else max(d for d in around if d < clock.anchor))


def _is_day(match: re.Match[str]) -> bool:
    """“on Easter”, “since Christmas”; not “Easter eggs” or “the Christmas truce”."""
    return _named(match) not in _SEASONS or _LED.search(match.string, max(0, match.start() - 12), match.start()) is not None


def _named(match: re.Match[str]) -> str:
    return " ".join(match["name"].lower().replace("\u2019", "'").split())


def _fixed(match: re.Match[str], clock: Clock) -> Interval | None:
    if not _is_day(match):
        return None
    month, day = _FIXED[_named(match)]
    return _nearest(lambda year: date(year, month, day), match, clock)


def _moved(match: re.Match[str], clock: Clock) -> Interval | None:
    if not _is_day(match):
        return None
    away = _MOVED[_named(match)]
    return _nearest(lambda year: easter(year) + DAY * away, match, clock)


def _rule(names: dict[str, tuple[int, int]] | dict[str, int], meaning: Callable[[re.Match[str], Clock], Interval | None]) -> Rule:
    ordered = sorted(names, key=len, reverse=True)
    spelt = "|".join(n.replace("'", APOSTROPHE) for n in ordered)
    starts = frozenset(re.split(r"[ ']", n)[0] for n in names)
    written = pattern(rf"(?P<name>{spelt})(?:,? (?P<year>{YEAR_NUMBER}))?")
    return Rule("holiday", starts, written, meaning, lambda match: match["year"] is None, recurs=True)


RULES = (_rule(_FIXED, _fixed), _rule(_MOVED, _moved))
"""Every rule of this module."""
