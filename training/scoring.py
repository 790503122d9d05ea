"""How well the network does on examples it has not seen: triggers, types, modes, realis, roles, pairs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from examples import TYPE_OF, TYPES, YIELD, Example, Role
from fit import padded, related
from network import Coder, Scores
from sklearn.metrics import accuracy_score, f1_score

AT_ONCE = 32
# CONCEDE and RETREAT are one root of the pairs.
_YIELD = [TYPE_OF[name] for name in YIELD]


@dataclass(frozen=True, slots=True)
class Tagging:
    """Shares from 0 to 1; triggers count as right where words and type agree, the other heads at gold triggers."""

    precision: float
    recall: float
    mode: float
    realis: float
    negated: float
    roles: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def tagging(model: Coder, examples: Sequence[Example]) -> Tagging:
    """Scores the heads that read every piece."""
    n: Counter[str] = Counter()
    with torch.no_grad():
        for first in range(0, len(examples), AT_ONCE):
            batch = examples[first : first + AT_ONCE]
            scores = model.tag(model.encode(*padded(batch)))
            for row, example in enumerate(batch):
                _count(n, scores, row, example)
    return Tagging(
        n["right"] / max(n["found"], 1),
        n["right"] / max(n["gold"], 1),
        n["mode"] / max(n["gold"], 1),
        n["realis"] / max(n["gold"], 1),
        n["negated"] / max(n["gold"], 1),
        2 * n["role both"] / max(n["role found"] + n["role gold"], 1),
    )


def _count(n: Counter[str], scores: Scores, row: int, example: Example) -> None:
    likeliest = scores.types[row].argmax(-1).tolist()[: len(example.ids)]
    runs = _runs(likeliest)
    n["found"] += len(runs)
    for role in example.roles:
        if not role.at or example.types is None:
            continue
        at = role.at[0]
        n["gold"] += 1
        hit = next((r for r in runs if r[0] == example.types[at] and r[1] <= role.at[-1] and at < r[2]), None)
        if hit is not None:
            runs.remove(hit)
            n["right"] += 1
        n["mode"] += int(scores.modes[row, at].argmax()) == example.modes.get(at, -1)
        n["realis"] += int(scores.realis[row, at].argmax()) == example.realis.get(at, -1)
        n["negated"] += int(scores.negated[row, at] > 0) == example.negated.get(at, -1)
        _count_roles(n, scores, row, role, len(example.ids))


def _count_roles(n: Counter[str], scores: Scores, row: int, role: Role, length: int) -> None:
    for logits, wanted in ((scores.actors, role.actors), (scores.recipients, role.recipients)):
        found = {i for i in range(length) if logits[row, role.at[0], i] > 0}
        n["role both"] += len(found & wanted)
        n["role found"] += len(found)
        n["role gold"] += len(wanted)


def _runs(classes: Sequence[int]) -> list[tuple[int, int, int]]:
    """(class, first, last exclusive) of every run of one class but the first."""
    found: list[tuple[int, int, int]] = []
    for i, kind in enumerate(classes):
        if kind and found and found[-1][0] == kind and found[-1][2] == i:
            found[-1] = (kind, found[-1][1], i + 1)
        elif kind:
            found.append((kind, i, i + 1))
    return found


def relations(model: Coder, examples: Sequence[Example]) -> torch.Tensor:
    """Probabilities of the types of the first relation of each example: (examples, 1 + types)."""
    out = []
    with torch.no_grad():
        for first in range(0, len(examples), AT_ONCE):
            batch = examples[first : first + AT_ONCE]
            ids, mask = padded(batch)
            asked = [(n, e.relations[0]) for n, e in enumerate(batch)]
            logits = related(model, model.encode(ids, mask), mask, asked)
            out.append(torch.cat([torch.zeros(len(batch), 1), logits[:, 1:].softmax(-1)], dim=1))
    return torch.cat(out)


def roots(chances: torch.Tensor) -> list[str]:
    """The likeliest root of each row, by its PLOVER name; CONCEDE stands for YIELD."""
    chances = chances.clone()
    chances[:, _YIELD[0]] = chances[:, _YIELD].sum(dim=1)
    chances[:, _YIELD[1]] = 0.0
    return [TYPES[k - 1] for k in chances.argmax(dim=1).tolist()]


def agreement(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Accuracy and unweighted macro-F1 over the gold's classes."""
    return accuracy_score(gold, found), f1_score(gold, found, average="macro", labels=sorted(set(gold)), zero_division=0)
