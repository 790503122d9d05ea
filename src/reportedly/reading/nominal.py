"""Sayings told by nouns: “allegations of …”, “a claim that …”, “no evidence that …”, “reports … were false”."""

from collections.abc import Iterator, Sequence

from reportedly.knowledge.cues import Cue, Cues
from reportedly.model import Stance
from reportedly.models import Sentence
from reportedly.reading import grammar
from reportedly.reading.actors import Party
from reportedly.reading.page import Page, Said, pieces, said, together

_INVENTED = frozenset("fabricate invent fake concoct".split())
FALSE = frozenset(
    "false untrue baseless groundless unfounded fabricated wrong incorrect lie fabrication nonsense invention fiction smear "
    "slander provocation propaganda hoax myth fantasy falsehood rubbish disinformation fake absurd ludicrous laughable "
    "ridiculous preposterous absurdity libel concoction bogus misinformation unsubstantiated".split()
)
# “There is no truth to reports that …” denies them, “no evidence for claims that …” leaves them open.
_UNTRUE, _UNPROVEN = frozenset("truth basis foundation substance".split()), frozenset("evidence proof sign indication".split())
DOUBTING = frozenset("doubt scepticism skepticism question".split())
_ORIGINATING = frozenset("come originate stem make issue spread circulate publish level raise voice repeat carry air".split())
_BEARING_OUT = frozenset("support corroborate substantiate back prove verify confirm authenticate".split())
_QUARRELS = frozenset("tension tensions row dispute conflict quarrel standoff feud confrontation spat rift clash".split())


def find(page: Page, n: int, cues: Cues) -> Iterator[Said]:
    """The sayings of sentence `n` told by nouns: “allegations of …”, “a claim that …”, “denial of …”."""
    sentence, parties = page.sentences[n], page.parties[n]
    tokens = sentence.tokens
    for token in tokens:
        if token.pos != "NOUN" or token.lemma not in cues.nouns:
            continue
        cue = cues.nouns[token.lemma][0]
        content = _noun_complement(sentence, token.i, cue)
        if not content:
            continue
        stance = _stance_of_noun(sentence, token.i, cue)
        # Evidence has no speaker of its own: whoever says that there is none speaks.
        sources = _noun_source(sentence, parties, token.i, content) if cue.kind != "evidence" else ()
        if not sources and cue.kind == "speech":
            sources = _printed_in(page, n, token.i)
        if sources and stance is not cue.stance:
            # “no truth to Kyiv's reports that …”: Kyiv reports it; whoever says so denies it.
            yield from said(page, n, token.i, sources, content, cue.stance, cue.kind, noun=True)
            sources = ()
        yield from said(page, n, token.i, sources, content, stance, cue.kind, noun=True)


def _printed_in(page: Page, n: int, noun: int) -> tuple[int, ...]:
    """“a report in the daily X that …”."""
    sentence, parties = page.sentences[n], page.parties[n]
    spots = [c for p in sentence.children[noun] if sentence.tokens[p].lower in ("in", "on") for c in sentence.children[p]]
    named = [k for i in spots if (k := grammar.party_at(parties, i)) is not None]
    return tuple(k for k in named if any("JRN" in a.sectors for a in parties[k].actors))


def _stance_of_noun(sentence: Sentence, noun: int, cue: Cue) -> Stance:
    """“no evidence that” leaves it open; “reports of … were false” denies it."""
    token = sentence.tokens[noun]
    if cue.kind == "evidence" and grammar.is_negated(sentence, noun):
        return Stance.DOUBTS
    if cue.kind == "evidence" and sentence.tokens[token.head].pos in ("VERB", "AUX") and grammar.is_negated(sentence, token.head):
        return Stance.DOUBTS
    above = sentence.tokens[token.head]
    if token.dep == "pobj" and above.dep == "prep":
        host = sentence.tokens[above.head]
        if host.lemma in _UNTRUE and _is_no(sentence, host.i):
            return Stance.DENIES
        if host.lemma in DOUBTING or (host.lemma in _UNPROVEN and _is_no(sentence, host.i)):
            return Stance.DOUBTS
    if token.dep == "dobj" and above.lemma in _BEARING_OUT and _is_nothing(sentence, above.i):
        return Stance.DOUBTS
    if called_false(sentence, noun):
        return Stance.DENIES
    predicates = {
        sentence.tokens[c].lemma for c in sentence.children[token.head] if sentence.tokens[c].dep in ("acomp", "attr", "oprd")
    }
    if token.dep in ("nsubj", "nsubjpass", "dobj") and predicates & FALSE:
        return Stance.DENIES
    return cue.stance


def _is_nothing(sentence: Sentence, verb: int) -> bool:
    """“found nothing to support”, “could not verify”, “no sign that bears out”."""
    words = {t.lower for t in sentence.tokens[max(verb - 5, 0) : verb]}
    return bool(words & {"nothing", "no", "not", "n't", "n’t", "never", "unable"})


