"""The words of time in English news: months, weekdays, numbers, units, and the pieces of patterns made of them.

Knows spelling only; what a word means for the calendar is decided by the rules that use it.
"""

import re

from reportedly.model import Granularity

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
UNITS = {
    "minute": Granularity.MINUTE, "hour": Granularity.HOUR, "day": Granularity.DAY, "night": Granularity.DAY,
    "week": Granularity.WEEK, "fortnight": Granularity.WEEK, "month": Granularity.MONTH, "quarter": Granularity.QUARTER,
    "year": Granularity.YEAR, "decade": Granularity.DECADE,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS = {"a": 1, "an": 1, **{word: n for n, word in enumerate(_SMALL, 1)}, **_TENS}

AMBIGUOUS_MONTHS = frozenset({"march", "april", "may", "june", "august"})
"""Months that are also verbs or given names, and so need a word before them that makes them a time."""

COUNTED = (
    "people|persons?|troops?|soldiers?|personnel|men|women|children|civilians?|members?|workers?|police|officers?|fighters?|"
    "militants?|residents?|families|refugees|prisoners|detainees|migrants|students|protesters|km|kms|kilomet(?:er|re)s?|miles?|"
    "met(?:er|re)s?|feet|tons?|tonnes?|kg|kilograms?|dollars?|euros?|pounds?|yuan|won|rou?bles?|votes?|seats?|cases|deaths|homes|"
    "houses|buildings|months|weeks|days|hours|minutes|years|mph|hectares|acres|barrels|drones?|missiles?|shells|rounds|tanks|"
    "vehicles|ships|percent|per\\s+cent|million|billion|thousand|hundred|others|Palestinians|Israelis|Ukrainians|Russians|hostages"
)
"""Nouns that make the number before them a count and not a day or a year."""

GAP = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"
"""White space between two words: a line may break there, a paragraph may not."""
DASH = "[-\u2010\u2011\u2012\u2013\u2014]"
APOSTROPHE = "['\u2019]"

_CASED = {**{name.title(): name for name in MONTHS}, **{name.upper(): name for name in MONTHS}}
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
FULL_MONTH = rf"(?-i:{'|'.join(_CASED)})"
MONTH = rf"(?-i:(?:{'|'.join([*_CASED, *(f'{s}|{s.upper()}' for s in _SHORT)])})\b\.?)"
WEEKDAY = rf"(?-i:{'|'.join(f'{w.title()}|{w.upper()}' for w in WEEKDAYS)})"
_SHORT_DAYS = ("Mon", "Tues", "Tue", "Weds", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")
DATED_DAY = rf"(?:(?:{WEEKDAY}|(?-i:{'|'.join(_SHORT_DAYS)})\b\.?),?{GAP})?"
"""A weekday that only decorates the date after it."""
SEASON = r"(?:spring|summer|autumn|fall|winter)"
NUMBER = (
    rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[:9])}))?"
    rf"|{'|'.join(sorted(_SMALL, key=len, reverse=True))}|an?)"
)
FEW = rf"(?:a{GAP}few|several|a{GAP}couple(?:{GAP}of)?|a{GAP}number{GAP}of|some|many|few)"
UNIT = r"(?:minute|hour|day|night|week|fortnight|month|quarter|year|decade)"
PERIOD = r"(?:week|month|quarter|year|decade)"
DAY_PART = r"(?:morning|afternoon|evening|night)"

NOT_COUNT = rf"(?!\d|[.,:]\d|{GAP}?(?:%|(?:{COUNTED})\b))"
DAY_NUMBER = rf"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b{NOT_COUNT}"
YEAR_NUMBER = r"(?:1\d|20|21)\d\d(?!\d|[.,:]\d)"

_WEEKDAY_STARTS = {name[:3]: number for name, number in WEEKDAYS.items()}
_STARTS = {name[:3]: number for name, number in MONTHS.items()}


def month_number(word: str) -> int:
    """1–12 for a month's name or its usual short form, with or without a full stop."""
    return _STARTS[word[:3].lower()]


def number(word: str) -> int:
    """The value of what `NUMBER` matches."""
    if word.isdecimal():
        return int(word)
    return sum(NUMBERS[piece] for piece in word.lower().split("-"))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name or its usual short form."""
    return _WEEKDAY_STARTS[word[:3].lower()]


def unit(word: str) -> Granularity:
    """The unit that a singular or plural word names."""
    return UNITS[word.lower().removesuffix("s")]


def pattern(text: str) -> re.Pattern[str]:
    """A compiled pattern that ignores case, ends at a word's end, and reads a space as a gap between words."""
    return re.compile(rf"(?:{text.replace(' ', GAP)})(?!\w)", re.IGNORECASE)
