"""Which way a time looks that names no year or week: back, ahead, or unsaid.

Knows the verbs and helpers around an expression, by form alone: the nearest one before it decides,
and for an expression at the head of its sentence the nearest one after it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from reportedly.model import Granularity


class Direction(Enum):
    """Which occurrence of a recurring day or month is meant; `PAST` excludes one still to come."""

    UNSAID = "unsaid"
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Clock:
    """What a relative expression is counted from.

    Attributes:
        anchor: the day of publication, or any day where it is not known.
        known: whether the day of publication is known; if not, what hangs on it is blanked.
        direction: which way a recurring day or month looks.
        focus: the first day of the time last named, from which “the previous day” counts.
        eastern: whether the place of filing may be a day ahead of the day of publication.
        focus_size: how fine that time is: a day, or a month or year of which no day is known.
    """

    anchor: date
    known: bool = True
    direction: Direction = Direction.UNSAID
    focus: date | None = None
    focus_size: Granularity = Granularity.DAY
    eastern: bool = False

    @property
    def focus_day(self) -> date | None:
        """The day last named, if a single day was."""
        return self.focus if self.focus_size is Granularity.DAY else None

    def looking(self, direction: Direction) -> "Clock":
        """The same clock, looking another way."""
        return self if direction is self.direction else replace(self, direction=direction)

    def after(self, day: date, size: Granularity = Granularity.DAY) -> "Clock":
        """The same clock, once the text has named `day`, or the month or year that begins with it."""
        return replace(self, focus=day, focus_size=size)

    def standing_at(self, day: date, direction: Direction) -> "Clock":
        """A clock that counts from `day`."""
        return Clock(day, direction=direction)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that turns time back or ahead; a sentence's end (`UNSAID`) clears it."""

    start: int
    end: int
    direction: Direction


_FUTURE = (
    r"(?:will|shall|won['’]t|going to|plan(?:s|ning)? to|plan(?:s|ned)? for|intends? to|hopes? to|aims? to"
    r"|(?:is|are|was|were|be|been) (?:due|set|expected|scheduled|slated|planned|poised) (?:to|for|on|in)"
    r"|(?:is|are|was|were) to be|(?:due|set|expected|scheduled|slated|planned) (?:to|for)|to be held|to take place"
    r"|would(?! have)(?!n['’]t have)|(?:may|might)(?! have)(?! not have))\b"
)
_PAST = (
    r"(?:said|told|was|were|had|did|has|have|met|began|came|went|left|took|fell|rose|hit|shot|fought|sent|saw|made|gave|got|spoke"
    r"|wrote|held|won|lost|struck|sank|flew|drove|broke|brought|became|grew|withdrew|overthrew|signed"
    r"|(?!hundred|indeed|need|exceed|proceed|succeed|speed|feed)[a-z]{2,}ed)\b"
)
_CUE = re.compile(
    rf"\b(?:(?P<pair>be(?:en|ing)? \w+)|(?P<future>{_FUTURE})|(?P<past>{_PAST}))"
    r"|(?P<short>['’]ll\b)|(?P<stop>[.!?;][\"”’')]*\s+(?=[A-Z“\"])|\n\n)"
)
HEADS = frozenset({
    "will", "shall", "won", "ll", "going", "plan", "plans", "planning", "planned", "intend", "intends", "hope", "hopes",
    "aim", "aims", "due", "set", "expected", "scheduled", "slated", "poised", "held", "place", "would", "may", "might",
    "be", "by", "until", "till", "before",
})  # fmt: skip
"""Lower-case words without which nothing in a text looks ahead."""
_DEADLINE = re.compile(r"\b(?:by|until|till|before)\s+(?:the\s+)?$", re.IGNORECASE)
_LIMIT = re.compile(r"(?:until|till|before)\s", re.IGNORECASE)
_WHILE = re.compile(r"\b(?:had|lasted|continued|remained|stayed|was|were|ran)\b")
_HEAD_WORDS = 6


def cues(text: str) -> tuple[Cue, ...]:
    """All words of `text` that turn time, in order; a participle after “be” turns nothing."""
    ways = {"future": Direction.FUTURE, "short": Direction.FUTURE, "past": Direction.PAST, "stop": Direction.UNSAID}
    return tuple(Cue(m.start(), m.end(), ways[m.lastgroup]) for m in _CUE.finditer(text) if m.lastgroup in ways)


def direction_at(text: str, found: Sequence[Cue], start: int) -> Direction:
    """`FUTURE` if an expression at `start` looks ahead, by the cues of its text; else `UNSAID`.

    A past tense says no more than silence: news looks back by default.
    """
    before = [cue for cue in found if cue.end <= start]
    last = before[-1] if before else None
    if _LIMIT.match(text, start) or _DEADLINE.search(text, max(0, start - 12), start):
        return Direction.UNSAID if last and _WHILE.match(text, last.start) else Direction.FUTURE
    head = last.end if last and last.direction is Direction.UNSAID else 0
    if (last is None or head) and len(text[head:start].split()) <= _HEAD_WORDS:
        last = next((cue for cue in found if cue.start >= start), None)
    return Direction.FUTURE if last and last.direction is Direction.FUTURE else Direction.UNSAID
