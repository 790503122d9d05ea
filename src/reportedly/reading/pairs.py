"""The relation of two marked parties: which type of event goes from the one to the other."""

from collections.abc import Sequence

from reportedly.codebook import Codebook
from reportedly.model import Pair, PairCode
from reportedly.models import Signal
from reportedly.reading import events
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page

# What an event is worth as the answer, by how much of the pair its parties cover.
_BOTH, _ONE, _NEAR = 1.0, 0.6, 0.3


def told(pair: Pair, relations: Sequence[tuple[str, float]], signals: Sequence[Signal]) -> PairCode:
    """The likeliest type of the trained coder, and the mode of the words that are likeliest to tell of it.

    Args:
        pair: the marked parties.
        relations: (type, probability), likeliest first.
        signals: what the coder sees in the text's words.
    """
    kind, chance = relations[0]
    surest = max(signals, key=lambda s: s.of(kind), default=None)
    mode = surest.modes[0][0] if surest and surest.types[0][0] == kind and surest.modes else None
    return PairCode(pair.id, kind, (mode,) if mode else (), round(chance, 3))


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
