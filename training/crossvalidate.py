"""What the coder knows of text it has not seen: the figures of docs/quality.md that need training.

    python training/crossvalidate.py ../shared heads       every head on a held-out fifth of the sentences
    python training/crossvalidate.py ../shared pairs       5-fold over the development pairs, with and without them
    python training/crossvalidate.py ../shared passes      one pass a sentence beside one pass a pair
    python training/crossvalidate.py ../shared curve       a quarter, half and all of our own sentences

`pairs` begins with stage one of the held-out model (`train.py --only held-out`), which has seen no pair, and
adds four fifths of the pairs as `train.py` adds all; folds are grouped by sentence.  Predictions are
written beside the weights for `pairs_score.py`.
"""

import argparse
import copy
import json
import sys
from pathlib import Path

import data
import torch
from data import Data
from examples import YIELD, folds, marked, pairs_of, pointed
from fit import fit, fresh, load_tokenizer
from scoring import agreement, relations, roots, tagging
from train import PAIR_EPOCHS, PAIR_HEAD_RATE, PAIR_RATE, RATE, fingerprint, stage_one, stage_two

FOLDS = 5
SHARES = (0.25, 0.5, 1.0)
SHORT = 4


def heads(found: Data, build: Path) -> None:
    """The heads that read every piece, after both stages."""
    tokenizer = load_tokenizer()
    model = fresh(data.SEED)
    model.load_state_dict(torch.load(build / f"two-{fingerprint(found)}.pt"))
    model.eval()
    _, unknown = found.split()
    real = set(found.real)
    for name, chosen in (("own", [w for w in unknown if w not in real]), ("annotated", [w for w in unknown if w in real])):
        t = tagging(model, data.tags(tokenizer, chosen))
        print(
            f"{name}: {len(chosen)} sentences; trigger and type P {t.precision:.3f} R {t.recall:.3f} F1 {t.f1:.3f};"
            f" mode {t.mode:.3f} realis {t.realis:.3f} negated {t.negated:.3f} roles F1 {t.roles:.3f}"
        )


def pairs(found: Data, build: Path) -> None:
    """Cross-validated over the development pairs."""
    tokenizer = load_tokenizer()
    known, _ = found.split()
    examples = data.tags(tokenizer, known)
    first = stage_one(examples, build / f"one-{fingerprint(found)}.pt")
    gold = ["CONCEDE" if p.roots == YIELD else p.roots[0] for p in found.pairs]
    print(
        "without pairs: accuracy {:.3f} macro-F1 {:.3f}".format(
            *agreement(gold, roots(relations(first, data.relations(tokenizer, found.pairs))))
        )
    )
    answers: dict[str, str] = {}
    numbers = folds([p.text for p in found.pairs], FOLDS, data.SEED)
    for k in range(FOLDS):
        model = copy.deepcopy(first)
        stage_two(model, data.relations(tokenizer, [p for p, n in zip(found.pairs, numbers, strict=True) if n != k]), examples)
        unseen = [p for p, n in zip(found.pairs, numbers, strict=True) if n == k]
        answers |= dict(zip((p.id for p in unseen), roots(relations(model, data.relations(tokenizer, unseen))), strict=True))
        so_far = [(g, answers[p.id]) for g, p in zip(gold, found.pairs, strict=True) if p.id in answers]
        print(f"fold {k + 1}: so far accuracy {sum(g == a for g, a in so_far) / len(so_far):.3f}", flush=True)
    lines = (json.dumps({"id": p.id, "type": answers[p.id]}) + "\n" for p in found.pairs)
    (build / "pairs.jsonl").write_text("".join(lines), "utf-8")
    print("cross-validated: accuracy {:.3f} macro-F1 {:.3f}".format(*agreement(gold, [answers[p.id] for p in found.pairs])))


def passes(found: Data, _build: Path) -> None:
    """Pointing at the parties of an encoded sentence beside marking them in the text, trained alike on pairs alone."""
    tokenizer = load_tokenizer()
    known, _ = found.split()
    own = [p for w in known for p in pairs_of(w)]
    numbers = folds([p.text for p in found.pairs], FOLDS, data.SEED)
    for name, make in (("one pass a sentence", pointed), ("one pass a pair", marked)):
        gold, answers = [], []
        model = fresh(data.SEED)
        fit(model, [make(tokenizer, p) for p in own], epochs=SHORT, seed=data.SEED, rate=RATE)
        for k in range(2):
            one = copy.deepcopy(model)
            training = [make(tokenizer, p) for p, n in zip(found.pairs, numbers, strict=True) if n != k]
            fit(one, training, epochs=PAIR_EPOCHS, seed=data.SEED, rate=PAIR_RATE, head_rate=PAIR_HEAD_RATE)
            unseen = [p for p, n in zip(found.pairs, numbers, strict=True) if n == k]
            answers += roots(relations(one, [make(tokenizer, p) for p in unseen]))
            gold += ["CONCEDE" if p.roots == YIELD else p.roots[0] for p in unseen]
        print(
            f"{name}: " + "accuracy {:.3f} macro-F1 {:.3f}".format(*agreement(gold, answers)) + f" ({len(gold)} pairs)",
            flush=True,
        )


def curve(found: Data, build: Path) -> None:
    """What more sentences bring: trained with a share of our own, measured on the same held-out fifth."""
    tokenizer = load_tokenizer()
    known, unknown = found.split()
    chances = folds([w.text for w in known], 100, data.SEED)
    for share in SHARES:
        some = [w for w, n in zip(known, chances, strict=True) if n < share * 100]
        cache = f"one-{fingerprint(found)}.pt" if share == 1 else f"curve-{share}-{fingerprint(found)}.pt"
        model = stage_one(data.tags(tokenizer, some), build / cache)
        t = tagging(model, data.tags(tokenizer, unknown))
        print(f"{len(some)} sentences: trigger and type F1 {t.f1:.3f}, mode {t.mode:.3f}, roles F1 {t.roles:.3f}", flush=True)


def main() -> int:
    """Parses and runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds the gold")
    parser.add_argument("what", choices=["heads", "pairs", "passes", "curve"])
    parser.add_argument("--build", type=Path, default=Path("build/coder"), help="where train.py keeps its weights")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    {"heads": heads, "pairs": pairs, "passes": passes, "curve": curve}[asked.what](data.load(asked.shared), asked.build)
    return 0


if __name__ == "__main__":
    sys.exit(main())
