"""Measures the store on many claims: placing, questions, memory and growth; the claims are made here and kept nowhere.

    python evals/scale.py --readings readings.jsonl [--claims 10000 100000 1000000] [--folder DIR] [--years 10]
        [--write docs/performance.md]

`readings.jsonl` is what the program read in ../shared/corpora/kcna.jsonl (`evals/links.py --keep`).  It is told again and again
by theatres that do not exist: in each, every word that is not among the commonest of news goes by a cipher of its own
(letters for letters, so that all offsets hold), countries are exchanged, and all days are moved by as many days, somewhere
within the years given.  So reports of one theatre stay as alike as they were, and those of two have nothing in common but
plain words.

Each size runs in a process of its own, of which the peak memory is told.  Placing is what `reportedly link` does: copies,
stories, linked events and their ledgers, from what was noted of each report when it was stored.
"""

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

import page
from reportedly import query
from reportedly.export.jsonl import dumps, reading_from_json
from reportedly.model import Reading
from reportedly.store import Database, Store
from reportedly.stories.words import rarity

COMMAND = "python evals/scale.py --readings readings.jsonl --write docs/performance.md"
_WORD = re.compile(r"[^\W\d_]+")
# The words that all theatres share.
_PLAIN = 1500
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
_LAST = date(2024, 11, 10)
_AT_ONCE = 500
_ASKED = 40


