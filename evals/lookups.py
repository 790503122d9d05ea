"""Times what is looked up for every report: places, time expressions, and the compiling of the table of places.

    python evals/lookups.py [--repeat N] [--write docs/performance.md]

A toponym's milliseconds are those of finding, typing and placing all place names of a parsed report, over the number
found, each round with empty caches; an expression's are those of reading it alone.  Each figure is the median of N
rounds with the least and the most.  Compiling is done in an empty folder.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import page
from expressions import rows as expressions
from reportedly.knowledge import Gazetteer, load_knowledge
from reportedly.model import Document
from reportedly.reader import Reader
from reportedly.reading import places, times

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "places"
SETS = {"geovirus": "GeoVirus", "tr-news": "TR-News"}
COMMAND = "python evals/lookups.py --write docs/performance.md"


def per_toponym(name: str, reader: Reader, folder: Path, repeat: int) -> list[float]:
    """Milliseconds a toponym of one gold set, each round with a gazetteer that has looked nothing up."""
    lines = (GOLD / f"{name}.jsonl").read_text("utf-8").split("\n")
    pages = [reader.page(Document(g["doc_id"], g["text"])) for g in map(json.loads, filter(None, map(str.strip, lines)))]
    knowledge = load_knowledge()

    def work() -> int:
        gazetteer = Gazetteer.open(folder)
        return sum(len(places.find(p.document, p.sentences, (), knowledge, gazetteer, p.countries())) for p in pages)

    return timed(work, repeat)


def per_expression(repeat: int) -> list[float]:
    """Milliseconds an expression of our own test half."""
    asked = [(str(r["text"]), date.fromisoformat(str(r["published"]))) for r in expressions("test")]

    def work() -> int:
        for text, published in asked:
            times.resolve(text, published)
        return len(asked)

    return timed(work, repeat)


def timed(work: Callable[[], int], repeat: int) -> list[float]:
    """Milliseconds for each of what some work counts, in each round."""
    out = []
    for _ in range(repeat):
        start = time.perf_counter()
        count = work()
        out.append(1000 * (time.perf_counter() - start) / count)
    return out


def compiling() -> float:
    """Seconds to compile the table of places into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        Gazetteer.open(Path(folder))
        return time.perf_counter() - start


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    rows = ["| what | median | least | most |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        Gazetteer.open(Path(folder))
        reader = Reader()
        for name, title in SETS.items():
            rows.append(_row(f"{title}, ms a toponym", per_toponym(name, reader, Path(folder), given.repeat)))
    rows.append(_row("a time expression, ms", per_expression(given.repeat)))
    rows.append(_row("compiling the table of places, s", [compiling() for _ in range(given.repeat)]))
    print(*rows, sep="\n")
    if given.write:
        page.write(given.write, rows, COMMAND, "lookups")


def _row(what: str, found: list[float]) -> str:
    return f"| {what} | {statistics.median(found):.3f} | {min(found):.3f} | {max(found):.3f} |"


if __name__ == "__main__":
    main()
