"""A reading as rows of the tables: what can be asked for without opening the reading itself.

Lists in one cell are words with a blank between (codes) or lines (names); unknown is NULL.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert

from reportedly.model import Actor, Claim, Document, Event, Reading

Row = dict[str, Any]


def revision_id(document: Document) -> str:
    """The id of what a document came with: its text, date, title, address and publisher; 32 hexadecimal digits."""
    facts = [document.doc_id, document.sha256, str(document.published), document.title, document.url, document.publisher]
    told = "\x1f".join("\x00" if fact is None else fact for fact in facts)
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def former_id(id_: str, number: int) -> str:
    """The id of a revision whose reading was replaced by another one of the same text."""
    return hashlib.blake2b(f"{id_}\x1f{number}".encode(), digest_size=16).hexdigest()


def storable(row: Row) -> Row:
    """The row without what a database's text cannot hold: NUL becomes U+FFFD, and half of a surrogate pair “?”."""
    return {name: _storable(value) if isinstance(value, str) else value for name, value in row.items()}


def _storable(value: str) -> str:
    if value.isascii() and "\x00" not in value:
        return value
    return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def insert_many(connection: Connection, table: Table, found: Sequence[Row]) -> None:
    """Inserts rows of numbers, plain texts, days and `None` that all have the same columns.

    In SQLite past SQLAlchemy's handling of each value, which takes longer than the writing itself.
    """
    if not found:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), found)
        return
    names = list(found[0])
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    told = [tuple([v.isoformat() if type(v) is date else v for v in row.values()]) for row in found]
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})', told)  # noqa: S608  # names of ours


def packed(line: str) -> bytes:
    """A line of JSON as it is kept."""
    return zlib.compress(line.encode("utf-8"))


def unpacked(kept: bytes) -> str:
    """The line again.

    Raises:
        ValueError: these bytes were never a line.
    """
    try:
        return zlib.decompress(kept).decode("utf-8")
    except zlib.error as error:
        raise ValueError(str(error)) from error


def revision(reading: Reading, line: str, run: int) -> Row:
    """The row of a revision."""
    document = reading.document
    return storable({
        "id": revision_id(document), "doc_id": document.doc_id, "current": True, "sha256": document.sha256,
        "published": document.published, "title": document.title, "url": document.url, "publisher": document.publisher,
        "language": document.language, "reading": packed(line), "run": run,
    })  # fmt: skip


def event(event_: Event, document: Document, revision_: int) -> Row:
    """The row of an event."""
    when, place = event_.when, event_.place
    return storable({
        "revision": revision_, "id": event_.id, "type": event_.type, "modes": " ".join(event_.modes),
        "contexts": " ".join(event_.contexts), "quad": event_.quad, "score": event_.score, "trigger": event_.trigger.text,
        "sentence": document.quote(event_.sentence), "start": event_.trigger.start,
        "earliest": when.earliest if when else None, "latest": when.latest if when else None,
        "granularity": str(when.granularity) if when else None, "place": place.name if place else None,
        "place_country": place.country if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "confidence": event_.confidence,
    })  # fmt: skip


def parties(event_: Event, number: int) -> Iterator[Row]:
    """The rows of an event's parties."""
    for side, actors in (("actor", event_.actors), ("recipient", event_.recipients)):
        for position, actor in enumerate(actors):
            yield {
                "event": number, "side": side, "position": position, "name": actor.name, "country": actor.country,
                "sectors": " ".join(actor.sectors),
            }  # fmt: skip


def claim(claim_: Claim, number: int, position: int) -> Row:
    """The row of a claim."""
    speaker = claim_.speaker
    return {
        "event": number, "position": position, "speaker": speaker.name if speaker else None,
        "country": speaker.country if speaker else None, "sectors": " ".join(speaker.sectors) if speaker else "",
        "via": _names(claim_.via), "stance": str(claim_.stance), "realis": str(claim_.realis),
        "cue": claim_.cue.text if claim_.cue else None, "confidence": claim_.confidence, "note": claim_.note,
    }  # fmt: skip


def attributions(reading: Reading, revision_: int) -> Iterator[Row]:
    """The rows of a reading's attributions."""
    for position, found in enumerate(reading.attributions):
        told = {
            part: " … ".join(span.text for span in spans)
            for part, spans in (("source", found.source), ("cue", found.cue), ("content", found.content))
        }
        yield {"revision": revision_, "position": position, **told}


def places(reading: Reading, revision_: int) -> Iterator[Row]:
    """The rows of the places a reading names."""
    for position, place in enumerate(reading.places):
        yield {
            "revision": revision_, "position": position, "text": place.span.text, "name": place.name, "country": place.country,
            "lat": place.lat, "lon": place.lon, "precision": str(place.precision),
        }  # fmt: skip


def _names(actors: Sequence[Actor]) -> str:
    return "\n".join(actor.name for actor in actors)
