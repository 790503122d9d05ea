"""Media that speak for a state: what they report is one voice, however many of them carry it.

Knows `data/state_media.csv`, the leading outlet of each country first.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def state_media() -> Mapping[str, tuple[str, ...]]:
    """The names of a country's state media (as in `organizations.csv`), the leading one first, by its code (ISO3)."""
    found: dict[str, list[str]] = {}
    with files("reportedly.knowledge").joinpath("data/state_media.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["country"], []).append(row["name"])
    return {country: tuple(names) for country, names in found.items()}
