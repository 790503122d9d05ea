"""Measures quality against the gold that is allowed in, and holds the floors in floors.toml.

    python evals/gate.py [--only NAME] [--write docs/quality.md] [--update]

The scorers and the gold stand in ../shared beside the project; nothing of them is copied here.
Exit status: 0 all floors hold, 1 one does not (or a scorer failed), 3 ../shared is absent.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import copies
import detail
import expressions
import links
import mentions
import page
import passages
from reportedly.codebook import load_codebook
from reportedly.config import Settings
from reportedly.export import jsonl
from reportedly.model import Document, When
from reportedly.reader import Reader
from reportedly.reading import pairs as relation
from reportedly.reading import times as time_grammar
from reportedly.sources import parse_date, read_pairs
from reportedly.stories import grouping

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "evals" / "floors.toml"
COMMAND = "make evals"
# A raised floor stays this much under what was measured, for the last digit's sake.
MARGIN = 0.005
# Metric name → where it stands in a scorer's answer.
Wanted = dict[str, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: which gold, which metric, its value."""

    name: str
    metric: str
    value: float

    @property
    def key(self) -> str:
        """As in floors.toml."""
        return f"{self.name}.{self.metric}"


def documents(name: str) -> Iterator[Document]:
    """The documents of one gold set, texts unchanged."""
    gold = SHARED / "gold"
    if name == "claims":
        for path in sorted((gold / "claims/dev").glob("*.json")):
            published = json.loads(path.read_text("utf-8"))["published"]
            text = path.with_suffix(".txt").read_bytes().decode()
            yield Document(path.stem, text, parse_date(published) if published else None)
    elif name == "attribution":
        for path in sorted((gold / "attribution/dev/text").glob("*.txt")):
            yield Document(path.stem, path.read_bytes().decode())
    else:
        source = gold / ("gsr/dev.jsonl" if name == "gsr" else f"places/{name}.jsonl")
        for line in source.read_text("utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                yield Document(row["doc_id"], row["text"])


def scored(script: str, *arguments: str) -> dict[str, object]:
    """What a scorer prints with --json."""
    done = subprocess.run(  # the scorers are the project's own yardstick
        [sys.executable, str(SHARED / "evals" / script), *arguments, "--json"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{script} failed: {done.stderr.strip()}")
    found = json.loads(done.stdout)
    return dict(found)


def written(lines: Iterable[str], folder: Path, name: str) -> str:
    """The path of a file with these lines."""
    path = folder / f"{name}.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def figures(found: object, wanted: Wanted, name: str) -> Iterator[Measure]:
    """The wanted figures out of a scorer's nested answer."""
    for metric, path in wanted.items():
        value = found
        for step in path:  # a key, or a place in a list
            value = value[step]  # type: ignore[index]  # JSON
        if value is not None:
            yield Measure(name, metric, float(value))  # type: ignore[arg-type]  # JSON


CLAIMS: Wanted = {
    "type_f1": ("TYPE", "f1"), "who_f1": ("WHO", "f1"), "claim_f1": ("CLAIM", "f1"),
    "stance_recall": ("STANCE", "recall"), "says_recall": ("SAYS", "recall"),
    "type_precision": ("TYPE", "p"), "type_recall": ("TYPE", "r"),
}  # fmt: skip
ATTRIBUTION: Wanted = {
    "full_f1": ("FULL", 2),
    "full_precision": ("FULL", 0),
    "full_recall": ("FULL", 1),
    "content_f1": ("CONTENT", 2),
}
GSR: Wanted = {
    "full": ("full",),
    "top1": ("top1",),
    "precision": ("precision_lower_bound",),
    "root": ("root",),
    "dyad": ("dyad",),
}
PLACES: Wanted = {"recognition_f1": ("recognition_overlap", "f1"), "end_to_end_161km": ("end_to_end_161km",)}
TIMES: Wanted = {"strict": ("strict",)}
PAIRS: Wanted = {"root_accuracy": ("root", "accuracy"), "root_macro_f1": ("root", "macro_f1")}


def claims(reader: Reader, folder: Path) -> Iterator[Measure]:
    """Events, parties and claims of whole reports."""
    gold = SHARED / "gold/claims/dev"
    readings = list(reader.read(documents("claims")))
    pred = written(map(jsonl.dumps, readings), folder, "claims")
    yield from figures(scored("claims_score.py", "--gold", str(gold), "--pred", pred), CLAIMS, "claims")
    yield Measure("claims", "mode_accuracy", detail.modes(readings, gold))


def pairs(reader: Reader, folder: Path) -> Iterator[Measure]:
    """The type of a marked pair, by the rules alone: the shipped coder has seen these (`training/crossvalidate.py`)."""
    gold, book = str(SHARED / "gold/pairs/dev.jsonl"), load_codebook()
    codes = (relation.code(p, reader.page(Document(p.id, p.text)), book) for p in read_pairs(gold))
    pred = written(map(jsonl.dumps, codes), folder, "pairs")
    yield from figures(scored("pairs_score.py", "--gold", gold, "--pred", pred), PAIRS, "pairs")


def attribution(reader: Reader, folder: Path) -> Iterator[Measure]:
    """Source, cue and content."""
    gold = SHARED / "gold/attribution/dev"
    pred = written(map(jsonl.dumps, reader.read(documents("attribution"))), folder, "attribution")
    found = scored(
        "attribution_score.py", "--gold", str(gold / "attributions"), "--text", str(gold / "text"), "--pred", pred, "--by-type"
    )
    yield from figures(found, ATTRIBUTION, "attribution")
    right, total = (next(figures(found, {key: ("by_type_recall", "indirect", key)}, "")).value for key in ("full", "n"))
    yield Measure("attribution", "indirect_recall", right / total)


def gsr(reader: Reader, folder: Path) -> Iterator[Measure]:
    """Actor, type and recipient of a raw sentence."""
    gold = SHARED / "gold/gsr/dev.jsonl"
    readings = list(reader.read(documents("gsr")))
    found = scored("gsr_score.py", "--gold", str(gold), "--pred", written(map(jsonl.dumps, readings), folder, "gsr"))
    yield from figures(found, GSR, "gsr")
    yield Measure("gsr", "context_micro_f1", detail.contexts(readings, gold))


def places(name: str) -> Callable[[Reader, Path], Iterator[Measure]]:
    """Toponyms and coordinates of one set."""

    def measure(reader: Reader, folder: Path) -> Iterator[Measure]:
        pred = written(map(jsonl.dumps, reader.read(documents(name))), folder, name)
        found = scored("places_score.py", "--gold", str(SHARED / f"gold/places/{name}.jsonl"), "--pred", pred)
        yield from figures(found, PLACES, name)

    return measure


def times(_reader: Reader, folder: Path) -> Iterator[Measure]:
    """Intervals of time expressions."""
    gold = SHARED / "gold/times/dev.jsonl"
    rows = [json.loads(line) for line in gold.read_text("utf-8").split("\n") if line.strip()]
    answers = (time_grammar.resolve(r["text"], parse_date(r["published"])) for r in rows)
    pred = written((json.dumps(interval(w)) for w in answers), folder, "times")
    yield from figures(scored("times_score.py", "--gold", str(gold), "--pred", pred), TIMES, "times")


def interval(when: When | None) -> dict[str, str | None]:
    """Both ends as ISO dates."""
    if when is None:
        return {"earliest": None, "latest": None}
    return {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
    }


def own_claims(reader: Reader, _folder: Path) -> Iterator[Measure]:
    """Stance, realis and speakers on passages of our own, each half."""
    for half in passages.HALVES:
        yield from (Measure("passages", f"{half}_{metric}", value) for metric, value in passages.measure(reader, half).items())


def own_times(_reader: Reader, _folder: Path) -> Iterator[Measure]:
    """Time expressions of our own in their sentences, each half."""
    for half in expressions.HALVES:
        yield Measure("expressions", f"{half}_strict", expressions.measure(half)["strict"])


def own_mentions(reader: Reader, _folder: Path) -> Iterator[Measure]:
    """Whom mentions of our own stand for: those the rules were written with, and those nobody has looked at."""
    for prefix, path in (("", mentions.GOLD), ("unseen_", mentions.UNSEEN)):
        found = mentions.measure(reader, path)
        yield from (Measure("mentions", f"{prefix}{metric}", value) for metric, value in found.items() if "wrong" not in metric)


def story_groups(_reader: Reader, folder: Path) -> Iterator[Measure]:
    """Stories of undated reports, B-cubed: all of them, the half by which the figures of `Loose` were chosen, and the other."""
    gold = [json.loads(line) for line in (SHARED / "gold/stories/dev.jsonl").read_text("utf-8").split("\n") if line.strip()]
    found = grouping.stories(grouping.Report(row["doc_id"], row["title"], row["text"], None) for row in gold)
    answers = written((json.dumps({"doc_id": name, "story": story}) for name, story in found.items()), folder, "stories")
    topics = sorted({_topic(row) for row in gold})
    for half, some in (("all", topics), ("chosen_on", topics[::2]), ("other_half", topics[1::2])):
        path = written((json.dumps(row) for row in gold if _topic(row) in some), folder, f"gold-{half}")
        yield Measure("stories", f"{half}_f1", float(scored("stories_score.py", "--gold", path, "--pred", answers)["f1"]))  # type: ignore[arg-type]  # JSON


def wire_copies(_reader: Reader, _folder: Path) -> Iterator[Measure]:
    """Copies traced to what they were made from, and originals taken for none; a seed that no threshold was chosen by."""
    rows = copies.originals()
    _, wrong, false = copies.measure(rows, seed=101)
    yield Measure("copies", "right", 1 - len(wrong) / 200)
    yield Measure("copies", "originals_kept", 1 - len(false) / len(rows))


def judged_links(reader: Reader, _folder: Path) -> Iterator[Measure]:
    """Tellings of one event put together, by judged pairs over the whole KCNA corpus."""
    found = links.measure(list(reader.read(links.documents())), links.pairs())
    yield from (Measure("links", metric, found[metric]) for metric in ("precision", "recall"))


def _topic(row: dict[str, str]) -> int:
    return int(re.match(r"\d+", row["story"])[0])  # type: ignore[index]  # the gold numbers its topics


SETS: dict[str, Callable[[Reader, Path], Iterator[Measure]]] = {
    "claims": claims,
    "pairs": pairs,
    "gsr": gsr,
    "attribution": attribution,
    "geovirus": places("geovirus"),
    "tr-news": places("tr-news"),
    "times": times,
    "expressions": own_times,
    "mentions": own_mentions,
    "passages": own_claims,
    "stories": story_groups,
    "copies": wire_copies,
    "links": judged_links,
}


def floors() -> dict[str, float]:
    """The floors by key."""
    tables = tomllib.loads(FLOORS.read_text("utf-8"))
    return {f"{name}.{metric}": value for name, table in tables.items() for metric, value in table.items()}


def table(measures: list[Measure], held: dict[str, float]) -> list[str]:
    """Rows of a Markdown table."""
    rows = ["| gold | figure | value | floor | ok |", "|---|---|---|---|---|"]
    return rows + [f"| {m.name} | {m.metric} | {m.value:.3f} | {held.get(m.key, '–')} | {verdict(m, held)} |" for m in measures]


def verdict(measure: Measure, held: dict[str, float]) -> str:
    """Whether the floor holds; a figure without one says nothing."""
    if measure.key not in held:
        return ""
    return "yes" if measure.value >= held[measure.key] else "NO"


def raise_floors(measures: list[Measure], held: dict[str, float]) -> None:
    """Writes every floor up to what was measured; one that is higher already stays."""
    new = {m.key: max(held.get(m.key, 0.0), round(m.value - MARGIN, 3)) for m in measures}
    merged = {**held, **new}
    lines = ["# Floors of quality; `python evals/gate.py --update` raises them and refuses to lower one.", ""]
    for name in dict.fromkeys(k.split(".")[0] for k in merged):
        lines += [f"[{name}]", *(f"{k.split('.')[1]} = {v}" for k, v in merged.items() if k.split(".")[0] == name), ""]
    FLOORS.write_text("\n".join(lines), "utf-8")


def broken(measures: list[Measure], held: dict[str, float], names: Iterable[str]) -> Iterator[str]:
    """A sentence for each floor of the sets that is not held, or that no figure answers to."""
    values = {m.key: m.value for m in measures}
    for key, floor in held.items():
        if key not in values:
            if key.split(".")[0] in names or key.split(".")[0] not in SETS:
                yield f"{key} has a floor of {floor:.3f} and was not measured. Try: mend its name in floors.toml."
        elif values[key] < floor:
            yield f"{key} is {values[key]:.3f}, under its floor of {floor:.3f}, which is not lowered."


def options() -> argparse.Namespace:
    """What the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=sorted(SETS), help="measure this set alone (may be repeated)")
    parser.add_argument("--write", type=Path, help="a page with <!-- measured --> markers to put the table into")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    asked = parser.parse_args()
    if asked.write and asked.only:
        parser.error("--write needs all sets, and --only measures some")
    return asked


def main() -> int:
    """Measures, prints, compares."""
    asked = options()
    if not SHARED.is_dir():
        print("The gold in ../shared is not there. Try: put the shared folder beside the project.", file=sys.stderr)
        return 3
    names = asked.only or list(SETS)
    reader = Reader(Settings.from_environment(os.environ))
    with tempfile.TemporaryDirectory() as folder:
        measures = [m for name in names for m in SETS[name](reader, Path(folder))]
    held = floors()
    faults = list(broken(measures, held, names))
    if asked.update:
        raise_floors(measures, held)
    rows = table(measures, floors())
    print("\n".join(rows))
    for fault in faults:
        print(fault, file=sys.stderr)
    if asked.write:
        page.write(asked.write, rows, COMMAND)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
