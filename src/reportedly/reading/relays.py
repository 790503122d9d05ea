"""Accounts passed on: “TASS quoted a spokesman as saying …”, “…, citing residents”, “… told Reuters”, “… carried by the agency”.

Whoever is cited stands nearer to what is told, whoever carries it farther.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.model import Span, Stance
from reportedly.models import Sentence
from reportedly.reading import accounts, grammar
from reportedly.reading.page import FARTHER, NEARER, Page, Said, phrase, pieces, said, together

_CITING = frozenset({"cite", "quote"})
_CARRYING = frozenset("carry publish broadcast relay release report distribute air post print run obtain see cite quote".split())
_SEEING = frozenset("see obtain review view".split())
_TELLING = frozenset({"tell", "brief", "inform", "say", "speak"})
_MEDIA = "JRN"
# What a medium is called, in its name or after it was named.
_MEDIUMS = frozenset(
    "agency broadcaster channel daily gazette herald journal magazine media news newspaper newspapers outlet paper post "
    "radio station telegraph television times tribune tv weekly website".split()
)


def find(page: Page, n: int) -> Iterator[Said]:
    """“A quoted B as saying …”: B says it, A passes it on."""
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.lemma not in _CITING or token.pos != "VERB":
            continue
        saying = _as_saying(sentence, token.i)
        if saying is None:
            continue
        content = _after(sentence, saying)
        passive = grammar.is_passive(sentence, token.i)
        cited, citing = grammar.object_of(sentence, token.i), grammar.subject_of(sentence, token.i)
        if passive:
            citing = grammar.agent_of(sentence, token.i)
        yield from _voiced(page, n, saying, cited, content, NEARER)
        yield from _voiced(page, n, token.i, citing, content, FARTHER)


def complete(page: Page, found: Sequence[Said]) -> Iterator[Said]:
    """The further sources that each saying's own words name."""
    for one in found:
        if one.kind == "speech" and one.content and not one.back and one.stance is Stance.ASSERTS:
            yield from _cited(page, one)
            yield from _told_to(page, one)
            yield from _carried(page, one)


def is_relay(sentence: Sentence, i: int) -> bool:
    """Whether the token is a word of citing: what it says is told by the saying it belongs to."""
    return sentence.tokens[i].lemma in _CITING and sentence.tokens[i].pos == "VERB"


def is_seen(sentence: Sentence, i: int) -> bool:
    """“a draft seen by Reuters”: the draft says it, Reuters passes it on."""
    return sentence.tokens[i].lemma in _SEEING and sentence.tokens[i].tag == "VBN" and grammar.agent_of(sentence, i) is not None


def _as_saying(sentence: Sentence, verb: int) -> int | None:
    """“as saying” under a verb of citing."""
    for t in sentence.tokens[verb + 1 :]:
        if t.lower == "as" and t.i + 1 < len(sentence.tokens) and sentence.tokens[t.i + 1].tag == "VBG":
            return t.i + 1
    return None


def _after(sentence: Sentence, saying: int) -> list[tuple[int, int]]:
    if not any(t.pos in ("VERB", "AUX") for t in sentence.tokens[saying + 1 :]):
        # “…, the agency quoted an official as saying.”
        return pieces(sentence, set(range(_comma_before(sentence, saying))))
    clause = next((c for c in sentence.children[saying] if sentence.tokens[c].dep == "ccomp" and c > saying), None)
    if clause is not None:
        return pieces(sentence, {i for i in sentence.subtree(clause) if i > saying})
    return pieces(sentence, set(range(saying + 1, len(sentence.tokens))))


def _comma_before(sentence: Sentence, saying: int) -> int:
    """The last comma or closing quotation mark before the clause of citing."""
    return max((t.i for t in sentence.tokens[:saying] if t.text in (",", "”", '"')), default=0)


def _voiced(page: Page, n: int, cue: int, who: int | None, content: list[tuple[int, int]], depth: int) -> Iterator[Said]:
    """A saying by whoever stands at token `who`, a party or not."""
    if who is None:
        return
    party = grammar.party_at(page.parties[n], who)
    voice = None if party is not None else phrase(page, n, who)
    yield from said(
        page, n, cue, together(page.parties[n], party), content, Stance.ASSERTS, "speech", depth=depth, voice=voice
    )  # fmt: skip


