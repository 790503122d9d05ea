"""What a rule of the time grammar is, and what it finds.

Knows only shapes: a rule has an id, the words it may start with, a pattern, and a meaning.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from reportedly.reading.times.days import Interval
from reportedly.reading.times.tense import Clock

NUMERAL = "0"
"""The start word that stands for any run of digits."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text that mean an interval.

    Attributes:
        start, end: code points into the text that was read, end-exclusive.
        rule: the id of the rule that decided.
        recurs: whether the words name a day or month that comes again, such as “Friday” or “May 5”.
    """

    start: int
    end: int
    interval: Interval
    rule: str
    recurs: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of time expression.

    Attributes:
        id: short and stable; it is shown as `When.rule`.
        starts: the lower-case words (or `NUMERAL`) that the pattern may begin with.
        pattern: matched at one place, never searched.
        meaning: the interval, or `None` where the words turn out to name no time.
        relative: whether the meaning hangs on the clock; asked of the match.
        recurs: see `Hit`.
    """

    id: str
    starts: frozenset[str]
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], Clock], Interval | None]
    relative: Callable[[re.Match[str]], bool]
    recurs: bool = False

    def at(self, text: str, pos: int, clock: Clock) -> Hit | None:
        """What this rule finds at `pos`; dates that would hang on an unknown clock are blanked."""
        match = self.pattern.match(text, pos)
        if match is None:
            return None
        try:
            interval = self.meaning(match, clock)
        except (ValueError, OverflowError):  # a day that the month lacks, or a year outside the calendar
            return None
        if interval is None:
            return None
        hangs = self.relative(match)
        if hangs and not clock.known:
            interval = replace(interval, earliest=None, latest=None)
        return Hit(pos, match.end(), interval, self.id, recurs=self.recurs and hangs)


def always(_match: re.Match[str]) -> bool:
    """The meaning hangs on the clock."""
    return True


def never(_match: re.Match[str]) -> bool:
    """The meaning is the same whenever it is read."""
    return False


def yearless(match: re.Match[str]) -> bool:
    """The meaning hangs on the clock unless the words name a year in digits."""
    return match["year"] is None


def by_start(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """The rules that may begin with each word."""
    table: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.starts:
            table.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in table.items()}
