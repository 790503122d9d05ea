"""Everything the coder is trained on, and what tells one state of it from another."""

import hashlib
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
    """Our own sentences, real sentences that we annotated, others that only calibrate, and the development pairs."""

    own: tuple[Written, ...]
    real: tuple[Written, ...]
    aside: tuple[Written, ...]
    pairs: tuple[MarkedPair, ...]
    hashes: dict[str, str]

    @property
    def sentences(self) -> tuple[Written, ...]:
        """All marked sentences."""
        return self.own + self.real

    def split(self, part: int = 0) -> tuple[list[Written], list[Written]]:
        """(to train on, held out)."""
        numbers = folds([w.text for w in self.sentences], PARTS, SEED)
        both: tuple[list[Written], list[Written]] = ([], [])
        for written, n in zip(self.sentences, numbers, strict=True):
            both[n == part].append(written)
        return both


def load(shared: Path) -> Data:
    """Reads every input; each is named with its SHA-256 in `hashes`."""
    own_files = sorted((HERE / "sentences").glob("*.jsonl"))
    real_files = sorted((HERE / "annotations").glob("*.jsonl"))
    pairs = shared / "gold" / "pairs" / "dev.jsonl"
    named = {f"training/{p.parent.name}/{p.name}": p for p in (*own_files, *real_files)} | {"gold/pairs/dev.jsonl": pairs}
    return Data(
        tuple(w for p in own_files for w in sentences.read(p)),
        tuple(w for p in real_files for w in annotations.read(p, shared)),
        tuple(w for p in sorted((HERE / "aside").glob("*.jsonl")) for w in annotations.read(p, shared)),
        tuple(read_pairs(pairs)),
        {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in named.items()},
    )


def tags(tokenizer: Tokenizer, written: list[Written] | tuple[Written, ...]) -> list[Example]:
    """Sentences as examples for every head."""
    return [tagged(tokenizer, w) for w in written]


def relations(tokenizer: Tokenizer, pairs: list[MarkedPair] | tuple[MarkedPair, ...]) -> list[Example]:
    """Pairs as examples for the pair head."""
    return [pointed(tokenizer, p) for p in pairs]
