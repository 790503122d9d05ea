"""Denials that answer what was told before without repeating it: “It did not happen”, “called the accusation a lie”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.model import Stance
from reportedly.models import Sentence
from reportedly.reading import grammar, nominal
from reportedly.reading.page import ALLEGATIONS, Page, Said, phrase, said, together

# Whole clauses that say of what was told that it is not so.
_NOT_SO = re.compile(
    r"\b(?:(?:did|does|do)(?:\snot|n['’]t)|never)\s(?:happen(?:ed)?|take\splace|took\splace|occur(?:red)?|exist(?:ed)?)\b"
    r"|\bnot\s(?:at\sall\s)?(?:the\scase|true|so|correct|accurate)\b"
    r"|\b(?:nothing|anything)\sof\s(?:the|that)\s(?:kind|sort)\b|\bno\ssuch\s\w+"
    r"|(?:\bnot|n['’]t)\scorrespond\sto\s(?:the\s)?(?:reality|facts?|truth)\b"
    r"|\b(?:has|have|had|did|does|do)(?:\s(?:not|never)|n['’]t)\s(?:\w+\s)?(?:any|so|that|this)\b(?=\W*(?:[,.”\"’]|$))"
    r"|\b(?:it|they|he|she)\s(?:(?:did|was|were|has|had|have|does|do)\s(?:not|never)|(?:did|was|were|has|had|have|does|do)n['’]t)(?=\W*$)"
    r"|\b(?:is|was|are|were)\s(?:simply\s|entirely\s|completely\s|utterly\s|plainly\s)?(?:untrue|false|a\slie|lies|baseless|fabricated|groundless|nonsense|invented)\b",
    re.IGNORECASE,
)
# Clauses about what was told: their subject points back, or is the allegation itself.
_POINTING = (
    frozenset("it that this they these those none nothing".split())
    | ALLEGATIONS
    | {"accusation", "accusations", "claims", "allegations", "reports", "charges", "rumours", "rumors", "suggestions"}
)
NAMING = frozenset(
    "call label brand describe dismiss denounce characterise characterize term dub deem consider decry deride ridicule "
    "slam".split()
)
_AIRING = frozenset("air carry publish print run broadcast post make spread circulate issue report".split())
_VOICING = frozenset("voice express raise cast have".split())
_CALLED = nominal.FALSE | {"fabricate", "invent", "exaggerate", "mislead", "fanciful", "false"}
# What tells of something, and may be told false.
ACCOUNTS = ALLEGATIONS | {"account", "version", "statement", "news", "film", "footage"}
_NO_PROOF = re.compile(r"\bno\s(?:proof|evidence|confirmation|sign)\sof\s(?:this|that|it|such|any\ssuch)\b", re.IGNORECASE)


def find(page: Page, found: Sequence[Said]) -> Iterator[Said]:
    """Denials and doubts of a document that point back; `found` are its other attributions."""
    for n, sentence in enumerate(page.sentences):
        words = page.document.text[sentence.start : sentence.end]
        for match in _NOT_SO.finditer(words):
            yield from _not_so(page, n, sentence.start + match.start(), found, Stance.DENIES)
        for match in _NO_PROOF.finditer(words):
            yield from _not_so(page, n, sentence.start + match.start(), found, Stance.DOUBTS)
        yield from _called_false(page, n, found)
        yield from _voiced(page, n)


def _not_so(page: Page, n: int, offset: int, found: Sequence[Said], stance: Stance) -> Iterator[Said]:
    """The clause at `offset`, by whoever says it; told of by nobody, it is the report's own word."""
    sentence = page.sentences[n]
    at = next((t.i for t in sentence.tokens if t.end > offset), None)
    if at is None:
        return
    speaking = min(
        (s for s in found if s.covers(offset) and s.kind == "speech" and (s.sources or s.voice)),
        key=lambda s: s.size,
        default=None,
    )
    subject = _subject(sentence, at)
    pointing = subject is None or sentence.tokens[subject].lower in _POINTING
    if speaking is None and not (pointing and subject is not None):
        return
    if speaking is not None and speaking.stance is not Stance.ASSERTS:
        return
    if speaking is None:
        yield from said(page, n, at, (), [], stance, "speech", back=True)
        return
    cue = page.document.span(sentence.tokens[at].start, sentence.tokens[at].end)
    yield replace(speaking, cue=cue, content=(), stance=stance, kind="speech", back=True, depth=0, noun=False, chance=None)


