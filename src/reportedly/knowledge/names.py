"""Names, roles and posts: which words stand for whom, on which day.  Read from the CSV files in `data/`."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from unicodedata import combining, normalize

from reportedly.knowledge.own import read_own
from reportedly.knowledge.people import Offices, Term, office, terms_of
from reportedly.knowledge.records import Country, Entry, Role

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+|[^\w\s]")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
# Shorter names are ordinary words in other cases: “us”, “who”, “is”.
_CASE_MATTERS = 5
_LONGEST = 12
_ARTICLES = ("al-", "an-", "anti-", "bin ")
_NO_FAMILY = frozenset({"Jr", "Sr", "II", "III"})
# Family names so common that one alone says nothing.
_COMMON = frozenset(
    "Li Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Kim Lee Park Choi Jung Nguyen Tran Smith Jones Brown Johnson Williams "
    "Clinton Bush Khan Singh Ali Ahmed Garcia Silva Santos Ivanov".split()
)
# Where the family name stands first.
FAMILY_NAME_FIRST = frozenset({"PRK", "KOR", "CHN", "TWN", "VNM", "HKG", "KHM"})


def words_of(text: str) -> list[str]:
    """A text cut into words, single punctuation marks and dotted acronyms; quotation marks straightened, accents dropped."""
    if not text.isascii():
        text = "".join(c for c in normalize("NFKD", text.translate(_STRAIGHT)) if not combining(c))
    if text.replace(" ", "").isalpha():
        # Nearly all names; several times faster than the expression, which loading feels.
        return text.split()
    return _WORD.findall(text)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The tables, indexed: names by their words, the terms of people by theirs, roles by their words.

    `folded` gives the words of a name in the case of the tables; `larger` gives, for a word, the
    names of places and the phrases that hold it, each with its position there; `nations` are the
    last words of the names and demonyms of states; `surnames` the terms of those whom a family name may mean.
    """

    names: Mapping[tuple[str, ...], Entry]
    terms: Mapping[tuple[str, ...], tuple[Term, ...]]
    roles: Mapping[tuple[str, ...], Role]
    countries: Mapping[str, Country]
    folded: Mapping[tuple[str, ...], tuple[str, ...]]
    larger: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    nations: frozenset[str]
    first_words: frozenset[str]
    role_words: frozenset[str]
    surnames: Mapping[str, tuple[Term, ...]]
    families: Mapping[str, tuple[Term, ...]]
    offices: Offices

    def match(
        self, words: Sequence[str], start: int, on: date | None = None, at_hand: Collection[str] | None = None
    ) -> tuple[int, Entry] | None:
        """The longest name that begins at `words[start]`: how many words it has, and whom it stands for.

        A name inside a longer name of a place (“China” in “South China Sea”) stands for nobody.

        Args:
            words: words as `words_of` cuts them.
            start: where to look.
            on: the day as of which a person's post is told; `None` takes the latest.
            at_hand: the countries (ISO3) the text tells of, by which a name several bodies bear is
                settled; `None` where they are not known, and then such a name is taken for its best known bearer.
        """
        if words[start] not in self.first_words:
            return None
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            key = tuple(words[start : start + length])
            entry = self._entry(key, on)
            if entry is None or self._is_elsewhere(entry, words, start, length):
                continue
            if not entry.needs or at_hand is None or not set(entry.needs).isdisjoint(at_hand):
                return length, entry
        return None

    def lookup(self, text: str, on: date | None = None) -> Entry | None:
        """Whom a whole name stands for, a leading article and a possessive mark aside.

        The case of letters is ignored only in names of more than four letters.
        """
        words = words_of(text)
        if len(words) > 2 and words[-2:] == ["'", "s"]:  # noqa: PLR2004  # the mark and its letter
            words = words[:-2]
        elif len(words) > 1 and words[-1] == "'":
            words = words[:-1]
        for known in (words, words[1:] if words and words[0].lower() == "the" else ()):
            key = tuple(known)
            if key not in self.names and sum(map(len, key)) >= _CASE_MATTERS:
                key = self.folded.get(_fold(key), key)
            if key in self.names:
                return self._entry(key, on)
        return None

    def surname(self, name: str, on: date, at_hand: Collection[str]) -> Entry | None:
        """Whom of those in office on a day, in the countries (ISO3) told of, a bare family name means, if it can be only one.

        Among several, whoever leads the state is meant; where no country is told of at all, the only one
        anywhere who leads a state.
        """
        serving = [t for t in self.surnames.get(name, ()) if t.covers(on)]
        there = [t for t in serving if t.entry.country in at_hand]
        leading = [t for t in serving if t.leads and not t.registry]
        choices: list[list[Term]] = [there, [t for t in there if t.leads], [] if at_hand else leading]
        return next((some[0].entry for some in choices if len({(t.entry.name, t.entry.country) for t in some}) == 1), None)

    def titled(self, office_name: str, surname: str, on: date) -> Entry | None:
        """The only person of a family name, however common, who holds an office of that name on a day, wherever."""
        found = {
            (t.entry.name, t.entry.country): t.entry
            for t in self.families.get(surname, ())
            if t.covers(on) and not t.registry and office(t.post) == office(office_name)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def serving(self, entry: Entry, on: date | None) -> Term | None:
        """The term by which a person of the tables is known on a day: the one held then, or else the latest before it."""
        terms = [t for t in self.terms.get(tuple(words_of(entry.name)), ()) if t.entry.country == entry.country]
        begun = [t for t in terms if on is None or t.since <= on]
        held = [t for t in begun if on is None or t.covers(on)]
        some = held or begun
        return some[-1] if some else None

    def single_names(self) -> Iterator[tuple[str, Entry]]:
        """The names of one word, with whom each stands for."""
        return ((key[0], entry) for key, entry in self.names.items() if len(key) == 1)

    def country(self, iso3: str) -> Country | None:
        """The country of an ISO 3166-1 alpha-3 code, or `None`."""
        return self.countries.get(iso3)

    def country_by_iso2(self, iso2: str) -> Country | None:
        """The country of an ISO 3166-1 alpha-2 code (XK for Kosovo), or `None`."""
        return next((c for c in self.countries.values() if c.iso2 == iso2), None)

    def role(self, lemmas: Sequence[str], start: int) -> tuple[int, Role] | None:
        """The longest role that begins at `lemmas[start]` (lower case): how many words, and which."""
        if lemmas[start] not in self.role_words:
            return None
        for length in range(min(_LONGEST, len(lemmas) - start), 0, -1):
            role = self.roles.get(tuple(lemmas[start : start + length]))
            if role is not None:
                return length, role
        return None

    def _entry(self, key: tuple[str, ...], on: date | None) -> Entry | None:
        """Whom the words stand for; a person with the post held on a day, or else the latest one held before it.

        Nobody is known before the first post, for whoever bore the name then need not be the same.
        """
        entry = self.names.get(key)
        if entry is None or entry.kind != "person":
            return entry
        begun = [t for t in self.terms[key] if on is None or t.since <= on]
        serving = [t for t in begun if on is None or t.covers(on)]
        return (serving or begun)[-1].entry if begun else None

    def _is_elsewhere(self, entry: Entry, words: Sequence[str], start: int, length: int) -> bool:
        """Whether the words belong to a larger name, or to a body of another state."""
        end = start + length
        if words[start] in ("the", "The") and end < len(words) and words[end][0].isupper():
            # “the North” in “the North Sea”, “the West” in “the West Bank”.
            return True
        short = length == 1 or words[start] in ("the", "The")
        if entry.kind == "media" and short and words[end - 1] in self.nations and end < len(words) and words[end].islower():
            # “The Australian prime minister” is no newspaper.
            return True
        if entry.needs and start and words[start] not in ("the", "The"):
            owned = words[start - 1] == "s" and start > 1 and words[start - 2] == "'"
            owner = words[start - 3] if owned and start > 2 else words[start - 1]  # noqa: PLR2004  # the mark and its letter
            nation = self.names.get((owner,))
            if (owned or owner in self.nations) and (nation is None or nation.country not in entry.needs):
                # “Pakistan's Supreme Court”: the role table tells what it is, the owner whose.
                return True
        return any(
            len(name) > length and offset <= start and tuple(words[start - offset : start - offset + len(name)]) == name
            for offset, name in self.larger.get(words[start], ())
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files("reportedly.knowledge").joinpath(f"data/{name}.csv").open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _nations() -> Iterator[tuple[str, Entry]]:
    for row in _rows("countries"):
        name, iso3 = row["name"], row["iso3"]
        for text in (name, *_parts(row["aliases"])):
            yield text, Entry(name, "country", iso3, id=iso3)
        for text in _parts(row["demonyms"]):
            yield text, Entry(name, "demonym", iso3, id=iso3)
        for text in _parts(row["metonyms"]):
            if text == "Malé":
                # Without its accent it is an ordinary word.
                continue
            yield text, Entry(name, "capital", iso3, id=iso3)


def _organisations(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, Entry]]:
    for row in rows:
        entry = Entry(
            row["name"], row["kind"], row["country"] or None, tuple(_parts(row["sectors"])), needs=tuple(_parts(row["context"]))
        )
        for text in (row["name"], *_parts(row["aliases"])):
            yield text, entry


def _people(own: Iterable[Mapping[str, str]]) -> tuple[dict[str, Entry], dict[tuple[str, ...], tuple[Term, ...]]]:
    """Names of people, and the terms of all who bear one: a surname may pass from one office-holder to the next."""
    found = terms_of((_rows("factbook_leaders"), _rows("leaders"), own))
    names = {text: terms[0].entry for text, terms in found.items()}
    return names, {tuple(words_of(w)): tuple(terms) for text, terms in found.items() for w in (text, text.upper())}


def _surnames(terms: Mapping[tuple[str, ...], Sequence[Term]], *, common: bool = False) -> dict[str, tuple[Term, ...]]:
    """The terms of those whom a bare family name may mean: not where it is as common as Li or Brown.

    Hong Kong's names come in both orders and are left out.
    """
    found: dict[str, list[Term]] = {}
    for term in dict.fromkeys(t for some in terms.values() for t in some):
        words = [w for w in term.entry.name.split() if w.rstrip(".") not in _NO_FAMILY]
        family = words[0] if term.entry.country in FAMILY_NAME_FIRST else words[-1]
        if len(words) > 1 and term.entry.country != "HKG" and (common or family not in _COMMON):
            found.setdefault(family, []).append(term)
    return {name: tuple(some) for name, some in found.items()}


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        row["iso3"], row["iso2"], row["name"], tuple(_parts(row["demonyms"])), row["capital"] or None,
        float(row["lat"]), float(row["lon"]), int(row["geonames_id"]),
    )  # fmt: skip


