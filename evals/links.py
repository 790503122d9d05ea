"""Measures links between tellings of one event on judged pairs over the KCNA corpus.

    python evals/links.py [--readings readings.jsonl] [--keep readings.jsonl] [--write docs/quality.md] [--sure]

Reads the whole corpus (or takes what `--keep` kept of an earlier run), places it in a store of its own, and asks of each pair
of `evals/gold/links/test.jsonl` whether its two tellings became one linked event.  A pair names its tellings by report (the
corpus's line) and by the offsets of their triggers; one that is no event any more was not linked.  `--sure` also tells how
chances of pairs, as the model has them, compare with what was judged.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

import page
from reportedly.export.jsonl import dumps, loads
from reportedly.model import Document, Reading
from reportedly.reader import Reader
from reportedly.store import Database, Store, schema
from reportedly.stories.marks import name_of

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "kcna.jsonl"
GOLD = Path(__file__).resolve().parent / "gold" / "links" / "test.jsonl"
COMMAND = "python evals/links.py --write docs/quality.md"
Pair = Mapping[str, object]
Key = tuple[str, int]


def documents() -> list[Document]:
    """The corpus; a report goes by its line."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").split("\n") if line.strip()]
    return [
        Document(f"kcna-{n:04}", row["text"], date.fromisoformat(row["date"]), row["headline"], row["link"])
        for n, row in enumerate(rows)
    ]


def pairs(path: Path = GOLD) -> list[Pair]:
    """The judged pairs."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def placed(readings: Sequence[Reading], folder: Path) -> dict[Key, set[str]]:
    """Where each telling went: the linked events by report and start of the trigger."""
    store = Store(Database(str(folder / "links.db"), create=True))
    store.write([(r, dumps(r)) for r in readings], store.begin("add", "0", datetime(2024, 11, 10)))  # noqa: DTZ001
    for _ in store.place():
        pass
    link = schema.links.c
    with store.database.reading() as connection:
        linked = dict(connection.execute(select(link.name, link.linked)).all())
    store.database.close()
    found: dict[Key, set[str]] = {}
    for reading in readings:
        for event in reading.events:
            key = reading.document.doc_id, event.trigger.start
            found.setdefault(key, set()).add(linked[name_of(event.id, reading.document.doc_id)])
    return found


def measure(readings: Sequence[Reading], gold: Sequence[Pair]) -> dict[str, float]:
    """Precision and recall over the pairs, over all and over the hard ones."""
    with TemporaryDirectory() as folder:
        found = placed(readings, Path(folder))
    told = [(bool(p["same"]), bool(p["hard"]), _together(found, p)) for p in gold]
    out: dict[str, float] = {"pairs": len(told), "same": sum(same for same, _, _ in told)}
    for name, some in (("", told), ("hard_", [t for t in told if t[1]])):
        yes = [same for same, _, together in some if together]
        out[f"{name}precision"] = sum(yes) / len(yes) if yes else 0.0
        out[f"{name}recall"] = sum(yes) / max(1, sum(same for same, _, _ in some))
    return out


def _together(found: Mapping[Key, set[str]], pair: Pair) -> bool:
    one, other = (found.get((str(doc), int(start)), set()) for doc, start, _ in (pair["a"], pair["b"]))  # type: ignore[misc]
    return bool(one & other)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    if args.readings:
        readings = [loads(line) for line in args.readings.read_text("utf-8").split("\n") if line]
    else:
        readings = list(Reader().read(documents()))
    if args.keep:
        args.keep.write_text("".join(dumps(r) + "\n" for r in readings), "utf-8")
    found = measure(readings, pairs(args.gold))
    rows = ["| | all pairs | hard pairs |", "|---|---|---|"]
    rows.append(f"| precision | {found['precision']:.2f} | {found['hard_precision']:.2f} |")
    rows.append(f"| recall | {found['recall']:.2f} | {found['hard_recall']:.2f} |")
    rows += ["", f"{found['pairs']:.0f} pairs, {found['same']:.0f} of them of one event."]
    print("\n".join(rows))
    if args.write:
        page.write(args.write, rows, COMMAND, "links")


if __name__ == "__main__":
    main()
