"""Copies: which report took its words from which earlier one.

What counts is containment, the share of a report's own runs of words (`shingles`) that an earlier one has, and not
how alike the two are as wholes: a paper prints half of what the wire sent.  Two reports of one outlet must share nearly
all, for agencies tell the same kind of thing in the same words every day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.stories.shingles import Shingles

# How many days after the first a copy may come.
DAYS = 7
# The share needed, and of how many runs; within one outlet, which repeats its own formulas every day, it takes more.
_SHARE = 0.35
_FEWEST = 6
_OWN_MANY = 60
_OWN_SHARE = 0.5
_OWN_SHARE_OF_FEW = 0.85
# Of two reports that could be the one copied, the earlier is taken, unless the other has so much more.
_MUCH_MORE = 0.1
# How many reports are compared with all others at a time, and the day of those that have none.
_AT_ONCE = 500
_NO_DAY = -1


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


def pairs(texts: Iterable[Text], fresh: Collection[str] | None = None) -> list[Copy]:
    """Which of some reports was copied from which earlier one of them, in order of their names.

    Args:
        texts: the reports, each name once.
        fresh: only pairs that one of these is in; all pairs if not given.
    """
    known = sorted((text for text in texts if len(text.runs)), key=lambda text: text.name)
    return sorted(_copies(known, {text.name for text in known} if fresh is None else fresh), key=lambda c: (c.name, c.of))


def _copies(texts: Sequence[Text], fresh: Collection[str]) -> Iterator[Copy]:
    for one, other, common in _alike(texts, [n for n, text in enumerate(texts) if text.name in fresh]):
        # What both are among is met from either side.
        if one == other or (texts[other].name in fresh and other < one):
            continue
        first, later = in_order(texts[one], texts[other])
        share = common / len(later.runs)
        if share >= _needed(first, later, common):
            yield Copy(later.name, first.name, share)


def _alike(texts: Sequence[Text], rows: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """How many runs some texts share with any, where it is enough for a copy, whichever of the two is the later one."""
    if not rows:
        return
    from scipy.sparse import csr_array  # noqa: PLC0415  # a fifth of a second, and not for reading

    many = np.array([len(text.runs) for text in texts])
    days = np.array([_NO_DAY if text.day is None else text.day for text in texts])
    runs, columns = np.unique(np.concatenate([text.runs for text in texts]), return_inverse=True)
    cells = (np.ones(len(columns), dtype=np.int32), columns, np.cumsum([0, *many]))
    table = csr_array(cells, shape=(len(texts), len(runs)))
    having = table.T.tocsr()
    for start in range(0, len(rows), _AT_ONCE):
        some = np.array(rows[start : start + _AT_ONCE])
        found = (table[some] @ having).tocoo()
        one, other, common = some[found.row], found.col, found.data
        enough = (common >= _FEWEST) & (common >= _SHARE * np.minimum(many[one], many[other]))
        close = (np.abs(days[one] - days[other]) <= DAYS) | (np.minimum(days[one], days[other]) == _NO_DAY)
        kept = enough & close
        yield from zip(one[kept].tolist(), other[kept].tolist(), common[kept].tolist(), strict=True)


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
