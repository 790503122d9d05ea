"""Fits how signs of one event are weighed (`stories/links.py`) to judged pairs of tellings, and writes `stories/data/links.json`.

    python training/links.py --readings kcna.jsonl stories.jsonl [--write]

`training/links/pairs.jsonl` names the pairs by report (a line of ../shared/corpora/kcna.jsonl, or a `doc_id` of
../shared/gold/stories/dev.jsonl) and by the offsets of the two triggers; none of them is among those that `evals/links.py`
measures by.  The readings are what the program reads in the two (`evals/links.py --keep kcna.jsonl`; `reportedly read --format
jsonl` of the stories' texts and titles).  Logistic regression with a ridge; prints what leaving a tenth out gives.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from reportedly.export.jsonl import loads
from reportedly.knowledge import load_knowledge
from reportedly.stories.links import SIGNS, Seen, seen, signs
from reportedly.stories.marks import Mark, mark

HERE = Path(__file__).resolve().parent
PAIRS = HERE / "links" / "pairs.jsonl"
OUT = HERE.parent / "src" / "reportedly" / "stories" / "data" / "links.json"
# Chosen by leaving a tenth out; boosted trees and forests did no better (docs/quality.md).
HOW: dict[str, Any] = {"C": 0.1, "max_iter": 2000}
TOGETHER, OPEN = 0.5, 0.2
Numbers = NDArray[np.float64]
Key = tuple[str, int]


def at_hand(readings: Sequence[Path]) -> tuple[dict[Key, list[Seen]], dict[str, Mark]]:
    """The events by report and start of the trigger; the reports by name."""
    knowledge, told, marks = load_knowledge(), {}, {}
    for line in (line for path in readings for line in path.read_text("utf-8").split("\n")):
        if not line:
            continue
        reading = loads(line)
        noted = mark(reading, knowledge)
        marks[noted.name] = noted
        for event, one in zip({e.id: e for e in reading.events}.values(), noted.events, strict=True):
            told.setdefault((noted.name, event.trigger.start), []).append(seen(one, noted))
    return told, marks


def examples(readings: Sequence[Path], pairs: Sequence[Mapping[str, object]]) -> tuple[list[tuple[float, ...]], list[bool], int]:
    """The signs of each judged pair, what was judged, and how many have an event that is not read any more."""
    told, marks = at_hand(readings)
    found, same, missing = [], [], 0
    for pair in pairs:
        (doc, start, _), (other, begin, _) = pair["a"], pair["b"]  # type: ignore[misc]
        left, right = told.get((doc, start)), told.get((other, begin))
        if not left or not right:
            missing += 1
            continue
        found.append(signs(left[0], right[0], one_day=marks[doc].day == marks[other].day))
        same.append(bool(pair["same"]))
    return found, same, missing


def fitted(table: Numbers, same: Numbers) -> tuple[float, Numbers]:
    """The bias and the weights, for signs as they are, that make the judged pairs likeliest."""
    model = make_pipeline(StandardScaler(), LogisticRegression(**HOW)).fit(table, same)
    scale, logistic = model[0], model[1]
    weights = logistic.coef_[0] / scale.scale_
    return float(logistic.intercept_[0] - weights @ scale.mean_), weights


def left_out(table: Numbers, same: Numbers, rounds: int = 4) -> Numbers:
    """The chance of each pair by models fitted without its tenth, the mean of some rounds."""
    found = []
    for n in range(rounds):
        parts = StratifiedKFold(10, shuffle=True, random_state=n)
        model = make_pipeline(StandardScaler(), LogisticRegression(**HOW))
        found.append(cross_val_predict(model, table, same, cv=parts, method="predict_proba")[:, 1])
    return np.asarray(np.mean(found, axis=0))


def main() -> None:
    """Fits and prints; writes if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, nargs="+", required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").split("\n") if line]
    found, judged, missing = examples(args.readings, pairs)
    table, same = np.array(found), np.array(judged, dtype=float)
    print(f"{len(same)} pairs, {int(same.sum())} of one event; {missing} with an event that is not read")
    chances = left_out(table, same)
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        yes = chances >= least
        right = float(same[yes].sum())
        print(f"left out, from {least}: precision {right / max(1, yes.sum()):.3f} recall {right / same.sum():.3f}")
    bias, fitted_weights = fitted(table, same)
    weights = {name: round(float(w), 4) for name, w in zip(SIGNS, fitted_weights, strict=True)}
    for name, weight in weights.items():
        print(f"  {weight:+.2f}  {name}")
    if args.write:
        value = {"bias": round(bias, 4), "weights": weights, "together": TOGETHER, "open": OPEN}
        OUT.write_text(json.dumps(value, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