def _is_no(sentence: Sentence, noun: int) -> bool:
    """“no truth”, “not any truth”: the noun or the verb over it is negated."""
    return grammar.is_negated(sentence, noun) or grammar.is_negated(sentence, sentence.tokens[noun].head)


def has_content(sentence: Sentence, noun: int) -> bool:
    """Whether a clause or an of-phrase after a noun says what is alleged."""
    return any(
        c > noun and (sentence.tokens[c].dep in ("acl", "ccomp", "relcl") or sentence.tokens[c].lower == "of")
        for c in sentence.children[noun]
    )


def called_false(sentence: Sentence, claim: int) -> bool:
    """“claims that … were fabricated”: told by the words after the claim, since small parsers lose such long subjects."""
    tokens = sentence.tokens
    for token in tokens[claim + 1 :]:
        if token.text == ";" or token.lower == "but":
            return False
        if token.lemma == "be" and any(t.lemma in FALSE | _INVENTED for t in tokens[token.i + 1 : token.i + 4]):
            return True
    return False


def _noun_complement(sentence: Sentence, noun: int, cue: Cue) -> list[tuple[int, int]]:
    tokens = sentence.tokens
    if cue.kind == "evidence" and noun + 1 < len(tokens) and tokens[noun + 1].lower == "that":
        return up_to_stop(sentence, noun + 1)
    for child in sentence.children[noun]:
        if child < noun:
            continue
        if tokens[child].dep in ("acl", "ccomp", "relcl") and any(
            tokens[c].lower == "that" and tokens[c].dep in ("mark", "det") for c in sentence.children[child]
        ):
            return pieces(sentence, sentence.subtree(child) - {noun})
        alleges = cue.kind == "speech" or cue.stance is not Stance.ASSERTS
        if alleges and tokens[child].lower in ("of", "about", "over", "regarding"):
            return up_to_stop(sentence, child + 1)
    return []


def up_to_stop(sentence: Sentence, start: int) -> list[tuple[int, int]]:
    """What follows up to the clause's end by its punctuation: the tree often hangs later phrases elsewhere."""
    end = start
    while end < len(sentence.tokens) and sentence.tokens[end].text not in (",", ";", "."):
        end += 1
    return pieces(sentence, set(range(start, end)))


def _noun_source(sentence: Sentence, parties: Sequence[Party], noun: int, content: list[tuple[int, int]]) -> tuple[int, ...]:
    """Whose allegation it is: an owner, a by- or from-phrase, the maker, or the other side of a quarrel."""
    tokens = sentence.tokens
    owner = grammar.party_at(parties, grammar.possessor_of(sentence, noun))
    if owner is not None:
        return (owner,)
    for child in sentence.children[noun]:
        if tokens[child].lower in ("by", "from"):
            found = next((grammar.party_at(parties, c) for c in sentence.children[child]), None)
            if found is not None:
                return together(parties, found)
    made = next((c for c in sentence.children[noun] if tokens[c].dep == "acl" and tokens[c].lemma in _ORIGINATING), None)
    maker = grammar.party_at(parties, grammar.agent_of(sentence, made)) if made is not None else None
    if maker is not None:
        return together(parties, maker)
    origin = _origin(sentence, parties, noun)
    if origin:
        return origin
    before = grammar.party_at(parties, noun - 1)
    if before is not None:
        return (before,)
    if tokens[noun].dep == "dobj":
        maker = grammar.party_at(parties, grammar.subject_of(sentence, tokens[noun].head))
        if maker is not None and tokens[tokens[noun].head].lemma in (
            "make",
            "issue",
            "repeat",
            "level",
            "voice",
            "express",
            "have",
            "raise",
        ):
            return together(parties, maker)
    return _other_side(sentence, parties, noun, content)


def _origin(sentence: Sentence, parties: Sequence[Party], noun: int) -> tuple[int, ...]:
    """“the claim that … came from X”, “was made by X”."""
    tokens = sentence.tokens
    verb = tokens[noun].head
    if tokens[noun].dep not in ("nsubj", "nsubjpass") or tokens[verb].lemma not in _ORIGINATING:
        return ()
    spots = [c for p in sentence.children[verb] if tokens[p].lower in ("from", "by", "with") for c in sentence.children[p]]
    return next((together(parties, n) for i in spots if (n := grammar.party_at(parties, i)) is not None), ())


def _other_side(sentence: Sentence, parties: Sequence[Party], noun: int, content: list[tuple[int, int]]) -> tuple[int, ...]:
    """“tensions with S over allegations of …”: S alleges."""
    tokens = sentence.tokens
    quarrel = next((t.i for t in tokens[:noun] if t.lemma in _QUARRELS or t.lower in _QUARRELS), None)
    if quarrel is None:
        return ()
    for preposition, n in grammar.phrases_after(sentence, parties, quarrel, verb=False):
        inside = any(s <= tokens[parties[n].mention.first].start < e for s, e in content)
        if preposition == "with" and not inside:
            return together(parties, n)
    return ()
