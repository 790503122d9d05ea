"""The relation of two marked parties: which type of event goes from the one to the other."""

from collections.abc import Mapping, Sequence

from reportedly.codebook import Codebook
from reportedly.model import Pair, PairCode
from reportedly.models import Signal
from reportedly.reading import events, trained
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page

# What an event is worth as the answer, by how much of the pair its parties cover.
_BOTH, _ONE, _NEAR = 1.0, 0.6, 0.3
# By how much the rules' answer multiplies what the calibrated coder holds of a type.  Cross-validated, anything
# from 1.3 to 2.5 is as good.
_RULED = 1.6
YIELDING = frozenset({"CONCEDE", "RETREAT"})


def told(pair: Pair, relations: Sequence[tuple[str, float]], ruled: str | None, signals: Sequence[Signal]) -> PairCode:
    """The likeliest type by the trained coder and the rules, and the mode of the words that are likeliest to tell of it.

    Args:
        pair: the marked parties.
        relations: (type, probability) of the trained coder.
        ruled: the type that the rules answer, if they do.
        signals: what the coder sees in the text's words.
    """
    kind, chance = likeliest(dict(relations), ruled)
    surest = max(signals, key=lambda s: s.of(kind), default=None)
    mode = trained.mode_of(surest) if surest and surest.types[0][0] == kind else None
    return PairCode(pair.id, kind, (mode,) if mode else (), round(chance, 3))


def likeliest(relations: Mapping[str, float], ruled: str | None) -> tuple[str, float]:
    """The type that the trained coder and the rules together make likeliest, and the probability of its root.

    Args:
        relations: the coder's probability of each type.
        ruled: the type that the rules answer, if they do.
    """
    odds = {t: p * (_RULED if t == ruled else 1.0) for t, p in relations.items()}
    # The pairs that the coder learnt from do not tell conceding from retreating: they stand together first.
    yielding = sum(odds.get(t, 0.0) for t in YIELDING)
    shares = {t: yielding if t in YIELDING else o for t, o in odds.items()}
    kind = max(odds, key=lambda t: (shares[t], odds[t]))
    return kind, shares[kind] / sum(odds.values())


def code(pair: Pair, page: Page, codebook: Codebook) -> PairCode:
    """By the rules alone: the type of the event whose parties are the marked ones; `None` without an event word."""
    found = events.code(page, codebook) or events.loose(page, codebook)
    if not found:
        return PairCode(pair.id, None, (), 0.0)
    best = max(found, key=lambda c: (_fit(pair, page, c), c.weight, -_distance(pair, page, c)))
    score = round(best.weight * _fit(pair, page, best), 3)
    return PairCode(pair.id, best.type, (best.mode,) if best.mode else (), score)


def _fit(pair: Pair, page: Page, coded: Coded) -> float:
    actor = _touches(page, coded, coded.actors, pair.actor)
    recipient = _touches(page, coded, (*coded.recipients, *coded.actors), pair.recipient)
    return _BOTH if actor and recipient else _ONE if actor or recipient else _NEAR


def _touches(page: Page, coded: Coded, parties: tuple[int, ...], marked: tuple[int, int]) -> bool:
    tokens, known = page.sentences[coded.sentence].tokens, page.parties[coded.sentence]
    return any(
        tokens[known[n].mention.first].start < marked[1] and marked[0] < tokens[known[n].mention.last - 1].end for n in parties
    )


def _distance(pair: Pair, page: Page, coded: Coded) -> int:
    """Characters from the trigger to the middle of the pair."""
    middle = (pair.actor[0] + pair.recipient[1]) // 2
    return abs(page.sentences[coded.sentence].tokens[coded.at].start - middle)