def _cited(page: Page, one: Said) -> Iterator[Said]:
    """“…, citing residents”, “X, which cited army officers, said”, “an officer cited by AFP”."""
    n = one.sentence
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if not is_relay(sentence, token.i) or _as_saying(sentence, token.i) is not None or _inside(one, token.start):
            continue
        agent = grammar.agent_of(sentence, token.i)
        if agent is not None:
            yield from _further(page, one, agent, FARTHER)
        elif token.tag != "VBN":
            target = next((c for c in sentence.children[token.i] if sentence.tokens[c].dep in ("dobj", "pobj")), None)
            if target is not None:
                yield from _further(page, one, target, NEARER)


def _told_to(page: Page, one: Said) -> Iterator[Said]:
    """“an official told Reuters that …”: Reuters passes it on."""
    n = one.sentence
    sentence = page.sentences[n]
    verb = next((t.i for t in sentence.tokens if one.cue.start <= t.start < one.cue.end and t.lemma in _TELLING), None)
    if verb is None or grammar.is_passive(sentence, verb):
        return
    for child in sentence.children[verb]:
        token = sentence.tokens[child]
        if token.dep in ("dobj", "dative", "obj", "pobj"):
            spots = [child]
        elif token.lower in ("to", "in", "on", "with"):
            # “said in an interview with X”, “said on X”
            spots = sorted(i for i in sentence.subtree(child) if sentence.tokens[i].dep == "pobj")
        else:
            continue
        for spot in spots:
            named = spot == child and _is_unknown_name(page, n, spot)
            if not _inside(one, sentence.tokens[spot].start) and (named or _is_medium(page, n, spot)):
                yield from _further(page, one, spot, FARTHER)


def _carried(page: Page, one: Said) -> Iterator[Said]:
    """“in a statement carried by the state news agency”."""
    n = one.sentence
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.tag == "VBN" and token.lemma in _CARRYING and token.dep in ("acl", "relcl") and not _inside(one, token.start):
            agent = grammar.agent_of(sentence, token.i)
            if agent is not None and _is_medium(page, n, agent):
                yield from _further(page, one, agent, FARTHER)


def _is_medium(page: Page, n: int, i: int) -> bool:
    """Whether a noun names a news medium: one of the tables, or one that is called a radio, a daily, a news agency."""
    sentence = page.sentences[n]
    party = grammar.party_at(page.parties[n], i)
    if party is not None and any(_MEDIA in a.sectors for a in page.parties[n][party].actors):
        return True
    words = {sentence.tokens[k].lower for k in sentence.subtree(i) if k <= i}
    return bool(words & _MEDIUMS)


def _is_unknown_name(page: Page, n: int, i: int) -> bool:
    """“told Dawn”: of a name in no table, told by an official, most are papers."""
    token, party = page.sentences[n].tokens[i], grammar.party_at(page.parties[n], i)
    actors = () if party is None else page.parties[n][party].actors
    return token.pos == "PROPN" and token.ent not in ("PERSON", "NORP") and not any(a.country or a.sectors for a in actors)


def _inside(one: Said, offset: int) -> bool:
    return one.covers(offset) and not one.cue.start <= offset < one.cue.end


def _further(page: Page, one: Said, who: int, depth: int) -> Iterator[Said]:
    """The same content by one more source; none if it is a source of it already."""
    n = one.sentence
    party = grammar.party_at(page.parties[n], who)
    if party is None:
        party = accounts.teller(page.sentences[n], page.parties[n], who)
    sources = together(page.parties[n], party)
    words: Span | None = phrase(page, n, who)
    if words is None or set(sources) & set(one.sources) or any(words.overlaps(s) for s in one.source_spans):
        return
    yield replace(
        one, sources=sources, source_spans=(words,), depth=one.depth + depth, voice=None if sources else words, chance=None
    )
