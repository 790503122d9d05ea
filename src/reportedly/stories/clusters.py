"""Clusters of what is alike, that do not depend on the order in which things came.

Things lie on days.  The clusters of a day are made from the things of that day and from the clusters that earlier days
left, by linkage: the two nearest are joined, again and again, as long as they are near enough.  Clusters of earlier
days are never joined with each other, so that what was told apart once stays apart, and the result of a day depends on
nothing but earlier days and its own things.  Whoever adds something to a day makes that day anew and the days after it
until nothing changes any more: the outcome is the same as if all had been there at first.

Knows numbers and names of things; nothing of reports or events.
"""

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

# How near two things are, 0 to 1; nothing where they have nothing in common.
Nearness = Mapping[str, Mapping[str, float]]
Apart = Mapping[str, Collection[str]]
# The day of what has none: it comes after all others, and may go with any of them.
ANY_DAY = 1 << 30


@dataclass(frozen=True, slots=True)
class Linkage:
    """How near clusters are, by how near their members are.

    Attributes:
        first: of one thing and a cluster: how near it is to those members it has anything in common with, and how many
            members there are.
        joined: of a third cluster and two that were joined: how near it was to each of these, and how many each has.
    """

    first: Callable[[Sequence[float], int], float]
    joined: Callable[[float, int, float, int], float]


def _mean(left: float, left_size: int, right: float, right_size: int) -> float:
    return (left_size * left + right_size * right) / (left_size + right_size)


def _least(left: float, _left_size: int, right: float, _right_size: int) -> float:
    return min(left, right)


# The mean over all pairs (UPGMA, Sokal and Michener 1958); summed exactly, so that no order of summing matters.
AVERAGE = Linkage(lambda values, size: math.fsum(values) / size, _mean)
# A cluster is as near as its farthest member.
COMPLETE = Linkage(lambda values, size: min(values) if len(values) == size else 0.0, _least)


@dataclass(frozen=True, slots=True)
class Rules:
    """When two clusters are one: `least` is how near they must be, `linkage` how that is told of many."""

    least: float
    linkage: Linkage = AVERAGE


def joined(
    things: Sequence[str], old: Sequence[Sequence[str]], near: Nearness, rules: Rules, apart: Apart | None = None
) -> tuple[tuple[str, ...], ...]:
    """The clusters of a day: each with its members in order, the clusters in order of their first.

    Args:
        things: the names of the things of the day.
        old: clusters of earlier days, as far as their members still count; they may grow and are never joined.
        near: how near each thing of the day is to others, of the day or of the old clusters; symmetric.
        rules: when two are one.
        apart: what must never be in one cluster with what; symmetric.
    """
    work = _Work(sorted(things), sorted(tuple(sorted(c)) for c in old), near, rules, apart or {})
    work.run()
    return tuple(sorted(tuple(sorted(members)) for members in work.members.values()))


class Calendar(Protocol):
    """What lies on which day (counted in days from anywhere), and what it was put together with before."""

    def days(self) -> Sequence[int]:
        """The days on which anything lies, in order."""

    def on(self, day: int) -> Sequence[str]:
        """The names of what lies on a day."""

    def root(self, name: str) -> str | None:
        """The first thing of the cluster that a thing was put into; `None` for what is new."""


