"""From scores to probabilities: how rule and coder are weighed, measured on sentences the coder has not seen.

Each candidate of a held-out sentence, proposed by a rule of the codebook, by the coder or by both, is
right where the sentence is marked with an event of that type on those words.  A logistic model over
the coder's log odds and the rule's weight gives the probability that it is (Platt's scaling, with the
rule as a second voice); the pair head gets one temperature (Guo et al. 2017).
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from examples import pairs_of
from sentences import Written
from sklearn.linear_model import LogisticRegression

from reportedly.codebook import Codebook, load_codebook
from reportedly.config import Settings
from reportedly.model import Document
from reportedly.models import Blend, Coder
from reportedly.reader import Reader
from reportedly.reading import events
from reportedly.reading.page import Page

# Triggers may differ by a word or two in what is counted as their own: characters.
NEAR = 12
BINS = 10
_TEMPERATURES = np.linspace(0.5, 3.0, 26)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A type proposed for some words, by whom, and whether it is marked there."""

    type: str
    probability: float
    rule: float | None
    right: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted, on how many candidates, and the expected calibration error before (coder alone) and after."""

    blend: Blend
    temperature: float
    candidates: int = 0
    error_before: float = 0.0
    error_after: float = 0.0

    @classmethod
    def none(cls) -> "Calibration":
        """The scores as they are."""
        return cls(Blend(0.0, 1.0, 0.0, 0.0), 1.0)

    @classmethod
    def of(cls, told: dict[str, dict[str, float]]) -> "Calibration":
        """What `as_json` gave."""
        return cls(Blend(**told["blend"]), told["temperature"]["relation"])

    def as_json(self) -> dict[str, object]:
        """As it stands in `coder.json`."""
        measured = {"candidates": self.candidates, "error_before": self.error_before, "error_after": self.error_after}
        return {"blend": asdict(self.blend), "temperature": {"relation": self.temperature}, "calibrated": measured}


def calibrate(coder: Coder, unseen: Sequence[Written]) -> Calibration:
    """Fits on sentences the coder was not trained on; the error after is measured by two-fold crossing."""
    with TemporaryDirectory() as scratch:
        reader = Reader(Settings(cache_dir=Path(scratch)), coder)
        found = [c for written in unseen for c in candidates(reader, written)]
    blend = _fitted(found)
    halves = (found[::2], found[1::2])
    crossed = [(_fitted(halves[1 - n]), half) for n, half in enumerate(halves)]
    after = [(b.chance(c.probability, c.rule), c.right) for b, half in crossed for c in half]
    before = [(c.probability, c.right) for c in found]
    temperature = _temperature(coder, unseen)
    return Calibration(blend, temperature, len(found), calibration_error(before), calibration_error(after))


def candidates(reader: Reader, written: Written) -> Iterator[Candidate]:
    """What rules and coder propose for one sentence."""
    page = reader.page(Document("", written.text))
    book = load_codebook()
    for n in range(len(page.sentences)):
        yield from _of_sentence(page, n, written, book)


def _of_sentence(page: Page, n: int, written: Written, book: Codebook) -> Iterator[Candidate]:
    tokens, signals = page.sentences[n].tokens, page.signals[n]
    agreed = set()
    for coded in events.candidates(page, n, book):
        seen = next((k for k, s in enumerate(signals) if s.holds(coded.at) or coded.first <= s.at < coded.last), None)
        signal = signals[seen] if seen is not None else None
        if signal is not None and signal.types[0][0] == coded.type:
            agreed.add(seen)
        span = (tokens[coded.first].start, tokens[coded.last - 1].end)
        chance = signal.of(coded.type) if signal else 0.0
        yield Candidate(coded.type, chance, coded.weight, _is_marked(written, coded.type, span))
    for k, signal in enumerate(signals):
        if k not in agreed:
            span = (tokens[signal.first].start, tokens[signal.last - 1].end)
            kind, chance = signal.types[0]
            yield Candidate(kind, chance, None, _is_marked(written, kind, span))


def _is_marked(written: Written, kind: str, span: tuple[int, int]) -> bool:
    return any(e.type == kind and e.trigger[0] - NEAR < span[1] and span[0] < e.trigger[1] + NEAR for e in written.events)


def _fitted(found: Sequence[Candidate]) -> Blend:
    features = [(Blend.log_odds(c.probability), float(c.rule is not None), c.rule if c.rule is not None else 0.0) for c in found]
    model = LogisticRegression(C=10.0).fit(features, [c.right for c in found])
    return Blend(round(float(model.intercept_[0]), 4), *(round(float(w), 4) for w in model.coef_[0]))


def calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    rows = reliability(told)
    return round(sum(count * abs(mean - share) for mean, share, count in rows) / max(len(told), 1), 4)


def reliability(told: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """(mean probability, share that is right, number) of each bin that is not empty."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, right in told:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, right))
    return [(sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in bins if b]


def _temperature(coder: Coder, unseen: Sequence[Written]) -> float:
    """The temperature with the least log loss on the pairs of unseen sentences."""
    told = []
    for written in unseen:
        for pair in pairs_of(written):
            chances = dict(coder.relation(pair.text, pair.actor, pair.recipient))
            told.append((np.log(np.array([*chances.values()]) + 1e-9), [*chances].index(pair.roots[0])))
    losses = [sum(_loss(logs / t, at) for logs, at in told) for t in _TEMPERATURES]
    return round(float(_TEMPERATURES[int(np.argmin(losses))]), 2)


def _loss(logits: np.ndarray, at: int) -> float:
    return float(np.log(np.exp(logits - logits.max()).sum()) + logits.max() - logits[at])
