"""Who says that an event happened, who denies it: the claims of each event.

The nearest source speaks; farther ones are `via`.  The publishing outlet is left out of the
chain.  A denial told elsewhere (“Moscow denied this”, “a claim that Pyongyang has denied”) is
laid on the event that was alleged.
"""

import re
from collections.abc import Iterator, Sequence

from reportedly.model import DECLINES, Actor, Claim, Realis, Stance
from reportedly.models import Sentence
from reportedly.reading import accounts, answers
from reportedly.reading import realis as realis_of
from reportedly.reading.coded import Coded
from reportedly.reading.page import ALLEGATIONS, Page, Said, voices

OWN_VOICE, _SPOKEN = 0.8, 0.75
_LONGEST_CHAIN = 3
_PLEDGING = ("threat", "promis", "pledg", "vow")
_AS = re.compile(r"\bas\s(?:the\s)?$", re.IGNORECASE)
_MARKS = (("“", "”"), ("‘", "’"))
# Beliefs and reports speak; a bare intention (“plans to …”) only tells that something is planned.
_SPEAKING = frozenset({"speech", "belief", "evidence"})


def make(page: Page, coded: Sequence[Coded], said: Sequence[Said], publisher: str | None) -> tuple[tuple[Claim, ...], ...]:
    """The claims of each event, in the order of `coded`; never empty.

    Args:
        page: the document's sentences and parties.
        coded: its events.
        said: its attributions.
        publisher: the outlet whose report this is, left out of every chain.
    """
    claims = [list(_told(page, event, said, publisher)) for event in coded]
    answers.lay(page, coded, claims, said)
    return tuple(tuple(_distinct(c)) for c in claims)


def speaker_of_we(page: Page, event: Coded, said: Sequence[Said], outlet: Actor | None) -> tuple[Actor, ...]:
    """Whom “we” or “I” stands for in an event's words: whoever is quoted there, else the outlet that writes."""
    offset = page.sentences[event.sentence].tokens[event.at].start
    for s in sorted((s for s in said if s.covers(offset) and s.sources), key=_nearness):
        return voices(page, s)
    return (outlet,) if outlet else ()


def _told(page: Page, event: Coded, said: Sequence[Said], publisher: str | None) -> Iterator[Claim]:
    sentence = page.sentences[event.sentence]
    trigger = sentence.tokens[event.at]
    covering = [
        s
        for s in said
        if s.covers(trigger.start)
        and s.kind in _SPEAKING
        and not s.back
        and not (s.cue.start <= trigger.start < s.cue.end)
        and _reaches(page, s, sentence, trigger.start)
    ]
    for refusal in [s for s in covering if s.declines]:
        yield Claim(None, (), Stance.DOUBTS, event.realis, refusal.cue, _SPOKEN, DECLINES, voices(page, refusal))
    if any(s.declines for s in covering):
        covering = [s for s in covering if not s.declines]
        if not any(s.sources or s.voice for s in covering):
            return
    covering = [s for s in covering if not any(_takes_back(page, o, s) for o in covering)]
    if trigger.lemma in ALLEGATIONS:
        # “rejected the accusation”: what is denied is the act alleged, not that somebody alleges it.
        covering = [s for s in covering if s.stance is Stance.ASSERTS]
    claimed, judging = _sides(page, covering)
    if claimed:
        yield from _spoken(page, event, claimed, publisher, None)
    if not any(s.sources or s.voice for s in covering):
        judging += _pledged(page, event, said)
    if judging or not claimed:
        yield from _spoken(page, event, judging, publisher, _verdict(judging))


