"""Accounts told outside the clause of a verb: “according to”, headlines, statements in full, sentences that go on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.model import Stance
from reportedly.models import Sentence, Token
from reportedly.reading import grammar
from reportedly.reading.actors import Party
from reportedly.reading.atoms import Kind
from reportedly.reading.page import FARTHER, NEARER, Page, Said, phrase, pieces, said, together

TELLERS = frozenset(
    "account article communique communiqué data dispatch document documents editorial evidence footage image images "
    "interview letter message news newspaper photo photograph picture post press record release report reporter "
    "source statement study survey tweet video broadcast decision draft memo leaflet".split()
)
_NOTED = frozenset("note report state tell announce cite describe quote outline".split())
_FRAME = re.compile(
    r"\b(?:following|as follows|statement|speech|address|answer|commentary|communiqu[ée]|letter|message)\b", re.IGNORECASE
)
_INTRODUCING = frozenset("say write state add report tweet post declare note announce tell read continue".split())
# Tokens from such a verb to the end of its sentence: “writes that:”.
_CLOSE = 5
_SHORTEST_HEADLINE = 5
_DASHES = frozenset({":", "-", "–", "—", "--"})
# The share of a sentence's characters that its account takes where it is nothing else.
_NEARLY = 0.6
_SO_SAYS = re.compile(
    r"(?:(?:or\s)?so,?(?:\s[\w\s]{0,12},)?\s(?:says?|said|claims?)|(?:that|this|such)\s(?:is|was)"
    r"(?:\s(?:the\s\w+\s(?:line|version|account)|what)|,?\saccording\sto))\b",
    re.IGNORECASE,
)


def according(page: Page, n: int) -> Iterator[Said]:
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
            sources = together(parties, inside[0])
            # “the agency said that, according to the minister, …”: the minister tells the agency.
            told = any(t.lower == "that" for t in tokens[max(token.i - 2, 0) : token.i])
            depth = NEARER if told else FARTHER
            yield from said(page, n, token.i, sources, content, Stance.ASSERTS, "speech", depth=depth, words=2)


def _as_noted(token: Token) -> bool:
    return token.tag == "VBN" and token.lemma in _NOTED


def continued(page: Page, n: int) -> Iterator[Said]:
    """“In the KCNA report, …”: the rest of the sentence is that source's account."""
    sentence, parties = page.sentences[n], page.parties[n]
    tokens = sentence.tokens
    if not tokens or tokens[0].lower not in ("in", "on", "during"):
        return
    comma = next((t.i for t in tokens if t.text == ","), None)
    if comma is None or comma > 12 or not any(t.lemma in TELLERS for t in tokens[1:comma]):  # noqa: PLR2004  # a short opening phrase
        return
    inside = grammar.parties_in(parties, set(range(1, comma)))
    content = _rest(sentence, set(range(comma + 1)))
    if tokens[0].lower != "in" or not content:
        return
    sources = tuple(inside[:1]) or together(parties, grammar.party_at(parties, _root_subject(sentence)))
    yield from said(page, n, 0, sources, content, Stance.ASSERTS, "speech", depth=FARTHER if inside else 0, words=comma)


def framed(page: Page, n: int) -> Iterator[Said]:
    """“X made public the following press statement:” — all that follows is X's."""
    sentence = page.sentences[n]
    words = page.document.text[sentence.start : sentence.end].rstrip()
    if n + 1 == len(page.sentences):
        return
    if not words.endswith(":") or not _FRAME.search(words):
        yield from _introduced(page, n, words)
        return
    root = next((t.i for t in sentence.tokens if t.head == t.i), 0)
    subject = _root_subject(sentence)
    first = grammar.party_at(page.parties[n], subject)
    if first is None and subject is not None:
        first = teller(sentence, page.parties[n], subject)
    sources = together(page.parties[n], first)
    content = [(page.sentences[n + 1].start, page.sentences[-1].end)]
    yield from said(page, n, root, sources, content, Stance.ASSERTS, "speech", depth=FARTHER)


def _introduced(page: Page, n: int, words: str) -> Iterator[Said]:
    """“The ministry's spokeswoman saying,” and “The agency writes that:” hand over the paragraph that follows."""
    sentence, after = page.sentences[n], page.paragraphs[n] + 1
    verb = next((t.i for t in reversed(sentence.tokens) if t.pos == "VERB"), None)
    if verb is None or not words.endswith((":", ",")) or sentence.tokens[verb].lemma not in _INTRODUCING:
        return
    if len(sentence.tokens) - verb > _CLOSE or page.paragraphs[n + 1] != after:
        return
    subject = grammar.subject_of(sentence, verb)
    first = grammar.party_at(page.parties[n], subject)
    if first is None:
        first = grammar.nearest_left(sentence, page.parties[n], verb)
    block = [s for s, p in zip(page.sentences, page.paragraphs, strict=True) if p == after]
    content = [(block[0].start, block[-1].end)]
    voice = phrase(page, n, subject) if first is None and subject is not None else None
    sources = together(page.parties[n], first)
    yield from said(page, n, verb, sources, content, Stance.ASSERTS, "speech", depth=FARTHER, voice=voice)


