"""What the coder knows of text it has not seen: the figures of docs/quality.md that need training.

    python training/crossvalidate.py ../shared heads       every head on a held-out fifth of the sentences
    python training/crossvalidate.py ../shared pairs       5-fold over the development pairs, with and without them
    python training/crossvalidate.py ../shared ruled       the last figure of `pairs` again, without training
    python training/crossvalidate.py ../shared passes      one encoder for all, one for pairs, one pass a pair
    python training/crossvalidate.py ../shared curve       a quarter, half and all of our own sentences

`pairs` begins with stage one (`train.py`), which has seen no pair, and goes on with four fifths of the pairs
as `train.py` does with all; folds are grouped by sentence.  Predictions are written beside the weights
for `pairs_score.py`.
"""

import argparse
import copy
import json
import random
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import data
import torch
from data import Data
from examples import TYPES, YIELD, MarkedPair, folds, marked, pointed
from fit import fit, fresh, load_tokenizer
from scoring import agreement, relations, roots, tagging
from train import EPOCHS, MODEL, PAIR_EPOCHS, PAIR_HEAD_RATE, PAIR_RATE, RATE, fingerprint, pair_model, stage_one, stage_two

from reportedly.config import Settings
from reportedly.model import Pair
from reportedly.reader import Reader
from reportedly.reading.pairs import YIELDING, likeliest

FOLDS = 5
TRIED = 2
SHARES = (0.25, 0.5, 1.0)


def heads(found: Data, build: Path) -> None:
    """The heads that read every piece, after both stages."""
    tokenizer = load_tokenizer()
    known, unknown = found.split()
    model = stage_two(stage_one(found, build), known, build / f"two-{fingerprint(found)}.pt")
    for name, chosen in (("own", unknown.own), ("annotated", unknown.news)):
        t = tagging(model, data.tags(tokenizer, chosen))
        print(
            f"{name}: {len(chosen)} sentences; trigger and type P {t.precision:.3f} R {t.recall:.3f} F1 {t.f1:.3f};"
            f" mode {t.mode:.3f} realis {t.realis:.3f} negated {t.negated:.3f} roles F1 {t.roles:.3f}"
        )


def pairs(found: Data, build: Path) -> None:
    """Cross-validated over the development pairs."""
    tokenizer = load_tokenizer()
    first = stage_one(found, build)
    gold = [_root(p) for p in found.pairs]
    untaught = roots(relations(first, data.relations(tokenizer, found.pairs)))
    print("without pairs: accuracy {:.3f} macro-F1 {:.3f}".format(*agreement(gold, untaught)), flush=True)
    told: dict[str, list[float]] = {}
    numbers = folds([p.text for p in found.pairs], FOLDS, data.SEED)
    for k in range(FOLDS):
        model = pair_model(first, [p for p, n in zip(found.pairs, numbers, strict=True) if n != k])
        unseen = [p for p, n in zip(found.pairs, numbers, strict=True) if n == k]
        chances = relations(model, data.relations(tokenizer, unseen))
        told |= {p.id: row.tolist() for p, row in zip(unseen, chances, strict=True)}
        so_far = [p for p in found.pairs if p.id in told]
        right = agreement([_root(p) for p in so_far], roots(torch.tensor([told[p.id] for p in so_far])))
        print("fold {}: so far accuracy {:.3f} macro-F1 {:.3f}".format(k + 1, *right), flush=True)
    alone = roots(torch.tensor([told[p.id] for p in found.pairs]))
    print("cross-validated, the coder alone: accuracy {:.3f} macro-F1 {:.3f}".format(*agreement(gold, alone)))
    (build / "chances.json").write_text(json.dumps(told), "utf-8")
    ruled(found, build)


