"""Trains the coder and writes it where `reportedly` finds it: one command, from the inputs to the wheel's files.

    python training/train.py ../shared                     everything; under two hours on two cores
    python training/train.py ../shared --only held-out     the model that figures are measured with

Stage one learns every head from marked sentences.  Stage two adds the development pairs, with as
many sentences again so that nothing is unlearned.  The first model is trained without a fifth of
the sentences, which then calibrate the probabilities; the second, of the wheel, with everything.
"""

import argparse
import hashlib
import json
import random
import sys
import time
from importlib.metadata import version
from pathlib import Path

import data
import numpy as np
import torch
from calibrate import Calibration, calibrate
from data import Data
from export import export
from fit import fit, fresh, load_tokenizer
from network import Coder

from reportedly.models import Coder as Runner

EPOCHS, RATE = 10, 2e-4
PAIR_EPOCHS, PAIR_RATE, PAIR_HEAD_RATE = 4, 5e-5, 3e-4
MODEL = Path(__file__).parents[1] / "src" / "reportedly" / "models" / "coder"


def stage_one(examples: list[data.Example], cache: Path) -> Coder:
    """Learns from marked sentences; weights of an earlier run over the same inputs are taken up."""
    model = fresh(data.SEED)
    if cache.is_file():
        model.load_state_dict(torch.load(cache))
        return model.eval()
    fit(model, examples, epochs=EPOCHS, seed=data.SEED, rate=RATE)
    cache.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), cache)
    return model


def stage_two(model: Coder, pairs: list[data.Example], marked: list[data.Example], seed: int = data.SEED) -> Coder:
    """Learns from pairs, in place, with as many marked sentences beside them."""
    beside = random.Random(seed).sample(marked, min(len(pairs), len(marked)))  # noqa: S311  # no secret
    fit(model, [*pairs, *beside], epochs=PAIR_EPOCHS, seed=seed, rate=PAIR_RATE, head_rate=PAIR_HEAD_RATE)
    return model


def fingerprint(found: Data) -> str:
    """Tells one state of the inputs from another."""
    return hashlib.sha256("".join(sorted(found.hashes.values())).encode()).hexdigest()[:12]


def held_out(found: Data, build: Path) -> Calibration:
    """Trains without a fifth of the sentences and calibrates on it."""
    tokenizer = load_tokenizer()
    known, unknown = found.split()
    examples = data.tags(tokenizer, known)
    model = stage_one(examples, build / f"one-{fingerprint(found)}.pt")
    stage_two(model, data.relations(tokenizer, found.pairs), examples)
    torch.save(model.state_dict(), build / f"two-{fingerprint(found)}.pt")
    folder = build / "held-out"
    export(model, folder, described(found, Calibration.none()))
    real = set(found.real)
    written, told = [w for w in unknown if w not in real], [w for w in unknown if w in real]
    calibration = calibrate(Runner(folder), written, [*told, *found.aside])
    (build / "calibration.json").write_text(json.dumps(calibration.as_json(), indent=1) + "\n", "utf-8")
    return calibration


def whole(found: Data, build: Path, calibration: Calibration) -> None:
    """Trains on everything and writes the model with the sentences it can be compared with."""
    tokenizer = load_tokenizer()
    examples = data.tags(tokenizer, found.sentences)
    model = stage_one(examples, build / f"all-{fingerprint(found)}.pt")
    stage_two(model, data.relations(tokenizer, found.pairs), examples)
    export(model, MODEL, described(found, calibration))
    neighbours(found, MODEL)


def described(found: Data, calibration: Calibration) -> dict[str, object]:
    """What `coder.json` says beside the classes."""
    made_with = {name: version(name) for name in ("torch", "transformers", "onnxruntime", "tokenizers")}
    counts = {"own": len(found.own), "annotated": len(found.real), "pairs": len(found.pairs)}
    return {**calibration.as_json(), "inputs": found.hashes, "seed": data.SEED, "counts": counts, "made_with": made_with}


def neighbours(found: Data, folder: Path) -> None:
    """Writes our own sentences, a line an event, and what the finished coder makes of their triggers."""
    runner = Runner(folder)
    rows, vectors = [], []
    for written in found.own:
        for event in written.events:
            start, end = event.trigger
            rows.append({"text": written.text, "start": start, "end": end, "type": event.type, "mode": event.mode})
            vectors.append(runner.vector(written.text, event.trigger))
    np.save(folder / "examples.npy", np.round(np.array(vectors) * 127).astype(np.int8))
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "examples.jsonl").write_text("".join(lines), "utf-8")


def main() -> int:
    """Parses and runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds the gold")
    parser.add_argument("--only", choices=["held-out", "whole"], help="one of the two models")
    parser.add_argument("--build", type=Path, default=Path("build/coder"), help="where weights are kept between runs")
    parser.add_argument("--threads", type=int, default=2, help="threads to train with")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    torch.use_deterministic_algorithms(mode=True)
    found, start = data.load(asked.shared), time.monotonic()
    print(f"{len(found.own)} own sentences, {len(found.real)} annotated, {len(found.pairs)} pairs", flush=True)
    kept = asked.build / "calibration.json"
    if asked.only == "whole" and kept.is_file():
        calibration = Calibration.of(json.loads(kept.read_text("utf-8")))
    else:
        calibration = held_out(found, asked.build)
    if asked.only != "held-out":
        whole(found, asked.build, calibration)
    print(f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
