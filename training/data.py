"""Everything the coder is trained on, and what tells one state of it from another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import annotations
import sentences
from examples import Example, MarkedPair, folds, pointed, read_pairs, tagged
from sentences import Written
from tokenizers import Tokenizer

HERE = Path(__file__).parent
# One sentence in so many is kept out where something is measured or calibrated.
PARTS = 5
SEED = 0


@dataclass(frozen=True, slots=True)
class Data:
    """What there is to learn from.

    `own` are sentences written for this project, `real` sentences of reports that we annotated, `paired`
    those of the development pairs, which we annotated too; `aside` are real ones that only calibrate.
    """

    own: tuple[Written, ...]
    real: tuple[Written, ...]
    paired: tuple[Written, ...]
    aside: tuple[Written, ...]
    pairs: tuple[MarkedPair, ...]
    hashes: dict[str, str]

    @property
    def news(self) -> tuple[Written, ...]:
        """All annotated sentences of real reports."""
        return self.real + self.paired

    def split(self, part: int = 0) -> "tuple[Share, Share]":
        """(to train on, held out)."""
        own, news = parted(self.own, part), parted(self.news, part)
        return Share(tuple(own[0]), tuple(news[0])), Share(tuple(own[1]), tuple(news[1]))


@dataclass(frozen=True, slots=True)
class Share:
    """A part of what there is: sentences of our own, and real ones that we annotated."""

    own: tuple[Written, ...]
    news: tuple[Written, ...]


def parted(some: Sequence[Written], part: int = 0) -> tuple[list[Written], list[Written]]:
    """(four fifths, the fifth that is kept out), by their texts."""
    both: tuple[list[Written], list[Written]] = ([], [])
    for written, n in zip(some, folds([w.text for w in some], PARTS, SEED), strict=True):
        both[n == part].append(written)
    return both


def load(shared: Path) -> Data:
    """Reads every input; each is named with its SHA-256 in `hashes`."""
    own_files = sorted((HERE / "sentences").glob("*.jsonl"))
    annotated = sorted((HERE / "annotations").glob("*.jsonl"))
    paired_files = [p for p in annotated if p.name.startswith("pairs-")]
    real_files = [p for p in annotated if p not in paired_files]
    aside = sorted((HERE / "aside").glob("*.jsonl"))
    pairs = shared / "gold" / "pairs" / "dev.jsonl"
    named = {f"training/{p.parent.name}/{p.name}": p for p in (*own_files, *annotated, *aside)} | {"gold/pairs/dev.jsonl": pairs}
    return Data(
        tuple(w for p in own_files for w in sentences.read(p)),
        tuple(w for p in real_files for w in annotations.read(p, shared)),
        tuple(w for p in paired_files for w in annotations.read(p, shared)),
        tuple(w for p in aside for w in annotations.read(p, shared)),
        tuple(read_pairs(pairs)),
        {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in named.items()},
    )


def tags(tokenizer: Tokenizer, written: Sequence[Written]) -> list[Example]:
    """Sentences as examples for every head."""
    return [tagged(tokenizer, w) for w in written]


def relations(tokenizer: Tokenizer, pairs: Sequence[MarkedPair]) -> list[Example]:
    """Pairs as examples for the pair head."""
    return [pointed(tokenizer, p) for p in pairs]
