"""The words of a report, weighted by how much they tell, and how alike two reports are in them.

A word weighs by how rare it is in news (`data/frequencies.tsv.gz`, counted once, so that the weight of a word never
depends on what else is read) and by how often the report says it; names and numbers weigh more.  Only the weightiest
are kept.
"""

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=[^\W\d_]))*|\d(?:[\d.,]*\d)?")
_KEPT = 200
_NAMES_WEIGH = 1.5
_TITLE_COUNTS = 2
# Weights are whole numbers, so that sums of their products do not depend on the order of adding.
_ONE = 1 << 12
Words = Mapping[str, int]


def weighted(title: str | None, text: str) -> Words:
    """The weightiest words of a report, each with its weight; the squares of all weights sum to about `_ONE` squared."""
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
    whole = {word: round(_ONE * weight / length) for word, weight in kept}
    return {word: weight for word, weight in whole.items() if weight > 0}


@cache
def rarity() -> Mapping[str, float]:
    """How rare each word is in news: the logarithm of the share of reports that have it, negative; “” is for all others."""
    with gzip.open(str(files("reportedly.stories").joinpath("data/frequencies.tsv.gz")), "rt", encoding="utf-8") as lines:
        reports = int(next(lines).split("\t")[1])
        counted = (line.rstrip("\n").split("\t") for line in lines)
        return {"": math.log(reports + 1), **{word: math.log((reports + 1) / (int(count) + 1)) for word, count in counted}}


class Index:
    """Which reports have which word, to find those alike; a report can be taken out again."""

    def __init__(self) -> None:
        self._having: dict[str, dict[str, int]] = {}

    def add(self, name: str, words: Words) -> None:
        """Takes up a report."""
        for word, weight in words.items():
            self._having.setdefault(word, {})[name] = weight

    def drop(self, name: str, words: Words) -> None:
        """Forgets a report."""
        for word in words:
            having = self._having[word]
            having.pop(name, None)
            if not having:
                del self._having[word]

    def alike(self, words: Words, least: float) -> dict[str, float]:
        """The reports that are at least so alike (cosine, 0 to 1), each with how much."""
        found: dict[str, int] = {}
        for word, weight in words.items():
            for name, other in self._having.get(word, {}).items():
                found[name] = found.get(name, 0) + weight * other
        enough = least * _ONE * _ONE
        return {name: value / (_ONE * _ONE) for name, value in found.items() if value >= enough}


def counted(reports: Iterable[str], least: int) -> Sequence[tuple[str, int]]:
    """In how many of some texts each word stands, the commonest first; words in fewer than `least` are left out."""
    having: Counter[str] = Counter()
    for text in reports:
        having.update({w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text)})
    return [(word, count) for word, count in sorted(having.items(), key=lambda item: (-item[1], item[0])) if count >= least]
