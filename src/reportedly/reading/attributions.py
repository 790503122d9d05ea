"""Who says what: every source–cue–content relation of a document.

Direct and indirect speech, “according to”, “as noted in a statement by”, nominal cues
(“allegations of”, “a claim that”), pictures and reports that show something, quotations that run
over several sentences, and accounts that continue (“In the KCNA report, …”).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.knowledge.cues import Cue, Cues
from reportedly.model import Attribution, Document, Span, Stance
from reportedly.models import Sentence, Token
from reportedly.reading import grammar
from reportedly.reading.actors import Party, joined
from reportedly.reading.mentions import Kind

NEARER, FARTHER = -1, 1
_MARK = re.compile(r"[“”\"\n]|``|''")
_OPENING, _CLOSING = frozenset({"“", "``", '"'}), frozenset({"”", "''", '"'})
_LONGEST_QUOTE = 4000
_SHORTEST_CONTENT = 3
_TELLERS = frozenset(
    "account article communique communiqué data dispatch document documents editorial evidence footage image images "
    "interview letter message news newspaper photo photograph picture post press record release report reporter "
    "source statement study survey tweet video broadcast".split()
)
_TAKES_NOUN = frozenset(
    "deny confirm announce allege claim report reject doubt question dispute acknowledge admit reveal disclose show "
    "predict suspect refute challenge dismiss rebut promise pledge threaten fear expect".split()
)
_ANAPHORS = frozenset(
    "this it that these those claim allegation charge accusation report reports involvement responsibility assertion "
    "suggestion wrongdoing rumor rumour such them".split()
)
_VERIFYING = frozenset("verify corroborate authenticate substantiate confirm".split())
# What somebody says is so and another may deny.
ALLEGATIONS = frozenset(
    "claim allegation accusation charge report suggestion assertion rumor rumour insinuation story narrative".split()
)
_FALSE = frozenset("false untrue baseless groundless unfounded fabricated wrong incorrect lie fabrication nonsense".split())
_NOTED = frozenset("note report state tell announce cite describe quote outline".split())
_QUARRELS = frozenset("tension tensions row dispute conflict quarrel standoff feud confrontation spat rift clash".split())


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution as the later steps need it.

    `sources` are party indices in sentence `sentence`; `content` are (start, end) offsets; `kind` is the
    cue's; `back` says that the content is told elsewhere (“denied this”); `depth` orders sources of the
    same content, the nearest to it lowest; `noun` says that the cue is a noun.
    """

    sentence: int
    sources: tuple[int, ...]
    source_spans: tuple[Span, ...]
    cue: Span
    content: tuple[tuple[int, int], ...]
    stance: Stance
    kind: str
    back: bool = False
    depth: int = 0
    noun: bool = False

    def covers(self, offset: int) -> bool:
        """True if the character at `offset` is part of the content."""
        return any(start <= offset < end for start, end in self.content)

    @property
    def size(self) -> int:
        """Characters of content: the smaller, the nearer to what it holds."""
        return sum(end - start for start, end in self.content)

    def record(self, document: Document) -> Attribution:
        """The public record."""
        return Attribution(self.source_spans, (self.cue,), tuple(document.span(*c) for c in self.content))


@dataclass(frozen=True, slots=True)
class Page:
    """A document's sentences with their parties, and the paragraph each sentence stands in."""

    document: Document
    sentences: tuple[Sentence, ...]
    parties: tuple[tuple[Party, ...], ...]
    paragraphs: tuple[int, ...]


def find(page: Page, cues: Cues) -> tuple[Said, ...]:
    """All attributions of a document, in the order of their cues."""
    found: list[Said] = []
    for n in range(len(page.sentences)):
        found.extend(_verbal(page, n, cues))
        found.extend(_according(page, n))
        found.extend(_continued(page, n))
        found.extend(_nominal(page, n, cues))
        found.extend(_unverified(page, n))
    found = _with_quotations(page, found)
    return tuple(sorted(_distinct(found), key=lambda s: (s.cue.start, s.content)))


