"""What answers a claim told elsewhere: “Moscow denied this”, “nothing of the kind was done”, “calling Kyiv's version a lie”.

Each is laid on the event that it answers, so that an allegation and its denial meet in one event.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from reportedly.codebook import load_codebook
from reportedly.model import DECLINES, Actor, Claim, Realis, Stance
from reportedly.models import Token
from reportedly.reading import denials
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page, Said, voices

# Sentences back to what a denial or doubt may answer.
_HOW_FAR_BACK = 4
_DENIED_BACK = 0.65
_NEGATIONS = frozenset("no nobody nothing none not n't n’t never neither nowhere".split())
# Words that two sentences share without telling of the same act.
_COMMON = frozenset("be have do say make take get go come there it that".split())


def lay(page: Page, coded: Sequence[Coded], claims: list[list[Claim]], said: Sequence[Said]) -> None:
    """Adds to the claims of each event, in the order of `coded`, what answers it in other words or sentences."""
    for attribution in said:
        if attribution.back or _covers_nothing(page, coded, attribution):
            _lay_back(page, coded, claims, attribution)
        elif _says_not(page, coded, attribution):
            _lay_negation(page, coded, claims, attribution)
    _bring_together(page, coded, claims)
    _meet(page, coded, claims)
    _hear_the_other_side(page, coded, claims)
    _settle(coded, claims)


def _settle(coded: Sequence[Coded], claims: list[list[Claim]]) -> None:
    """“Asked about rumours that …, the ministry denied it”: the rumour is nobody's claim, and what is denied is the act."""
    for event, told in zip(coded, claims, strict=True):
        rumour = next((c for c in told if c.speaker is None and c.stance is Stance.ASSERTS), None)
        if rumour is None or rumour.realis is event.realis or all(c.stance is Stance.ASSERTS for c in told):
            continue
        told.remove(rumour)
        told[:] = [replace(c, realis=event.realis) for c in told]


def _lay_back(page: Page, coded: Sequence[Coded], claims: list[list[Claim]], denial: Said) -> None:
    """Adds a denial or doubt without words of its own to the event it answers."""
    if denial.stance is Stance.ASSERTS:
        return
    speakers = voices(page, denial)
    target = _answered(page, coded, claims, denial, speakers)
    if target is None:
        return
    for n in (target, *(_told_with(coded, claims, target) if denial.back else ())):
        claims[n].extend(_answer(denial, speakers, claims[n][0].realis))


def _answer(denial: Said, speakers: Sequence[Actor], state: Realis) -> Iterator[Claim]:
    if denial.declines:
        yield Claim(None, (), Stance.DOUBTS, state, denial.cue, _DENIED_BACK, DECLINES, tuple(speakers))
        return
    for speaker in speakers or (None,):
        yield Claim(speaker, (), denial.stance, state, denial.cue, _DENIED_BACK)


def _told_with(coded: Sequence[Coded], claims: Sequence[Sequence[Claim]], target: int) -> Iterator[int]:
    """The other acts of the account that an event belongs to: “crossed the river and detained four, Georgetown said”."""
    cue = claims[target][0].cue
    for n, event in enumerate(coded):
        if n != target and cue is not None and claims[n][0].cue == cue and event.actors == coded[target].actors:
            yield n


def _hear_the_other_side(page: Page, coded: Sequence[Coded], claims: list[list[Claim]]) -> None:
    """“It never sent troops, the ministry said, calling Kyiv's version a lie”: what is denied there, Kyiv asserts."""
    for event, told in zip(coded, claims, strict=True):
        against = {_key(c.speaker) for c in told if c.stance is not Stance.ASSERTS and c.speaker}
        if not against or any(c.stance is Stance.ASSERTS for c in told):
            continue
        for k in denials.contradicted(page, event.sentence):
            others = [a for a in page.parties[event.sentence][k].actors if _key(a) not in against]
            told.extend(Claim(a, (), Stance.ASSERTS, told[0].realis, None, _DENIED_BACK) for a in others)


def _bring_together(page: Page, coded: Sequence[Coded], claims: list[list[Claim]]) -> None:
    """A denial that repeats the act (“X denied that its forces shelled …”) also stands with the allegation before it."""
    for n, event in enumerate(coded):
        denials = [c for c in claims[n] if c.stance is Stance.DENIES and c.speaker is not None]
        if not denials or any(c.stance is Stance.ASSERTS for c in claims[n]):
            continue
        keys = {_key(c.speaker) for c in denials if c.speaker}
        told_before = [
            m
            for m in range(n)
            if 0 < event.sentence - coded[m].sentence <= _HOW_FAR_BACK
            and coded[m].type == event.type
            and _doers(page, coded[m]) & keys
            and _alleged(claims[m], keys)
        ]
        if told_before:
            # The same word tells the same act; else the nearest is meant.
            best = max(told_before, key=lambda m: (_lemma(page, coded[m]) == _lemma(page, event), m))
            claims[best].extend(denials)


def _lemma(page: Page, event: Coded) -> str:
    return page.sentences[event.sentence].tokens[event.at].lemma


def _key(actor: Actor) -> str:
    """What identifies a side: its country, or its name where the country is unknown."""
    return actor.country or actor.name


def _doers(page: Page, event: Coded) -> set[str]:
    return {_key(a) for p in event.actors for a in page.parties[event.sentence][p].actors}


