"""From scores to probabilities, measured on sentences the coder has not seen.

Every event that the reader makes of a held-out sentence, however unsure, is right where the sentence is
marked with one of that type on those words, with one of its actors and one of its recipients.  A
logistic model over what speaks for an event (`Evidence`) gives the probability that it is (Platt's
scaling, with more than one voice); the pair head gets one temperature (Guo et al. 2017).
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from examples import Span, pairs_of
from sentences import Marked, Written
from sklearn.linear_model import LogisticRegression

from reportedly.codebook import load_codebook
from reportedly.config import Settings
from reportedly.model import Document
from reportedly.models import Blend, Coder, Evidence
from reportedly.reader import Reader
from reportedly.reading import events, trained
from reportedly.reading.page import Page

# Triggers may differ by a word or two in what is counted as their own: characters.
NEAR = 12
BINS = 10
# A real sentence counts for so many of our own, which are harder and denser than news.
REAL = 3.0
_TEMPERATURES = np.linspace(0.5, 3.0, 26)


Told = tuple[Evidence, bool]


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
        return cls(Blend(0.0, 1.0, 0.0, 0.0, 0.0, 0.0), 1.0)

    @classmethod
    def of(cls, told: dict[str, dict[str, float]]) -> "Calibration":
        """What `as_json` gave."""
        measured = told["calibrated"]
        return cls(
            Blend(**told["blend"]),
            told["temperature"]["relation"],
            int(measured["candidates"]),
            measured["error_before"],
            measured["error_after"],
        )

    def as_json(self) -> dict[str, object]:
        """As it stands in `coder.json`."""
        measured = {"candidates": self.candidates, "error_before": self.error_before, "error_after": self.error_after}
        return {"blend": asdict(self.blend), "temperature": {"relation": self.temperature}, "calibrated": measured}


def calibrate(coder: Coder, own: Sequence[Written], real: Sequence[Written]) -> Calibration:
    """Fits on sentences the coder was not trained on; the errors are those on real ones, crossed in two halves.

    Args:
        coder: the coder that was trained without them.
        own: sentences written for training, held out.
        real: annotated sentences of real reports, held out; each counts for `REAL` of our own.
    """
    with TemporaryDirectory() as scratch:
        reader = Reader(Settings(cache_dir=Path(scratch)), coder)
        written, told = ([c for w in some for c in candidates(reader, w)] for some in (own, real))
    halves = (told[::2], told[1::2])
    crossed = [(_fitted(written, halves[1 - n]), half) for n, half in enumerate(halves)]
    after = [(b.chance(e), right) for b, half in crossed for e, right in half]
    before = [(e.probability, right) for e, right in told]
    return Calibration(
        _fitted(written, told),
        _temperature(coder, own),
        len(written) + len(told),
        calibration_error(before),
        calibration_error(after),
    )


def candidates(reader: Reader, written: Written) -> Iterator[Told]:
    """What speaks for each event that the reader makes of one sentence, and whether it is marked."""
    page = reader.page(Document("", written.text))
    for coded in events.settled(page, load_codebook(), coder=True):
        tokens = page.sentences[coded.sentence].tokens
        trigger = (tokens[coded.first].start, tokens[coded.last - 1].end)
        doers, sufferers = (_spans(page, coded.sentence, some) for some in (coded.actors, coded.recipients))
        right = any(
            e.type == coded.type and _touch([trigger], [e.trigger], NEAR) and _parties_fit(e, doers, sufferers)
            for e in written.events
        )
        yield trained.evidence(page, coded), right


def _spans(page: Page, n: int, parties: Sequence[int]) -> list[Span]:
    tokens = page.sentences[n].tokens
    mentions = [page.parties[n][k].mention for k in parties]
    return [(tokens[m.first].start, tokens[m.last - 1].end) for m in mentions]


def _touch(some: Sequence[Span], others: Sequence[Span], near: int = 0) -> bool:
    return any(a - near < d and c < b + near for a, b in some for c, d in others)


def _parties_fit(event: Marked, doers: Sequence[Span], sufferers: Sequence[Span]) -> bool:
    """Whether an actor is right, and a recipient where one is marked."""
    doing = not event.actors or _touch(doers, event.actors)
    return doing and (not event.recipients or _touch(sufferers, event.recipients))


def _fitted(own: Sequence[Told], real: Sequence[Told]) -> Blend:
    told, weights = [*own, *real], [1.0] * len(own) + [REAL] * len(real)
    model = LogisticRegression(C=10.0, max_iter=1000)
    model.fit([e.features() for e, _ in told], [right for _, right in told], sample_weight=weights)
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
