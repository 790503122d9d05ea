"""The trained attributor: paragraphs in, which words hand a content over to a source out; nothing of events.

It stands on the event coder's trunk and has upper layers of its own, in a file of its own: its weights
were learned from annotated news beside our own passages (`docs/model-card.md`), and everything works,
if less well, without them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import Stance
from reportedly.models.networks import Networks, Span, owners

if TYPE_CHECKING:
    from reportedly.models.networks import Floats

FILE = "attribution.onnx"
KINDS = ("speech", "belief", "intention", "evidence")
STANCES = tuple(Stance)
# Word pieces read at once: a longer paragraph is read in several passes.
LONGEST = 256
# A cue fainter than this is not worth telling of.
_FAINTEST = 0.2
# A word of a cue goes on with it where it fires at least this much.
_JOINED = 0.35


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that may hand a content over to a source: tokens `first` to `last` (exclusive), `at` the surest of them.

    `chance` is the probability that they do; `sources` and `contents` give each token of the paragraph
    the probability that it belongs to the source, or to the content; `stance` is what they do with the content
    and `kind` whether they tell of speech, belief, intention or evidence, each the likeliest.
    """

    at: int
    first: int
    last: int
    chance: float
    sources: tuple[float, ...]
    contents: tuple[float, ...]
    stance: Stance
    kind: str


class Attributor:
    """Reads who says what, with the trained encoder and its heads.

    Args:
        networks: the trained networks, shared with the coder; the package's own by default.

    Raises:
        MissingError: a file of the model, ONNX Runtime or `tokenizers` is not there.
    """

    def __init__(self, networks: Networks | None = None) -> None:
        self.networks = networks or Networks()

    @property
    def is_there(self) -> bool:
        """Whether its weights are installed."""
        return (self.networks.folder / FILE).is_file()

    def read(self, paragraphs: Sequence[tuple[str, Sequence[Span]]]) -> Iterator[tuple[Heard, ...]]:
        """The cues of each paragraph, in order of their words.

        The work begins at once, beside whatever the caller does before asking for the results.

        Args:
            paragraphs: each text with the (start, end) offsets of its tokens in it.
        """
        self.networks.load("trunk", "attribution")
        return self.networks.pool.map(lambda p: self._heard(*p), paragraphs)

    def _heard(self, text: str, tokens: Sequence[Span]) -> tuple[Heard, ...]:
        ids, offsets = self.networks.pieces(text, LONGEST)
        owned = owners(offsets, tokens)
        if not any(owned):
            return ()
        found = self.networks.run("attribution", {"below": self.networks.trunk(ids)})
        scores = {name: values[0] for name, values in found.items()}
        return tuple(_cue(group, owned, scores) for group in _cues(owned, scores["cues"]))


def _cues(owned: Sequence[Sequence[int]], chances: "Floats") -> Iterator[range]:
    """The stretches of tokens that fire as cues: one begins with a word that fires and goes on while words say so."""
    firing = [max((1.0 - chances[i, 0] for i in own), default=0.0) for own in owned]
    goes_on = [bool(own) and chances[own[0], 2] > chances[own[0], 1] for own in owned]
    first = 0
    while first < len(owned):
        last = first + 1
        if firing[first] >= _FAINTEST:
            while last < len(owned) and firing[last] >= _JOINED and goes_on[last]:
                last += 1
            yield range(first, last)
        first = last


def _cue(group: range, owned: Sequence[Sequence[int]], scores: "dict[str, Floats]") -> Heard:
    chances = scores["cues"]
    rows = [i for t in group for i in owned[t]]
    weights = 1.0 - chances[rows, 0]
    surest = {t: max(1.0 - chances[i, 0] for i in owned[t]) for t in group if owned[t]}
    at = max(surest, key=lambda t: (surest[t], -t))
    weights = weights / weights.sum()
    sources, contents = (weights @ scores[name][rows] for name in ("sources", "contents"))
    stance, kind = (weights @ scores[name][rows] for name in ("stance", "kind"))
    return Heard(
        at,
        group.start,
        group.stop,
        float(surest[at]),
        _by_token(owned, sources),
        _by_token(owned, contents),
        STANCES[int(stance.argmax())],
        KINDS[int(kind.argmax())],
    )


def _by_token(owned: Sequence[Sequence[int]], chances: "Floats") -> tuple[float, ...]:
    return tuple(float(sum(chances[i] for i in own) / len(own)) if own else 0.0 for own in owned)