def _distinct(found: Sequence[Said]) -> Iterator[Said]:
    seen = set()
    for said in found:
        key = (said.cue, said.content, said.sources)
        if key not in seen:
            seen.add(key)
            yield said


# --- verbs ----------------------------------------------------------------------------------------


def _verbal(page: Page, n: int, cues: Cues) -> Iterator[Said]:
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX") or not (token.lemma in cues.verbs or token.lemma in grammar.DENIALS):
            continue
        cue = _refusing_claims(sentence, token.i) or _matching(sentence, token.i, cues.verbs.get(token.lemma, ()))
        if cue is None:
            continue
        content, back = _verb_content(sentence, token.i, cue)
        if not content and not back:
            continue
        sources = _speakers(page, n, token.i)
        stance = _negated_stance(sentence, token.i, cue)
        yield from _said(page, n, token.i, sources, content, stance, cue.kind, back=back)
        yield from _cited(page, n, token.i, content)


def denies_claims(sentence: Sentence, verb: int) -> bool:
    """“rejected claims that …”, “dismissed the reports”: to refuse an allegation is to deny it, and no act of its own."""
    return sentence.tokens[verb].lemma in grammar.DENIALS and _claims_under(sentence, verb) is not None


def _refusing_claims(sentence: Sentence, verb: int) -> Cue | None:
    if not denies_claims(sentence, verb):
        return None
    return Cue((sentence.tokens[verb].lemma,), Stance.DENIES, "speech")


def _claims_under(sentence: Sentence, verb: int) -> int | None:
    """The noun for something alleged that a verb takes: as object, passive subject, or after “as baseless”."""
    tokens = sentence.tokens
    spots = [grammar.object_of(sentence, verb)]
    spots += [c for p in sentence.children[verb] if tokens[p].lower == "as" for c in sentence.children[p]]
    return next((i for i in spots if i is not None and tokens[i].lemma in ALLEGATIONS), None)


def _matching(sentence: Sentence, verb: int, cues: Sequence[Cue]) -> Cue | None:
    near = {sentence.tokens[c].lower for c in sentence.children[verb]}
    return next((c for c in cues if all(w in near for w in c.words[1:])), None)


def _negated_stance(sentence: Sentence, verb: int, cue: Cue) -> Stance:
    if not grammar.is_negated(sentence, verb) and not _cannot(sentence, verb) and not _neither(sentence, verb):
        return cue.stance
    # Not to confirm, not to say, not to deny: all leave the matter open.
    return Stance.DOUBTS


def _neither(sentence: Sentence, verb: int) -> bool:
    """“neither confirmed nor denied”."""
    first = sentence.tokens[verb].head if sentence.tokens[verb].dep == "conj" else verb
    return any(sentence.tokens[c].lower in ("neither", "nor") for c in sentence.children[first])


def _cannot(sentence: Sentence, verb: int) -> bool:
    above = sentence.tokens[sentence.tokens[verb].head]
    return above.lemma in ("decline", "refuse", "fail", "neither") and sentence.tokens[verb].dep == "xcomp"


def _verb_content(sentence: Sentence, verb: int, cue: Cue) -> tuple[list[tuple[int, int]], bool]:
    """Content of a verb as offsets, and whether it only points back (“denied this”)."""
    tokens = sentence.tokens
    before = _said_before(sentence, verb) if cue.kind == "speech" else []
    if before:
        return before, False
    own = {verb}
    for child in sentence.children[verb]:
        token = tokens[child]
        if token.dep == "ccomp" or (token.dep in ("xcomp", "pcomp") and token.pos in ("VERB", "AUX")):
            return _clause(sentence, child, own), False
        if token.dep == "prep" and cue.kind == "speech":
            inner = next((c for c in sentence.children[child] if tokens[c].dep == "pcomp"), None)
            if inner is not None:
                return _clause(sentence, inner, own), False
    if tokens[verb].dep == "parataxis" or (tokens[verb].dep in ("ccomp", "advcl") and _trails(sentence, verb)):
        return _rest(sentence, sentence.subtree(verb)), False
    quoted = _quoted_beside(sentence, verb)
    if quoted:
        return quoted, False
    if tokens[verb].lemma in _TAKES_NOUN:
        return _noun_content(sentence, verb)
    return [], False


