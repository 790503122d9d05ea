"""Trains the coder and writes it where `reportedly` finds it: one command, from the inputs to the wheel's files.

    python training/train.py ../shared                     everything; under two hours on two cores
    python training/train.py ../shared --only held-out     the model that figures are measured with

Stage one learns every head from our own sentences.  Stage two goes on with real sentences that we
annotated beside them, which makes the tagger; the pair model goes on from stage one with the
development pairs alone.  The first tagger is trained without a fifth of the sentences, which then
calibrate the probabilities; the second, of the wheel, with everything.
"""

import argparse
import copy
import hashlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import data
import hearing
import numpy as np
import sayings
import torch
from calibrate import Calibration, calibrate
from data import Data, Share
from examples import MarkedPair
from export import export, export_attributor
from fit import fit, fresh, load_tokenizer
from network import Attributor, Coder
from sentences import Written

from reportedly.models import Coder as Runner
from reportedly.models import Networks

EPOCHS, RATE = 10, 2e-4
NEWS_EPOCHS, NEWS_RATE = 4, 1e-4
# A real sentence is seen so often where one of ours is seen once.
NEWS_TIMES = 2
PAIR_EPOCHS, PAIR_RATE, PAIR_HEAD_RATE = 6, 1e-4, 5e-4
MODEL = Path(__file__).parents[1] / "src" / "reportedly" / "models" / "coder"


def stage_one(found: Data, build: Path) -> Coder:
    """Learns from four fifths of our own sentences; weights of an earlier run over the same ones are taken up."""
    known, _ = found.split()
    return _cached(build / f"one-{fingerprint(found, 'training/sentences')}.pt", lambda: _first(known.own))


def _first(own: Sequence[Written]) -> Coder:
    model = fresh(data.SEED)
    fit(model, data.tags(load_tokenizer(), own), epochs=EPOCHS, seed=data.SEED, rate=RATE)
    return model


def stage_two(first: Coder, share: Share, cache: Path) -> Coder:
    """The tagger: goes on from stage one with real sentences beside our own."""
    return _cached(cache, lambda: _second(copy.deepcopy(first), share))


def _second(model: Coder, share: Share) -> Coder:
    tokenizer = load_tokenizer()
    examples = [*data.tags(tokenizer, share.own), *data.tags(tokenizer, share.news) * NEWS_TIMES]
    fit(model, examples, epochs=NEWS_EPOCHS, seed=data.SEED, rate=NEWS_RATE)
    return model


def pair_model(first: Coder, pairs: Sequence[MarkedPair], seed: int = data.SEED) -> Coder:
    """The model of marked pairs: goes on from stage one with pairs alone."""
    model = copy.deepcopy(first)
    examples = data.relations(load_tokenizer(), pairs)
    fit(model, examples, epochs=PAIR_EPOCHS, seed=seed, rate=PAIR_RATE, head_rate=PAIR_HEAD_RATE)
    return model


def _cached(path: Path, make: Callable[[], Coder]) -> Coder:
    if path.is_file():
        model = fresh(data.SEED)
        model.load_state_dict(torch.load(path))
        return model.eval()
    model = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), path)
    return model


def fingerprint(found: Data, under: str = "") -> str:
    """Tells one state of the inputs, or of those in one folder, and of the settings from another."""
    inputs = sorted(h for name, h in found.hashes.items() if name.startswith(under) and "/aside/" not in name)
    settings = (EPOCHS, RATE) if under else (EPOCHS, RATE, NEWS_EPOCHS, NEWS_RATE, NEWS_TIMES)
    return hashlib.sha256("".join([*inputs, str(settings)]).encode()).hexdigest()[:12]


def held_out(found: Data, build: Path) -> Calibration:
    """Trains without a fifth of the sentences and calibrates on it."""
    known, unknown = found.split()
    first = stage_one(found, build)
    model = stage_two(first, known, build / f"two-{fingerprint(found)}.pt")
    folder = build / "held-out"
    export(model, pair_model(first, found.pairs), folder, described(found, Calibration.none()))
    calibration = calibrate(Runner(Networks(folder)), unknown.own, [*unknown.news, *found.aside])
    (build / "calibration.json").write_text(json.dumps(calibration.as_json(), indent=1) + "\n", "utf-8")
    return calibration


