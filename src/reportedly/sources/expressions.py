"""Time expressions to be read: one a line with the day it was published; a wrong line gives its place to a failure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import InputError, ReportedlyError, UsageError
from reportedly.model import Failure
from reportedly.sources.dates import parse_date
from reportedly.sources.jsonlines import JsonObject, Line, json_object, needed_text, read_lines

_SHAPE = '{"text": "late Tuesday", "published": "2024-10-24"}'


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a time, the day they were published, and, where given, the sentence they stand in."""

    text: str
    published: date | None
    sentence: str | None = None


def read_expressions(path: str, *, stdin: BinaryIO | None = None, max_chars: int = 1_000_000) -> Iterator[Expression | Failure]:
    """One expression for each line of a JSON Lines file, in order; a wrong line is a failure in its place.

    Args:
        path: the file, or `-` for `stdin`.
        stdin: what `-` reads.
        max_chars: the longest text taken (characters).

    Raises:
        UsageError: the file cannot be read.
    """
    if path == "-" and stdin is not None:
        yield from _expressions(stdin, "stdin", max_chars)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from _expressions(stream, Path(path).name, max_chars)
    except OSError as error:
        raise UsageError(
            f"{path!r} cannot be read: {error.strerror}.", hint="the name of a .jsonl file with an expression a line"
        ) from error


def _expressions(stream: BinaryIO, file: str, max_chars: int) -> Iterator[Expression | Failure]:
    for line in read_lines(stream, file=file, max_chars=max_chars):
        try:
            yield _expression(line, max_chars)
        except ReportedlyError as error:
            yield Failure(line.where, error.message, error.hint)


def _expression(line: Line, max_chars: int) -> Expression:
    if line.raw is not None and not line.raw.strip():
        raise InputError(f"{line.where} is blank.", hint=_SHAPE)
    record = json_object(line, max_chars=max_chars)
    text = needed_text(record, "text", line.where)
    sentence = _optional(record, "sentence", line.where)
    if sentence is not None and text not in sentence:
        raise InputError(f"{line.where}: {text!r} does not stand in its sentence.", hint="the words as they stand there")
    published = _optional(record, "published", line.where)
    try:
        return Expression(text, parse_date(published) if published else None, sentence)
    except UsageError as error:
        raise InputError(f"{line.where}: {error.message}", hint=error.hint) from error


def _optional(record: JsonObject, key: str, where: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{where}: {key!r} is {value!r}, not a text.", hint=_SHAPE)
    return value
