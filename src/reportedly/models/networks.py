"""The files of the trained networks: word pieces, the layers they share, and the threads that run them.

The only module that knows ONNX Runtime.  `trunk.onnx` holds the word embeddings and the lower layers of
the encoder, on which both the event coder and the attributor stand; each has upper layers of its own.
Each text is a pass of its own, because the quantised weights see a whole batch at one scale: what stands
beside a text must not change what is read in it.

The weights are made by `training/train.py`; `docs/model-card.md` says from what.
"""

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILES = ("coder.json", "trunk.onnx", "encoder.onnx", "relation.onnx", "tokenizer.json")
_MOST_THREADS = 4

Span = tuple[int, int]


class Networks:
    """Loads each network when it is first asked for.

    Args:
        folder: where the files of the model lie; the package's own by default.
        threads: how many texts are read at once; as many as the machine has cores, up to four, by
            default.  No result depends on it.

    Raises:
        MissingError: a file of the model, ONNX Runtime or `tokenizers` is not there.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self.folder = folder or Path(str(files("reportedly.models") / "coder"))
        lacking = [name for name in FILES if not (self.folder / name).is_file()]
        if lacking:
            raise MissingError(
                f"The trained coder in {str(self.folder)!r} lacks {' and '.join(lacking)}.",
                hint="reinstall reportedly, or run `python training/train.py` in a clone",
            )
        self.told: dict[str, Any] = json.loads((self.folder / "coder.json").read_text("utf-8"))
        self._threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        self._sessions: dict[str, Any] = {}

    @cached_property
    def pool(self) -> ThreadPoolExecutor:
        """The threads that texts are read in."""
        return ThreadPoolExecutor(self._threads, thread_name_prefix="reportedly")

    def load(self, *names: str) -> None:
        """Loads networks and word pieces now, before several threads want them at once."""
        _ = self._tokenizer
        for name in names:
            self._session(name)

    def pieces(self, text: str, longest: int) -> tuple[Sequence[int], Sequence[Span]]:
        """The word pieces of a text, at most `longest`: their ids, and the (start, end) of each in the text."""
        encoded = self._tokenizer.encode(text)
        ids, offsets = encoded.ids, encoded.offsets
        if len(ids) > longest:
            # The closing mark stays last, as the networks have seen it.
            ids, offsets = [*ids[: longest - 1], ids[-1]], [*offsets[: longest - 1], offsets[-1]]
        return ids, offsets

    def trunk(self, ids: Sequence[int]) -> "Floats":
        """What the shared layers make of word pieces: (1, pieces, size)."""
        import numpy as np  # noqa: PLC0415  # --help starts without it

        return self.run("trunk", {"ids": np.array([ids], dtype=np.int64)})["lower"]

    def run(self, name: str, given: Mapping[str, object]) -> "dict[str, Floats]":
        """One pass of a network: its outputs by name."""
        session = self._session(name)
        names = [o.name for o in session.get_outputs()]
        return dict(zip(names, session.run(names, given), strict=True))

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401  # tokenizers ships no types
        from tokenizers import Tokenizer  # noqa: PLC0415  # only where a text is read

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def _session(self, name: str) -> Any:  # noqa: ANN401  # onnxruntime ships no types
        if name not in self._sessions:
            from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415  # costs 100 ms

            options = SessionOptions()
            # Texts are read side by side; one pass of a small encoder gains little from threads of its own.
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            path = str(self.folder / f"{name}.onnx")
            self._sessions[name] = InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return self._sessions[name]


def owners(offsets: Sequence[Span], tokens: Sequence[Span]) -> list[list[int]]:
    """The word pieces that begin in each token; a token past the encoder's reach has none."""
    found: list[list[int]] = [[] for _ in tokens]
    t = 0
    for i, (start, end) in enumerate(offsets):
        if start == end:
            continue  # the encoder's own marks
        while t < len(tokens) and tokens[t][1] <= start:
            t += 1
        if t == len(tokens):
            break
        if tokens[t][0] <= start:
            found[t].append(i)
    return found