def _larger_names(first_words: Collection[str]) -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """Names of places and phrases of several words, by each word in them that a name may begin with."""
    texts = [row["phrase"] for row in _rows("phrases")]
    texts.extend(text for row in _rows("places") for text in (row["name"], *_parts(row["aliases"])))
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for name in (tuple(words_of(text)) for text in texts):
        for offset, word in enumerate(name):
            if len(name) > 1 and word in first_words:
                found.setdefault(word, []).append((offset, name))
    return {word: tuple(names) for word, names in found.items()}


def _fold(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _tokens(phrase: str) -> list[str]:
    """A role cut as parsers cut it: the possessive mark is one token with its letter."""
    return " ".join(words_of(phrase)).replace("' s", "'s").split()


@cache
def load_knowledge(actors: Path | None = None) -> Knowledge:
    """The package's own tables, and over them a user's.

    Args:
        actors: the folder of the user's own actors (`own.read_own`).

    Raises:
        UsageError: a file of that folder is wrong.
    """
    own = read_own(actors, {row["iso2"].lower(): row["iso3"] for row in _rows("countries")})
    people, terms = _people(own.people)
    nations = dict(reversed(list(_nations())))
    # Nations outrank organisations, and those people: “Georgia” is the state whatever else bears the name.
    texts = {**people, **dict(_organisations(_rows("organizations"))), **nations, **dict(_organisations(own.bodies))}
    names: dict[tuple[str, ...], Entry] = {}
    folded: dict[tuple[str, ...], tuple[str, ...]] = {}
    for text, entry in texts.items():
        key = tuple(words_of(text))
        names[key] = entry
        if text.startswith(_ARTICLES):
            # “al-Shabab” at the head of a sentence.
            opening = (key[0].capitalize(), *key[1:])
            names.setdefault(opening, entry)
            if entry.kind == "person":
                terms.setdefault(opening, terms[key])
        if len(text) >= _CASE_MATTERS:
            folded.setdefault(_fold(key), key)
            names.setdefault(tuple(word.upper() for word in key), entry)
    roles = {tuple(_tokens(row["phrase"])): Role(row["phrase"], row["sector"], row["kind"]) for row in _rows("roles")}
    countries = {row["iso3"]: _country(row) for row in _rows("countries")}
    last_words = frozenset(words_of(text)[-1] for text, entry in nations.items() if entry.kind != "capital")
    first_words = frozenset(w[0] for w in names)
    role_words = frozenset(w[0] for w in roles)
    return Knowledge(
        names, terms, roles, countries, folded, _larger_names(first_words), last_words, first_words, role_words, _surnames(terms),
        _surnames(terms, common=True),
        Offices(dict.fromkeys(t for some in terms.values() for t in some)),
    )  # fmt: skip