def _covers_nothing(page: Page, coded: Sequence[Coded], said: Said) -> bool:
    """A denial whose words tell no event of their own (“denied the attack”) answers one told before."""
    if (said.stance is not Stance.DENIES and not said.declines) or said.noun or not said.content:
        return False
    return not any(said.covers(page.sentences[e.sentence].tokens[e.at].start) for e in coded)


def _answered(
    page: Page, coded: Sequence[Coded], claims: Sequence[Sequence[Claim]], denial: Said, speakers: Sequence[Actor]
) -> int | None:
    """The event answered: alleged by somebody else, best if the speaker is its doer, nearest to the denial."""
    sides = {_key(a) for a in speakers}
    here = bisect_right(page.sentences, denial.cue.start, key=lambda s: s.start) - 1
    best: tuple[tuple[bool, bool, int, bool, float, int], int] | None = None
    for n, event in enumerate(coded):
        back = here - event.sentence
        at = page.sentences[event.sentence].tokens[event.at].start
        if not 0 <= back <= _HOW_FAR_BACK or at >= denial.cue.start:
            continue
        doers = _doers(page, event)
        alleged = _alleged(claims[n], sides)
        close = alleged and back <= 1 and (denial.back or denial.declines or not doers)
        if not close and ((denial.stance is Stance.DENIES and not doers & sides) or not (alleged or doers & sides)):
            # Whoever denies had a part in it, or answers what has just been said; others only deny their own.
            continue
        # Of “the deployment for combat” the deployment is denied; of events alike, the surer one.
        above = set(page.sentences[event.sentence].ancestors(event.at))
        nested = any(e.sentence == event.sentence and e.at in above for e in coded)
        rank = (bool(doers & sides), alleged, -back, not nested, round(event.weight, 1), at)
        if best is None or rank > best[0]:
            best = (rank, n)
    return None if best is None else best[1]


def _alleged(claims: Sequence[Claim], sides: set[str]) -> bool:
    """Whether somebody of another side asserts it, or it is told as a mere possibility."""
    return any(
        c.stance is Stance.ASSERTS and ((c.speaker is not None and _key(c.speaker) not in sides) or c.realis is Realis.POSSIBLE)
        for c in claims
    )


# --- acts denied in other words ------------------------------------------------------------------------


def _says_not(page: Page, coded: Sequence[Coded], said: Said) -> bool:
    """Whether what is said opens by negating an act, and no event of its own stands in it: “said nobody was captured”."""
    if said.stance is not Stance.ASSERTS or said.kind != "speech" or not said.sources or said.noun:
        return False
    if any(said.covers(page.sentences[e.sentence].tokens[e.at].start) for e in coded):
        return False
    return any(t.lower in _NEGATIONS for t in _inside(page, said))


def _inside(page: Page, said: Said) -> list[Token]:
    return [t for s in page.sentences for t in s.tokens if said.covers(t.start)]


def _lay_negation(page: Page, coded: Sequence[Coded], claims: list[list[Claim]], said: Said) -> None:
    """“The party said none of its people had been captured” denies the arrests that somebody else told of just before."""
    speakers = voices(page, said)
    sides = {_key(a) for a in speakers}
    here = bisect_right(page.sentences, said.cue.start, key=lambda s: s.start) - 1
    told = {t.lemma for t in _inside(page, said) if t.pos in ("VERB", "NOUN", "ADJ")} - _COMMON
    types = set().union(*(_types().get(lemma, frozenset()) for lemma in told))
    for n, event in enumerate(coded):
        parties = page.parties[event.sentence]
        involved = {_key(a) for k in (*event.actors, *event.recipients) for a in parties[k].actors}
        if not 0 <= here - event.sentence <= 1 or not involved & sides or not _alleged(claims[n], sides):
            continue
        if event.type in types or _lemma(page, event) in told:
            claims[n].extend(Claim(a, (), Stance.DENIES, claims[n][0].realis, said.cue, _DENIED_BACK) for a in speakers)


@lru_cache(maxsize=1)
def _types() -> Mapping[str, frozenset[str]]:
    """The event types that a verb or a noun may tell, by the codebook's triggers."""
    book = load_codebook()
    types: defaultdict[str, set[str]] = defaultdict(set)
    for index in (book.verb_triggers, book.noun_triggers):
        for lemma, triggers in index.items():
            types[lemma].update(t.type for t in triggers)
    return {lemma: frozenset(found) for lemma, found in types.items()}


def _meet(page: Page, coded: Sequence[Coded], claims: list[list[Claim]]) -> None:
    """“The junta denied bombing the clinic.  A report found that its jets dropped bombs”: both meet in both."""
    for m, denied in enumerate(coded):
        against = [c for c in claims[m] if c.stance is Stance.DENIES and c.speaker is not None]
        keys = {_key(c.speaker) for c in against if c.speaker}
        if not against or any(c.stance is Stance.ASSERTS for c in claims[m]):
            continue
        for n in range(m + 1, len(coded)):
            event = coded[n]
            if claims[n][0].realis is not claims[m][0].realis:
                continue
            near = 0 < event.sentence - denied.sentence <= 1 and event.type == denied.type
            if near and _doers(page, event) & keys and _alleged(claims[n], keys) and claims[n][0].speaker is not None:
                claims[m].extend(c for c in claims[n] if c.stance is Stance.ASSERTS)
                claims[n].extend(against)
                break
