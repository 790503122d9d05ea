"""Stories: reports for reading together, by the words they share.

Two looks.  The first puts together what is about the same things, loosely.  The second weighs, inside such a group, only the
words that tell its reports apart, and cuts the group in two where that leaves two halves that have little in
common: two fights of one boxer, two earthquakes of one coast.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.stories.clusters import ANY_DAY, Rules, joined, replay
from reportedly.stories.words import Table, Words, weighted

Cluster = tuple[str, ...]


# On average over all pairs (cosine of the words).
NEAR = Rules(0.16)
# How many days a story waits for the next report.
WINDOW = 3


@dataclass(frozen=True, slots=True)
class Report:
    """What grouping needs of a report."""

    name: str
    title: str | None
    text: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Loose:
    """How reports become stories; chosen on half of the development stories (`evals/stories.py`).

    Attributes:
        rules: how near (cosine of the words, 0 to 1) reports of one group are.
        least: two reports less alike than this have nothing in common.
        apart: a group is cut where its halves have less in common than this share of what either has in itself.
        side: a half of fewer reports says nothing.
    """

    rules: Rules = NEAR
    least: float = 0.02
    apart: float = 0.4
    side: int = 5


LOOSE = Loose()


def stories(reports: Iterable[Report]) -> dict[str, str]:
    """The story of each report, by name: the name of its first report.

    A story is a chain of reports, none more than `WINDOW` days after another; reports without a day may belong to any.
    """
    shelf = _Shelf()
    for report in reports:
        shelf.add(report)
    table = Table(shelf.words)
    return replay(
        shelf, set(shelf.days()), WINDOW, lambda today, old: of_day(shelf.words, table, today, list(old.values()))
    ).roots


class _Shelf:
    """Reports by their day, none of them in a story yet."""

    def __init__(self) -> None:
        self.words: dict[str, Words] = {}
        self._on: dict[int, list[str]] = {}

    def add(self, report: Report) -> None:
        self.words[report.name] = weighted(report.title, report.text)
        day = report.published.toordinal() if report.published else ANY_DAY
        self._on.setdefault(day, []).append(report.name)

    def days(self) -> Sequence[int]:
        return sorted(self._on)

    def on(self, day: int) -> Sequence[str]:
        return self._on[day]

    def root(self, _name: str) -> str | None:
        return None


def of_day(
    words: Mapping[str, Words], table: Table, today: Sequence[str], old: Sequence[Sequence[str]], how: Loose = LOOSE
) -> tuple[Cluster, ...]:
    """The stories of a day, those of earlier days that it goes on with among them.

    Args:
        words: the words of each report, of the day's and of the old stories'.
        table: the same, to be compared.
        today: the reports of the day.
        old: the stories of earlier days, as far as their reports are recent enough to go on with.
        how: how near reports of one story are.
    """
    near = table.alike(today, [*today, *(name for story in old for name in story)], how.least)
    found = joined(today, old, near, how.rules)
    kept = {name: n for n, story in enumerate(old) for name in story}
    return tuple(sorted(part for group in found for part in _cut(_units(group, kept), words, how)))


def _units(group: Cluster, kept: Mapping[str, int]) -> list[Cluster]:
    """What of a group must stay together: an old story; every other report is by itself."""
    units: dict[object, list[str]] = {}
    for name in group:
        units.setdefault(kept.get(name, name), []).append(name)
    return [tuple(unit) for unit in units.values()]


def _cut(units: list[Cluster], words: Mapping[str, Words], how: Loose) -> Iterator[Cluster]:
    """A group as it is, or cut in two again and again."""
    reports = [name for unit in units for name in unit]
    if len(reports) < 2 * how.side or len(units) < 2:  # noqa: PLR2004  # what cannot be cut
        yield tuple(sorted(reports))
        return
    telling = _telling({name: words[name] for name in reports})
    near = {a: {b: _cosine(telling[a], telling[b]) for b in reports if b != a} for a in reports}
    left, right = _halves(units, near)
    sides = [[name for unit in half for name in unit] for half in (left, right)]
    common = _mean(near, sides[0], sides[1])
    if min(map(len, sides)) < how.side or common >= how.apart * min(_mean(near, s, s) for s in sides):
        yield tuple(sorted(reports))
        return
    yield from _cut(left, words, how)
    yield from _cut(right, words, how)


def _telling(words: Mapping[str, Words]) -> dict[str, dict[str, float]]:
    """The words weighed by how rare they are in this group; what one report alone has, or all have, tells nothing."""
    having = Counter(word for said in words.values() for word in said)
    out = {}
    for name, said in words.items():
        weighed = {w: weight * math.log(len(words) / having[w]) for w, weight in said.items() if 1 < having[w] < len(words)}
        length = math.sqrt(math.fsum(x * x for x in weighed.values())) or 1.0
        out[name] = {w: x / length for w, x in weighed.items()}
    return out


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return round(math.fsum(x * right[w] for w, x in left.items() if w in right), 9)


def _mean(near: Mapping[str, Mapping[str, float]], left: Sequence[str], right: Sequence[str]) -> float:
    values = [near[a][b] for a in left for b in right if a != b]
    return math.fsum(values) / len(values) if values else 0.0


def _halves(units: list[Cluster], near: Mapping[str, Mapping[str, float]]) -> tuple[list[Cluster], list[Cluster]]:
    """The two groups that are left when the nearest on average are joined, again and again."""
    groups = {min(unit): [unit] for unit in units}
    sizes = {min(unit): len(unit) for unit in units}
    links = {a: {b: _mean(near, u[0], v[0]) for b, v in groups.items() if b != a} for a, u in groups.items()}
    while len(groups) > 2:  # noqa: PLR2004  # two halves
        _, a, b = max((value, a, b) for a, others in links.items() for b, value in others.items() if a < b)
        for other in groups.keys() - {a, b}:
            value = (sizes[a] * links[a][other] + sizes[b] * links[b][other]) / (sizes[a] + sizes[b])
            links[a][other] = links[other][a] = value
            del links[other][b]
        del links[a][b], links[b]
        groups[a] += groups.pop(b)
        sizes[a] += sizes.pop(b)
    left, right = groups.values()
    return left, right
