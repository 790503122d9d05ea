"""The public event records, put together from what the steps found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.codebook import Codebook
from reportedly.model import Actor, Claim, Event, When, event_id
from reportedly.reading import claims, places, when
from reportedly.reading.actors import NO_STATE
from reportedly.reading.coded import Coded
from reportedly.reading.opponents import Quarrels
from reportedly.reading.page import Page, Said
from reportedly.reading.places import Located

# Sectors that act within their own state: police and courts.
_DOMESTIC = frozenset({"COP", "JUD"})
_SUFFERED = frozenset({"COERCE", "SANCTION", "ASSAULT"})
# What is done by police if nobody else is named, and how many sentences back they may stand.
_BY_POLICE = frozenset({"arrest", "crowd-control"})
_POLICE_REACH = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else a document tells that its events may take up: sayings, times, places, and the outlet that writes."""

    said: tuple[Said, ...]
    times: tuple[When, ...]
    places: tuple[Located, ...]
    outlet: Actor | None


def events_of(
    page: Page,
    codebook: Codebook,
    found: Sequence[tuple[Coded, tuple[Claim, ...], tuple[str, ...]]],
    around: Surroundings,
) -> Iterator[tuple[Coded, Event]]:
    """The events of a document, each with its claims and contexts and with what it was made of, in order.

    One without any party is left out.
    """
    quarrels = Quarrels()
    for coded, made, contexts in found:
        parties = page.parties[coded.sentence]
        speakers = claims.speaker_of_we(page, coded, around.said, around.outlet)
        doers = _distinct([a for n in coded.actors for a in parties[n].actors or _as(page, coded.sentence, n, speakers)])
        sufferers = _distinct([a for n in coded.recipients for a in parties[n].actors or _as(page, coded.sentence, n, speakers)])
        doers = doers or _police_before(page, coded, sufferers)
        if coded.type in _SUFFERED:
            sufferers = _of_the_land(doers, sufferers)
        if not coded.negated:
            quarrels.remember(coded.type, coded.sentence, doers, sufferers)
        if not sufferers or _own_ground(doers, sufferers):
            sufferers = quarrels.opponent(coded.type, coded.sentence, doers) or sufferers
        if doers or sufferers:
            yield coded, _event(page, codebook, coded, made, contexts, doers, sufferers, around)


def _event(
    page: Page,
    codebook: Codebook,
    coded: Coded,
    made: tuple[Claim, ...],
    contexts: tuple[str, ...],
    doers: tuple[Actor, ...],
    sufferers: tuple[Actor, ...],
    around: Surroundings,
) -> Event:
    sentence, parties = page.sentences[coded.sentence], page.parties[coded.sentence]
    trigger = page.document.span(sentence.tokens[coded.first].start, sentence.tokens[coded.last - 1].end)
    modes = (coded.mode,) if coded.mode else ()
    taken = [(parties[n].mention.first, parties[n].mention.last) for n in (*coded.actors, *coded.recipients)]
    here = [p for p in around.places if p.sentence == coded.sentence]
    return Event(
        id=event_id(page.document, coded.type, trigger, doers, sufferers),
        type=coded.type,
        modes=modes,
        contexts=contexts,
        quad=codebook.quad(coded.type),
        score=codebook.score(coded.type, modes),
        trigger=trigger,
        sentence=page.document.span(sentence.start, sentence.end),
        actors=doers,
        recipients=sufferers,
        when=_when(page, coded, around),
        place=places.of_event(sentence, here, coded.at, taken),
        confidence=min(round(coded.weight * made[0].confidence / claims.OWN_VOICE, 3), 1.0),
        claims=made,
    )


def _when(page: Page, coded: Coded, around: Surroundings) -> When | None:
    """The event's time, by its paragraph."""
    first = coded.sentence
    while first and page.paragraphs[first - 1] == page.paragraphs[coded.sentence]:
        first -= 1
    sayings = {s.cue.start for s in around.said if not s.noun}
    return when.of_event(page.sentences[first : coded.sentence + 1], around.times, coded.sentence - first, coded.at, sayings)


def _police_before(page: Page, coded: Coded, sufferers: Sequence[Actor]) -> tuple[Actor, ...]:
    """Who made arrests that the passive leaves without a doer: the police told of in this sentence or the two before."""
    if coded.mode not in _BY_POLICE:
        return ()
    told: list[Actor] = []
    for n in range(max(coded.sentence - _POLICE_REACH, 0), coded.sentence + 1):
        before = [p for p in page.parties[n] if n < coded.sentence or p.mention.last <= coded.first]
        told += [a for p in before for a in p.actors if a.sectors[:1] == ("COP",)]
    arrested = {(a.name, a.country) for a in sufferers}
    return tuple([a for a in told if (a.name, a.country) not in arrested][-1:])


def _of_the_land(doers: Sequence[Actor], sufferers: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those whom police and courts act upon are, if nothing else is told, of their own country."""
    acting = [a.country for a in doers if a.country and a.sectors and a.sectors[0] in _DOMESTIC]
    country = next((c for c in acting if c not in NO_STATE), None)
    return tuple(replace(a, country=a.country or country) for a in sufferers)


def _own_ground(doers: Sequence[Actor], sufferers: Sequence[Actor]) -> bool:
    """Whether only towns of the doers' own country are told of: “Iraqi forces surrounded Fallujah” is against nobody there."""
    own = {a.country for a in doers if a.country}
    return all(a.country in own and not a.sectors and a.id is None for a in sufferers)


def _distinct(found: Sequence[Actor]) -> tuple[Actor, ...]:
    seen: dict[tuple[str, str | None], Actor] = {}
    for actor in found:
        seen.setdefault((actor.name, actor.country), actor)
    return tuple(seen.values())


def _as(page: Page, sentence: int, party: int, speakers: Sequence[Actor]) -> list[Actor]:
    """A “we” as the speakers it stands for, at its own place in the text."""
    token = page.sentences[sentence].tokens[page.parties[sentence][party].mention.first]
    span = page.document.span(token.start, token.end)
    return [replace(a, span=span) for a in speakers]
