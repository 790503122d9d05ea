"""Kills `reportedly add` and `reportedly link` at random points and looks whether anything is lost.

    python evals/kills.py [--kills 100] [--reports 12] [--seed 1] [--write docs/quality.md]

A store is filled from a slice of the KCNA corpus in one undisturbed run, and what it holds (`export --format jsonl`) and
what is put together in it (`events`, `story`) are kept.  Then another store is filled by runs that are killed (SIGKILL) after
a random part of the time the whole takes: half of them while `add` reads, stores and puts together, half while
`link --again` puts all together anew.  After each kill `db check` must find nothing and nothing that was stored may be gone;
whenever a command has come to its end, both stores must say the same, byte for byte.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import page

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "kcna.jsonl"
COMMAND = "python evals/kills.py --write docs/quality.md"
_VERB = [sys.executable, "-m", "reportedly"]


class Stores:
    """The store that nothing disturbs, and the one whose runs are killed."""

    def __init__(self, folder: Path, reports: int) -> None:
        self.folder, self.source = folder, folder / "reports.jsonl"
        rows = [json.loads(line) for line in CORPUS.read_text("utf-8").split("\n") if line.strip()]
        self.source.write_text(
            "".join(
                json.dumps({"doc_id": f"k{n:04}", "title": r["headline"], "text": r["text"], "published": r["date"]}) + "\n"
                for n, r in enumerate(rows[:reports])
            ),
            "utf-8",
        )
        # Small batches, so that a kill often falls between two of them.
        self.environment = dict(os.environ, REPORTEDLY_BATCH_SIZE="4")

    def start(self, store: str, *args: str) -> "subprocess.Popen[bytes]":
        """A command on one of the stores, begun."""
        command = [*_VERB, *args, "--store", str(self.folder / store)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, store: str, *args: str) -> bytes:
        """A command to its end: what it printed."""
        done = self.start(store, *args)
        out, error = done.communicate()
        if done.returncode:
            raise SystemExit(f"{args} ended with {done.returncode}: {(error or out).decode()}")
        return out

    def add(self, store: str) -> None:
        """Everything read and put together."""
        self.run(store, "add", str(self.source), "--quiet")

    def told(self, store: str) -> tuple[bytes, bytes]:
        """What the store holds, and what is put together in it."""
        together = self.run(store, "events", "--limit", "100000", "--format", "jsonl")
        together += self.run(store, "story", "k0000", "--format", "json")
        return self.run(store, "export", "--format", "jsonl"), together


def killed(stores: Stores, store: str, verb: tuple[str, ...], longest: float, rng: random.Random) -> bool:
    """Starts a command and kills it after a random time; whether it had not ended before."""
    running = stores.start(store, *verb)
    # From the start of the work: loading is no place where anything could be lost.
    time.sleep(rng.uniform(0.1, 1.0) * longest)
    alive = running.poll() is None
    if alive:
        running.send_signal(signal.SIGKILL)
    running.communicate()
    return alive


def measure(folder: Path, kills: int, reports: int, seed: int) -> dict[str, int]:
    """Kills as often as wanted, half of the times in each command: what went wrong."""
    rng = random.Random(seed)  # noqa: S311  # no secret
    stores = Stores(folder, reports)
    start = time.perf_counter()
    stores.add("whole.db")
    adding = time.perf_counter() - start
    start = time.perf_counter()
    stores.run("whole.db", "link", "--again", "--quiet")
    linking = time.perf_counter() - start
    out = {"kills in add": 0, "kills in link": 0, "check found": 0, "lost": 0, "differs": 0}
    _in_add(stores, kills - kills // 2, adding, rng, out)
    _in_link(stores, kills // 2, linking, rng, out)
    return out


def _in_add(stores: Stores, kills: int, longest: float, rng: random.Random, out: dict[str, int]) -> None:
    """Kills `add`; a store that was filled all the same is compared, and begun anew."""
    before = 0
    while out["kills in add"] < kills:
        if killed(stores, "killed.db", ("add", str(stores.source), "--quiet"), longest, rng):
            out["kills in add"] += 1
            if (stores.folder / "killed.db").exists():
                before = _look(stores, before, out)
            print(out, file=sys.stderr, flush=True)
        else:
            out["differs"] += stores.told("killed.db") != stores.told("whole.db")
            before = _anew(stores)
    stores.add("killed.db")
    out["differs"] += stores.told("killed.db") != stores.told("whole.db")


def _in_link(stores: Stores, kills: int, longest: float, rng: random.Random, out: dict[str, int]) -> None:
    """Kills `link --again`, looks, links to the end and compares."""
    whole = stores.told("whole.db")
    held = whole[0].count(b"\n")
    while out["kills in link"] < kills:
        if not killed(stores, "killed.db", ("link", "--again", "--quiet"), longest, rng):
            continue
        out["kills in link"] += 1
        _look(stores, held, out)
        stores.run("killed.db", "link", "--quiet")
        out["differs"] += stores.told("killed.db") != whole
        print(out, file=sys.stderr, flush=True)


def _look(stores: Stores, before: int, out: dict[str, int]) -> int:
    """Checks a store after a kill: how many readings it holds."""
    checked = stores.start("killed.db", "db", "check")
    said, error = checked.communicate()
    if checked.returncode == 3 and b"holds no store" in error:  # noqa: PLR2004  # killed before its tables were made
        return before
    out["check found"] += checked.returncode != 0 or said != b"Nothing is wrong.\n"
    held = stores.run("killed.db", "export", "--format", "jsonl").count(b"\n")
    out["lost"] += held < before
    return held


def _anew(stores: Stores) -> int:
    for path in stores.folder.glob("killed.db*"):
        path.unlink()
    return 0


def main() -> None:
    """Prints the counts; ends with 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        found = measure(Path(folder), args.kills, args.reports, args.seed)
    rows = ["| | |", "|---|---|", *(f"| {name} | {count} |" for name, count in found.items())]
    print("\n".join(rows))
    if args.write:
        page.write(args.write, rows, COMMAND, "kills")
    sys.exit(int(bool(found["check found"] or found["lost"] or found["differs"])))


if __name__ == "__main__":
    main()
