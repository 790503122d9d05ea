"""Reads the KCNA corpus with bare spaCy and with reportedly, in turn, each in a process of its own.

    python evals/bench.py [--repeat N] [--limit N] [--write docs/performance.md]

Prints articles and words a second, peak memory, and the ratios of the times.  Bare spaCy is run twice:
as it comes, over whole texts in its own batches of a thousand, and as the reader calls it, over
paragraphs in small batches.  The first takes far more memory and therefore time, so that only the
second ratio says what the other steps cost.  Loading of models is left out of all times; one
uncounted report each makes the table of places and warms the disk.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import page
from reportedly.config import Settings
from reportedly.model import Document
from reportedly.models.parser import PARAGRAPHS_AT_ONCE

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpora" / "kcna.jsonl"
COMMAND = "make bench"
# ru_maxrss counts bytes on macOS and kilobytes elsewhere (getrusage(2) of both).
RSS_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


def corpus(limit: int | None) -> list[Document]:
    """The corpus as documents."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").split("\n") if line.strip()][:limit]
    return [Document(f"kcna-{n}", r["text"], date.fromisoformat(r["date"])) for n, r in enumerate(rows)]


def whole(documents: list[Document], settings: Settings) -> Callable[[], int]:
    """Bare spaCy over the texts as they are."""
    return bare([d.text for d in documents], settings, None)


def paragraphs(documents: list[Document], settings: Settings) -> Callable[[], int]:
    """Bare spaCy over the texts' lines, in batches like the reader's."""
    return bare([line for d in documents for line in d.text.split("\n") if line.strip()], settings, PARAGRAPHS_AT_ONCE)


def bare(texts: list[str], settings: Settings, batch_size: int | None) -> Callable[[], int]:
    """Bare spaCy; it fails on no text."""
    import spacy  # noqa: PLC0415  # only in the process that measures it

    nlp = spacy.load(settings.model)

    def work() -> int:
        for _ in nlp.pipe(texts, batch_size=batch_size):
            pass
        return 0

    return work


def ours(documents: list[Document], settings: Settings) -> Callable[[], int]:
    """The whole line over the same documents."""
    from reportedly.reader import Reader  # noqa: PLC0415  # only in the process that measures it

    reader = Reader(settings)
    return lambda: sum(len(r.failures) for r in reader.read(documents))


def by_rules(documents: list[Document], settings: Settings) -> Callable[[], int]:
    """The whole line without the trained attributor."""
    return ours(documents, replace(settings, attributions="rules"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to read the corpus: how the table calls it, and what does it."""

    name: str
    work: Callable[[list[Document], Settings], Callable[[], int]]


KINDS = {
    "whole": Kind("bare `spacy.load(model).pipe(texts)`", whole),
    "paragraphs": Kind("the same on paragraphs, `batch_size` as in the reader", paragraphs),
    "rules": Kind("`Reader.read` without the attributor (`REPORTEDLY_ATTRIBUTIONS=rules`)", by_rules),
    "ours": Kind("`Reader.read`, all steps", ours),
}


def child(which: str, limit: int | None) -> None:
    """One measurement, printed as JSON."""
    documents = corpus(limit)
    work = KINDS[which].work(documents, Settings())
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / RSS_PER_MB
    print(json.dumps({"seconds": seconds, "memory": memory, "failures": result}))


def measured(which: str, limit: int | None) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", which, *(["--limit", str(limit)] if limit else [])]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return dict(found)


def report(documents: list[Document], runs: dict[str, list[dict[str, float]]]) -> list[str]:
    """The table."""
    words = sum(len(d.text.split()) for d in documents)
    rows = ["| | seconds | articles a second | words a second | peak memory, MB |", "|---|---|---|---|---|"]
    for which, kind in KINDS.items():
        seconds = statistics.median(r["seconds"] for r in runs[which])
        memory = max(r["memory"] for r in runs[which])
        rows.append(f"| {kind.name} | {seconds:.1f} | {len(documents) / seconds:.1f} | {words / seconds:,.0f} | {memory:,.0f} |")
    failures = int(max(r["failures"] for r in runs["ours"]))
    repeats = len(runs["ours"])
    rows += ["", f"{len(documents):,} reports, {words:,} words; runs in turn: {repeats}; failures: {failures}."]
    rows += [
        (
            f"Our time over that of bare spaCy: {ratio(runs, 'whole')} over whole texts, "
            f"{ratio(runs, 'paragraphs')} over paragraphs;"
        ),
        f"over our own time without the attributor {ratio(runs, 'rules')}.",
    ]
    return rows


def ratio(runs: dict[str, list[dict[str, float]]], other: str) -> str:
    """The median of our time over the other's, run by run, with the range of several runs."""
    found = sorted(o["seconds"] / b["seconds"] for o, b in zip(runs["ours"], runs[other], strict=True))
    span = f" (from {found[0]:.2f} to {found[-1]:.2f})" if len(found) > 1 else ""
    return f"{statistics.median(found):.2f}{span}"


def options() -> argparse.Namespace:
    """What the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=1, help="how often each is run")
    parser.add_argument("--limit", type=int, help="read only the first so many reports")
    parser.add_argument("--write", type=Path, help="a page with <!-- measured --> markers to put the table into")
    parser.add_argument("--child", choices=list(KINDS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.repeat < 1 or (asked.limit is not None and asked.limit < 1):
        parser.error("--repeat and --limit are whole numbers above zero")
    if asked.write and asked.limit:
        parser.error("--write needs the whole corpus, and --limit reads a part")
    return asked


def main() -> int:
    """Measures all kinds in turn."""
    asked = options()
    if not CORPUS.is_file():
        print("The corpus in ../shared is not there. Try: put the shared folder beside the project.", file=sys.stderr)
        return 3
    if asked.child:
        child(asked.child, asked.limit)
        return 0
    for which in KINDS:  # compiles the table of places and warms the disk; not counted
        measured(which, 1)
    runs: dict[str, list[dict[str, float]]] = {which: [] for which in KINDS}
    for _ in range(asked.repeat):
        for which, found in runs.items():
            found.append(measured(which, asked.limit))
    rows = report(corpus(asked.limit), runs)
    print("\n".join(rows))
    if asked.write:
        page.write(asked.write, rows, COMMAND)
    return 0


if __name__ == "__main__":
    sys.exit(main())
