"""Fits how signs of one event are weighed (`stories/links.py`) to judged pairs of tellings, and writes `stories/data/links.json`.

    python training/links.py --readings readings.jsonl [--write]

`training/links/pairs.jsonl` names the pairs by report (its place in ../shared/corpora/kcna.jsonl) and by the offsets of the two
triggers; none of them is among those that `evals/links.py` measures by.  `readings.jsonl` is what the program read in
that corpus (`evals/links.py --keep readings.jsonl`).  Logistic regression with a ridge; prints what leaving a tenth out gives.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from reportedly.export.jsonl import loads
from reportedly.knowledge import load_knowledge
from reportedly.stories.links import SIGNS, Seen, seen, signs
from reportedly.stories.marks import Mark, mark
from reportedly.stories.words import Words, cosine

HERE = Path(__file__).resolve().parent
PAIRS = HERE / "links" / "pairs.jsonl"
OUT = HERE.parent / "src" / "reportedly" / "stories" / "data" / "links.json"
# Chosen by leaving a tenth out: weaker ones fit the few positive pairs too closely.
RIDGE = 0.5
TOGETHER, OPEN = 0.5, 0.25
Numbers = NDArray[np.float64]
Key = tuple[str, int]


def at_hand(readings: Path) -> tuple[dict[Key, list[Seen]], dict[Key, Words], dict[str, Mark]]:
    """The events, and the words of their sentences, by report and start of the trigger; the reports by name."""
    knowledge, told, words, marks = load_knowledge(), {}, {}, {}
    for line in readings.read_text("utf-8").split("\n"):
        if not line:
            continue
        reading = loads(line)
        noted = mark(reading, knowledge)
        marks[noted.name] = noted
        for event, one in zip({e.id: e for e in reading.events}.values(), noted.events, strict=True):
            told.setdefault((noted.name, event.trigger.start), []).append(seen(one, noted))
            words.setdefault((noted.name, event.trigger.start), one.words)
    return told, words, marks


def examples(readings: Path, pairs: Sequence[Mapping[str, object]]) -> tuple[list[tuple[float, ...]], list[bool], int]:
    """The signs of each judged pair, what was judged, and how many have an event that is not read any more."""
    told, words, marks = at_hand(readings)
    found, same, missing = [], [], 0
    for pair in pairs:
        (doc, start, _), (other, begin, _) = pair["a"], pair["b"]  # type: ignore[misc]
        left, right = told.get((doc, start)), told.get((other, begin))
        if not left or not right:
            missing += 1
            continue
        near = 1.0 if doc == other else cosine(marks[doc].words, marks[other].words)
        days = abs(((marks[doc].day or date.min) - (marks[other].day or date.min)).days)
        found.append(signs(left[0], right[0], cosine(words[doc, start], words[other, begin]), near, days))
        same.append(bool(pair["same"]))
    return found, same, missing


def fit(table: Numbers, same: Numbers, ridge: float = RIDGE) -> Numbers:
    """The bias and the weights that make the judged pairs likeliest."""

    def loss(told: Numbers) -> float:
        z = told[0] + table @ told[1:]
        return float(np.logaddexp(0, z).sum() - same @ z + ridge * (told[1:] ** 2).sum())

    return np.asarray(minimize(loss, np.zeros(table.shape[1] + 1), method="L-BFGS-B").x)


def left_out(table: Numbers, same: Numbers, ridge: float) -> Numbers:
    """The chance of each pair by a model fitted without its tenth."""
    out = np.zeros(len(same))
    for n in range(10):
        test = np.arange(len(same)) % 10 == n
        told = fit(table[~test], same[~test], ridge)
        out[test] = 1 / (1 + np.exp(-(told[0] + table[test] @ told[1:])))
    return out


def main() -> None:
    """Fits and prints; writes if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").split("\n") if line]
    found, judged, missing = examples(args.readings, pairs)
    table, same = np.array(found), np.array(judged, dtype=float)
    print(f"{len(same)} pairs, {int(same.sum())} of one event; {missing} with an event that is not read")
    for ridge in (0.05, 0.2, 0.5, 1.0, 2.0):
        chances = left_out(table, same, ridge)
        for least in (0.4, 0.5, 0.6, 0.7):
            yes = chances >= least
            right = float(same[yes].sum())
            print(f"ridge {ridge} from {least}: precision {right / max(1, yes.sum()):.3f} recall {right / same.sum():.3f}")
    told = fit(table, same)
    weights = {name: round(float(w), 4) for name, w in zip(SIGNS, told[1:], strict=True)}
    for name, weight in sorted(weights.items(), key=lambda item: -abs(item[1])):
        print(f"  {weight:+.2f}  {name}")
    if args.write:
        value = {"bias": round(float(told[0]), 4), "weights": weights, "together": TOGETHER, "open": OPEN}
        OUT.write_text(json.dumps(value, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
