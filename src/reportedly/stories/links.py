"""Linked events: the tellings, in many reports or in one, of one and the same event.

Two tellings are compared where they share a party and enough words, and lie no more than a week apart; how likely they are
one event is a logistic model of a few signs (`SIGNS`; `training/links.py` fits it to judged pairs).  Clusters are made by
average linkage of these chances.  Pairs that may be one event and were not put together are left open
for a person.
"""

import json
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from reportedly.stories.clusters import Rules, joined
from reportedly.stories.marks import Mark, Party, Told, document_of
from reportedly.stories.words import ONE, Table, Words

# How many days after the last telling of an event the next may come.
WINDOW = 7
# Tellings with less in common (cosine of their sentences' words) are not compared.
LEAST_ALIKE = 0.2
_ALIKE_WITHOUT_TRIGGER = 0.3
# Of copies: sentences that are as good as the same.
_REPEATED = 0.8
# Codes that many bodies share.
_MANY = frozenset({"IGO", "NGO", "IMG", "MNC"})
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]+")
_TITLES = frozenset("President Minister General Secretary Chairman Committee The Of Mr Mrs Ms Sir Dr".split())
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 4
# Triggers of one act stand at most so many characters apart.
_BESIDE = 30


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Two tellings that may be of one event: the later one, the earlier one, and how likely it is (0 to 1)."""

    later: str
    earlier: str
    score: float


# What speaks for or against two tellings being of one event (`signs`), each from -1 to 1.
SIGNS = (
    "other words", "headlines of one outlet", "type", "trigger", "trigger told by the other", "side by side",
    "named recipients", "one day", "trigger and actors",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """How signs are weighed: a bias, and a weight for each of `SIGNS`.

    `together` and `open` are the chances (0 to 1) from which tellings are put together, or at least shown to a person.
    """

    bias: float
    weights: tuple[float, ...]
    together: float
    open: float

    def chance(self, signs: Sequence[float]) -> float:
        """How likely two tellings are of one event, 0 to 1."""
        told = self.bias
        for weight, value in zip(self.weights, signs, strict=True):
            told += weight * value
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, told))))


@cache
def model() -> Model:
    """The model that is shipped."""
    told = json.loads(files("reportedly.stories").joinpath("data/links.json").read_text("utf-8"))
    return Model(told["bias"], tuple(told["weights"][sign] for sign in SIGNS), told["together"], told["open"])


@dataclass(frozen=True, slots=True)
class Seen:
    """A telling as it is compared: its parties by country or name, its trigger and its words by their stems."""

    report: str
    outlet: str | None
    words: Words
    title_names: frozenset[str]
    type: str
    start: int
    trigger: frozenset[str]
    stems: frozenset[str]
    parties: frozenset[str]
    named_actors: frozenset[str]
    named_recipients: frozenset[str]
    earliest: date | None
    latest: date | None


def seen(told: Told, report: Mark) -> Seen:
    """A telling as it is compared."""
    return Seen(
        report.name, report.credit or report.outlet, told.words, report.title_names, told.type, told.start, _stems(told.trigger),
        frozenset([word[:_STEM] for word in told.words]), _keys((*told.actors, *told.recipients)),
        _named(told.actors), _named(told.recipients), told.earliest, told.latest,
    )  # fmt: skip


class Linking:
    """The events among which tellings of one are looked for.

    Args:
        told: the events, by name.
        day: the day of each.
        reports: their reports, by name.
        copied: of reports that were copied, which they go back to.
        apart: events that a person told apart, both ways.
        roots_apart: the same, where the other lies on days that are not at hand, by the root of its cluster.
        how: the model.
    """

    def __init__(
        self, told: Mapping[str, Told], day: Mapping[str, int], reports: Mapping[str, Mark],
        copied: Mapping[str, str] | None = None,
        apart: Mapping[str, Collection[str]] | None = None, roots_apart: Mapping[str, Collection[str]] | None = None,
        how: Model | None = None,
    ) -> None:  # fmt: skip
        self.told, self.day, self.reports = told, day, reports
        self.copied = copied or {}
        self.apart, self.roots_apart = apart or {}, roots_apart or {}
        self.how = how or model()
        self._kept: dict[str, Seen] = {}
        self._table = Table({name: event.words for name, event in told.items()})

    def of_day(
        self, today: Sequence[str], old: Mapping[str, Sequence[str]]
    ) -> tuple[tuple[tuple[str, ...], ...], list[Uncertain]]:
        """The clusters of a day, those of earlier days that it goes on with among them; the pairs that are left open.

        Args:
            today: the events of the day.
            old: the clusters of the days before, by their roots, as far as they are recent enough to go on with.
        """
        near = self._near(today, [*today, *(name for names in old.values() for name in names)])
        # Clusters that nothing of today is near to are as they were.
        met = {other for others in near.values() for other in others}
        touched = [names for names in old.values() if not met.isdisjoint(names)]
        found = joined(today, touched, near, Rules(self.how.together), self._apart(today, old))
        return found, list(self._open(today, near, found))

    def _apart(self, today: Sequence[str], old: Mapping[str, Sequence[str]]) -> Mapping[str, Collection[str]]:
        """What must not be put together, by its name; also with what stands for it in the window."""
        if not self.roots_apart:
            return self.apart
        apart = dict(self.apart)
        for name in today:
            far = {n for root in self.roots_apart.get(name, ()) for n in old.get(root, ())}
            if far:
                apart[name] = {*apart.get(name, ()), *far}
                apart.update({n: {*apart.get(n, ()), name} for n in far})
        return apart

    def _near(self, today: Sequence[str], everything: Sequence[str]) -> dict[str, dict[str, float]]:
        near: dict[str, dict[str, float]] = {name: {} for name in today}
        for one, others in self._table.alike(today, everything, LEAST_ALIKE).items():
            for other, value in self._comparable(one, others.items()):
                if other in near and other < one:
                    continue
                chance = self._chance(one, other, value)
                if chance >= self.how.open / 2:
                    near[one][other] = chance
                    if other in near:
                        near[other][one] = chance
        return near

    def _comparable(self, one: str, others: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
        """Those of some alike events that may be one with the given one."""
        left, kept = self._seen(one), self._kept
        for other, value in others:
            right = kept.get(other) or self._seen(other)
            if not (left.parties.isdisjoint(right.parties) or _unlike(left, right, value) or _disjoint(left, right)):
                yield other, value

    def _seen(self, name: str) -> Seen:
        """An event as it is compared; most are like no other, and are never asked for."""
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = seen(self.told[name], self.reports[document_of(name)])
        return found

    def _chance(self, one: str, other: str, value: float) -> float:
        left, right = self._seen(one), self._seen(other)
        if self._repeated(left, right, value):
            return 1.0
        return self.how.chance(signs(left, right, one_day=self.day[one] == self.day[other]))

    def _repeated(self, left: Seen, right: Seen, value: float) -> bool:
        """Whether a copy says there what the report it was copied from says: that is the same event, whatever else speaks."""
        if value < _REPEATED or left.report == right.report or left.type != right.type:
            return False
        return self.copied.get(left.report, left.report) == self.copied.get(right.report, right.report)

    def _open(
        self, today: Collection[str], near: Mapping[str, Mapping[str, float]], found: Iterable[Sequence[str]]
    ) -> Iterator[Uncertain]:
        """Of any two clusters the likeliest pair, where it may be one event."""
        home = {name: cluster[0] for cluster in found for name in cluster}
        best: dict[tuple[str, str], Uncertain] = {}
        for one in sorted(today):
            for other, chance in sorted(near[one].items()):
                pair = min(home[one], home[other]), max(home[one], home[other])
                if pair[0] == pair[1] or chance < self.how.open or other in self.apart.get(one, ()):
                    continue
                later, earlier = sorted((one, other), key=lambda n: (self.day[n], n), reverse=True)
                if pair not in best or chance > best[pair].score:
                    best[pair] = Uncertain(later, earlier, chance)
        yield from best.values()


def signs(one: Seen, other: Seen, *, one_day: bool) -> tuple[float, ...]:
    """What speaks for or against two tellings being of one event, in the order of `SIGNS`.

    Args:
        one: the first.
        other: the second.
        one_day: whether their reports are of one day.
    """
    together = one.report == other.report
    trigger = 0.0 if one.trigger.isdisjoint(other.trigger) else 1.0
    return (
        _other_words(one.words, other.words),
        # An outlet whose headlines name the same again tells of another occasion.
        _alike_names(one.title_names, other.title_names) if one.outlet and one.outlet == other.outlet and not together else 0.0,
        1.0 if one.type == other.type else 0.0,
        trigger,
        0.0 if one.trigger.isdisjoint(other.stems) and other.trigger.isdisjoint(one.stems) else 1.0,
        # “made a congratulatory address”: two words for one act.
        1.0 if together and abs(one.start - other.start) <= _BESIDE else 0.0,
        _alike_names(one.named_recipients, other.named_recipients),
        1.0 if one_day else 0.0,
        trigger if _alike_names(one.named_actors, other.named_actors) > 0 else 0.0,
    )


def _other_words(one: Words, other: Words) -> float:
    """The share of its weight that the sentence has to itself which has less to itself, 0 to 1."""
    both = one.keys() & other.keys()
    return 1.0 - max(sum([one[word] ** 2 for word in both]), sum([other[word] ** 2 for word in both])) / (ONE * ONE)


def _keys(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.country if p.country and p.country not in _MANY else p.name for p in parties)


def _named(parties: Iterable[Party]) -> frozenset[str]:
    """The words of names in capitals: two that share none are two people."""
    return frozenset().union(*[_capitals(p.name) for p in parties])


@lru_cache(maxsize=1 << 16)
def _capitals(name: str) -> frozenset[str]:
    return frozenset(_CAPITAL.findall(name)).difference(_TITLES)


def _alike_names(one: frozenset[str], other: frozenset[str]) -> float:
    """From -1 (none in common) to 1 (all the same); -0.5 where only one of the two names anybody."""
    if not one or not other:
        return -0.5 if one or other else 0.0
    return 2 * len(one & other) / len(one | other) - 1


@lru_cache(maxsize=1 << 14)
def _stems(trigger: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(trigger))


def _unlike(one: Seen, other: Seen, words: float) -> bool:
    """Whether nothing much speaks for one event: neither the trigger, nor half of the words and the type."""
    if not one.trigger.isdisjoint(other.trigger):
        return False
    if words < _ALIKE_WITHOUT_TRIGGER:
        return True
    return one.type != other.type and one.trigger.isdisjoint(other.stems) and other.trigger.isdisjoint(one.stems)


def _disjoint(one: Seen, other: Seen) -> bool:
    """Whether both name days, and these are others."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return one.latest < other.earliest or other.latest < one.earliest
