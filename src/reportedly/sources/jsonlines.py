r"""JSON Lines: one object a line, a line ending at `\n` alone, of whatever length, read in bounded memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, TypeAlias

from reportedly.errors import InputError, ReportedlyError, UsageError
from reportedly.model import Document, Failure
from reportedly.sources.dates import parse_date
from reportedly.sources.encoding import text_of

JsonObject: TypeAlias = dict[str, Any]

# JSON may spell a character as two escapes of six bytes; the rest is room for the other fields.
_BYTES_PER_CHARACTER = 12
_ROOM = 2**20
_BLOCK = 2**20
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `raw` is `None` where it was too long to be kept."""

    number: int
    raw: bytes | None
    file: str

    @property
    def where(self) -> str:
        """The file's name and the line's number, counted from 1."""
        return f"{self.file}:{self.number}"


def read_lines(stream: BinaryIO, *, file: str, max_chars: int) -> Iterator[Line]:
    r"""Every line of the stream, empty ones too; of a line far longer than `max_chars` only the number."""
    most = _BYTES_PER_CHARACTER * max_chars + _ROOM
    number = 0
    while raw := stream.readline(most + 1):
        number += 1
        if len(raw) > most and not raw.endswith(b"\n"):
            _skip_line(stream)
            yield Line(number, None, file)
            continue
        # Some editors open a file with a byte order mark, which JSON does not know.
        raw = raw.removeprefix(_MARK) if number == 1 else raw
        yield Line(number, raw.removesuffix(b"\n"), file)


def json_object(line: Line, *, max_chars: int) -> JsonObject:
    """The JSON object on the line.

    Raises:
        InputError: the line is too long, not UTF-8, not JSON, or not an object.
    """
    if line.raw is None:
        raise too_long(line.where, max_chars)
    text = text_of(line.raw, where=line.where, file=line.file)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{line.where} is not JSON: {error.msg} at column {error.colno}.", hint=_SHAPE) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{line.where} is JSON of no sane size or depth.", hint=_SHAPE) from error
    if not isinstance(value, dict):
        raise InputError(f"{line.where} holds {kind(value)}, not an object.", hint=_SHAPE)
    return value


def needed_text(record: JsonObject, key: str, where: str) -> str:
    """The string under `key`.

    Raises:
        InputError: there is none, or it is no string.
    """
    if key not in record:
        raise InputError(f"{where} lacks {key!r}.", hint=_SHAPE)
    value = record[key]
    if not isinstance(value, str):
        raise InputError(f"{where}: {key!r} is {kind(value)}, not a string.", hint=_SHAPE)
    return value


def needed_id(record: JsonObject, key: str, where: str) -> str:
    """The string under `key`, which must not be empty.

    Raises:
        InputError: there is none, it is no string, or it is empty.
    """
    value = needed_text(record, key, where)
    if not value.strip():
        raise InputError(f"{where}: {key!r} is {value!r}.", hint=f"a {key} that tells it from the others")
    return value


def kind(value: object) -> str:
    """What JSON calls the type of a value read from it, with an article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return "a number"
    return "a string" if isinstance(value, str) else "an array" if isinstance(value, list) else "an object"


def too_long(where: str, max_chars: int) -> InputError:
    """The refusal of a text that is longer than a document may be (characters)."""
    return InputError(
        f"{where} is longer than {max_chars:,} characters.",
        hint="split it into reports, or raise REPORTEDLY_MAX_CHARS",
    )


def read_documents(
    stream: BinaryIO, *, name: str, published: date | None, max_chars: int
) -> Iterator[tuple[str, Document | Failure]]:
    """Each line's place ("reports.jsonl:12") and its document, or why there is none; blank lines are passed over.

    A line is `{"doc_id": …, "text": …}` and may hold `published` (YYYY-MM-DD), `title`, `url` and
    `publisher`; other keys are nobody's and are left alone.
    """
    for line in read_lines(stream, file=name, max_chars=max_chars):
        if line.raw is None or line.raw.strip():
            yield line.where, _item(line, published, max_chars)


_SHAPE = 'a line like {"doc_id": "a1", "text": "The ministry said …", "published": "2024-10-23"}'


def _item(line: Line, published: date | None, max_chars: int) -> Document | Failure:
    name = line.where
    try:
        record = json_object(line, max_chars=max_chars)
        name = needed_id(record, "doc_id", line.where)
        return _document(record, name, line.where, published, max_chars)
    except ReportedlyError as error:
        return Failure(name, error.message, error.hint)


def _document(record: JsonObject, doc_id: str, where: str, published: date | None, max_chars: int) -> Document:
    text = needed_text(record, "text", where)
    if len(text) > max_chars:
        raise too_long(where, max_chars)
    return Document(
        doc_id=doc_id,
        text=text,
        published=_day(record, where) or published,
        title=_optional(record, "title", where),
        url=_optional(record, "url", where),
        publisher=_optional(record, "publisher", where),
    )


def _optional(record: JsonObject, key: str, where: str) -> str | None:
    return (needed_text(record, key, where) or None) if record.get(key) is not None else None


def _day(record: JsonObject, where: str) -> date | None:
    given = _optional(record, "published", where)
    try:
        return parse_date(given) if given else None
    except UsageError as error:
        raise InputError(f"{where}: 'published' is {given!r}, not a calendar day.", hint=error.hint) from error


def _skip_line(stream: BinaryIO) -> None:
    while (block := stream.readline(_BLOCK)) and not block.endswith(b"\n"):
        pass
