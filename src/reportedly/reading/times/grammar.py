"""The time grammar as a whole: which rule speaks at a place of a text.

Knows the order of the layers, each built on the one before: plain times, with a part of the day or a
clock beside them; parts of longer times; stretches between times.
"""

import re
from dataclasses import replace

from reportedly.model import Granularity
from reportedly.reading.times import holidays, named, narrated, parts, ranges, relative
from reportedly.reading.times.rule import NUMERAL, Hit, by_start
from reportedly.reading.times.tense import Clock
from reportedly.reading.times.words import DAY_PART, GAP

_RULES = by_start((*named.RULES, *relative.RULES, *narrated.RULES, *holidays.RULES))
_WORD = re.compile(r"[^\W\d_]+|\d+")

_HOURS = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?{GAP}?(?:[ap]\.m\.|[ap]m\b)|\d{{1,2}}:\d\d(?::\d\d)?\b"
    rf"|\d{{3,4}}(?:{GAP}(?:hours|hrs)\b|(?={GAP}(?:GMT|UTC)\b))|noon\b|midnight\b|dawn\b|dusk\b)"
)
_ZONE = rf"(?:{GAP}?\(?(?:local{GAP}time|(?-i:GMT|UTC|CET|CEST|EST|EDT|ET|KST|JST|IST|BST|Z))\b\)?)?"
_CLOCK_BEFORE = re.compile(rf"(?P<clock>{_HOURS}){_ZONE},?{GAP}(?:on{GAP}|of{GAP})?", re.IGNORECASE)
_PART_BEFORE = re.compile(
    rf"(?:the{GAP})?(?:(?:earl(?:y|ier)|later?|small){GAP}(?:on{GAP}|hours{GAP}(?:of|on){GAP}(?:the{GAP})?)?"
    rf"|(?:(?:early|late){GAP})?{DAY_PART}{GAP}(?:of|on){GAP})",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(rf",?{GAP}(?:(?:early|late){GAP})?{DAY_PART}\b(?!{GAP}prayers)", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    rf",?{GAP}(?:(?:at|around|about|by|shortly|just|before|after){GAP}){{1,3}}(?P<clock>{_HOURS}){_ZONE}", re.IGNORECASE
)
_DAY_STARTS = frozenset(
    {
        NUMERAL,
        "early",
        "earlier",
        "late",
        "later",
        "small",
        "the",
        "noon",
        "midnight",
        "dawn",
        "dusk",
        "morning",
        "afternoon",
        "evening",
        "night",
    }
)

STARTS = frozenset(_RULES) | parts.STARTS | ranges.OPENERS | ranges.LEADS | _DAY_STARTS
"""Every lower-case word that a time may begin with; digits stand as `NUMERAL`."""


def start_word(token: str) -> str:
    """What a word or a run of digits is called in `STARTS`."""
    return NUMERAL if token.isdecimal() else token.lower()


def best_at(text: str, pos: int, clock: Clock) -> Hit | None:
    """The longest time that begins at `pos`, stretches included; none where it would leave the calendar."""
    start = _start_at(text, pos)
    try:
        if start in ranges.OPENERS and (opened := ranges.open_at(text, pos, clock, _point_at)):
            return opened
        if start in ranges.LEADS and (closed := ranges.closed_at(text, pos, clock, _point_at)):
            return closed
        point = _point_at(text, pos, clock)
        return point and (ranges.onward(text, point, clock, _point_at) or point)
    except (ValueError, OverflowError):
        return None


def _point_at(text: str, pos: int, clock: Clock) -> Hit | None:
    """The longest time at `pos` that is no stretch between two."""
    start = _start_at(text, pos)
    plain = _plain_at(text, pos, clock)
    part = parts.at(text, pos, clock, _plain_at) if start in parts.STARTS else None
    day = _day_at(text, pos, clock) if start in _DAY_STARTS else None
    return _longest(plain, part, day)


def _plain_at(text: str, pos: int, clock: Clock) -> Hit | None:
    """What the longest of the plain rules finds, with the part of the day or the clock after it."""
    found = None
    for rule in _RULES.get(_start_at(text, pos), ()):
        hit = rule.at(text, pos, clock)
        if hit and (found is None or hit.end > found.end):
            found = hit
    return _with_hour(text, found) if found and found.interval.granularity is Granularity.DAY else found


def _with_hour(text: str, day: Hit) -> Hit:
    part = _PART_AFTER.match(text, day.end)
    end = part.end() if part else day.end
    hour = _CLOCK_AFTER.match(text, end)
    return _timed(replace(day, end=hour.end()), hour["clock"]) if hour else replace(day, end=end)


def _day_at(text: str, pos: int, clock: Clock) -> Hit | None:
    """A day with its clock or its part before it: “7 a.m. on Friday”, “the night of May 5”, “late Tuesday”."""
    lead = _CLOCK_BEFORE.match(text, pos) or _PART_BEFORE.match(text, pos)
    if lead is None:
        return None
    day = _plain_at(text, lead.end(), clock)
    if day is None or day.interval.granularity not in (Granularity.DAY, Granularity.MINUTE, Granularity.HOUR):
        return None
    day = replace(day, start=pos)
    return _timed(day, lead["clock"]) if "clock" in lead.re.groupindex else day


def _timed(day: Hit, clock: str) -> Hit:
    """The same day, as fine as the clock beside it; noon, midnight and dawn stay the day."""
    if not clock[0].isdecimal():
        return day
    fine = Granularity.MINUTE if sum(c.isdecimal() for c in clock) > 2 else Granularity.HOUR  # noqa: PLR2004  # digits of an hour
    return replace(day, interval=replace(day.interval, granularity=fine))


def _longest(*hits: Hit | None) -> Hit | None:
    """The longest; of two as long, the one named first."""
    return max((hit for hit in hits if hit), key=lambda hit: hit.end, default=None)


def _start_at(text: str, pos: int) -> str:
    match = _WORD.match(text, pos)
    return start_word(match[0]) if match else ""