def _said_before(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """“…, state media reported on Wednesday.”: all before the comma that a short closing clause follows."""
    tokens = sentence.tokens
    subjects = [c for c in sentence.children[verb] if tokens[c].dep == "nsubj" and c < verb]
    if not subjects or any(t.tag in ("VBD", "VBZ", "VBP", "MD") or t.dep in ("ccomp", "dobj") for t in tokens[verb + 1 :]):
        return []
    first = min(sentence.subtree(subjects[0]))
    if first < _SHORTEST_CONTENT or tokens[first - 1].text not in (",", "”", '"', "''"):
        return []
    return _pieces(sentence, set(range(first - 1)))


def _noun_content(sentence: Sentence, verb: int) -> tuple[list[tuple[int, int]], bool]:
    """“denied the attack” has content; “denied the claims” and “a claim that it denied” point back."""
    tokens = sentence.tokens
    target = _claims_under(sentence, verb)
    if target is None:
        target = grammar.object_of(sentence, verb)
    if target is None:
        if tokens[verb].dep in ("acl", "relcl"):
            target = tokens[verb].head
        else:
            return [], False
    if tokens[target].lower in _ANAPHORS or tokens[target].lemma in _ANAPHORS:
        below = sentence.subtree(target) - sentence.subtree(verb) if target == tokens[verb].head else sentence.subtree(target)
        wordy = [i for i in below if tokens[i].pos in ("NOUN", "VERB", "PROPN") and i > target]
        if wordy and tokens[target].pos == "NOUN" and target != tokens[verb].head:
            return _pieces(sentence, below), False
        return [], True
    if target == tokens[verb].head:
        return [], True
    return _pieces(sentence, sentence.subtree(target)), False


def _clause(sentence: Sentence, head: int, without: set[int]) -> list[tuple[int, int]]:
    return _pieces(sentence, sentence.subtree(head) - without)


def _trails(sentence: Sentence, verb: int) -> bool:
    """“…, he said.” parsed under the clause it reports."""
    before = [c for c in sentence.children[verb] if sentence.tokens[c].dep == "nsubj"]
    return bool(before) and sentence.tokens[verb].head < verb and sentence.tokens[min(before) - 1].text in (",", "”", '"')


def _rest(sentence: Sentence, without: set[int]) -> list[tuple[int, int]]:
    return _pieces(sentence, set(range(len(sentence.tokens))) - without)


def _pieces(sentence: Sentence, indices: set[int]) -> list[tuple[int, int]]:
    """Contiguous stretches over token indices, as offsets, without punctuation and cue words at the rims."""
    pieces: list[list[int]] = []
    for i in sorted(indices):
        if pieces and i == pieces[-1][-1] + 1:
            pieces[-1].append(i)
        else:
            pieces.append([i])
    out = []
    for piece in pieces:
        while piece and sentence.tokens[piece[0]].pos in ("PUNCT", "SPACE"):
            piece.pop(0)
        while piece and sentence.tokens[piece[-1]].pos in ("PUNCT", "SPACE"):
            piece.pop()
        if piece:
            out.append((sentence.tokens[piece[0]].start, sentence.tokens[piece[-1]].end))
    return out


def _quoted_beside(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """The quoted stretches that the verb introduces or closes: “…,” X said; X said: “…”."""
    tokens = sentence.tokens
    out, start = [], None
    for t in tokens:
        if start is None and t.text in _OPENING:
            start = t.i + 1
        elif start is not None and t.text in _CLOSING:
            if start <= t.i - 1 and _beside(sentence, verb, start, t.i):
                out.append((tokens[start].start, tokens[t.i - 1].end))
            start = None
    return out


def _beside(sentence: Sentence, verb: int, start: int, end: int) -> bool:
    """Whether only the verb's own subject and a comma or colon stand between it and a quotation."""
    if verb >= end:
        between = sentence.tokens[end + 1 : verb]
    elif verb < start:
        between = sentence.tokens[verb + 1 : start - 1]
    else:
        return False
    return not any(t.pos in ("VERB", "AUX", "ADP", "SCONJ") or t.text in (";", ".") for t in between)


def _speakers(page: Page, n: int, verb: int) -> tuple[int, ...]:
    """Party indices of who speaks through `verb`, coordinated ones together."""
    sentence, parties = page.sentences[n], page.parties[n]
    subject = grammar.subject_of(sentence, verb)
    if subject is None and grammar.is_passive(sentence, verb) and sentence.tokens[verb].lemma in ("quote", "cite"):
        subject = grammar.object_of(sentence, verb)
    first = grammar.party_at(parties, subject)
    if first is None and subject is not None:
        first = _teller(sentence, parties, subject)
    if first is None and subject is None and not grammar.is_passive(sentence, verb):
        first = grammar.nearest_left(sentence, parties, verb)
    return together(sentence, parties, first)


def together(sentence: Sentence, parties: Sequence[Party], first: int | None) -> tuple[int, ...]:
    """`first` and whatever is coordinated with it."""
    if first is None:
        return ()
    return next((group for group in joined(sentence, parties) if first in group), (first,))


def _teller(sentence: Sentence, parties: Sequence[Party], subject: int) -> int | None:
    """“Photographs published by KCNA”, “the ministry's statement”: whoever the telling thing belongs to."""
    if sentence.tokens[subject].lemma not in _TELLERS:
        return None
    inside = grammar.parties_in(parties, sentence.subtree(subject))
    return inside[-1] if inside else None


def _cited(page: Page, n: int, verb: int, content: list[tuple[int, int]]) -> Iterator[Said]:
    """“…, citing a Seoul official”: a nearer source of the same content."""
    sentence, parties = page.sentences[n], page.parties[n]
    for child in sentence.children[verb]:
        token = sentence.tokens[child]
        if token.lower in ("citing", "quoting") and content:
            inside = grammar.parties_in(parties, sentence.subtree(child))
            yield from _said(page, n, child, tuple(inside[:1]), content, Stance.ASSERTS, "speech", depth=NEARER)


# --- prepositional and adverbial cues ------------------------------------------------------------------


def _according(page: Page, n: int) -> Iterator[Said]:
    """“according to X”, “as noted in a statement from X”, “in the words of X”."""
    sentence, parties = page.sentences[n], page.parties[n]
    tokens = sentence.tokens
    for token in tokens:
        phrase: set[int] | None = None
        if token.lower == "according" and token.i + 1 < len(tokens) and tokens[token.i + 1].lower == "to":
            phrase = sentence.subtree(token.i) | {token.i + 1} | sentence.subtree(token.i + 1)
        elif token.lower == "as" and token.i + 1 < len(tokens) and _as_noted(tokens[token.i + 1]):
            phrase = sentence.subtree(token.i + 1) | {token.i}
        if phrase is None:
            continue
        phrase = {i for i in phrase if i >= token.i}
        inside = grammar.parties_in(parties, phrase)
        if inside:
            content = _rest(sentence, set(range(min(phrase), max(phrase) + 1)))
            sources = together(sentence, parties, inside[0])
            yield from _said(page, n, token.i, sources, content, Stance.ASSERTS, "speech", depth=FARTHER, words=2)


def _as_noted(token: Token) -> bool:
    return token.tag == "VBN" and token.lemma in _NOTED


def _continued(page: Page, n: int) -> Iterator[Said]:
    """“In the KCNA report, …”: the rest of the sentence is that source's account."""
    sentence, parties = page.sentences[n], page.parties[n]
    tokens = sentence.tokens
    if not tokens or tokens[0].lower not in ("in", "on", "during"):
        return
    comma = next((t.i for t in tokens if t.text == ","), None)
    if comma is None or comma > 12 or not any(t.lemma in _TELLERS for t in tokens[1:comma]):  # noqa: PLR2004  # a short opening phrase
        return
    inside = grammar.parties_in(parties, set(range(1, comma)))
    content = _rest(sentence, set(range(comma + 1)))
    if tokens[0].lower != "in" or not content:
        return
    sources = tuple(inside[:1]) or together(sentence, parties, grammar.party_at(parties, _root_subject(sentence)))
    yield from _said(page, n, 0, sources, content, Stance.ASSERTS, "speech", depth=FARTHER if inside else 0, words=comma)


def _root_subject(sentence: Sentence) -> int | None:
    root = next((t.i for t in sentence.tokens if t.head == t.i), None)
    return None if root is None else grammar.subject_of(sentence, root)


def _unverified(page: Page, n: int) -> Iterator[Said]:
    """“The reports could not be independently verified”: what was told before is left open."""
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.lemma not in _VERIFYING or token.pos != "VERB" or not grammar.is_negated(sentence, token.i):
            continue
        modal = any(sentence.tokens[c].lower in ("could", "can", "ca") for c in sentence.children[token.i])
        unable = sentence.tokens[token.head].lemma in ("able", "unable")
        if modal or unable:
            subject = grammar.subject_of(sentence, token.i)
            sources = together(sentence, page.parties[n], grammar.party_at(page.parties[n], subject))
            yield from _said(page, n, token.i, sources, [], Stance.DOUBTS, "speech", back=True)


# --- nouns ----------------------------------------------------------------------------------------


def _nominal(page: Page, n: int, cues: Cues) -> Iterator[Said]:
    """“allegations of …”, “a claim that …”, “denial of …”."""
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
        yield from _said(page, n, token.i, sources, content, stance, cue.kind, noun=True)


def _stance_of_noun(sentence: Sentence, noun: int, cue: Cue) -> Stance:
    """“no evidence that” leaves it open; “reports of … were false” denies it."""
    token = sentence.tokens[noun]
    if cue.kind == "evidence" and grammar.is_negated(sentence, noun):
        return Stance.DOUBTS
    if cue.kind == "evidence" and sentence.tokens[token.head].pos in ("VERB", "AUX") and grammar.is_negated(sentence, token.head):
        return Stance.DOUBTS
    predicates = {sentence.tokens[c].lemma for c in sentence.children[token.head] if sentence.tokens[c].dep in ("acomp", "attr")}
    if token.dep == "nsubj" and predicates & _FALSE:
        return Stance.DENIES
    return cue.stance


def _noun_complement(sentence: Sentence, noun: int, cue: Cue) -> list[tuple[int, int]]:
    tokens = sentence.tokens
    if cue.kind == "evidence" and noun + 1 < len(tokens) and tokens[noun + 1].lower == "that":
        return _up_to_stop(sentence, noun + 1)
    for child in sentence.children[noun]:
        if child < noun:
            continue
        if tokens[child].dep in ("acl", "ccomp", "relcl") and any(
            tokens[c].lower == "that" and tokens[c].dep in ("mark", "det") for c in sentence.children[child]
        ):
            return _clause(sentence, child, {noun})
        alleges = cue.kind == "speech" or cue.stance is not Stance.ASSERTS
        if alleges and tokens[child].lower in ("of", "about", "over", "regarding"):
            return _up_to_stop(sentence, child + 1)
    return []


def _up_to_stop(sentence: Sentence, start: int) -> list[tuple[int, int]]:
    """What follows up to the clause's end by its punctuation: the tree often hangs later phrases elsewhere."""
    end = start
    while end < len(sentence.tokens) and sentence.tokens[end].text not in (",", ";", "."):
        end += 1
    return _pieces(sentence, set(range(start, end)))


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
                return together(sentence, parties, found)
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
            return together(sentence, parties, maker)
    return _other_side(sentence, parties, noun, content)


def _other_side(sentence: Sentence, parties: Sequence[Party], noun: int, content: list[tuple[int, int]]) -> tuple[int, ...]:
    """“tensions with S over allegations of …”: S alleges."""
    tokens = sentence.tokens
    quarrel = next((t.i for t in tokens[:noun] if t.lemma in _QUARRELS or t.lower in _QUARRELS), None)
    if quarrel is None:
        return ()
    for preposition, n in grammar.phrases_after(sentence, parties, quarrel, verb=False):
        inside = any(s <= tokens[parties[n].mention.first].start < e for s, e in content)
        if preposition == "with" and not inside:
            return together(sentence, parties, n)
    return ()


# --- quotations over several sentences ------------------------------------------------------------


def _with_quotations(page: Page, found: list[Said]) -> list[Said]:
    """Quoted sentences that carry no cue are given to whoever speaks in the sentence next to them."""
    out = list(found)
    for start, end in _quotations(page.document.text):
        inside = [n for n, s in enumerate(page.sentences) if s.start < end and start < s.end]
        if not inside:
            continue
        speaker = _quoted_by(found, inside)
        if speaker is None:
            continue
        for n in inside:
            sentence = page.sentences[n]
            piece = (max(start, sentence.start), min(end, sentence.end))
            middle = (piece[0] + piece[1]) // 2
            if not any(s.covers(middle) and s.kind == "speech" for s in found):
                out.append(
                    Said(speaker.sentence, speaker.sources, speaker.source_spans, speaker.cue, (piece,), Stance.ASSERTS, "speech")
                )
    return out


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Offsets between quotation marks; an opening mark without a closing one ends at its paragraph."""
    start: int | None = None
    for found in _MARK.finditer(text):
        mark = found.group()
        if mark == "\n":
            if start is not None:
                yield start, found.start()
            start = None
        elif start is None:
            start = found.end() if mark not in ("”", "''") else None
        elif mark not in ("“", "``"):
            if start < found.start() <= start + _LONGEST_QUOTE:
                yield start, found.start()
            start = None


def _quoted_by(found: Sequence[Said], inside: Sequence[int]) -> Said | None:
    """The nearest direct attribution: in the quoted sentences, right after them, or right before."""
    for n in (*inside, inside[-1] + 1, inside[0] - 1):
        for said in found:
            if said.sentence == n and said.kind == "speech" and said.sources and not said.noun and not said.back:
                return said
    return None


# --- building -------------------------------------------------------------------------------------


def _said(
    page: Page, n: int, cue: int, sources: tuple[int, ...], content: list[tuple[int, int]], stance: Stance, kind: str, *,
    back: bool = False, depth: int = 0, noun: bool = False, words: int = 1,
) -> Iterator[Said]:  # fmt: skip
    """The record of one attribution."""
    sentence, parties, document = page.sentences[n], page.parties[n], page.document
    tokens = sentence.tokens
    spans = []
    for s in sources:
        mention = parties[s].mention
        spans.append(document.span(tokens[mention.first].start, tokens[mention.last - 1].end))
    last = min(cue + words, len(tokens)) - 1
    unknown = all(parties[s].mention.kind is Kind.PRONOUN and not parties[s].actors for s in sources)
    cue_span = document.span(tokens[cue].start, tokens[last].end)
    yield Said(n, () if unknown else sources, tuple(spans), cue_span, tuple(content), stance, kind, back, depth, noun)
