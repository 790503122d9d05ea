"""A document as the later steps see it: its sentences, their parties, and what was said of whom."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model import Actor, Attribution, Document, Span, Stance
from reportedly.models import Heard, Sentence, Signal
from reportedly.reading.actors import Party
from reportedly.reading.atoms import Kind

# How far a source stands from what it tells, beside others of the same content.
NEARER, FARTHER = -1, 1
# What somebody says is so and another may deny.
ALLEGATIONS = frozenset(
    "claim allegation accusation charge report suggestion assertion rumor rumour insinuation story narrative boast".split()
)
# Subjects that name nobody.
NOBODY = frozenset("it that this there which who what these those nobody nothing everything one all".split())


@dataclass(frozen=True, slots=True)
class Page:
    """A document's sentences with their parties and the paragraph each stands in.

    `signals` are what the trained coder saw in each sentence, `heard` what the attributor heard in each
    paragraph.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    parties: tuple[tuple[Party, ...], ...]
    paragraphs: tuple[int, ...]
    signals: tuple[tuple[Signal, ...], ...]
    heard: tuple[tuple[Heard, ...], ...]

    def countries(self) -> Counter[str]:
        """How often a party of each country (ISO3, or IGO and the like) is told of."""
        return Counter(a.country for parties in self.parties for p in parties for a in p.actors if a.country)


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution as the later steps need it.

    `sources` are party indices in sentence `sentence`; `content` are (start, end) offsets; `kind` is the
    cue's; `back` says that the content is told elsewhere (“denied this”); `depth` orders sources of the
    same content, the nearest to it lowest; `noun` says that the cue is a noun; `voice` are the words of
    a source that is no party (“a report”, “witnesses”); `chance` is how likely the trained attributor
    takes it to be, `None` where only rules found it; `declines` says that the source was asked and left it open.
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
    voice: Span | None = None
    chance: float | None = None
    declines: bool = False

    def covers(self, offset: int) -> bool:
        """True if the character at `offset` is part of the content."""
        return any(start <= offset < end for start, end in self.content)

    @property
    def size(self) -> int:
        """Characters of content: the smaller, the nearer to what it holds."""
        return sum(end - start for start, end in self.content)

    def record(self, document: Document) -> Attribution:
        """The public record."""
        sources = self.source_spans or ((self.voice,) if self.voice else ())
        return Attribution(sources, (self.cue,), tuple(document.span(*c) for c in self.content))


def together(parties: Sequence[Party], first: int | None) -> tuple[int, ...]:
    """`first` and whatever is coordinated with it."""
    return () if first is None else parties[first].group or (first,)


def pieces(sentence: Sentence, indices: set[int]) -> list[tuple[int, int]]:
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


def said(
    page: Page, n: int, cue: int, sources: tuple[int, ...], content: list[tuple[int, int]], stance: Stance, kind: str, *,
    back: bool = False, depth: int = 0, noun: bool = False, words: int = 1, voice: Span | None = None,
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
    if unknown and sources and spans[0].text.lower() not in NOBODY:
        # “She told the council …”: somebody says so, whoever she is.
        voice = spans[0]
    cue_span = document.span(tokens[cue].start, tokens[last].end)
    yield Said(n, () if unknown else sources, tuple(spans), cue_span, tuple(content), stance, kind, back, depth, noun, voice)


def phrase(page: Page, n: int, head: int) -> Span | None:
    """The words of a noun up to its head, without its article: “witnesses”, “two residents”; `None` for “it”."""
    sentence = page.sentences[n]
    if sentence.tokens[head].lower in NOBODY:
        return None
    inside = sorted(i for i in sentence.subtree(head) if i <= head)
    while inside and sentence.tokens[inside[0]].pos in ("DET", "PUNCT"):
        inside.pop(0)
    if not inside or inside[-1] - inside[0] >= len(inside):
        inside = [head]
    return page.document.span(sentence.tokens[inside[0]].start, sentence.tokens[inside[-1]].end)


def voices(page: Page, said: Said) -> tuple[Actor, ...]:
    """Who speaks: the parties that are the source, or whoever its words name."""
    parties = page.parties[said.sentence]
    named = tuple(a for n in said.sources for a in parties[n].actors)
    return named or ((Actor(said.voice, said.voice.text, None, ()),) if said.voice else ())
