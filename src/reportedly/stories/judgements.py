"""What people judged of events, laid over what the machine found: it outranks it, and can be taken back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reportedly.model import Stance
from reportedly.stories.marks import Mark, Party, Told


class Verdict(StrEnum):
    """What a judgement says: of two tellings whether they are one event, or of one what it should be."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    CORRECT = "correct"


class Part(StrEnum):
    """What of an event is corrected."""

    TYPE = "type"
    ACTORS = "actors"
    RECIPIENTS = "recipients"
    PLACE = "place"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Correction:
    """What one part of an event should be: the fields of that part are given, all others are left alone.

    `country` goes with `place`; `speaker` names the claim whose stance it is (`None`: the report's own, where `part` is stance).
    """

    part: Part
    type: str | None = None
    parties: tuple[Party, ...] = ()
    place: str | None = None
    country: str | None = None
    speaker: str | None = None
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that is judged and not taken back, of events by their names.

    `same` and `unsure` hold pairs in the order in which they were judged; `apart` what is not to be put together with what;
    `corrections` those of an event, the later after the earlier.
    """

    same: Sequence[tuple[str, str]] = ()
    apart: Mapping[str, Collection[str]] = field(default_factory=dict)
    unsure: Collection[tuple[str, str]] = frozenset()
    corrections: Mapping[str, Sequence[Correction]] = field(default_factory=dict)

    def on(self, mark: Mark) -> Mark:
        """A report with its events corrected."""
        if not any(event.name in self.corrections for event in mark.events):
            return mark
        return replace(mark, events=tuple(corrected(e, self.corrections.get(e.name, ())) for e in mark.events))


def corrected(event: Told, corrections: Iterable[Correction]) -> Told:
    """An event as it should be."""
    for correction in corrections:
        event = _corrected(event, correction)
    return event


def _corrected(event: Told, by: Correction) -> Told:
    match by.part:
        case Part.TYPE if by.type:
            # The modes of another type mean nothing here.
            return event if by.type == event.type else replace(event, type=by.type, modes=())
        case Part.ACTORS:
            return replace(event, actors=by.parties)
        case Part.RECIPIENTS:
            return replace(event, recipients=by.parties)
        case Part.PLACE:
            return replace(event, place=by.place, place_country=by.country)
        case Part.STANCE if by.stance:
            told = (replace(s, stance=by.stance) if s.speaker == by.speaker else s for s in event.statements)
            return replace(event, statements=tuple(told))
    return event


def merged(roots: Mapping[str, str], first: Mapping[str, str], overlay: Overlay) -> dict[str, str]:
    """The linked events that people put together: the name of the whole, by the root of each part.

    A pair that would bring together what somebody told apart is left as the machine had it.

    Args:
        roots: the machine's root of every event that is judged.
        first: what roots are ordered by, the earliest first: a day and a name in one.
        overlay: the judgements.
    """
    whole: dict[str, set[str]] = {}
    for one, other in overlay.same:
        if one not in roots or other not in roots:
            continue
        parts = whole.get(roots[one], {roots[one]}) | whole.get(roots[other], {roots[other]})
        if not _torn(parts, roots, overlay):
            whole.update(dict.fromkeys(parts, parts))
    return {root: min(parts, key=lambda r: (first.get(r, ""), r)) for root, parts in whole.items() if len(parts) > 1}


def _torn(parts: Collection[str], roots: Mapping[str, str], overlay: Overlay) -> bool:
    inside = {name for name, root in roots.items() if root in parts}
    return any(other in inside for name in inside for other in overlay.apart.get(name, ()))
