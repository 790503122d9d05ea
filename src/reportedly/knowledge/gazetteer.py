"""Places by name, with coordinates: towns and units of countries from the compiled table, countries, and our own facts."""

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from reportedly.knowledge.compiling import compile_places, compiled_path, key
from reportedly.knowledge.records import GazetteerPlace
from reportedly.model import Precision

_LARGER_THAN_ANY_CITY = 10**9
_BY_NAME = """
SELECT p.name, p.country, p.admin1, p.lat, p.lon, p.population, p.id, p.precision, n.main
FROM name AS n JOIN place AS p ON p.id = n.id WHERE n.name = ? ORDER BY p.population DESC, p.id
"""


class Gazetteer:
    """Looks names of places up; made by `open`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._own = _own_places()
        self._countries = _countries()
        self._capitals = {row["iso3"]: {key(row["capital"]), *map(key, _parts(row["metonyms"]))} for row in _rows("countries")}
        self._abbreviations = {key(row["text"]): (key(row["name"]), row["within"]) for row in _rows("place_abbreviations")}
        self._cached = lru_cache(maxsize=50_000)(self._look_up)

    @classmethod
    def open(cls, cache_dir: Path) -> "Gazetteer":
        """The gazetteer, compiled into `cache_dir` if it is not there yet (some seconds, once).

        Raises:
            MissingError: the folder cannot be written.
        """
        path = compiled_path(cache_dir)
        if not path.is_file():
            compile_places(path)
        return cls(sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False))

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places of a name: our own facts and countries first, then by population, largest first."""
        return self._cached(key(name.removeprefix("the ").removeprefix("The ")))

    def abbreviates(self, text: str) -> bool:
        """Whether a text is a usual short form of a state or province: “Ky.”, “NSW”."""
        return key(text) in self._abbreviations and text[0].isupper()

    def _look_up(self, name: str) -> tuple[GazetteerPlace, ...]:
        if name in self._abbreviations:
            full, country = self._abbreviations[name]
            return tuple(p for p in self._look_up(full) if p.country == country and p.precision is not Precision.CITY)[:1]
        found = [*self._own.get(name, ()), *self._countries.get(name, ())]
        known = {p.geonames_id for p in found if p.geonames_id}
        for place in (_place(*row) for row in self._database.execute(_BY_NAME, (name,))):
            if place.geonames_id in known:
                continue
            capital = place.precision is Precision.CITY and name in self._capitals.get(place.country or "", ())
            found.append(replace(place, seat=True) if capital else place)
        return tuple(found)


def _place(
    name: str, country: str | None, admin1: str | None, lat: float, lon: float, population: int, number: int, precision: str,
    main: int,
) -> GazetteerPlace:  # fmt: skip
    geonames_id = number if number > 0 else None
    return GazetteerPlace(name, country, admin1, lat, lon, population, geonames_id, Precision(precision), main=bool(main))


def _rows(table: str) -> Iterator[dict[str, str]]:
    with files("reportedly.knowledge").joinpath(f"data/{table}.csv").open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _own_places() -> Mapping[str, tuple[GazetteerPlace, ...]]:
    found: dict[str, list[GazetteerPlace]] = defaultdict(list)
    for row in _rows("places"):
        lat, lon = float(row["lat"]), float(row["lon"])
        place = GazetteerPlace(row["name"], row["country"] or None, None, lat, lon, 0, None, Precision(row["precision"]))
        for text in (row["name"], *_parts(row["aliases"])):
            found[key(text)].append(place)
    return {name: tuple(places) for name, places in found.items()}


def _countries() -> Mapping[str, tuple[GazetteerPlace, ...]]:
    """Countries stand where the CIA World Factbook puts them; those it leaves out, where our own table does."""
    points = {row["iso3"]: (float(row["lat"]), float(row["lon"])) for row in _rows("factbook_points")}
    found: dict[str, tuple[GazetteerPlace, ...]] = {}
    for row in _rows("countries"):
        lat, lon = points.get(row["iso3"]) or (float(row["lat"]), float(row["lon"]))
        place = GazetteerPlace(
            row["name"], row["iso3"], None, lat, lon, _LARGER_THAN_ANY_CITY, int(row["geonames_id"]), Precision.COUNTRY
        )
        found.update({key(text): (place,) for text in (row["name"], *_parts(row["aliases"]))})
    return found
