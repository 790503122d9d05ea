"""An event's standing in words, made from its claims alone: who says so, who denies it, who leaves it open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.model import DECLINES, Actor, Claim, Event, Realis, Stance

OWN_VOICE = "the report's own voice"

_CONTESTED = {Stance.DENIES: "denied", Stance.DOUBTS: "doubted"}
_ORDER = (Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS)


@dataclass(frozen=True, slots=True)
class _Voice:
    """The claims of an event that can be told in one breath: one stance, one realis, one way of arrival."""

    stance: Stance
    realis: Realis
    via: tuple[str, ...]
    own: bool
    speakers: tuple[str, ...]


def status(event: Event) -> str:
    """The event's standing, e.g. "alleged by South Korea; denied by North Korea, via KCNA".

    A plain report reads "X says"; once somebody denies or doubts the event, those who assert it
    only allege it.  Claims that share stance, realis and sources are told together.
    """
    contested = any(claim.stance is not Stance.ASSERTS and claim.note is None for claim in event.claims)
    voices = sorted(_voices(event.claims), key=lambda voice: _ORDER.index(voice.stance))
    told = [*(_told(voice, contested=contested) for voice in voices), *_left_open(event.claims)]
    return "; ".join(told) or "no claim found"


def _left_open(claims: Iterable[Claim]) -> Iterator[str]:
    """Who was asked and would not say."""
    for claim in claims:
        if claim.note == DECLINES:
            who = f" by {_joined(tuple(map(_name, claim.declined)))}" if claim.declined else ""
            yield f"neither confirmed nor denied{who}"


def _voices(claims: Iterable[Claim]) -> Iterator[_Voice]:
    groups: dict[tuple[Stance, Realis, tuple[str, ...], bool], list[str]] = {}
    for claim in claims:
        if claim.note == DECLINES:
            continue
        key = (claim.stance, claim.realis, tuple(_name(source) for source in claim.via), claim.speaker is None)
        names = groups.setdefault(key, [])
        if claim.speaker and _name(claim.speaker) not in names:
            names.append(_name(claim.speaker))
    for (stance, realis, via, own), names in groups.items():
        yield _Voice(stance, realis, via, own, tuple(names))


def _told(voice: _Voice, *, contested: bool) -> str:
    via = "".join(f", via {source}" for source in voice.via)
    if voice.stance is not Stance.ASSERTS:
        return _against(voice) + via
    if voice.own:
        return _in_own_voice(voice.realis) + via
    who = _joined(voice.speakers)
    if contested:
        to_be = "" if voice.realis is Realis.ACTUAL else f" to be {voice.realis}"
        return f"alleged by {who}{to_be}{via}"
    it_is = "" if voice.realis is Realis.ACTUAL else f" it is {voice.realis}"
    return f"{who} {_say(voice.speakers)}{it_is}{via}"


def _in_own_voice(realis: Realis) -> str:
    return "report's own voice" if realis is Realis.ACTUAL else f"{realis}, in {OWN_VOICE}"


def _against(voice: _Voice) -> str:
    by = f"in {OWN_VOICE}" if voice.own else f"by {_joined(voice.speakers)}"
    as_what = "" if voice.realis is Realis.ACTUAL else f" as {voice.realis}"
    return f"{_CONTESTED[voice.stance]} {by}{as_what}"


def _name(actor: Actor) -> str:
    return " ".join(actor.name.split())


def _joined(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _say(names: tuple[str, ...]) -> str:
    last = names[-1].split()[-1:] or [""]
    # A common noun in the plural ("two officials"); a name in -s ("Reuters") is one voice.
    plural = last[0].islower() and last[0].endswith("s") and not last[0].endswith(("ss", "us", "is"))
    plural = plural or last[0].lower() in ("police", "people", "troops")
    return "say" if len(names) > 1 or plural else "says"
