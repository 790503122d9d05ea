"""What putting reports together needs of each of them: its words, its own runs of words, its origin, its events.

Made once, when a report is stored, so that it can be placed later without being opened again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportedly.knowledge import Knowledge
from reportedly.model import Actor, Claim, Event, Granularity, Reading, Realis, Stance
from reportedly.stories.origins import Origin, credit, of_claim, of_report
from reportedly.stories.shingles import Shingles, shingles
from reportedly.stories.words import Words, weighted

# Raised when what is noted here changes, so that what is stored is made anew.
VERSION = 2
_EXACT = frozenset({Granularity.MINUTE, Granularity.HOUR, Granularity.DAY, Granularity.WEEK, Granularity.MONTH})
_NAME = re.compile(r"(?<![\w'’])[^\W\d_a-z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part: the resolved name, the country and the primary sector, as in `model.Actor`."""

    name: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim: `origin` is its speaker's, `None` where it is the report's own; `speaker` the speaker's name, if one is named."""

    speaker: str | None
    origin: Origin | None
    stance: Stance
    realis: Realis
    note: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one report tells it.

    Attributes:
        name: the report's id and the event's, which no other event shares.
        type: PLOVER's type.
        modes: its modes.
        trigger: the words of its trigger, in small letters.
        start: where it begins in the text (characters).
        actors: who acts; both or all of those who do something together.
        recipients: who is acted upon.
        earliest: the first day it may have happened on, where the report names a day, a week or a month.
        latest: the last.
        place: the name of the place, if one is told.
        place_country: the country it lies in.
        words: the weighted words of its sentence.
        statements: who says so.
    """

    name: str
    type: str
    modes: tuple[str, ...]
    trigger: str
    start: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    earliest: date | None
    latest: date | None
    place: str | None
    place_country: str | None
    words: Words
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A report as it is placed: `origin` is that of what it says in its own voice, before copies are known.

    `day` is the day of publication; `credit` the agency it credits; `runs` its runs of words, for copies; `words` its
    weighted words, for stories; `title_names` the words of its title with a capital.
    """

    name: str
    day: date | None
    outlet: str | None
    credit: str | None
    origin: Origin | None
    runs: Shingles
    words: Words
    title_names: frozenset[str]
    events: tuple[Told, ...]


def mark(reading: Reading, knowledge: Knowledge) -> Mark:
    """What is noted of a reading; `knowledge` says which media and states there are."""
    document = reading.document
    return Mark(
        document.doc_id, document.published, document.publisher, credit(document, knowledge), of_report(document, knowledge),
        shingles(document.text), weighted(document.title, document.text), frozenset(_names(document.title or "")),
        tuple(told(event, reading, knowledge) for event in {event.id: event for event in reading.events}.values()),
    )  # fmt: skip


def told(event: Event, reading: Reading, knowledge: Knowledge) -> Told:
    """What is noted of one of its events."""
    document = reading.document
    when = event.when if event.when and event.when.granularity in _EXACT else None
    return Told(
        name_of(event.id, document.doc_id), event.type, event.modes, event.trigger.text.lower(), event.trigger.start,
        tuple(map(_party, event.actors)), tuple(map(_party, event.recipients)),
        when.earliest if when else None, when.latest if when else None,
        event.place.name if event.place else None, event.place.country if event.place else None,
        weighted(None, document.quote(event.sentence)),
        tuple(_statement(claim, knowledge, document.published) for claim in event.claims),
    )  # fmt: skip


def name_of(event: str, document: str) -> str:
    """The name of an event: the report's id, and its own, which two reports of one text share.

    The report's comes first, so that all of one report's lie together in a database.
    """
    return f"{document} {event}"


def document_of(name: str) -> str:
    """The report that an event of that name stands in."""
    return name.rsplit(" ", 1)[0]


def id_of(name: str) -> str:
    """The id of an event of that name."""
    return name.rsplit(" ", 1)[1]


def _party(actor: Actor) -> Party:
    return Party(actor.name, actor.country, actor.sectors[0] if actor.sectors else None)


def _names(title: str) -> Iterator[str]:
    for found in _NAME.finditer(title):
        yield found[0].lower().replace("’", "'").removesuffix("'s")


def _statement(claim: Claim, knowledge: Knowledge, on: date | None) -> Statement:
    speaker = claim.speaker.name if claim.speaker else None
    return Statement(speaker, of_claim(claim, None, knowledge, on), claim.stance, claim.realis, claim.note)
