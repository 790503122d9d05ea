"""The sentences the coder was trained on, to be shown beside an event that resembles them.

Only sentences written for this project are kept here; what else the coder learned from is named in
`coder.json`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VECTORS, SENTENCES = "examples.npy", "examples.jsonl"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A training sentence; `start` to `end` are its trigger's offsets, `similarity` the cosine (-1 to 1)."""

    text: str
    start: int
    end: int
    type: str
    mode: str | None
    similarity: float


class Neighbours:
    """Finds the training examples whose triggers are most like a given one.

    Args:
        folder: where `examples.npy` (a row of int8 an example, of length one when divided by 127) and
            `examples.jsonl` (a line an example) lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _vectors(self) -> "NDArray[np.float32]":
        import numpy as np  # noqa: PLC0415  # only where something is explained

        vectors: NDArray[np.float32] = np.load(self._folder / VECTORS).astype(np.float32) / 127.0
        return vectors

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        lines = (self._folder / SENTENCES).read_text("utf-8").split("\n")
        return [json.loads(line) for line in lines if line]

    def nearest(self, vector: Sequence[float], count: int = 3) -> tuple[Neighbour, ...]:
        """The `count` nearest examples, the most alike first.

        Args:
            vector: what the coder makes of a trigger (`Coder.vector`), of length one.
            count: how many at most.
        """
        import numpy as np  # noqa: PLC0415  # as above

        likeness = self._vectors @ np.asarray(vector, dtype=np.float32)
        best = np.argsort(-likeness, kind="stable")[:count]
        return tuple(Neighbour(**self._rows[i], similarity=round(float(likeness[i]), 3)) for i in best)
