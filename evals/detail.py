"""Figures that the scorers in ../shared do not print: modes, contexts, calibration.

Knows the gold's files and borrows the scorer's own matching; nothing of how events are found.
"""

import importlib.util
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from reportedly.model import Event, Reading

BINS = 10
# What the older vocabulary of the gold standard records calls each of PLOVER's contexts; the rest has no counterpart there.
CONTEXTS = {
    "military": {"military"},
    "diplomatic": {"diplomatic"},
    "legal": {"legal"},
    "economic": {"economic"},
    "refugee": {"asylum", "migration"},
    "terrorism": {"terrorism"},
    "resource": {"natural_resource"},
    "political": {"political_institutions", "executive", "legislative", "pro_democracy", "pro_autocracy"},
    "rights": {"human_rights", "rights_freedoms", "repression"},
    "cbrn": {"cbrn"},
    "election": {"election"},
    "discrimination": {"inequality"},
}
_SAME = {"refugees": "refugee", "politics": "political", "government": "political"}


def modes(readings: Sequence[Reading], gold: Path) -> float:
    """Of the events of the claims gold that have a mode and are met in type, the share whose mode is right."""
    right = total = 0
    for reading, pairs, rows in _matched(readings, gold):
        for g, p in pairs:
            wanted = rows[g]["modes"]
            total += bool(wanted)
            right += bool(set(wanted) & set(reading.events[p].modes))
    return right / max(total, 1)


def confidences(readings: Sequence[Reading], gold: Path) -> list[tuple[float, bool]]:
    """(confidence, met by the gold in type and parties) of every event."""
    out = []
    for reading, pairs, _ in _matched(readings, gold, parties=True):
        met = {p for _, p in pairs}
        out += [(event.confidence, n in met) for n, event in enumerate(reading.events)]
    return out


def reliability(told: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """(mean confidence, share that is right, number) of each of ten bins of equal width that is not empty."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, right in told:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, right))
    return [(sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in bins if b]


def calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error (Naeini et al. 2015) over those bins."""
    return sum(count * abs(mean - share) for mean, share, count in reliability(told)) / max(len(told), 1)


def contexts(readings: Sequence[Reading], gold: Path) -> float:
    """Micro-F1 of the contexts of a record's surest event, in the gold's own vocabulary."""
    rows = (json.loads(line) for line in gold.read_text("utf-8").split("\n") if line.strip())
    both = found = wanted = 0
    for reading, row in zip(readings, rows, strict=True):
        named = {_SAME.get(c.strip(), c.strip()) for c in (row["context"] or "").split(",")} & set(CONTEXTS)
        told = _in_old_words(max(reading.events, key=lambda e: e.confidence, default=None))
        both, found, wanted = both + len(named & told), found + len(told), wanted + len(named)
    return 2 * both / max(found + wanted, 1)


def _in_old_words(event: Event | None) -> set[str]:
    own = set(event.contexts) if event else set()
    return {old for old, new in CONTEXTS.items() if new & own}


def _matched(
    readings: Sequence[Reading], gold: Path, *, parties: bool = False
) -> Iterator[tuple[Reading, list[tuple[int, int]], list[dict[str, list[str]]]]]:
    """Each reading with its (gold, predicted) matches by type, or by parties too, and the gold's events."""
    scorer = _scorer(gold)
    for reading in readings:
        path = gold / f"{reading.document.doc_id}.json"
        rows = json.loads(path.read_text("utf-8"))["events"]
        simple = [
            {
                "type": e.type,
                "trigger": [e.trigger.start, e.trigger.end],
                "actors": [_party(a) for a in e.actors],
                "recipients": [_party(a) for a in e.recipients],
            }
            for e in reading.events
        ]
        wanted = next(events for doc, _, events in scorer.load_gold(gold) if doc == reading.document.doc_id)
        yield reading, list(scorer.match(reading.document.text, wanted, simple, parties)), rows


def _party(actor: object) -> dict[str, object]:
    span, country, sectors = actor.span, actor.country, actor.sectors  # type: ignore[attr-defined]  # an Actor
    return {"span": [span.start, span.end], "country": country, "sector": sectors[0] if sectors else None}


def _scorer(gold: Path) -> ModuleType:
    path = gold.parents[2] / "evals" / "claims_score.py"
    spec = importlib.util.spec_from_file_location("claims_score", path)
    assert spec is not None  # noqa: S101  # the file is there, or the gold would not be
    assert spec.loader is not None  # noqa: S101  # as above
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
