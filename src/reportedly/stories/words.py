"""The words of a report, weighted by how much they tell, and how alike two reports are in them.

A word weighs by how rare it is in news (`data/frequencies.tsv.gz`, counted once, so that the weight of a word never
depends on what else is read) and by how often the report says it; names and numbers weigh more.  Only the weightiest
are kept.
"""

import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, count
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=[^\W\d_]))*|\d(?:[\d.,]*\d)?")
_KEPT = 200
_NAMES_WEIGH = 1.5
_TITLE_COUNTS = 2
# How many texts are compared with all others at a time.
_AT_ONCE = 256
# Weights are whole numbers, so that sums of their products do not depend on the order of adding.
ONE = 1 << 12
Words = Mapping[str, int]


def weighted(title: str | None, text: str) -> Words:
    """The weightiest words of a report, each with its weight; the squares of all weights sum to about `ONE` squared."""
    said: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for part, times in ((title or "", _TITLE_COUNTS), (text, 1)):
        for word in _WORD.findall(part):
            plain = word.lower().replace("’", "'").removesuffix("'s")
            said[plain] += times
            if not word[0].islower():
                capitals[plain] += times
    rare = rarity()
    most = rare[""]
    found = {
        word: (1 + math.log(count)) * rare.get(word, most) * (_NAMES_WEIGH if 2 * capitals[word] > count else 1)
        for word, count in said.items()
    }
    kept = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_KEPT]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    whole = {word: round(ONE * weight / length) for word, weight in kept}
    return {word: weight for word, weight in whole.items() if weight > 0}


@cache
def rarity() -> Mapping[str, float]:
    """How rare each word is in news: the logarithm of the share of reports that have it, negative; “” is for all others."""
    with gzip.open(str(files("reportedly.stories").joinpath("data/frequencies.tsv.gz")), "rt", encoding="utf-8") as lines:
        reports = int(next(lines).split("\t")[1])
        counted = (line.rstrip("\n").split("\t") for line in lines)
        return {"": math.log(reports + 1), **{word: math.log((reports + 1) / (int(count) + 1)) for word, count in counted}}


class Table:
    """The words of many texts, to ask which are alike.

    Args:
        words: the weighted words of each, by its name.
    """

    def __init__(self, words: Mapping[str, Words]) -> None:
        from scipy.sparse import csr_array  # noqa: PLC0415  # a fifth of a second, and not for reading

        self._row = {name: n for n, name in enumerate(words)}
        said = list(chain.from_iterable(words.values()))
        # Each new word gets the next number.
        ids: defaultdict[str, int] = defaultdict(count().__next__)
        columns = np.fromiter(map(ids.__getitem__, said), np.int32, len(said))
        # Whole numbers: sums of their products do not depend on the order of adding, nor on what else is there.
        weights = np.fromiter(chain.from_iterable(told.values() for told in words.values()), np.int32, len(said))
        cells = (weights, columns, np.cumsum([0, *map(len, words.values())], dtype=np.int32))
        self._table = csr_array(cells, shape=(len(words), max(1, len(ids))))

    def alike(self, some: Sequence[str], among: Sequence[str], least: float) -> dict[str, dict[str, float]]:
        """For each of some texts those others that are at least so alike (cosine, 0 to 1), each with how much.

        Args:
            some: names of texts.
            among: names of the texts to compare with, each once; it may hold the same ones.
            least: how alike.
        """
        out: dict[str, dict[str, float]] = {}
        right = self._table[[self._row[name] for name in among]]
        enough = np.int32(math.ceil(least * ONE * ONE))
        names = np.array(among, dtype=object)
        for start in range(0, len(some), _AT_ONCE):
            part = some[start : start + _AT_ONCE]
            found = self._products(right, part)
            columns, rows = np.nonzero((found >= enough).T)
            values = (found[rows, columns] / (ONE * ONE)).tolist()
            others = names[rows].tolist()
            ends = np.cumsum(np.bincount(columns, minlength=len(part))).tolist()
            for name, first, last in zip(part, [0, *ends], ends, strict=False):
                near = out[name] = dict(zip(others[first:last], values[first:last], strict=True))
                near.pop(name, None)
        return out

    def _products(self, right: Any, some: Sequence[str]) -> NDArray[np.int32]:  # noqa: ANN401  # a sparse table
        """The products of texts, a row each, with some texts, a column each.

        Nearly any two texts share some common word, so that a full table of products is made faster than a sparse one; of the
        words only those of `some` count.
        """
        left = self._table[[self._row[name] for name in some]]
        words, columns = np.unique(left.indices, return_inverse=True)
        full = np.zeros((len(words), len(some)), dtype=np.int32)
        full[columns, np.repeat(np.arange(len(some)), np.diff(left.indptr))] = left.data
        place = np.full(self._table.shape[1], -1, dtype=np.int32)
        place[words] = np.arange(len(words))
        at = place[right.indices]
        counts = np.concatenate(([0], np.cumsum(at >= 0)))[right.indptr]
        known = type(right)((right.data[at >= 0], at[at >= 0], counts), shape=(right.shape[0], len(words)))
        return np.asarray(known @ full)


def cosine(left: Words, right: Words) -> float:
    """How alike two texts are, 0 to 1."""
    return sum([left[word] * right[word] for word in left.keys() & right.keys()]) / (ONE * ONE)


def counted(reports: Iterable[str], least: int) -> Sequence[tuple[str, int]]:
    """In how many of some texts each word stands, the commonest first; words in fewer than `least` are left out."""
    having: Counter[str] = Counter()
    for text in reports:
        having.update({w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text)})
    return [(word, count) for word, count in sorted(having.items(), key=lambda item: (-item[1], item[0])) if count >= least]
