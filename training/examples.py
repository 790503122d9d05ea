"""What the coder learns from: sentences as token labels, marked pairs as a class each.

Two kinds of examples come in.  Our own sentences (`sentences.py`) mark every event: its trigger, its
parties, its realis.  The development pairs mark two parties and name the type between them.  Both
become `Example`s over the same word pieces; what an example does not know is left unlabelled.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sentences import Marked, Written
from tokenizers import Tokenizer

from reportedly.codebook import load_codebook
from reportedly.model import Realis

LONGEST = 128
# CONCEDE and RETREAT are one root in the scheme of the pairs.
YIELD = ("CONCEDE", "RETREAT")
REALIS = tuple(Realis)
TYPES: tuple[str, ...] = tuple(load_codebook().types)
MODES: tuple[str, ...] = tuple(f"{t.name} {m.name}" for t in load_codebook().types.values() for m in t.modes.values())
# The first class of the type head is “no trigger”, the first of the mode head “no mode”.
TYPE_OF = {name: n for n, name in enumerate(TYPES, 1)}
MODE_OF = {name: n for n, name in enumerate(MODES, 1)}
# The markers around the parties of a pair, taken from the vocabulary's unused entries.
ACTOR, RECIPIENT, CLOSE = "[unused1]", "[unused2]", "[unused3]"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence with two marked parties; `roots` are the types that count as right."""

    id: str
    text: str
    actor: Span
    recipient: Span
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """The parties of one trigger, as sets of word pieces; `at` are the trigger's own pieces."""

    at: tuple[int, ...]
    actors: frozenset[int]
    recipients: frozenset[int]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two parties, as word pieces, with the type classes that count as right between them."""

    actor: tuple[int, ...]
    recipient: tuple[int, ...]
    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Word pieces with what is known of them; `None` or nothing where an example does not say.

    `types`, `modes` and `realis` are classes by piece; `negated` 0 or 1.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...] | None = None
    modes: dict[int, int] = field(default_factory=dict)
    realis: dict[int, int] = field(default_factory=dict)
    negated: dict[int, int] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    relations: tuple[Relation, ...] = ()


def read_pairs(path: Path) -> list[MarkedPair]:
    """The development pairs, one JSON object a line."""
    rows = (json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip())
    return [
        MarkedPair(r["id"], r["text"], tuple(r["actor"]), tuple(r["recipient"]), YIELD if r["root"] == "YIELD" else (r["root"],))
        for r in rows
    ]


def pairs_of(sentence: Written) -> list[MarkedPair]:
    """A pair for every two parties of one event of our own sentences; none of an event that is denied.

    Where two parties stand in several events of the sentence, the first counts.
    """
    seen: dict[tuple[Span, Span], str] = {}
    for event in sentence.events:
        for dyad in _dyads(event):
            if not event.negated:
                seen.setdefault(dyad, event.type)
    return [MarkedPair("", sentence.text, *dyad, (kind,)) for dyad, kind in seen.items()]


def _dyads(event: Marked) -> Iterator[tuple[Span, Span]]:
    if event.recipients:
        yield from ((a, r) for a in event.actors for r in event.recipients)
    else:
        yield from zip(event.actors, event.actors[1:], strict=False)


def tagged(tokenizer: Tokenizer, written: Written) -> Example:
    """One of our own sentences with everything that is marked in it."""
    encoded = tokenizer.encode(written.text)
    offsets = encoded.offsets
    types, modes, realis, negated, roles = [0] * len(encoded.ids), {}, {}, {}, []
    for event in written.events:
        at = pieces(offsets, event.trigger)
        for i in at:
            if types[i]:
                continue  # two events on one word: the first is learned
            types[i] = TYPE_OF[event.type]
            modes[i] = MODE_OF[f"{event.type} {event.mode}"] if event.mode else 0
            realis[i] = REALIS.index(event.realis)
            negated[i] = int(event.negated)
        doers = frozenset(i for span in event.actors for i in pieces(offsets, span))
        sufferers = frozenset(i for span in event.recipients for i in pieces(offsets, span))
        roles.append(Role(at, doers, sufferers))
    relations = tuple(_relation(offsets, p) for p in pairs_of(written))
    return Example(tuple(encoded.ids), tuple(types), modes, realis, negated, tuple(roles), relations)


def pointed(tokenizer: Tokenizer, pair: MarkedPair) -> Example:
    """A pair whose parties are only pointed at: one pass of the encoder serves every pair of a sentence."""
    encoded = tokenizer.encode(pair.text)
    return Example(tuple(encoded.ids), relations=(_relation(encoded.offsets, pair),))


def _relation(offsets: Sequence[Span], pair: MarkedPair) -> Relation:
    classes = tuple(TYPE_OF[r] for r in pair.roots)
    return Relation(pieces(offsets, pair.actor), pieces(offsets, pair.recipient), classes)


def marked(tokenizer: Tokenizer, pair: MarkedPair) -> Example:
    """A pair with a marker before and after each party in the text: one pass of the encoder a pair."""
    whole = tokenizer.encode(pair.text)
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for marker, span in ((ACTOR, pair.actor), (RECIPIENT, pair.recipient)):
        spots = pieces(whole.offsets, span) or (1,)
        opens.setdefault(spots[0], []).append(tokenizer.token_to_id(marker))
        closes.setdefault(spots[-1], []).append(tokenizer.token_to_id(CLOSE))
    ids: list[int] = []
    for i, piece in enumerate(whole.ids):
        ids += [*opens.get(i, ()), piece, *closes.get(i, ())]
    first, second = (ids.index(tokenizer.token_to_id(m)) for m in (ACTOR, RECIPIENT))
    return Example(tuple(ids), relations=(Relation((first,), (second,), tuple(TYPE_OF[r] for r in pair.roots)),))


def pieces(offsets: Sequence[Span], span: Span) -> tuple[int, ...]:
    """The word pieces that overlap a span of the text."""
    return tuple(i for i, (start, end) in enumerate(offsets) if start < span[1] and span[0] < end)


def folds(keys: Sequence[str], number: int, seed: int) -> list[int]:
    """A fold for each key; equal keys share one."""
    distinct = sorted(set(keys))
    random.Random(seed).shuffle(distinct)  # noqa: S311  # no secret
    fold = {key: n % number for n, key in enumerate(distinct)}
    return [fold[key] for key in keys]
