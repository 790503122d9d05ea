"""Dates the English grammar does not know, left to the library dateparser: whole dates, in many languages.

Only a date with day, month and year is taken from it: its reading of anything vaguer is a single day near the
day of publication, where the right answer is an interval or none.
"""

import re
from datetime import date

from reportedly.model import Granularity, Span, When

# Digits alone leave open which is the day and which the month.
_MAY_BE_A_DATE = re.compile(r"(?=.*[^\W\d_]{3})(?:\d.*\d{4}|\d{4}.*\d)")
_LONGEST = 60


def resolve(text: str) -> When | None:
    """The day that a whole date names (“24 octobre 2024”), or `None`."""
    if len(text) > _LONGEST or not _MAY_BE_A_DATE.search(text):
        return None
    day = _parsed(text)
    return When(Span(0, len(text), text), day, day, Granularity.DAY, "dateparser") if day else None


def _parsed(text: str) -> date | None:
    import dateparser  # noqa: PLC0415  # takes a third of a second to load: only where it is asked

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(text, settings=settings)
    return found.date() if found else None
