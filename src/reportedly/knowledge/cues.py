"""Words that hand a content over to a source: “said”, “according to”, “denial”; read from `data/cues.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportedly.model import Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue.

    `words` is the lemma and, for a phrase, the particles after it; `kind` is speech, belief,
    intention or evidence.
    """

    words: tuple[str, ...]
    stance: Stance
    kind: str


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues by part of speech and first lemma, the longest phrase first."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]


@cache
def load_cues() -> Cues:
    """The cues of the package's table."""
    tables: dict[str, dict[str, list[Cue]]] = {"verb": {}, "noun": {}}
    with files("reportedly.knowledge").joinpath("data/cues.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            words = tuple(row["cue"].split())
            cue = Cue(words, Stance(row["stance"]), row["kind"])
            tables[row["pos"]].setdefault(words[0], []).append(cue)
    return Cues(*(_sealed(tables[pos]) for pos in ("verb", "noun")))


def _sealed(table: dict[str, list[Cue]]) -> Mapping[str, tuple[Cue, ...]]:
    return {lemma: tuple(sorted(cues, key=lambda c: -len(c.words))) for lemma, cues in table.items()}
