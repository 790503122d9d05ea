"""The ledger of a linked event: who says so, independently, who denies it, and since when.

Counts origins, never outlets; a claim whose origin is unknown is kept and shown and counts for nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reportedly.model import DECLINES, Realis, Stance
from reportedly.stories.origins import Origin


class Status(StrEnum):
    """How an event stands, in a word."""

    SINGLE_SOURCE = "single-source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DOUBTED = "doubted"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of one report: its origin (`None` unknown), the day it was published, and what it says."""

    document: str
    origin: Origin | None
    day: date | None
    stance: Stance
    realis: Realis
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which an event began to be told otherwise: how it stood from then on."""

    day: date | None
    status: Status


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is said of an event.

    `asserted`, `denied` and `doubted` are the origins that do, in the order in which they first did; `unknown` counts claims
    without one. `first` and `last` are days of publication.
    """

    status: Status
    asserted: tuple[Origin, ...]
    denied: tuple[Origin, ...]
    doubted: tuple[Origin, ...]
    unknown: int
    first: date | None
    last: date | None
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        if self.status is Status.CORROBORATED:
            return f"corroborated ({len(self.asserted)} independent origins)"
        return str(self.status)


def ledger(claims: Iterable[Said]) -> Ledger:
    """The ledger of an event from all claims about it; a refusal to comment says nothing either way.

    Raises:
        ValueError: there is no claim.
    """
    said = sorted((c for c in claims if c.note != DECLINES), key=lambda c: (c.day is None, c.day or date.min, c.document))
    if not said:
        raise ValueError("an event without a claim")
    if len(said) == 1:
        return _of_one(said[0])
    days = [c.day for c in said if c.day]
    return Ledger(
        status(said), _origins(said, Stance.ASSERTS), _origins(said, Stance.DENIES), _origins(said, Stance.DOUBTS),
        sum(c.origin is None for c in said), min(days, default=None), max(days, default=None), tuple(_changes(said)),
    )  # fmt: skip


def _of_one(claim: Said) -> Ledger:
    """The ledger of a single claim, as most are."""
    origins = (claim.origin,) if claim.origin else ()
    now = _asserted([claim]) if claim.stance is Stance.ASSERTS else _OF_ONE[claim.stance]
    by = {stance: origins if stance is claim.stance else () for stance in Stance}
    return Ledger(
        now, by[Stance.ASSERTS], by[Stance.DENIES], by[Stance.DOUBTS], int(claim.origin is None), claim.day, claim.day,
        (Change(claim.day, now),),
    )  # fmt: skip


_OF_ONE = {Stance.DENIES: Status.DENIED, Stance.DOUBTS: Status.DOUBTED}


def status(said: Sequence[Said]) -> Status:
    """How an event stands by some claims, in the order in which they were made.

    Of each origin its last word counts, and of one report its first.  Whoever denies what only he had asserted in an earlier
    report takes it back; whoever asserts and is denied by another is contested.
    """
    last: dict[str, Said] = {}
    for n, claim in enumerate(said):
        key = claim.origin.key if claim.origin else f"\x00{n}"
        if key not in last or last[key].document != claim.document:
            last[key] = claim
    by = {stance: [c for c in last.values() if c.stance is stance] for stance in Stance}
    asserted, denied = by[Stance.ASSERTS], by[Stance.DENIES]
    if asserted and denied:
        return Status.CONTESTED
    if denied:
        once = {c.origin.key for c in said if c.stance is Stance.ASSERTS and c.origin}
        return Status.RETRACTED if once & {c.origin.key for c in denied if c.origin} else Status.DENIED
    if not asserted:
        return Status.DOUBTED
    if by[Stance.DOUBTS]:
        return Status.CONTESTED
    return _asserted(asserted)


def _asserted(claims: Sequence[Said]) -> Status:
    """What nobody denies: done, planned or possible, and by how many told."""
    actual = [c for c in claims if c.realis is Realis.ACTUAL]
    if not actual:
        return Status.PLANNED if any(c.realis is Realis.PLANNED for c in claims) else Status.POSSIBLE
    origins = {c.origin.key for c in actual if c.origin}
    return Status.CORROBORATED if len(origins) > 1 else Status.SINGLE_SOURCE


def _origins(said: Sequence[Said], stance: Stance) -> tuple[Origin, ...]:
    found = {c.origin.key: c.origin for c in reversed(said) if c.stance is stance and c.origin}
    return tuple(reversed(found.values()))


def _changes(said: Sequence[Said]) -> Iterable[Change]:
    """The days on which the status became another."""
    before = None
    for n, claim in enumerate(said):
        if n + 1 < len(said) and said[n + 1].day == claim.day:
            continue
        now = status(said[: n + 1])
        if now is not before:
            yield Change(claim.day, now)
        before = now
