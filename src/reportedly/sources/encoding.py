"""Bytes to text: UTF-8 or a refusal that names the byte at fault."""

import shlex

from reportedly.errors import InputError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def text_of(raw: bytes, *, where: str, file: str) -> str:
    r"""The bytes read as UTF-8, with nothing added or taken away (`\r\n` and a byte order mark stay).

    Args:
        raw: the bytes.
        where: what to call them in a message, e.g. "reports.jsonl:12".
        file: the file's name, for the hint.

    Raises:
        InputError: the bytes hold a NUL or are not UTF-8.
    """
    utf16 = raw.startswith(_UTF16_MARKS)
    if not utf16 and (nul := raw.find(0)) >= 0:
        raise InputError(
            f"{where} is binary: byte 0x00 at offset {nul}.",
            hint=f"export it as plain text; for text in another encoding: {_iconv('utf-16', file)}",
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where} is not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}.",
            hint=_iconv("utf-16" if utf16 else "latin1", file),
        ) from error


def _iconv(encoding: str, file: str) -> str:
    # To be pasted into a shell as it stands, whatever the file is called.
    return f"iconv -f {encoding} -t utf-8 {shlex.quote(file)} > {shlex.quote(f'utf8-{file}')}"
