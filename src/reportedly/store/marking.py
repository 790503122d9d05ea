"""What is noted of a report for placing it (`stories.marks`) as two cells of a table, and back."""

import json
import zlib
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from reportedly.model import Realis, Stance
from reportedly.stories.marks import Mark, Party, Statement, Told, id_of, name_of
from reportedly.stories.origins import Kind, Origin

_LITTLE = np.dtype("<u8")
# Fast rather than small: it is read as often as it is written.
_LEVEL = 1
# Looking up is faster than asking the kinds themselves.
_STANCE = {str(stance): stance for stance in Stance}
_REALIS = {str(realis): realis for realis in Realis}
_KIND = {str(kind): kind for kind in Kind}


def packed(mark: Mark) -> tuple[bytes, bytes]:
    """The runs of words (little-endian 64-bit numbers), and the rest as compressed JSON."""
    told = [
        mark.credit,
        _origin_out(mark.origin),
        dict(mark.words),
        sorted(mark.title_names),
        [_told_out(event) for event in mark.events],
    ]
    # Half of a surrogate pair is kept as an escape, as JSON's ASCII has it.
    return mark.runs.astype(_LITTLE).tobytes(), zlib.compress(json.dumps(told, separators=(",", ":")).encode(), _LEVEL)


def unpacked(runs: bytes, told: bytes, *, name: str, day: date | None, outlet: str | None) -> Mark:
    """The mark again.

    Args:
        runs: the first cell.
        told: the second.
        name: the document's id.
        day: its day of publication.
        outlet: its publisher.
    """
    credit, origin, words, names, events = json.loads(zlib.decompress(told))
    return Mark(
        name, day, outlet, credit, _origin_in(origin), np.frombuffer(runs, dtype=_LITTLE), words, frozenset(names),
        tuple(_told_in(event, name) for event in events),
    )  # fmt: skip


def _told_out(event: Told) -> list[Any]:
    return [
        id_of(event.name), event.type, event.modes, event.trigger, event.start,
        [[p.name, p.country, p.sector] for p in event.actors], [[p.name, p.country, p.sector] for p in event.recipients],
        event.earliest and event.earliest.isoformat(), event.latest and event.latest.isoformat(),
        event.place, event.place_country,
        dict(event.words),
        [[s.speaker, _origin_out(s.origin), s.stance, s.realis, s.note] for s in event.statements],
    ]  # fmt: skip


def _told_in(row: list[Any], document: str) -> Told:
    id_, type_, modes, trigger, start, actors, recipients, *rest = row
    earliest, latest, place, country, words, statements = rest
    return Told(
        name_of(id_, document), type_, tuple(modes), trigger, start,
        tuple([_party(*p) for p in actors]), tuple([_party(*p) for p in recipients]),
        date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest) if latest else None, place, country,
        words,
        tuple([Statement(who, _origin_in(whose), _STANCE[s], _REALIS[r], note) for who, whose, s, r, note in statements]),
    )  # fmt: skip


def _origin_out(origin: Origin | None) -> list[str | None] | None:
    return [origin.key, origin.name, origin.kind, origin.country] if origin else None


def _origin_in(row: list[str] | None) -> Origin | None:
    return _origin(*row) if row else None


# The same few take part and speak again and again.
@lru_cache(maxsize=1 << 14)
def _party(name: str, country: str | None, sector: str | None) -> Party:
    return Party(name, country, sector)


@lru_cache(maxsize=1 << 14)
def _origin(key: str, name: str, kind: str, country: str | None) -> Origin:
    return Origin(key, name, _KIND[kind], country)