def whole(found: Data, build: Path, calibration: Calibration) -> None:
    """Goes on with everything and writes the model with the sentences it can be compared with."""
    first = stage_one(found, build)
    model = stage_two(first, Share(found.own, found.news), build / f"all-{fingerprint(found)}.pt")
    export(model, pair_model(first, found.pairs), MODEL, described(found, calibration))
    neighbours(found, MODEL)


def attributor(found: Data, build: Path, shared: Path) -> None:
    """Learns who says what on the finished tagger's lower layers, and writes it beside the coder."""
    tagger = stage_two(stage_one(found, build), Share(found.own, found.news), build / f"all-{fingerprint(found)}.pt")
    news = list(sayings.news(shared / "gold" / "attribution" / "train"))
    own = [p for path in sorted((data.HERE / "attributions").glob("*.jsonl")) for p in sayings.own(path)]
    print(f"{len(own)} passages of ours, {len(news)} paragraphs of news", flush=True)
    torch.manual_seed(data.SEED)
    model = Attributor(tagger.encoder)
    kept = build / f"hearing-{fingerprint(found)}.pt"
    if kept.is_file():
        model.load_state_dict(torch.load(kept))
    else:
        hearing.stage_one(model, news, data.SEED)
        torch.save(model.state_dict(), kept)
    hearing.stage_two(model, own, news, data.SEED)
    export_attributor(model, MODEL)
    (MODEL / "attribution.json").write_text(json.dumps(heard_from(shared), indent=1) + "\n", "utf-8")


def heard_from(shared: Path) -> dict[str, object]:
    """What `attribution.json` says: the inputs of the attributor with their SHA-256, the annotated news as one."""
    own = sorted((data.HERE / "attributions").glob("*.jsonl"))
    news = sorted(p for p in (shared / "gold" / "attribution" / "train").rglob("*") if p.is_file())
    inputs = {f"training/attributions/{p.name}": hashlib.sha256(p.read_bytes()).hexdigest() for p in own}
    together = hashlib.sha256(b"".join(hashlib.sha256(p.read_bytes()).digest() for p in news)).hexdigest()
    return {"inputs": {**inputs, "gold/attribution/train/": together}, "files": len(news), "seed": data.SEED}


def described(found: Data, calibration: Calibration) -> dict[str, object]:
    """What `coder.json` says beside the classes."""
    made_with = {name: version(name) for name in ("torch", "transformers", "onnxruntime", "tokenizers")}
    counts = {"own": len(found.own), "annotated": len(found.news), "pairs": len(found.pairs)}
    return {**calibration.as_json(), "inputs": found.hashes, "seed": data.SEED, "counts": counts, "made_with": made_with}


def neighbours(found: Data, folder: Path) -> None:
    """Writes our own sentences, a line an event, and what the finished coder makes of their triggers."""
    runner = Runner(Networks(folder))
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
    parser.add_argument("--only", choices=["held-out", "whole", "attributor"], help="one of the models")
    parser.add_argument("--build", type=Path, default=Path("build/coder"), help="where weights are kept between runs")
    parser.add_argument("--threads", type=int, default=2, help="threads to train with")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    torch.use_deterministic_algorithms(mode=True)
    found, start = data.load(asked.shared), time.monotonic()
    print(f"{len(found.own)} own sentences, {len(found.news)} annotated, {len(found.pairs)} pairs", flush=True)
    if asked.only == "attributor":
        attributor(found, asked.build, asked.shared)
        return 0
    kept = asked.build / "calibration.json"
    if asked.only == "whole" and kept.is_file():
        calibration = Calibration.of(json.loads(kept.read_text("utf-8")))
    else:
        calibration = held_out(found, asked.build)
    if asked.only != "held-out":
        whole(found, asked.build, calibration)
        if asked.only is None:
            attributor(found, asked.build, asked.shared)
    print(f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
