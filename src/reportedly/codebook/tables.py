"""A TOML table read key by key: whatever is not understood is refused, with its file and its value."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from reportedly.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a codebook file; `place` says where it stands, for the errors.

    Every reading method raises `CodebookError` if the key holds something of another kind.
    """

    place: str
    raw: Mapping[str, Any]

    def only(self, *keys: str) -> None:
        """Refuse every key but these.

        Raises:
            CodebookError: the table has another key.
        """
        for key in self.raw:
            if key not in keys:
                raise CodebookError(f"{self.place} has the unknown key {key!r}.", hint=f"one of {', '.join(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        """The non-empty text at `key`; without a default the key must be there."""
        value = self.raw.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, value, "a non-empty text")
        return value

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        """The text at `key`, which must be one of `allowed`."""
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(key, value, f"one of {', '.join(sorted(allowed))}")
        return value

    def words(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """The list of lower-case texts at `key`, each once; empty if the key is absent."""
        for item in self._list(key):
            if not isinstance(item, str) or not item.strip() or item != item.lower() or self.raw[key].count(item) > 1:
                raise self.wrong(key, item, "a lower-case text that stands there once")
            if allowed is not None and item not in allowed:
                raise self.wrong(key, item, f"one of {', '.join(sorted(allowed))}")
        return tuple(self._list(key))

    def codes(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """The list at `key` of names out of `allowed`, as they are written; empty if the key is absent."""
        for item in self._list(key):
            if not isinstance(item, str) or item not in allowed or self.raw[key].count(item) > 1:
                raise self.wrong(key, item, f"one of {', '.join(sorted(allowed))}, once")
        return tuple(self._list(key))

    def _list(self, key: str) -> list[Any]:
        value = self.raw.get(key, [])
        if not isinstance(value, list) or (key in self.raw and not value):
            raise self.wrong(key, value, "a list of texts")
        return value

    def number(self, key: str, low: float, high: float) -> float:
        """The number at `key`, from `low` to `high`."""
        value = self.raw.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.wrong(key, value, f"a number from {low:g} to {high:g}")
        return float(value)

    def flag(self, key: str) -> bool | None:
        """The truth value at `key`; `None` if the key is absent."""
        value = self.raw.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, value, "true or false")
        return value

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of the array `[[key]]`, numbered from 1; empty if the key is absent."""
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, value, f"an array of tables, each under [[{key}]]")
        return tuple(Table(f"{self.place}, {key} {n},", item) for n, item in enumerate(value, start=1))

    def wrong(self, key: str, value: object, wanted: str) -> CodebookError:
        """The error that `key` holds `value` where `wanted` should stand."""
        given = "nothing" if value is None else repr(value)
        return CodebookError(f"{self.place} has {given} as {key!r}.", hint=f"{key} as {wanted}")


def read_table(file: Traversable, place: str) -> Table:
    """The top table of a TOML file.

    Raises:
        CodebookError: the file is missing, not UTF-8 or not TOML.
    """
    try:
        return Table(place, tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise CodebookError(f"{place} cannot be read ({error}).", hint="the files that docs/codebook.md lists") from error
    except UnicodeDecodeError as error:
        raise CodebookError(f"{place} is not UTF-8 ({error}).", hint="saving the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{place} is not TOML ({error}).", hint="mending the line it names") from error
