"""A user's own actors: `*.csv` tables and Follow-the-Money entities as JSON lines, in a folder of theirs.

A table has the columns name, aliases, country, sectors, kind, post, from, to, context, source; name and source are
needed.  Of Follow-the-Money (https://followthemoney.tech, the format of OpenSanctions' exports) people, positions and
who occupied them when, and organisations are taken.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportedly.errors import UsageError

Row = dict[str, str]
COLUMNS = ("name", "aliases", "country", "sectors", "kind", "post", "from", "to", "context", "source")
_PERSON = "person"
_BODIES = {
    "Organization": "ngo", "PublicBody": "ministry", "Company": "company", "LegalEntity": "company", "UnknownGroup": "group",
}  # fmt: skip
_SECTORS = {"ministry": "GOV", "company": "BUS", "group": "REB", "ngo": "CVL"}
_SHAPE = "a table with the columns " + ", ".join(COLUMNS)


@dataclass(slots=True)
class OwnActors:
    """Rows about people in office (as leaders.csv has them) and about bodies (as organizations.csv has them)."""

    people: list[Row] = field(default_factory=list)
    bodies: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Files a row by whether it is a person's."""
        (self.people if row["kind"] == _PERSON or row["post"] else self.bodies).append(row)


def read_own(folder: Path | None, iso3_of: Mapping[str, str]) -> OwnActors:
    """What a folder holds: its files in the order of their names, later rows over earlier ones.

    Args:
        folder: `None`, or one that does not exist, holds nothing.
        iso3_of: ISO 3166-1 alpha-3 by alpha-2 code in lower case, as Follow-the-Money has it.

    Raises:
        UsageError: a file cannot be read, or a row of it is wrong; the file and line are named.
    """
    own = OwnActors()
    if folder is None or not folder.is_dir():
        return own
    for path in sorted(folder.iterdir()):
        try:
            if path.suffix == ".csv":
                rows = _table(path)
            elif path.suffix in (".json", ".jsonl", ".ijson"):
                rows = _entities(path, iso3_of)
            else:
                continue
            for row in rows:
                own.add(row)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}.", hint="a file you may read") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{path} is not in UTF-8.", hint="save it as UTF-8") from error
    return own


def _table(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        unknown = set(reader.fieldnames or ()) - set(COLUMNS)
        if unknown or "name" not in (reader.fieldnames or ()):
            raise UsageError(f"{path} has the columns {', '.join(reader.fieldnames or ['none'])}.", hint=_SHAPE)
        for row in reader:
            where = f"{path}:{reader.line_num}"
            yield _checked({column: (row.get(column) or "").strip() for column in COLUMNS}, where)


def _checked(row: Row, where: str) -> Row:
    for needed in ("name", "source"):
        if not row[needed]:
            raise UsageError(f"{where}: {row['name'] or 'a row'} has no {needed}.", hint="every fact needs a name and a source")
    for end in ("from", "to"):
        if row[end]:
            _day(row[end], f"{where}: {end}")
    person = row["kind"] == _PERSON or bool(row["post"])
    row["kind"] = row["kind"] or (_PERSON if person else "group")
    row["from"] = row["from"] or ("0001-01-01" if person else "")
    row["sectors"] = row["sectors"] or ("GOV" if person else _SECTORS.get(row["kind"], ""))
    return row


def _day(text: str, where: str) -> None:
    try:
        date.fromisoformat(f"{text}-01-01" if len(text) == len("2024") else text)
    except ValueError as error:
        raise UsageError(f"{where} is {text!r}.", hint="a day written YYYY-MM-DD, or a year") from error


def _entities(path: Path, iso3_of: Mapping[str, str]) -> Iterator[Row]:
    """People with the posts they occupied, and bodies, of a file of Follow-the-Money entities."""
    found: dict[str, Mapping[str, object]] = {}
    held: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for n, line in enumerate(lines, 1):
            if not line.strip():
                continue
            entity = _entity(line, f"{path}:{n}")
            if entity["schema"] == "Occupancy":
                for holder in _values(entity, "holder"):
                    held[holder].append(entity)
            else:
                found[str(entity["id"])] = entity
    for id_, entity in found.items():
        if entity["schema"] == "Person":
            yield from _person(entity, held[id_], found, path, iso3_of)
        elif entity["schema"] in _BODIES:
            yield _body(entity, path, iso3_of)


def _entity(line: str, where: str) -> Mapping[str, object]:
    try:
        entity = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where} is not JSON: {error}.", hint="one Follow-the-Money entity a line") from error
    if not isinstance(entity, dict) or not {"id", "schema", "properties"} <= set(entity):
        raise UsageError(f"{where} is no entity.", hint='a line like {"id": …, "schema": "Person", "properties": {…}}')
    return entity


def _values(entity: Mapping[str, object], name: str) -> Sequence[str]:
    properties = entity["properties"]
    values = properties.get(name, []) if isinstance(properties, dict) else []
    return [str(v.get("id") if isinstance(v, dict) else v) for v in values] if isinstance(values, list) else []


def _person(
    entity: Mapping[str, object],
    occupied: Sequence[Mapping[str, object]],
    found: Mapping[str, Mapping[str, object]],
    path: Path,
    iso3_of: Mapping[str, str],
) -> Iterator[Row]:
    base = _row(entity, path, iso3_of, ("nationality", "country", "citizenship")) | {"kind": _PERSON, "sectors": "GOV"}
    for occupancy in occupied:
        for post in _values(occupancy, "post"):
            position = found.get(post)
            name = next(iter(_values(position, "name")), "") if position else ""
            country = _iso3(position, ("country", "jurisdiction"), iso3_of) if position else ""
            since, until = (next(iter(_values(occupancy, key)), "") for key in ("startDate", "endDate"))
            term = {"from": _whole(since, "0001"), "to": _whole(until, "")}
            yield base | term | {"post": name.lower(), "country": country or base["country"]}
    if not occupied:
        post = next(iter(_values(entity, "position")), "").lower()
        yield base | {"post": post, "from": "0001-01-01"}


def _body(entity: Mapping[str, object], path: Path, iso3_of: Mapping[str, str]) -> Row:
    kind = _BODIES[str(entity["schema"])]
    return _row(entity, path, iso3_of, ("country", "jurisdiction", "mainCountry")) | {"kind": kind, "sectors": _SECTORS[kind]}


def _row(entity: Mapping[str, object], path: Path, iso3_of: Mapping[str, str], countries: Sequence[str]) -> Row:
    names = [*_values(entity, "name"), *_values(entity, "alias"), *_values(entity, "weakAlias")] or [
        str(entity.get("caption", ""))
    ]
    row = dict.fromkeys(COLUMNS, "")
    source = next(iter(_values(entity, "sourceUrl")), "") or f"{path.name}: {entity['id']}"
    return row | {
        "name": names[0], "aliases": "|".join(names[1:]), "country": _iso3(entity, countries, iso3_of), "source": source,
    }  # fmt: skip


def _iso3(entity: Mapping[str, object], names: Sequence[str], iso3_of: Mapping[str, str]) -> str:
    return next((iso3_of[code.lower()] for name in names for code in _values(entity, name) if code.lower() in iso3_of), "")


def _whole(text: str, otherwise: str) -> str:
    """A day or a year out of Follow-the-Money's dates, which may be a year, a month or more than a day."""
    if len(text) >= len("2024-01-01"):
        return text[: len("2024-01-01")]
    return text[: len("2024")] or otherwise