def _subject(sentence: Sentence, at: int) -> int | None:
    for i in (at, *sentence.ancestors(at)):
        found = next((c for c in sentence.children[i] if sentence.tokens[c].dep in ("nsubj", "nsubjpass")), None)
        if found is not None:
            return found
    return None


def _called_false(page: Page, n: int, found: Sequence[Said]) -> Iterator[Said]:
    """“called the accusation ‘a cheap invention’”, “described this as nonsense”."""
    sentence = page.sentences[n]
    tokens = sentence.tokens
    for token in tokens:
        if token.lemma not in NAMING or token.pos != "VERB":
            continue
        target = grammar.object_of(sentence, token.i) if grammar.is_passive(sentence, token.i) else None
        if token.dep in ("relcl", "acl", "ccomp") and tokens[token.head].pos == "NOUN":
            target = token.head
        if target is not None and tokens[target].lemma in ACCOUNTS and {t.lemma for t in tokens[token.i + 1 :]} & _CALLED:
            yield from _judged(page, n, token.i)
            continue
        spots = [
            i
            for i in range(token.i + 1, min(token.i + 6, len(tokens)))
            if tokens[i].lemma in ACCOUNTS or tokens[i].lower in ("this", "that", "it", "them", "these")
        ]
        after = [t.lemma for t in tokens[token.i + 1 :]]
        if not spots or not set(after) & _CALLED or nominal.has_content(sentence, spots[0]):
            continue
        heard = next((s for s in found if s.cue.start <= token.start < s.cue.end and (s.sources or s.voice) and not s.back), None)
        if heard is not None:
            yield replace(heard, content=(), stance=Stance.DENIES, kind="speech", back=True, depth=0, noun=False, chance=None)
            continue
        subject = grammar.subject_of(sentence, token.i)
        party = grammar.party_at(page.parties[n], subject)
        if party is None and subject is None:
            party = grammar.nearest_left(sentence, page.parties[n], token.i)
        voice = phrase(page, n, subject) if party is None and subject is not None else None
        yield from said(page, n, token.i, together(page.parties[n], party), [], Stance.DENIES, "speech", back=True, voice=voice)


def _judged(page: Page, n: int, verb: int) -> Iterator[Said]:
    """“X's claim of an attack was described by Y as invention”, “an account that Y called a lie”."""
    sentence = page.sentences[n]
    who = grammar.agent_of(sentence, verb) if grammar.is_passive(sentence, verb) else grammar.subject_of(sentence, verb)
    party = grammar.party_at(page.parties[n], who)
    voice = phrase(page, n, who) if party is None and who is not None else None
    yield from said(page, n, verb, together(page.parties[n], party), [], Stance.DENIES, "speech", back=True, voice=voice)


def _voiced(page: Page, n: int) -> Iterator[Said]:
    """“although a producer voiced doubts”."""
    sentence = page.sentences[n]
    for token in sentence.tokens:
        verb = sentence.tokens[token.head]
        if token.lemma not in nominal.DOUBTING or token.dep != "dobj" or verb.lemma not in _VOICING or token.i < verb.i:
            continue
        if any(c > token.i for c in sentence.children[token.i]):
            continue
        who = grammar.subject_of(sentence, verb.i)
        party = grammar.party_at(page.parties[n], who)
        voice = phrase(page, n, who) if party is None and who is not None else None
        yield from said(page, n, verb.i, together(page.parties[n], party), [], Stance.DOUBTS, "speech", back=True, voice=voice)


def contradicted(page: Page, n: int) -> Iterator[int]:
    """The parties of sentence `n` whose account is spoken of: “calling Kyiv's version a lie”, “aired the story”."""
    sentence, parties = page.sentences[n], page.parties[n]
    tokens = sentence.tokens
    for token in tokens:
        if token.lemma not in ACCOUNTS or token.pos != "NOUN":
            continue
        spots = [grammar.possessor_of(sentence, token.i), token.i - 1]
        spots += [c for p in sentence.children[token.i] if tokens[p].lower in ("by", "from", "in") for c in sentence.children[p]]
        spots += [grammar.agent_of(sentence, c) for c in sentence.children[token.i] if tokens[c].dep == "acl"]
        if token.dep in ("dobj", "nsubjpass") and tokens[token.head].lemma in _AIRING:
            spots.append(grammar.subject_of(sentence, token.head))
        yield from (k for i in spots if (k := grammar.party_at(parties, i)) is not None)