def _sides(page: Page, covering: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """Who claims it, where others judge the claim, and the others: “no truth to Kyiv's reports that …, Moscow said”."""
    turned = [s for s in covering if s.stance is not Stance.ASSERTS]
    verdict = min((s for s in turned if not s.sources and not s.voice), key=_nearness, default=None)
    if not turned:
        return [], list(covering)
    claimed = [s for s in covering if s.stance is Stance.ASSERTS and s.sources and _is_aside(page, s)]
    if verdict is not None:
        claimed += [
            s for s in covering if s.stance is Stance.ASSERTS and s.sources and s not in claimed and _stands_apart(s, verdict)
        ]
    return claimed, [s for s in covering if s not in claimed]


def _stands_apart(claimed: Said, verdict: Said) -> bool:
    """Whether a verdict is not the claimant's own: it is neither in its words nor, but for a noun's, in its cue."""
    if claimed.covers(verdict.cue.start) or claimed.cue.start < verdict.cue.start:
        return False
    return claimed.cue == verdict.cue or not claimed.cue.overlaps(verdict.cue)


def _verdict(covering: Sequence[Said]) -> Said | None:
    """The nearest denial or doubt by nobody in particular: “there is no evidence that …”."""
    return min(
        (s for s in covering if not s.sources and not s.voice and s.stance is not Stance.ASSERTS), key=_nearness, default=None
    )


def _spoken(page: Page, event: Coded, covering: Sequence[Said], publisher: str | None, verdict: Said | None) -> Iterator[Claim]:
    """The claims of those who speak, the nearest first; the report's own where nobody does."""
    chain = _chain(page, sorted(covering, key=_nearness), publisher)
    state, negated = _told_by_somebody(page, event), event.negated
    if not chain:
        yield _own(page, event, covering, verdict)
        return
    against = [s for s in chain[1:] if s.stance is not Stance.ASSERTS] if chain[0].stance is Stance.ASSERTS else []
    chain = [s for s in chain if s not in against]
    for refusal in against:
        # “denied the allegation by X that …”: one alleges, the other denies; nobody passes it on.
        for speaker in voices(page, refusal):
            yield Claim(speaker, (), _turned(refusal.stance, negated=negated), state, refusal.cue, _SPOKEN)
    nearest = chain[0]
    turns = verdict is not None and nearest.stance is Stance.ASSERTS and verdict.size <= nearest.size
    stance = verdict.stance if verdict is not None and turns else nearest.stance
    via = tuple(a for s in chain[1:] for a in voices(page, s))
    for speaker in voices(page, nearest):
        yield Claim(speaker, via, _turned(stance, negated=negated), state, nearest.cue, _SPOKEN)


def _told_by_somebody(page: Page, event: Coded) -> Realis:
    """“allegations by South Korea of a deployment”: to whoever alleges it, it has been done, unless the grammar differs."""
    sentence = page.sentences[event.sentence]
    if event.realis is not Realis.POSSIBLE or realis_of.is_hearsay(sentence, event.at):
        return event.realis
    told = realis_of.of_event(sentence, event.at)
    return told if told is Realis.ACTUAL else event.realis


def _own(page: Page, event: Coded, covering: Sequence[Said], verdict: Said | None) -> Claim:
    """The report's own word for an event, or for what nobody in particular alleges."""
    state = event.realis
    alleged = any(s.noun and not s.sources and s.stance is Stance.ASSERTS for s in covering)
    if state is Realis.ACTUAL and (alleged or realis_of.is_hearsay(page.sentences[event.sentence], event.at)):
        state = Realis.POSSIBLE
    stance = verdict.stance if verdict is not None else Stance.ASSERTS
    return Claim(None, (), _turned(stance, negated=event.negated), state, None, OWN_VOICE)


def _pledged(page: Page, event: Coded, said: Sequence[Said]) -> list[Said]:
    """“threatened to seize any trawler”: told by nobody else, the act is in the words of whoever threatens it."""
    offset = page.sentences[event.sentence].tokens[event.at].start
    covering = [s for s in said if s.kind == "intention" and s.covers(offset) and s.sources and not s.declines]
    return [s for s in covering if any(w.startswith(_PLEDGING) for w in s.cue.text.lower().split())]


def _is_aside(page: Page, said: Said) -> bool:
    """“…, as Damascus insists”."""
    if not said.source_spans:
        return False
    start = min(said.source_spans[0].start, said.cue.start)
    return bool(_AS.search(page.document.text, max(start - 8, 0), start))


def _takes_back(page: Page, said: Said, other: Said) -> bool:
    """Whether a source denies or doubts what is also laid to it: “rejected claims that it had …”, “said it cannot confirm …”."""
    if said.stance is Stance.ASSERTS or other.stance is not Stance.ASSERTS:
        return False
    return bool({a.name for a in voices(page, said)} & {a.name for a in voices(page, other)})


def _reaches(page: Page, said: Said, sentence: Sentence, offset: int) -> bool:
    """Whether a saying goes on to a word: only quotations and whole accounts run over the end of their cue's own sentence."""
    if said.chance is None or sentence.start <= said.cue.start < sentence.end:
        return True
    if accounts.goes_on(sentence):
        return True
    start = next(a for a, b in said.content if a <= offset < b)
    before = page.document.text[max(start - 1, 0) : offset]
    return before.count('"') % 2 == 1 or any(before.rfind(opens) > before.rfind(closes) for opens, closes in _MARKS)


def _nearness(said: Said) -> tuple[int, int]:
    return said.size, said.depth


def _turned(stance: Stance, *, negated: bool) -> Stance:
    if not negated or stance is Stance.DOUBTS:
        return stance
    return Stance.ASSERTS if stance is Stance.DENIES else Stance.DENIES


def _chain(page: Page, covering: Sequence[Said], publisher: str | None) -> list[Said]:
    """The sources from the nearest outwards, each once, without the outlet itself."""
    chain: list[Said] = []
    names: set[str] = set()
    for s in covering:
        actors = voices(page, s)
        fresh = [a for a in actors if a.name not in names and not (publisher and publisher in (a.name, a.span.text))]
        if not fresh:
            continue
        names.update(a.name for a in fresh)
        chain.append(s)
        if len(chain) == _LONGEST_CHAIN:
            break
    return chain


def _distinct(claims: Sequence[Claim]) -> Iterator[Claim]:
    seen: set[tuple[str | None, Stance]] = set()
    for claim in claims:
        key = (claim.speaker.name if claim.speaker else None, claim.stance)
        if key not in seen:
            seen.add(key)
            yield claim
