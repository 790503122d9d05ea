"""Where a claim comes from: the earliest independent root that is known.

Outlets are shown, origins are counted.  A claim that somebody is named for has that somebody as its origin, whoever printed
it; a state's offices are one origin, and so are its state media.  What a report says in its own voice comes from the report's
origin: the agency it credits, else that of the report it was copied from, else its outlet.  Where none of these
is known the origin is unknown, which is never counted as another one.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from reportedly.knowledge import Knowledge
from reportedly.knowledge.outlets import state_media
from reportedly.model import Actor, Claim, Document


class Kind(StrEnum):
    """What an origin is."""

    STATE = "state"
    STATE_MEDIA = "state media"
    MEDIA = "media"
    BODY = "body"
    PERSON = "person"


class Interest(StrEnum):
    """Where an origin stands towards an event."""

    PARTY = "party to it"
    OPPONENT = "opponent"
    THIRD = "third party"


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom a claim goes back to: `key` is what is counted, `name` what is shown, `country` as an actor's."""

    key: str
    name: str
    kind: Kind
    country: str | None


# Sectors of those who speak for their state: a ministry and an army of one state are no two origins.
_OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
_DATELINE = re.compile(r"\A[^\n]{0,80}?\(([A-Z][\w .&'’-]{1,40})\)\s*(?:-+|—|–)")
_AT_THE_END = re.compile(r"(?:\(|source:\s*|[—–/]\s*|^)([A-Z][\w .&'’-]{1,40}?)\)?\s*\.?\s*\Z", re.IGNORECASE | re.MULTILINE)
_LAST_WORDS = 120


def credit(document: Document, knowledge: Knowledge) -> str | None:
    """The agency a report credits: in its dateline (“SEOUL (Yonhap) —”), or as its last words (“(AFP)”, “Source: Xinhua”)."""
    said = [_DATELINE.search(document.text), _AT_THE_END.search(document.text.rstrip()[-_LAST_WORDS:])]
    return next(filter(None, (_medium(found[1], knowledge) for found in said if found)), None)


def of_report(document: Document, knowledge: Knowledge) -> Origin | None:
    """The origin of what a report says in its own voice, as far as it shows by itself: whom it credits, or else its outlet.

    Args:
        document: the report.
        knowledge: which media there are.
    """
    outlet = credit(document, knowledge) or document.publisher
    return _of_outlet(outlet, knowledge) if outlet else None


def of_copy(own: Origin | None, named: str | None, root: Origin | None) -> Origin | None:
    """The origin of a report's own words once it is known whence they were copied.

    Args:
        own: the report's origin by itself (`of_report`).
        named: the agency it credits.
        root: the origin of the report it was copied from, if it was.
    """
    return root if named is None and root is not None else own


def of_claim(claim: Claim, report: Origin | None, knowledge: Knowledge, on: date | None = None) -> Origin | None:
    """The origin of a claim: its speaker if that is somebody, else the report's own; offices are those held `on` that day."""
    speaker = claim.speaker
    if speaker is None:
        return report
    if speaker.sectors[:1] == ("JRN",):
        return _of_medium(speaker, knowledge) or report
    if speaker.country and _for_the_state(speaker, knowledge, on):
        return _of_state(speaker, knowledge)
    return _of_somebody(speaker) or report


class Involved(Protocol):
    """Who takes part in an event, as far as it matters here."""

    @property
    def name(self) -> str:
        """The resolved name."""

    @property
    def country(self) -> str | None:
        """As an actor's."""


def interest(origin: Origin, actors: Sequence[Involved], recipients: Sequence[Involved]) -> Interest:
    """Whether an origin is of those who act, of those who are acted upon, or of neither."""
    if _among(origin, actors):
        return Interest.PARTY
    return Interest.OPPONENT if _among(origin, recipients) else Interest.THIRD


def _among(origin: Origin, parties: Sequence[Involved]) -> bool:
    states = {p.country for p in parties if p.country and p.country not in _MANY}
    return origin.country in states or origin.name in {p.name for p in parties}


# Codes that many bodies share.
_MANY: Collection[str] = frozenset({"IGO", "UNO", "EUR", "NGO", "IMG", "MNC"})


def _medium(name: str, knowledge: Knowledge) -> str | None:
    entry = knowledge.lookup(name.strip())
    return entry.name if entry is not None and entry.kind == "media" else None


def _of_outlet(name: str, knowledge: Knowledge) -> Origin:
    entry = knowledge.lookup(name)
    if entry is None or entry.kind != "media":
        return Origin(name, name, Kind.MEDIA, entry.country if entry else None)
    return _named_medium(entry.name, entry.country)


def _named_medium(name: str, country: str | None) -> Origin:
    if country and name in state_media().get(country, ()):
        return _of_state_media(country)
    return Origin(name, name, Kind.MEDIA, country)


def _of_state_media(country: str) -> Origin:
    return Origin(f"{country} state media", state_media()[country][0], Kind.STATE_MEDIA, country)


def _of_medium(speaker: Actor, knowledge: Knowledge) -> Origin | None:
    """A newspaper by name; “state media” by their country; “local media” are nobody."""
    entry = knowledge.lookup(speaker.name)
    if entry is not None and entry.kind == "media":
        return _named_medium(entry.name, entry.country)
    if speaker.country in state_media() and "state" in speaker.name.lower().split():
        return _of_state_media(speaker.country or "")
    return None


def _for_the_state(speaker: Actor, knowledge: Knowledge, on: date | None) -> bool:
    """Whether somebody speaks for a state: by the sector told, or by the post held, whatever party office is told with it."""
    if speaker.country in _MANY:
        return False
    if speaker.sectors[:1] and speaker.sectors[0] in _OF_THE_STATE:
        return True
    entry = knowledge.lookup(speaker.name, on)
    return entry is not None and entry.kind == "person" and bool(_OF_THE_STATE.intersection(entry.sectors[:1]))


def _of_state(speaker: Actor, knowledge: Knowledge) -> Origin:
    country = knowledge.country(speaker.country) if speaker.country else None
    name = country.name if country else str(speaker.country)
    return Origin(f"{speaker.country} state", name, Kind.STATE, speaker.country)


def _of_somebody(speaker: Actor) -> Origin | None:
    """A person or body with a name; “witnesses” and “two officials” of no country are nobody one could ask twice."""
    if not any(word[:1].isupper() for word in speaker.name.split()):
        return None
    kind = (
        Kind.BODY if speaker.sectors and speaker.sectors[0] in ("PTY", "REB", "BUS", "CVL", "LAB", "OPP", "LEG") else Kind.PERSON
    )
    return Origin(speaker.name, speaker.name, kind, speaker.country)
