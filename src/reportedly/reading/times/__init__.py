"""Times in a text: which words name one, and the days they mean, counted from the day of publication.

Knows English news: a bare weekday is the most recent one, “Nov. 5” the nearest, “since” runs to the day
of publication.  What is vague stays vague; how long something lasted (“for three days”) is no time.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from reportedly.model import Granularity, Span, When
from reportedly.reading.times import foreign, grammar, holidays, named, relative, tense
from reportedly.reading.times.rule import NUMERAL, Hit
from reportedly.reading.times.tense import Clock

__all__ = ["find", "find_all", "resolve", "within"]

_UNKNOWN = date(2000, 1, 1)  # stands in for the anchor while the rules look for granularity; never shown
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_DIGIT = re.compile(r"\d")
_REACH = 6  # words before the telling one, as in “at least two and a half years”
_TELLING = (
    named.TELLING | relative.TELLING | holidays.TELLING | frozenset({"end", "future", "morning", "afternoon", "evening", NUMERAL})
)
"""Every time holds one of these words, or digits."""
_QUOTATION = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_STOP = re.compile(r"[.!?][”\")]*\s+(?=[A-Z“\"])")
_ENDED = re.compile(r"[.!?][”\"]$")
# What a speaker counts from his own day, and what tells that day.
_SPOKEN = frozenset({"named-day", "day-part"})
_DATES = frozenset({"weekday", "deictic-weekday", "month-day", "day-month", "iso-date", "weekday-of-week"})
_FINE = frozenset({Granularity.DAY, Granularity.HOUR, Granularity.MINUTE})
_STEPS = frozenset({"month", "month-year", "year", "later", "earlier", "narrated-unit", "same-unit"})
_INSIDE_NUMBER = frozenset(".,:/")
_MONEY = frozenset("$€£¥₩#@")


def find(text: str, offset: int, anchor: date | None) -> tuple[When, ...]:
    """All times that `text` names, in order, none overlapping another.

    Args:
        text: a sentence or a paragraph.
        offset: where `text` begins in the document (code points); spans are counted from there.
        anchor: the day of publication; without it, relative times keep their granularity and no dates.
    """
    return find_all([(text, offset)], anchor)


def find_all(paragraphs: Iterable[tuple[str, int]], anchor: date | None, *, eastern: bool = False) -> tuple[When, ...]:
    """All times of a report, told paragraph by paragraph: “the next day” counts from what was told before.

    Args:
        paragraphs: texts and where each begins in the document.
        anchor: the day of publication, or `None`.
        eastern: whether it was filed where the day begins before it does in most of the world; then what
            happened on the weekday after the day of publication is told by the calendar of that place.
    """
    clock = Clock(anchor or _UNKNOWN, known=anchor is not None, eastern=eastern)
    found: list[When] = []
    for text, offset in paragraphs:
        hits, clock = _hits(text, clock)
        found.extend(_when(hit, text, offset) for hit in _as_quoted(text, hits, clock))
    return tuple(found)


def resolve(text: str, anchor: date | None) -> When | None:
    """What one expression, such as “late last week”, means; its span is the whole of `text`.

    A date that the grammar does not know (“24 octobre 2024”) is left to dateparser.

    Returns:
        The meaning of the longest time in `text`, or `None` if it names none (“for six months”).
    """
    hits, _ = _hits(text, Clock(anchor or _UNKNOWN, known=anchor is not None))
    found = max(hits, key=lambda hit: hit.end - hit.start, default=None)
    # The grammar sees no more than the year in a date of another language.
    whole = foreign.resolve(text) if found is None or (found.rule == "year" and found.start > 0) else None
    if whole or found is None:
        return whole
    return replace(_when(found, text, 0), span=Span(0, len(text), text))


def within(text: str, start: int, end: int, anchor: date | None) -> When | None:
    """What the expression from `start` to `end` of `text` means there: its verbs and the dates told before it count.

    Returns:
        The meaning of the time that covers most of it, or `None`.
    """
    found = [w for w in find(text, 0, anchor) if w.span.start < end and start < w.span.end]
    return max(found, key=lambda w: min(end, w.span.end) - max(start, w.span.start), default=None)


def _when(hit: Hit, text: str, offset: int) -> When:
    span = Span(offset + hit.start, offset + hit.end, text[hit.start : hit.end])
    return When(span, hit.interval.earliest, hit.interval.latest, hit.interval.granularity, hit.rule)


def _hits(text: str, clock: Clock) -> tuple[list[Hit], Clock]:
    """What is found in a text, and the clock as it stands after it."""
    hits: list[Hit] = []
    if not _DIGIT.search(text) and _TELLING.isdisjoint(_TOKEN.findall(text.lower())):
        return hits, clock
    tokens = list(_TOKEN.finditer(text))
    words = [grammar.start_word(token[0]) for token in tokens]
    cues = () if tense.HEADS.isdisjoint(words) else tense.cues(text)
    done = 0
    for i in _near_telling(words):
        start = tokens[i].start()
        if start < done or words[i] not in grammar.STARTS or _inside(text, start):
            continue
        hit = grammar.best_at(text, start, clock.looking(tense.direction_at(text, cues, start)))
        if hit:
            hits.append(hit)
            done, clock = hit.end, _focused(clock, hit)
    return hits, clock


def _as_quoted(text: str, hits: list[Hit], clock: Clock) -> Iterator[Hit]:
    """The same, where “today” and its like inside a quotation count from the day on which it was said."""
    quoted = [m.span() for m in _QUOTATION.finditer(text)] if any(hit.rule in _SPOKEN for hit in hits) else []
    for hit in hits:
        inside = next(((a, b) for a, b in quoted if a < hit.start < b), None) if hit.rule in _SPOKEN else None
        said = _said_on(text, hits, quoted, inside) if inside else None
        yield grammar.best_at(text, hit.start, replace(clock, anchor=said, known=True)) or hit if said else hit


def _said_on(text: str, hits: list[Hit], quoted: list[tuple[int, int]], at: tuple[int, int]) -> date | None:
    """The day told outside the quotations in the sentence around one: “he said on Wednesday”."""
    first = max((m.end() for m in _STOP.finditer(text, 0, at[0])), default=0)
    stop = _STOP.search(text, at[1])
    # What ends inside the quotation goes on behind it, unless a new sentence begins there.
    last = stop.start() if stop else len(text)
    if _ENDED.search(text, at[0], at[1]) and text[at[1] :].lstrip()[:1].isupper():
        last = at[1]
    days_told = [
        h.interval.earliest
        for h in hits
        if first <= h.start < last and h.rule in _DATES and h.interval.granularity in _FINE
        and not any(a < h.start < b for a, b in quoted)
    ]  # fmt: skip
    return days_told[0] if len(set(days_told)) == 1 else None


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
    """The clock after `hit`: a single day, or else a month or year, becomes that from which “a day earlier” counts."""
    interval = hit.interval
    if interval.earliest is None:
        return clock
    if interval.granularity in _FINE and interval.earliest == interval.latest:
        return clock.after(interval.earliest)
    # “since May”, “this year” are no step of a story.
    told = interval.granularity in (Granularity.MONTH, Granularity.YEAR) and hit.rule in _STEPS
    return clock.after(interval.earliest, interval.granularity) if told else clock