# The clusters of a day, from its things and the members in the window of each cluster before, by its root.
Maker = Callable[[Sequence[str], Mapping[str, Sequence[str]]], Iterable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a replay changed: new roots, by name, of all that moved; the last day that changes may go on from."""

    roots: dict[str, str]
    touched: int | None


def replay(calendar: Calendar, dirty: Collection[int], window: int, make: Maker, follow: Collection[int] = ()) -> Moved:
    """Puts what is new, and what it changes later, where it belongs.

    Args:
        calendar: all things, the new ones among them.
        dirty: the days on which things were added, changed or taken away.
        window: how many days a cluster goes on after its last thing.
        make: the clusters of a day, from its things and the clusters of the days in the window before.
        follow: days to be made anew too, because something before them changed.
    """
    moved: dict[str, str] = {}
    days = calendar.days()
    touched = None
    for n, day in enumerate(days):
        near = touched is not None and (day == ANY_DAY or day - touched <= window)
        if not near and day not in dirty and day not in follow:
            continue
        old: dict[str, list[str]] = {}
        for before in _window(days, n, window):
            for name in calendar.on(before):
                root = moved.get(name) or calendar.root(name)
                if root is not None:
                    old.setdefault(root, []).append(name)
        home = {name: root for root, names in old.items() for name in names}
        today = calendar.on(day)
        changed = False
        for cluster in make(today, old):
            root = next((home[name] for name in cluster if name in home), None) or min(cluster)
            for name in cluster:
                if name not in home and calendar.root(name) != root:
                    moved[name], changed = root, True
        if changed or day in dirty:
            touched = day
    return Moved(moved, touched)


def _window(days: Sequence[int], n: int, window: int) -> Iterable[int]:
    """The days before the nth that are at most so many days before it; all, before what has no day."""
    first = 0 if days[n] == ANY_DAY else n
    while first and days[n] - days[first - 1] <= window:
        first -= 1
    return days[first:n]


class _Work:
    """One run of the joining: `links` holds how near the clusters are that have anything in common."""

    def __init__(self, things: Sequence[str], old: Sequence[tuple[str, ...]], near: Nearness, rules: Rules, apart: Apart) -> None:
        self.rules = rules
        self.apart = apart
        self.members: dict[str, list[str]] = {name: [name] for name in things}
        self.frozen = {cluster[0] for cluster in old}
        home = {name: name for name in things}
        for cluster in old:
            self.members[cluster[0]] = list(cluster)
            home.update(dict.fromkeys(cluster, cluster[0]))
        self.links: dict[str, dict[str, float]] = {name: {} for name in self.members}
        for name in things:
            self._link(name, near.get(name, {}), home)

    def _link(self, name: str, near: Mapping[str, float], home: Mapping[str, str]) -> None:
        found: dict[str, list[float]] = {}
        links, mine = self.links, self.links[name]
        for other, value in near.items():
            place = home.get(other)
            if place is None or place == name or value <= 0:
                continue
            if len(self.members[place]) == 1:
                # As most are; of one, any linkage is as near as that one.
                mine[place] = links[place][name] = value
            elif place in found:
                found[place].append(value)
            else:
                found[place] = [value]
        for other, values in found.items():
            value = self.rules.linkage.first(values, len(self.members[other]))
            if value > 0:
                mine[other] = links[other][name] = value

    def run(self) -> None:
        """Joins the nearest two until none are near enough."""
        least = self.rules.least
        waiting = [(-value, a, b) for a, others in self.links.items() for b, value in others.items() if value >= least and a < b]
        heapq.heapify(waiting)
        while waiting:
            value, a, b = heapq.heappop(waiting)
            if self.links.get(a, {}).get(b) != -value or (a in self.frozen and b in self.frozen):
                continue
            if self.apart and self._must_not(a, b):
                continue
            for entry in self._join(a, b):
                heapq.heappush(waiting, entry)

    def _must_not(self, a: str, b: str) -> bool:
        others = set(self.members[b])
        return any(not others.isdisjoint(self.apart.get(name, ())) for name in self.members[a])

    def _join(self, a: str, b: str) -> list[tuple[float, str, str]]:
        keep, gone = (b, a) if b in self.frozen else (a, b)
        ours, theirs = self.links[keep], self.links.pop(gone)
        sizes = len(self.members[keep]), len(self.members[gone])
        self.members[keep] += self.members.pop(gone)
        waiting = []
        for other in (ours.keys() | theirs.keys()) - {keep, gone}:
            value = self.rules.linkage.joined(ours.get(other, 0.0), sizes[0], theirs.get(other, 0.0), sizes[1])
            self.links[other].pop(gone, None)
            if value <= 0 or (keep in self.frozen and other in self.frozen):
                ours.pop(other, None)
                self.links[other].pop(keep, None)
                continue
            ours[other] = self.links[other][keep] = value
            if value >= self.rules.least:
                waiting.append((-value, min(keep, other), max(keep, other)))
        ours.pop(gone, None)
        return waiting
