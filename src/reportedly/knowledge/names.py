"""Names, roles and posts: which words stand for whom, on which day.  Read from the CSV files in `data/`."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from reportedly.knowledge.records import Entry, Role

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+|[^\w\s]")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
# Shorter names are ordinary words in other cases: “us”, “who”, “is”.
_CASE_MATTERS = 5
_LONGEST = 12


def words_of(text: str) -> list[str]:
    """A text cut into words, single punctuation marks and dotted acronyms, quotation marks straightened."""
    return _WORD.findall(text.translate(_STRAIGHT))


@dataclass(frozen=True, slots=True)
class Term:
    """A post held by a person, both days inclusive; `until` is `None` while it lasts."""

    since: date
    until: date | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The tables, indexed: names by their words, the terms of people by name, roles by their words."""

    names: Mapping[tuple[str, ...], Entry]
    terms: Mapping[str, tuple[Term, ...]]
    roles: Mapping[tuple[str, ...], Role]
    first_words: frozenset[str]
    role_words: frozenset[str]

    def match(self, words: Sequence[str], start: int, on: date | None = None) -> tuple[int, Entry] | None:
        """The longest name that begins at `words[start]`: how many words it has, and whom it stands for.

        Args:
            words: words as `words_of` cuts them.
            start: where to look.
            on: the day as of which a person's post is told; `None` takes the latest.
        """
        if words[start] not in self.first_words:
            return None
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            entry = self.names.get(tuple(words[start : start + length]))
            if entry is not None:
                return length, self._as_of(entry, on)
        return None

    def lookup(self, text: str, on: date | None = None) -> Entry | None:
        """Whom a whole name stands for, a leading article and a possessive mark aside.

        The case of letters is ignored only in names of more than four letters.
        """
        words = words_of(text)
        if words and words[0].lower() == "the":
            words = words[1:]
        if len(words) > 2 and words[-2:] == ["'", "s"]:  # noqa: PLR2004  # the mark and its letter
            words = words[:-2]
        entry = self.names.get(tuple(words))
        if entry is None and sum(map(len, words)) >= _CASE_MATTERS:
            entry = self.names.get(tuple(w.title() if w.isalpha() and len(w) > 1 else w for w in words))
        return None if entry is None else self._as_of(entry, on)

    def role(self, lemmas: Sequence[str], start: int) -> tuple[int, Role] | None:
        """The longest role that begins at `lemmas[start]` (lower case): how many words, and which."""
        if lemmas[start] not in self.role_words:
            return None
        for length in range(min(_LONGEST, len(lemmas) - start), 0, -1):
            role = self.roles.get(tuple(lemmas[start : start + length]))
            if role is not None:
                return length, role
        return None

    def _as_of(self, entry: Entry, on: date | None) -> Entry:
        """A person with the post held on a day, or else the latest one held before it, or the first after it."""
        if entry.kind != "person":
            return entry
        terms = self.terms[entry.name]
        begun = [t for t in terms if on is None or t.since <= on]
        serving = [t for t in begun if on is None or t.until is None or t.until >= on]
        return (serving or begun or list(terms[:1]))[-1].entry


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files("reportedly.knowledge").joinpath(f"data/{name}.csv").open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _day(cell: str, *, last: bool) -> date:
    """A day from YYYY-MM-DD, or the first or last one of a bare year."""
    return date.fromisoformat(f"{cell}-12-31" if last else f"{cell}-01-01") if len(cell) == 4 else date.fromisoformat(cell)  # noqa: PLR2004  # YYYY


def _nations() -> Iterator[tuple[str, Entry]]:
    for row in _rows("countries"):
        name, iso3 = row["name"], row["iso3"]
        for text in (name, *_parts(row["aliases"])):
            yield text, Entry(name, "country", iso3, id=iso3)
        for text in _parts(row["demonyms"]):
            yield text, Entry(name, "demonym", iso3, id=iso3)
        if row["capital"]:
            yield row["capital"], Entry(name, "capital", iso3, id=iso3)


def _organisations() -> Iterator[tuple[str, Entry]]:
    for row in _rows("organizations"):
        entry = Entry(
            row["name"], row["kind"], row["country"] or None, tuple(_parts(row["sectors"])), needs=tuple(_parts(row["context"]))
        )
        for text in (row["name"], *_parts(row["aliases"])):
            yield text, entry


def _people() -> tuple[dict[str, Entry], dict[str, tuple[Term, ...]]]:
    names: dict[str, Entry] = {}
    terms: dict[str, list[Term]] = {}
    for row in _rows("leaders"):
        entry = Entry(row["name"], "person", row["country"], tuple(_parts(row["sectors"])))
        until = _day(row["to"], last=True) if row["to"] else None
        terms.setdefault(row["name"], []).append(Term(_day(row["from"], last=False), until, entry))
        for text in (row["name"], *_parts(row["aliases"])):
            names.setdefault(text, entry)
    return names, {name: tuple(sorted(found, key=lambda t: t.since)) for name, found in terms.items()}


def _tokens(phrase: str) -> list[str]:
    """A role cut as parsers cut it: the possessive mark is one token with its letter."""
    return " ".join(words_of(phrase)).replace("' s", "'s").split()


@cache
def load_knowledge() -> Knowledge:
    """The package's own tables."""
    people, terms = _people()
    # Nations outrank organisations, and those people: “Georgia” is the state whatever else bears the name.
    texts = {**people, **dict(_organisations()), **dict(reversed(list(_nations())))}
    names: dict[tuple[str, ...], Entry] = {}
    for text, entry in texts.items():
        names[tuple(words_of(text))] = entry
        if len(text) >= _CASE_MATTERS:
            names.setdefault(tuple(words_of(text.upper())), entry)
    roles = {tuple(_tokens(row["phrase"])): Role(row["phrase"], row["sector"], row["kind"]) for row in _rows("roles")}
    return Knowledge(names, terms, roles, frozenset(w[0] for w in names), frozenset(w[0] for w in roles))
