"""Reads the KCNA corpus with reportedly and with bare spaCy, in turn, each in a process of its own.

    python evals/bench.py [--repeat N] [--limit N] [--write docs/performance.md]

Prints articles and words a second, peak memory, and the ratio of the times.  Loading of models is
left out of the time of both; one uncounted report each makes the table of places and warms the disk.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import page
from reportedly.config import Settings
from reportedly.model import Document

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpora" / "kcna.jsonl"
COMMAND = "make bench"
# ru_maxrss counts bytes on macOS and kilobytes elsewhere (getrusage(2) of both).
RSS_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


def corpus(limit: int | None) -> list[Document]:
    """The corpus as documents."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").split("\n") if line.strip()][:limit]
    return [Document(f"kcna-{n}", r["text"], date.fromisoformat(r["date"])) for n, r in enumerate(rows)]


def bare(documents: list[Document], settings: Settings) -> Callable[[], int]:
    """Bare spaCy over the same texts."""
    import spacy  # noqa: PLC0415  # only in the process that measures it

    nlp = spacy.load(settings.model)
    return lambda: sum(len(doc) for doc in nlp.pipe(d.text for d in documents))


def ours(documents: list[Document], settings: Settings) -> Callable[[], int]:
    """The whole line over the same documents."""
    from reportedly.reader import Reader  # noqa: PLC0415  # only in the process that measures it

    reader = Reader(settings)
    return lambda: sum(len(r.failures) for r in reader.read(documents))


def child(which: str, limit: int | None) -> None:
    """One measurement, printed as JSON."""
    documents = corpus(limit)
    work = {"bare": bare, "ours": ours}[which](documents, Settings())
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / RSS_PER_MB
    print(json.dumps({"seconds": seconds, "memory": memory, "failures": result if which == "ours" else 0}))


def measured(which: str, limit: int | None) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", which, *(["--limit", str(limit)] if limit else [])]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return dict(found)


def report(documents: list[Document], runs: dict[str, list[dict[str, float]]]) -> list[str]:
    """The table."""
    words = sum(len(d.text.split()) for d in documents)
    rows = ["| | seconds | articles a second | words a second | peak memory, MB |", "|---|---|---|---|---|"]
    for which, name in (("bare", "bare `spacy.load(model).pipe(texts)`"), ("ours", "`Reader.read`, all steps")):
        seconds = statistics.median(r["seconds"] for r in runs[which])
        memory = max(r["memory"] for r in runs[which])
        rows.append(f"| {name} | {seconds:.1f} | {len(documents) / seconds:.1f} | {words / seconds:,.0f} | {memory:,.0f} |")
    ratios = sorted(o["seconds"] / b["seconds"] for o, b in zip(runs["ours"], runs["bare"], strict=True))
    failures = int(max(r["failures"] for r in runs["ours"]))
    rows += ["", f"{len(documents):,} reports, {words:,} words, {len(ratios)} run(s) in turn; {failures} failures."]
    rows += [f"Ratio of the times: median {statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})."]
    return rows


def main() -> int:
    """Measures both in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=1, help="how often each is run")
    parser.add_argument("--limit", type=int, help="read only the first so many reports")
    parser.add_argument("--write", type=Path, help="a page with <!-- measured --> markers to put the table into")
    parser.add_argument("--child", choices=["bare", "ours"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not CORPUS.is_file():
        print("The corpus in ../shared is not there. Try: put the shared folder beside the project.", file=sys.stderr)
        return 3
    if arguments.child:
        child(arguments.child, arguments.limit)
        return 0
    runs: dict[str, list[dict[str, float]]] = {"bare": [], "ours": []}
    for which in runs:  # compiles the table of places and warms the disk; not counted
        measured(which, 1)
    for _ in range(arguments.repeat):
        for which, found in runs.items():
            found.append(measured(which, arguments.limit))
    rows = report(corpus(arguments.limit), runs)
    print("\n".join(rows))
    if arguments.write:
        page.write(arguments.write, rows, COMMAND)
    return 0


if __name__ == "__main__":
    sys.exit(main())