class Theatre:
    """One retelling: its cipher, its countries, its days."""

    def __init__(self, number: int, codes: list[str], plain: frozenset[str], days: int) -> None:
        rng = random.Random(number)  # noqa: S311  # no secret
        self.number, self.plain = number, plain
        self.table = str.maketrans(dict(_shuffled(_VOWELS, rng)) | dict(_shuffled(_CONSONANTS, rng)))
        self.codes = dict(zip(codes, rng.sample(codes, len(codes)), strict=True))
        self.shift = timedelta(days=rng.randrange(days))
        self.known: dict[str, str] = {}

    def words(self, text: str) -> str:
        """A text by the cipher."""
        return _WORD.sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        word = found[0]
        if word not in self.known:
            self.known[word] = word if word.lower() in self.plain else word.translate(self.table)
        return self.known[word]

    def reading(self, value: Mapping[str, Any]) -> Reading:
        """A reading as it is told there."""
        told = self._told(value)
        told["doc_id"] = f"t{self.number:04}-{value['doc_id']}"
        told["document"]["publisher"] = f"Gazette {self.number % 40}"
        return reading_from_json(told)

    def _told(self, value: Any, key: str = "") -> Any:  # noqa: ANN401  # what JSON holds
        if isinstance(value, dict):
            return {k: self._told(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [self._told(v, key) for v in value]
        if not isinstance(value, str):
            return value
        if key == "country":
            return self.codes.get(value, value)
        if key in ("published", "earliest", "latest"):
            return str(date.fromisoformat(value) - self.shift)
        return self.words(value) if key in ("text", "title", "name") else value


def _shuffled(letters: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    for a, b in zip(letters, rng.sample(letters, len(letters)), strict=True):
        yield a, b
        yield a.upper(), b.upper()


def made(values: list[Mapping[str, Any]], claims: int, years: int) -> Iterator[Reading]:
    """Readings of as many theatres as it takes."""
    codes = sorted({p["country"] for v in values for e in v["events"] for p in e["actors"] + e["recipients"] if p["country"]})
    plain = frozenset(sorted(rarity(), key=lambda w: rarity()[w])[:_PLAIN])
    many, number = 0, 0
    while many < claims:
        theatre = Theatre(number, codes, plain, int(years * 365))
        for value in values:
            if many >= claims:
                return
            many += sum(len(e["claims"]) for e in value["events"])
            yield theatre.reading(value)
        number += 1


def measure(readings: Path, claims: int, folder: Path, years: int) -> dict[str, float]:
    """One size: how long it took to store, to place, to add a day, to ask."""
    values = [json.loads(line) for line in readings.read_text("utf-8").split("\n") if line]
    store = Store(Database(str(folder / f"{claims}.db"), create=True))
    run = store.begin("add", "0", _now())
    _ = store.knowledge
    reports, writing = 0, 0.0
    some: list[tuple[Reading, str]] = []
    for reading in made(values, claims, years):
        some.append((reading, dumps(reading)))
        if len(some) == _AT_ONCE:
            writing += timed(lambda some=some: store.write(some, run))  # type: ignore[misc]
            reports, some = reports + len(some), []
    writing += timed(lambda: store.write(some, run))
    reports += len(some)
    cpu = time.process_time()
    placing = timed(lambda: sum(store.place()))
    cpu = time.process_time() - cpu
    one_more = Theatre(9999, ["PRK", "KOR"], frozenset(), 1)
    late = [one_more.reading(value) for value in values if value["document"]["published"] == "2024-10-10"]
    store.write([(r, dumps(r)) for r in late], run)
    added = timed(lambda: sum(store.place()))
    told = asked(store.database)
    size = sum(f.stat().st_size for f in folder.glob(f"{claims}.db*"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "claims": claims, "reports": reports, "write_s": writing, "place_s": placing, "place_cpu_s": cpu, "late": len(late),
        "late_s": added, "size_mb": size / 1e6, "peak_mb": peak, **told,
    }  # fmt: skip


def asked(database: Database) -> dict[str, float]:
    """The 95th percentile of each kind of question, in milliseconds."""
    rng = random.Random(7)  # noqa: S311  # as above
    with database.reading() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM linked ORDER BY id")]
        docs = [row[0] for row in connection.exec_driver_sql("SELECT doc_id FROM documents ORDER BY doc_id")]
        names = [
            row[0] for row in connection.exec_driver_sql("SELECT DISTINCT name FROM linked_parties ORDER BY name LIMIT 5000")
        ]
        words = [w for w in list(rarity())[200:4000:40] if w.isalpha()]
    types, codes = ("AID", "CONSULT", "ASSAULT", "ACCUSE"), ("PRK", "KOR", "USA", "JPN", "RUS", "CHN")
    day = lambda: _LAST - timedelta(days=rng.randrange(3000))  # noqa: E731
    kinds: dict[str, Callable[[], object]] = {
        "latest": lambda: query.events(database, query.Which()),
        "by type and day": lambda: query.events(database, query.Which(type=rng.choice(types), until=day())),
        "by country": lambda: query.events(database, query.Which(party=rng.choice(codes), since=day())),
        "by two sides": lambda: query.events(database, query.Which(actor=rng.choice(codes), recipient=rng.choice(codes))),
        "by name": lambda: query.events(database, query.Which(party=rng.choice(names))),
        "by status": lambda: query.events(database, query.Which(status=("corroborated",), type=rng.choice(types))),
        "by words": lambda: query.events(database, query.Which(words=rng.choice(words))),
        "contested": lambda: query.contested(database, query.Which(until=day())),
        "contested, by country": lambda: query.contested(database, query.Which(party=rng.choice(codes), type=rng.choice(types))),
        "origins": lambda: query.event(database, rng.choice(ids)),
        "story": lambda: query.story(database, rng.choice(docs)),
    }
    return {kind: 1000 * _p95([timed(ask) for _ in range(_ASKED)]) for kind, ask in kinds.items()}


def timed(work: Callable[[], object]) -> float:
    """Seconds that it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def _now() -> datetime:
    return datetime(2024, 11, 10)  # noqa: DTZ001  # as the store keeps it


def main() -> None:
    """Measures every size in a process of its own, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.readings, args.one, args.folder, args.years)))
        return
    with TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        found = []
        for claims in args.claims:
            command = [sys.executable, __file__, "--readings", str(args.readings), "--folder", str(folder)]
            command += ["--years", str(args.years), "--one", str(claims)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
            print(found[-1], file=sys.stderr, flush=True)
    text = table(found)
    print(text)
    if args.write:
        page.write(args.write, text.split("\n"), COMMAND, "scale")


def table(found: list[dict[str, float]]) -> str:
    """The figures of all sizes, and how they grow."""
    head = "| | " + " | ".join(f"{int(f['claims']):,} claims" for f in found) + " |"
    lines = [head, "|---" * (len(found) + 1) + "|"]

    def row(name: str, told: Callable[[dict[str, float]], str]) -> None:
        lines.append(f"| {name} | " + " | ".join(told(f) for f in found) + " |")

    row("reports", lambda f: f"{int(f['reports']):,}")
    row("stored, reports a second (noting included, reading not)", lambda f: f"{f['reports'] / f['write_s']:,.0f}")
    row("placed, reports a second", lambda f: f"{f['reports'] / f['place_s']:,.0f}")
    row("placed, reports a second of CPU", lambda f: f"{f['reports'] / f['place_cpu_s']:,.0f}")
    row("a late day's reports placed among them, s", lambda f: f"{int(f['late'])} in {f['late_s']:.2f}")
    row("peak memory, MB", lambda f: f"{f['peak_mb']:,.0f}")
    row("on disk, MB", lambda f: f"{f['size_mb']:,.0f}")
    fixed = {"claims", "reports", "write_s", "place_s", "place_cpu_s", "late", "late_s", "size_mb", "peak_mb"}
    for kind in found[0]:
        if kind not in fixed:
            row(f"p95 of “{kind}”, ms", lambda f, kind=kind: f"{f[kind]:.1f}")  # type: ignore[misc]
    if len(found) > 1:
        lines += ["", f"Placing grows with the reports to the power of {exponent(found):.2f} (least squares over the sizes)."]
    return "\n".join(lines)


def exponent(found: list[dict[str, float]]) -> float:
    """The slope of the time to place over the number of reports, both as logarithms."""
    return float(np.polyfit(np.log([f["reports"] for f in found]), np.log([f["place_s"] for f in found]), 1)[0])


if __name__ == "__main__":
    main()
