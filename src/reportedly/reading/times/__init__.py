"""Times in a text: which words name one, and the days they mean, counted from the day of publication.

Knows English news: a bare weekday is the most recent one, “Nov. 5” the nearest, “since” runs to the day
of publication.  What is vague stays vague; how long something lasted (“for three days”) is no time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from reportedly.model import Granularity, Span, When
from reportedly.reading.times import grammar, named, relative, tense
from reportedly.reading.times.rule import NUMERAL, Hit
from reportedly.reading.times.tense import Clock

__all__ = ["find", "resolve"]

_UNKNOWN = date(2000, 1, 1)  # stands in for the anchor while the rules look for granularity; never shown
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_DIGIT = re.compile(r"\d")
_REACH = 6  # words before the telling one, as in “at least two and a half years”
_TELLING = named.TELLING | relative.TELLING | frozenset({"end", "future", "morning", "afternoon", "evening", NUMERAL})
"""Every time holds one of these words, or digits."""
_INSIDE_NUMBER = frozenset(".,:/")
_MONEY = frozenset("$€£¥₩#@")


def find(text: str, offset: int, anchor: date | None) -> tuple[When, ...]:
    """All times that `text` names, in order, none overlapping another.

    Args:
        text: a sentence or a paragraph.
        offset: where `text` begins in the document (code points); spans are counted from there.
        anchor: the day of publication; without it, relative times keep their granularity and no dates.
    """
    return tuple(_when(hit, text, offset) for hit in _hits(text, anchor))


def resolve(text: str, anchor: date | None) -> When | None:
    """What one expression, such as “late last week”, means; its span is the whole of `text`.

    Returns:
        The meaning of the longest time in `text`, or `None` if it names none (“for six months”).
    """
    found = max(_hits(text, anchor), key=lambda hit: hit.end - hit.start, default=None)
    return replace(_when(found, text, 0), span=Span(0, len(text), text)) if found else None


def _when(hit: Hit, text: str, offset: int) -> When:
    span = Span(offset + hit.start, offset + hit.end, text[hit.start : hit.end])
    return When(span, hit.interval.earliest, hit.interval.latest, hit.interval.granularity, hit.rule)


def _hits(text: str, anchor: date | None) -> Iterator[Hit]:
    if not _DIGIT.search(text) and _TELLING.isdisjoint(_TOKEN.findall(text.lower())):
        return
    tokens = list(_TOKEN.finditer(text))
    words = [grammar.start_word(token[0]) for token in tokens]
    cues = () if tense.HEADS.isdisjoint(words) else tense.cues(text)
    clock = Clock(anchor or _UNKNOWN, known=anchor is not None)
    done = 0
    for i in _near_telling(words):
        start = tokens[i].start()
        if start < done or words[i] not in grammar.STARTS or _inside(text, start):
            continue
        hit = grammar.best_at(text, start, clock.looking(tense.direction_at(text, cues, start)))
        if hit:
            yield hit
            done, clock = hit.end, _focused(clock, hit)


def _near_telling(words: Sequence[str]) -> list[int]:
    """The places from which a telling word is near enough to belong to a time that begins there."""
    near = {j for i, word in enumerate(words) if word in _TELLING for j in range(max(0, i - _REACH), i + 1)}
    return sorted(near)


def _inside(text: str, start: int) -> bool:
    """Whether a token is the tail of a number, an amount of money, or a name such as KN-23."""
    before, further = text[start - 1 : start], text[start - 2 : start - 1] if start > 1 else ""
    if not before or before.isspace():
        return False
    if text[start].isdecimal():
        return (
            before.isalpha()
            or before in _MONEY
            or (before in _INSIDE_NUMBER and further.isdecimal())
            or (before == "-" and further.isalnum())
        )
    return before.isdecimal() or (before == "-" and further.isalpha())


def _focused(clock: Clock, hit: Hit) -> Clock:
    """The clock after `hit`: a single day becomes the one from which “a day earlier” counts."""
    interval = hit.interval
    fixed = (
        interval.granularity in (Granularity.DAY, Granularity.HOUR, Granularity.MINUTE) and interval.earliest == interval.latest
    )
    return clock.after(interval.earliest) if fixed and interval.earliest else clock
