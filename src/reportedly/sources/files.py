"""Paths as a person names them: a file, a folder of `.txt` files, a `.jsonl` file, or `-`.

What is wrong with the call is raised before anything is read; what is wrong with one document
becomes its `Failure`, and the others go on.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import InputError, UsageError
from reportedly.model import Document, Failure
from reportedly.sources.encoding import text_of
from reportedly.sources.jsonlines import read_documents

JSON_LINES = frozenset({".jsonl", ".ndjson"})

# A code point takes four bytes of UTF-8 at most, so a longer file need not be read to be refused.
_BYTES_PER_CHARACTER = 4
# Counting the lines of a larger file would be felt as a wait before the first document.
_COUNTABLE_BYTES = 256 * 2**20
_BLOCK = 2**20
# A "path" longer than this is most likely a text: it is not repeated in full.
_SHOWN_PATH = 80


class _Kind(Enum):
    TEXT = "text"
    LINES = "lines"
    STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class _Input:
    kind: _Kind
    path: Path


def read_paths(paths: Sequence[str], *, published: date | None, stdin: BinaryIO, max_chars: int) -> Iterator[Document | Failure]:
    """One document, or the reason why there is none, for each report under `paths`, in order.

    Args:
        paths: files, folders (every `.txt` in them, by name; folders in them are left alone),
            `.jsonl` files, or `-` for standard input.
        published: the day of publication where the input itself names none.
        stdin: what `-` reads.
        max_chars: a longer text becomes a failure (characters).

    Raises:
        UsageError: a path does not exist, or a folder holds no `.txt`; before anything is read.
    """
    inputs = tuple(_inputs(paths))
    return _each_once(_read(inputs, published, stdin, max_chars))


def count_paths(paths: Sequence[str]) -> int | None:
    """How many documents `read_paths` will give at most, or `None` where that is not cheaply known.

    Raises:
        UsageError: as `read_paths`.
    """
    total = 0
    for given in tuple(_inputs(paths)):
        count = _count_lines(given.path) if given.kind is _Kind.LINES else 1
        if count is None:
            return None
        total += count
    return total


def _inputs(paths: Iterable[str]) -> Iterator[_Input]:
    for name in paths:
        path = Path(name)
        if name == "-":
            yield _Input(_Kind.STDIN, path)
        elif os.path.isdir(name):  # noqa: PTH112  # unlike Path.is_dir, never raises, however odd the name
            yield from (_Input(_Kind.TEXT, file) for file in _texts_in(path))
        elif not os.path.exists(name):  # noqa: PTH110  # as above
            shown = name if len(name) <= _SHOWN_PATH else name[:_SHOWN_PATH] + "…"
            raise UsageError(
                f"There is no file or folder {shown!r}.",
                hint="check the name; to read a text itself, pipe it into: reportedly read -",
            )
        else:
            yield _Input(_Kind.LINES if path.suffix.lower() in JSON_LINES else _Kind.TEXT, path)


def _texts_in(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"The folder {str(folder)!r} cannot be listed: {error.strerror}.", hint=f"ls -ld {folder}") from error
    texts = [entry for entry in entries if entry.suffix.lower() == ".txt" and entry.is_file()]
    if not texts:
        lines = [str(entry) for entry in entries if entry.suffix.lower() in JSON_LINES]
        hint = f"reportedly read {lines[0]}" if lines else "a folder that holds .txt files, or the files by name"
        raise UsageError(f"The folder {str(folder)!r} holds no .txt file.", hint=hint)
    return texts


def _read(
    inputs: Iterable[_Input], published: date | None, stdin: BinaryIO, max_chars: int
) -> Iterator[tuple[str, Document | Failure]]:
    """Each item with the name of the place it stands at, which is unique where a doc_id may not be."""
    for given in inputs:
        if given.kind is _Kind.STDIN:
            yield "-", _text_document("stdin", "stdin", stdin, published, max_chars)
        elif given.kind is _Kind.LINES:
            yield from _opened_lines(given.path, published, max_chars)
        else:
            yield str(given.path), _opened_text(given.path, published, max_chars)


def _opened_text(path: Path, published: date | None, max_chars: int) -> Document | Failure:
    try:
        with path.open("rb") as stream:
            return _text_document(path.stem, path.name, stream, published, max_chars)
    except OSError as error:
        return _unreadable(path.stem, path, error)


def _opened_lines(path: Path, published: date | None, max_chars: int) -> Iterator[tuple[str, Document | Failure]]:
    try:
        with path.open("rb") as stream:
            yield from read_documents(stream, name=path.name, published=published, max_chars=max_chars)
    except OSError as error:
        yield path.name, _unreadable(path.name, path, error)


def _text_document(doc_id: str, name: str, stream: BinaryIO, published: date | None, max_chars: int) -> Document | Failure:
    most = _BYTES_PER_CHARACTER * max_chars
    raw = stream.read(most + 1)
    try:
        text = "" if len(raw) > most else text_of(raw, where=repr(name), file=name)
    except InputError as error:
        return Failure(doc_id, error.message, error.hint)
    if len(raw) > most or len(text) > max_chars:
        return Failure(
            doc_id,
            f"{name!r} is longer than {max_chars:,} characters.",
            "split it into reports, or raise REPORTEDLY_MAX_CHARS",
        )
    return Document(doc_id, text, published)


def _unreadable(doc_id: str, path: Path, error: OSError) -> Failure:
    return Failure(doc_id, f"{str(path)!r} cannot be read: {error.strerror}.", f"ls -l {path}")


def _each_once(items: Iterable[tuple[str, Document | Failure]]) -> Iterator[Document | Failure]:
    """Lets a doc_id through once, for whoever joins readings on it must be able to trust it."""
    seen: set[str] = set()
    for where, item in items:
        if item.doc_id in seen:
            yield Failure(where, f"The doc_id {item.doc_id!r} was given before.", "a doc_id of its own for each report")
        else:
            seen.add(item.doc_id)
            yield item


def _count_lines(path: Path) -> int | None:
    try:
        if not path.is_file() or path.stat().st_size > _COUNTABLE_BYTES:
            return None
        with path.open("rb") as stream:
            count, last = 0, b"\n"
            while block := stream.read(_BLOCK):
                count, last = count + block.count(b"\n"), block
    except OSError:
        return None
    return count + (not last.endswith(b"\n"))
