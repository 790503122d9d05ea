"""The trained event coder: sentences in, what each word may tell of out; nothing of events.

One pass of a small encoder over a sentence serves every head: which words trigger an event of which
type, its mode, its realis, whether it is negated, and which words are its parties.  Marked pairs, of
which nobody asks in bulk, have an encoder of their own, which reads them better.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.models.networks import Networks, Span, owners

if TYPE_CHECKING:
    from reportedly.models.networks import Floats

# Words that fire less are not worth telling of, not even as a second opinion on a rule.
_FAINTEST = 0.02
# No probability of the coder counts as nearer to 0 or 1 than this.
_LEAST = 0.005
# Neighbours that both fire this much, for the same type, are one trigger: “opened fire”.
_JOINED = 0.3
# Sentences shorter than this, in tokens, hold no event.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that may tell of an event: tokens `first` to `last` (exclusive), `at` the surest of them.

    `types` are (type, probability), likeliest first, what is missing to 1 being “no event”; `modes`
    are (mode or `None`, probability) of the likeliest type; `realis` are the probabilities of actual,
    planned and possible; `negated` is the probability that the sentence says it did not happen;
    `actors` and `recipients` give each token of the sentence the probability that it belongs to one.
    """

    at: int
    first: int
    last: int
    types: tuple[tuple[str, float], ...]
    modes: tuple[tuple[str | None, float], ...]
    realis: tuple[float, float, float]
    negated: float
    actors: tuple[float, ...]
    recipients: tuple[float, ...]

    @property
    def strength(self) -> float:
        """The probability that these words tell of an event of any type."""
        return sum(p for _, p in self.types)

    def of(self, kind: str) -> float:
        """The probability of one type."""
        return next((p for name, p in self.types if name == kind), 0.0)

    def holds(self, token: int) -> bool:
        """True if the token is one of these words."""
        return self.first <= token < self.last


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an event.

    `probability` is the coder's of its type, `rule` the weight of the rule that fits (`None` where none
    does); `actor` and `recipient` say how likely the coder takes the event's parties for that (0 where
    it has none).
    """

    probability: float
    rule: float | None
    actor: float
    recipient: float

    def features(self) -> tuple[float, ...]:
        """The numbers that a `Blend` weighs, in the order of its weights."""
        # Neither voice is ever certain enough to silence the other.
        held = min(max(self.probability, _LEAST), 1.0 - _LEAST)
        ruled = self.rule is not None
        return math.log(held / (1.0 - held)), float(ruled), self.rule or 0.0, self.actor, self.recipient


@dataclass(frozen=True, slots=True)
class Blend:
    """How the evidence makes one probability: a logistic model with a weight for each feature.

    Fitted by `training/` on sentences that the coder was not trained on.
    """

    bias: float
    coder: float
    rule: float
    weight: float
    actor: float
    recipient: float

    def chance(self, evidence: Evidence) -> float:
        """The probability that the event is told so: type, actor and recipient."""
        weights = (self.coder, self.rule, self.weight, self.actor, self.recipient)
        odds = self.bias + sum(w * x for w, x in zip(weights, evidence.features(), strict=True))
        return 1.0 / (1.0 + math.exp(-odds))


class Coder:
    """Reads what sentences tell of, with the trained encoder and its heads.

    Args:
        networks: the trained networks; the package's own by default.

    Raises:
        MissingError: a file of the model, ONNX Runtime or `tokenizers` is not there.
    """

    def __init__(self, networks: Networks | None = None) -> None:
        self.networks = networks or Networks()
        told = self.networks.told
        self.types: tuple[str, ...] = tuple(told["types"])
        self.modes: tuple[tuple[str, str], ...] = tuple((kind, mode) for kind, mode in told["modes"])
        self.blend = Blend(**told["blend"])
        self._longest: int = told["longest"]

    @property
    def folder(self) -> Path:
        """Where the files of the model lie."""
        return self.networks.folder

    def read(self, sentences: Sequence[tuple[str, Sequence[Span]]]) -> Iterator[tuple[Signal, ...]]:
        """The signals of each sentence, in order of its words.

        The work begins at once, beside whatever the caller does before asking for the results.

        Args:
            sentences: each text with the (start, end) offsets of its tokens in it.
        """
        self.networks.load("trunk", "encoder")
        return self.networks.pool.map(lambda s: self._signals(*s), sentences)

    def relation(self, text: str, actor: Span, recipient: Span) -> tuple[tuple[str, float], ...]:
        """What the first of two marked parties does to the second: (type, probability), likeliest first.

        Args:
            text: a sentence, or a few.
            actor: (start, end) of the first party in the text, in code points, end-exclusive.
            recipient: the same of the second.
        """
        import numpy as np  # noqa: PLC0415  # as in _run

        ids, offsets = self.networks.pieces(text, self._longest)
        masks = [np.zeros((1, len(ids)), dtype=np.float32) for _ in range(2)]
        for mask, span in zip(masks, (actor, recipient), strict=True):
            mask[0, _under(offsets, span)] = 1.0
        given = {"ids": np.array([ids], dtype=np.int64), "actor": masks[0], "recipient": masks[1]}
        logits = self.networks.run("relation", given)["logits"][0]
        # The head's first class, “no event”, is no answer to the question asked here.
        chances = _softmax(logits[1:] / self.networks.told["temperature"]["relation"])
        order = np.argsort(-chances, kind="stable")
        return tuple((self.types[i], float(chances[i])) for i in order)

    def vector(self, text: str, span: Span) -> tuple[float, ...]:
        """What the encoder makes of the words at `span`: a vector of length one, to be compared (`Neighbours`)."""
        import numpy as np  # noqa: PLC0415  # as in _run

        ids, offsets = self.networks.pieces(text, self._longest)
        mean = self._run(ids)["hidden"][0, _under(offsets, span)].mean(axis=0)
        return tuple(float(x) for x in mean / (np.linalg.norm(mean) or 1.0))

    # --- the passes ---------------------------------------------------------------------------------

    def _run(self, ids: Sequence[int]) -> dict[str, "Floats"]:
        return self.networks.run("encoder", {"below": self.networks.trunk(ids)})

    def _signals(self, text: str, tokens: Sequence[Span]) -> tuple[Signal, ...]:
        if len(tokens) < _SHORTEST or not any(c.isalnum() for c in text):
            return ()
        ids, offsets = self.networks.pieces(text, self._longest)
        owned = owners(offsets, tokens)
        if not any(owned):
            return ()
        scores = {name: values[0] for name, values in self._run(ids).items() if name != "hidden"}
        return tuple(self._signal(group, owned, scores) for group in _groups(owned, scores["types"]))

    def _signal(self, group: tuple[int, ...], owned: Sequence[Sequence[int]], scores: dict[str, "Floats"]) -> Signal:
        chances = scores["types"]
        best = {t: max(owned[t], key=lambda i: chances[i, 1:].sum()) for t in group}
        at = max(group, key=lambda t: (chances[best[t], 1:].sum(), -t))
        piece = best[at]
        order = sorted(range(len(self.types)), key=lambda k: -chances[piece, k + 1])
        types = tuple(
            (self.types[k], float(chances[piece, k + 1]))
            for k in order
            if k == order[0] or chances[piece, k + 1] >= _FAINTEST / 2
        )
        return Signal(
            at,
            group[0],
            group[-1] + 1,
            types,
            self._modes(types[0][0], scores["modes"][piece]),
            _three(scores["realis"][piece]),
            float(scores["negated"][piece]),
            _by_token(owned, scores["actors"][piece]),
            _by_token(owned, scores["recipients"][piece]),
        )

    def _modes(self, kind: str, logits: "Floats") -> tuple[tuple[str | None, float], ...]:
        """The modes of one type, and none, by probability."""
        places = [0, *(n for n, (owner, _) in enumerate(self.modes, 1) if owner == kind)]
        chances = _softmax(logits[places])
        names = [None, *(self.modes[n - 1][1] for n in places[1:])]
        return tuple(sorted(zip(names, map(float, chances), strict=True), key=lambda m: -m[1]))


def _three(chances: "Floats") -> tuple[float, float, float]:
    first, second, third = chances
    return float(first), float(second), float(third)


def _under(offsets: Sequence[Span], span: Span) -> list[int]:
    """The word pieces that overlap a span; the encoder's first mark where none does."""
    return [i for i, (start, end) in enumerate(offsets) if start < span[1] and span[0] < end] or [0]


def _groups(owned: Sequence[Sequence[int]], chances: "Floats") -> Iterator[tuple[int, ...]]:
    """Runs of tokens that fire for one type."""
    firing = 1.0 - chances[:, 0]
    likeliest = chances[:, 1:].argmax(axis=1)

    def mark(t: int) -> tuple[int, int]:
        piece = max(owned[t], key=lambda i: firing[i])
        return (int(likeliest[piece]), -1) if firing[piece] >= _JOINED else (int(likeliest[piece]), t)

    loud = [t for t, own in enumerate(owned) if own and max(firing[i] for i in own) >= _FAINTEST]
    for _, run in groupby(enumerate(loud), key=lambda pair: (pair[1] - pair[0], *mark(pair[1]))):
        yield tuple(t for _, t in run)


def _by_token(owned: Sequence[Sequence[int]], chances: "Floats") -> tuple[float, ...]:
    return tuple(float(sum(chances[i] for i in own) / len(own)) if own else 0.0 for own in owned)


def _softmax(logits: "Floats") -> "Floats":
    import numpy as np  # noqa: PLC0415  # --help starts without it

    risen = np.exp(logits - logits.max())
    total: Floats = risen / risen.sum()
    return total
