"""Against whom an act goes that names nobody: whom its doer is told to be at odds with, right before.

“Zubrowka accused Freedonia of spying.  ‘We will answer in kind,’ its army warned.”  The warning is
meant for Freedonia, though its sentence does not say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.model import Actor

# Acts that are part of a quarrel.
_HOSTILE = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# What is asked, blamed, refused or threatened is so of whoever the quarrel is with; who fights goes on
# fighting the same, and troops that are moved in a fight are moved against them.  Elsewhere troops may be moved, and
# crowds may march, against nobody.
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_FIGHTS = frozenset({"ASSAULT"})
_IN_A_FIGHT = frozenset({"ASSAULT", "MOBILIZE"})
# Teachers who demand higher pay demand it of nobody their government quarrels with.
_PUBLIC = (("GOV",), ("MIL",))
# Sentences that a quarrel is remembered for.
_REACH = 12


@dataclass(frozen=True, slots=True)
class _Act:
    kind: str
    sentence: int
    doers: tuple[Actor, ...]
    sufferers: tuple[Actor, ...]


@dataclass(slots=True)
class Quarrels:
    """Who, so far, was told to act against whom."""

    _acts: list[_Act] = field(default_factory=list)

    def remember(self, kind: str, sentence: int, doers: Sequence[Actor], sufferers: Sequence[Actor]) -> None:
        """An event that names both sides."""
        if kind in _HOSTILE and doers and sufferers:
            self._acts.append(_Act(kind, sentence, tuple(doers), tuple(sufferers)))

    def opponent(self, kind: str, sentence: int, doers: Sequence[Actor]) -> tuple[Actor, ...]:
        """Whom an act against nobody named is directed at: the other side of the last quarrel its doers were in."""
        sides = {a.country for a in doers if a.country and a.sectors[:1] in _PUBLIC}
        alike = _HOSTILE if kind in _SPOKEN else _FIGHTS if kind in _IN_A_FIGHT else frozenset()
        if not sides:
            return ()
        for act in (a for a in reversed(self._acts) if a.kind in alike):
            if act.sentence < sentence - _REACH:
                return ()
            for ours, theirs in ((act.doers, act.sufferers), (act.sufferers, act.doers)):
                if sides & {a.country for a in ours} and not sides & {a.country for a in theirs}:
                    return tuple(a for a in theirs if a.country and "JRN" not in a.sectors)
        return ()