def _root_subject(sentence: Sentence) -> int | None:
    root = next((t.i for t in sentence.tokens if t.head == t.i), None)
    return None if root is None else grammar.subject_of(sentence, root)


def teller(sentence: Sentence, parties: Sequence[Party], subject: int) -> int | None:
    """“Photographs published by KCNA”, “the ministry's statement”: whoever the telling thing belongs to."""
    if sentence.tokens[subject].lemma not in TELLERS:
        return None
    inside = grammar.parties_in(parties, sentence.subtree(subject))
    return inside[-1] if inside else None


def _rest(sentence: Sentence, without: set[int]) -> list[tuple[int, int]]:
    return pieces(sentence, set(range(len(sentence.tokens))) - without)


# --- headlines ------------------------------------------------------------------------------------------


def headlined(page: Page, n: int) -> Iterator[Said]:
    """“Minsk: troops crossed the border”, “Troops crossed the border – defence ministry”: the rest is what it says.

    “Nairobi: The president opened …” is a dateline: a place before a whole sentence that opens a report.
    """
    sentence, parties = page.sentences[n], page.parties[n]
    tokens = sentence.tokens
    if len(tokens) < _SHORTEST_HEADLINE:
        return
    whole = tokens[-1].text in (".", "!", "?", "”", '"')
    head = next((k for k, p in enumerate(parties) if p.mention.first == _first_word(tokens)), None)
    if head is not None:
        end = parties[head].mention.extent
        place = parties[head].mention.kind is Kind.COUNTRY
        if end < len(tokens) and tokens[end].text == ":" and not (place and whole and n == 0) and not _is_quoting(tokens, end):
            content = _rest(sentence, set(range(end + 1)))
            yield from said(page, n, end, together(parties, head), content, Stance.ASSERTS, "speech")
            return
    tail = parties[-1] if parties and not whole else None
    if tail is not None and tail.mention.last == len(tokens):
        mark = next(
            (i for i in range(tail.mention.first - 1, max(tail.mention.first - 4, 0), -1) if tokens[i].text in _DASHES), None
        )
        if mark is not None and any(t.pos in ("VERB", "AUX") for t in tokens[:mark]):
            content = _rest(sentence, set(range(mark, len(tokens))))
            yield from said(page, n, mark, (len(parties) - 1,), content, Stance.ASSERTS, "speech")


def _first_word(tokens: Sequence[Token]) -> int:
    return 1 if tokens[0].pos in ("DET", "PUNCT") else 0


def _is_quoting(tokens: Sequence[Token], colon: int) -> bool:
    """A quotation or a list after a colon has rules of its own."""
    return not any(t.pos in ("VERB", "AUX") for t in tokens[colon + 1 :])


# --- accounts that go on ------------------------------------------------------------------------------


def carried_on(page: Page, found: Sequence[Said]) -> Iterator[Said]:
    """“…, two officers said. They killed eleven soldiers.”: a sentence about the same doers goes on with the account."""
    taken = [s for s in found if s.content and s.kind == "speech" and not s.noun]
    for n, sentence in enumerate(page.sentences[1:], start=1):
        before = page.sentences[n - 1]
        if page.paragraphs[n] != page.paragraphs[n - 1] or not goes_on(sentence) or any(_tells(sentence, s) for s in found):
            continue
        whole = [s for s in taken if before.start <= s.cue.start < before.end and s.sources and _is_whole(before, s)]
        for one in whole:
            yield replace(one, content=((sentence.start, sentence.end),), depth=FARTHER, chance=None)


def goes_on(sentence: Sentence) -> bool:
    """Whether the subject that opens a sentence only makes sense with the one before it: “They”, “A second raid”."""
    first = sentence.tokens[0] if sentence.tokens else None
    if first is None:
        return False
    if first.lower in ("they", "it", "she", "he") and first.dep in ("nsubj", "nsubjpass"):
        return True
    return first.lower in ("a", "another", "two", "three") and any(
        t.lower in ("another", "second", "third", "more", "further") for t in sentence.tokens[:3]
    )


def _tells(sentence: Sentence, one: Said) -> bool:
    return sentence.start <= one.cue.start < sentence.end or any(a < sentence.end and sentence.start < b for a, b in one.content)


def _is_whole(sentence: Sentence, one: Said) -> bool:
    """Whether nearly the whole sentence is the source's account: nothing but the cue and its source stands outside."""
    told = one.size + len(one.cue.text) + sum(len(s.text) for s in one.source_spans)
    return one.stance is Stance.ASSERTS and told >= _NEARLY * (sentence.end - sentence.start)


def so_says(page: Page, n: int, found: Sequence[Said]) -> Iterator[Said]:
    """“S. So, at least, says the ministry.”, “S. That is according to the army.”: who tells the sentence before."""
    sentence = page.sentences[n]
    if n == 0 or not _SO_SAYS.match(page.document.text, sentence.start, sentence.end):
        return
    before = page.sentences[n - 1]
    k = next((k for k, p in enumerate(page.parties[n]) if p.mention.kind is not Kind.PRONOUN), None)
    if k is None or any(before.start <= s.cue.start < before.end and s.sources for s in found):
        return
    content = [(before.start, before.end)]
    yield from said(page, n, 0, together(page.parties[n], k), content, Stance.ASSERTS, "speech")