def ruled(found: Data, build: Path) -> None:
    """The answers of `pairs` with those of the rules beside them, as `classify` gives them."""
    told = json.loads((build / "chances.json").read_text("utf-8"))
    folder = Path(str(files("reportedly.codebook"))) / "plover"
    with TemporaryDirectory() as scratch:
        # With a codebook named, the rules alone answer.
        reader = Reader(Settings(cache_dir=Path(scratch), codebook=folder))
        rules = list(reader.classify(Pair(p.id, p.text, p.actor, p.recipient) for p in found.pairs))
    # As the coder of the wheel gives them: tempered.
    temper = json.loads((MODEL / "coder.json").read_text("utf-8"))["temperature"]["relation"]
    chances = [dict(zip(TYPES, (c ** (1 / temper) for c in told[p.id][1:]), strict=True)) for p in found.pairs]
    answers = [likeliest(c, r.type)[0] for c, r in zip(chances, rules, strict=True)]
    roots_of = ["CONCEDE" if a in YIELDING else a for a in answers]
    right = agreement([_root(p) for p in found.pairs], roots_of)
    print("cross-validated, coder and rules: accuracy {:.3f} macro-F1 {:.3f}".format(*right))
    lines = (json.dumps({"id": p.id, "type": a}) + "\n" for p, a in zip(found.pairs, answers, strict=True))
    (build / "pairs.jsonl").write_text("".join(lines), "utf-8")


def _root(pair: MarkedPair) -> str:
    return "CONCEDE" if pair.roots == YIELD else pair.roots[0]


def passes(found: Data, build: Path) -> None:
    """How pairs are read best: with the sentences' own encoder, or with one for pairs, which is pointed at or sees marks."""
    tokenizer = load_tokenizer()
    first = stage_one(found, build)
    known, _ = found.split()
    chance = random.Random(data.SEED)  # noqa: S311  # no secret
    numbers = folds([p.text for p in found.pairs], FOLDS, data.SEED)
    ways = {
        "shared with the sentences": (pointed, chance.sample(data.tags(tokenizer, known.own), len(found.pairs))),
        "its own, one pass a sentence": (pointed, []),
        "its own, one pass a pair": (marked, []),
    }
    for name, (make, beside) in ways.items():
        gold, answers = [], []
        for k in range(TRIED):
            model = copy.deepcopy(first)
            training = [make(tokenizer, p) for p, n in zip(found.pairs, numbers, strict=True) if n != k]
            fit(model, [*training, *beside], epochs=PAIR_EPOCHS, seed=data.SEED, rate=PAIR_RATE, head_rate=PAIR_HEAD_RATE)
            unseen = [p for p, n in zip(found.pairs, numbers, strict=True) if n == k]
            answers += roots(relations(model, [make(tokenizer, p) for p in unseen]))
            gold += [_root(p) for p in unseen]
        right = agreement(gold, answers)
        print("{}: accuracy {:.3f} macro-F1 {:.3f} ({} pairs)".format(name, *right, len(gold)), flush=True)


def curve(found: Data, build: Path) -> None:
    """What more sentences bring: stage one with a share of our own, measured on the same held-out sentences."""
    tokenizer = load_tokenizer()
    known, unknown = found.split()
    chances = folds([w.text for w in known.own], 100, data.SEED)
    for share in SHARES:
        some = [w for w, n in zip(known.own, chances, strict=True) if n < share * 100]
        model = stage_one(found, build) if share == 1 else fresh(data.SEED)
        if share < 1:
            fit(model, data.tags(tokenizer, some), epochs=EPOCHS, seed=data.SEED, rate=RATE)
        for name, chosen in (("own", unknown.own), ("annotated", unknown.news)):
            t = tagging(model, data.tags(tokenizer, chosen))
            print(f"{len(some)} sentences, on {name}: trigger and type F1 {t.f1:.3f} roles F1 {t.roles:.3f}", flush=True)


def main() -> int:
    """Parses and runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds the gold")
    parser.add_argument("what", choices=["heads", "pairs", "ruled", "passes", "curve"])
    parser.add_argument("--build", type=Path, default=Path("build/coder"), help="where train.py keeps its weights")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    {"heads": heads, "pairs": pairs, "ruled": ruled, "passes": passes, "curve": curve}[asked.what](
        data.load(asked.shared), asked.build
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
