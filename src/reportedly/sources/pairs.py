"""Pairs to be coded: one text a line with its two parties marked, refused whole if one line is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import InputError, UsageError
from reportedly.model import Pair
from reportedly.sources.jsonlines import JsonObject, Line, json_object, needed_id, needed_text, read_lines, too_long

_SHAPE = '{"id": "p1", "text": "Freedonia praised Sylvania.", "actor": [0, 9], "recipient": [18, 26]}'
_ENDS = 2
_SHOWN = 60


def read_pairs(path: str, *, stdin: BinaryIO | None = None, max_chars: int = 1_000_000) -> Iterator[Pair]:
    """One pair for each line of a JSON Lines file, in order.

    Args:
        path: the file, or `-` for `stdin`.
        stdin: what `-` reads.
        max_chars: the longest text taken (characters).

    Raises:
        UsageError: the file cannot be read, or a line is no pair (a blank one neither), its offsets
            leave its text, or its id was given before.  Never is a line passed over.
    """
    if path == "-" and stdin is not None:
        yield from _pairs(stdin, "stdin", max_chars)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from _pairs(stream, Path(path).name, max_chars)
    except OSError as error:
        raise UsageError(
            f"{path!r} cannot be read: {error.strerror}.", hint="the name of a .jsonl file with a pair a line"
        ) from error


def _pairs(stream: BinaryIO, file: str, max_chars: int) -> Iterator[Pair]:
    seen: set[str] = set()
    for line in read_lines(stream, file=file, max_chars=max_chars):
        try:
            pair = _pair(line, max_chars)
        except InputError as error:
            raise UsageError(error.message, hint=error.hint) from error
        if pair.id in seen:
            raise UsageError(f"{line.where}: the id {pair.id!r} was given before.", hint="an id of its own for each pair")
        seen.add(pair.id)
        yield pair


def _pair(line: Line, max_chars: int) -> Pair:
    if line.raw is not None and not line.raw.strip():
        raise InputError(f"{line.where} is blank.", hint=_SHAPE)
    record = json_object(line, max_chars=max_chars)
    text = needed_text(record, "text", line.where)
    if len(text) > max_chars:
        raise too_long(line.where, max_chars)
    return Pair(
        id=needed_id(record, "id", line.where),
        text=text,
        actor=_offsets(record, "actor", line.where, len(text)),
        recipient=_offsets(record, "recipient", line.where, len(text)),
    )


def _offsets(record: JsonObject, key: str, where: str, length: int) -> tuple[int, int]:
    value = record.get(key)
    if not isinstance(value, list) or len(value) != _ENDS or any(type(end) is not int for end in value):
        shown = json.dumps(value)[:_SHOWN] if key in record else "missing"
        raise InputError(f"{where}: {key!r} is {shown}, not two whole numbers.", hint=_SHAPE)
    start, end = value
    if not 0 <= start < end <= length:
        raise InputError(
            f"{where}: {key!r} is [{start}, {end}], but the text has {length} characters.",
            hint="offsets in code points, the end exclusive: text[start:end] is the party",
        )
    return start, end
