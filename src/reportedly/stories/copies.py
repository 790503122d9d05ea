"""Copies: which report took its words from which earlier one.

What counts is containment, the share of a report's own runs of words (`shingles`) that an earlier one has, and not
how alike the two are as wholes: a paper prints half of what the wire sent.  Two reports of one outlet must share nearly
all, for agencies tell the same kind of thing in the same words every day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.stories.shingles import Shingles, sample, shared

# How many days after the first a copy may come.
DAYS = 7
# The share needed, and of how many runs; within one outlet, which repeats its own formulas every day, it takes more.
_SHARE = 0.35
_FEWEST = 6
_OWN_MANY = 60
_OWN_SHARE = 0.5
_OWN_SHARE_OF_FEW = 0.85
# The share of the sampled runs of the shorter that both must have to be compared in full.
_MET = 0.1
# Of two reports that could be the one copied, the earlier is taken, unless the other has so much more.
_MUCH_MORE = 0.1


@dataclass(frozen=True, slots=True)
class Text:
    """What copying is told by: `day` counts days from anywhere; `credit` is whom the report names as its source."""

    name: str
    day: int | None
    runs: Shingles
    outlet: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A report, the earlier one it was copied from, and the share (0 to 1) of its own runs that stand there."""

    name: str
    of: str
    share: float


class Copies:
    """The reports among which copies are looked for."""

    def __init__(self, texts: Iterable[Text] = ()) -> None:
        self._texts: dict[str, Text] = {}
        self._having: dict[int, list[str]] = {}
        self._many: dict[str, int] = {}
        for text in texts:
            self.add(text)

    def add(self, text: Text) -> None:
        """Takes up a report."""
        self._texts[text.name] = text
        some = sample(text.runs).tolist()
        self._many[text.name] = len(some)
        for run in some:
            self._having.setdefault(run, []).append(text.name)

    def pairs(self, text: Text) -> Iterator[Copy]:
        """Each report that the given one was copied from, or that was copied from it; both are among the reports."""
        some = sample(text.runs).tolist()
        met = Counter(name for run in some for name in self._having.get(run, ()))
        for name in sorted(met):
            other = self._texts[name]
            # What agencies say every day is met by chance; of a copy a third was sampled on either side.
            if name == text.name or met[name] < _MET * min(len(some), self._many[name]) or not _close(text, other):
                continue
            first, later = in_order(text, other)
            common = shared(first.runs, later.runs)
            share = common / len(later.runs)
            if common >= _FEWEST and share >= _needed(first, later, common):
                yield Copy(later.name, first.name, share)


def roots(copies: Iterable[Copy], texts: Mapping[str, Text], known: Mapping[str, str] | None = None) -> dict[str, Copy]:
    """Of each copy the one report that it goes back to, through any copies between.

    A report that goes back, through another outlet's copy, to one of its own outlet that it is no copy of itself, is none.

    Args:
        copies: which report was copied from which.
        texts: all reports that are named.
        known: whence earlier reports were copied whose own copies are not among those given.
    """
    earlier = known or {}
    from_whom: dict[str, list[Copy]] = {}
    for copy in copies:
        from_whom.setdefault(copy.name, []).append(copy)
    out: dict[str, Copy] = {}
    for name in sorted(from_whom, key=lambda n: rank(texts[n])):
        sources = {copy.of for copy in from_whom[name]}
        ends = [Copy(name, out[c.of].of if c.of in out else earlier.get(c.of, c.of), c.share) for c in from_whom[name]]
        ends = [end for end in ends if end.of in sources or _whose(texts[end.of]) != _whose(texts[name])]
        if ends:
            out[name] = _likeliest(ends, texts)
    return out


def _likeliest(some: Sequence[Copy], texts: Mapping[str, Text]) -> Copy:
    most = max(copy.share for copy in some)
    return min((c for c in some if c.share >= most - _MUCH_MORE), key=lambda c: rank(texts[c.of]))


def _needed(first: Text, later: Text, common: int) -> float:
    if _whose(first) is None or _whose(first) != _whose(later):
        return _SHARE
    return _OWN_SHARE if common >= _OWN_MANY else _OWN_SHARE_OF_FEW


def in_order(one: Text, other: Text) -> tuple[Text, Text]:
    """Which of two was first: by day; on one day by whose own it is (`rank`), then the fuller, then by name."""
    return (one, other) if rank(one) < rank(other) else (other, one)


def rank(text: Text) -> tuple[int, int, int, str]:
    """Reports in the order in which one may copy another: of one day an agency's own come first, those that name another last."""
    whose = 1 if text.credit is None else 0 if text.credit == _whose(text) else 2
    return (1 << 30 if text.day is None else text.day, whose, -len(text.runs), text.name)


def _whose(text: Text) -> str | None:
    return text.outlet or text.credit


def _close(one: Text, other: Text) -> bool:
    return one.day is None or other.day is None or abs(one.day - other.day) <= DAYS
