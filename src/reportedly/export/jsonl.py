r"""Readings as JSON Lines, and back without loss.

Knows the contract `reportedly.reading/1`: one reading a line, offsets in Unicode code points into
`document.text`, end-exclusive, unknown as `null`.  What would end a line for some reader (U+0085,
U+2028, U+2029) and what UTF-8 cannot hold (a lone surrogate) is written as a `\u` escape, so that a
line is a line everywhere.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from reportedly.errors import InputError
from reportedly.model import (
    Actor,
    Attribution,
    Claim,
    Document,
    Event,
    Failure,
    Granularity,
    PairCode,
    Place,
    Precision,
    Reading,
    Realis,
    RelatedLink,
    Span,
    Stance,
    When,
    Who,
)

if TYPE_CHECKING:
    from reportedly.models import Neighbour
    from reportedly.reading.explanations import Explanation

Json: TypeAlias = dict[str, Any]

SCHEMA = "reportedly.reading/1"

_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def dumps(record: Reading | PairCode) -> str:
    """The record as one line of JSON, without the line's end.

    Raises:
        ValueError: a number is not finite, which JSON cannot say.
    """
    value = reading_to_json(record) if isinstance(record, Reading) else pair_to_json(record)
    return to_line(value)


def loads(line: str) -> Reading:
    """The reading on a line that `dumps` wrote.

    Raises:
        InputError: the line is not JSON, or not a reading.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"The line is not JSON: {error}.", hint=_HINT) from error
    if not isinstance(value, dict):
        raise InputError("The line holds no JSON object.", hint=_HINT)
    return reading_from_json(value)


def to_line(value: Mapping[str, Any]) -> str:
    """Any JSON object as one line that every reader takes for one line."""
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, allow_nan=False))


def reading_to_json(reading: Reading) -> Json:
    """The reading as the contract has it."""
    return {
        "schema": SCHEMA,
        "doc_id": reading.document.doc_id,
        "document": _document_to_json(reading.document),
        "events": [_event_to_json(event) for event in reading.events],
        "attributions": [_attribution_to_json(attribution) for attribution in reading.attributions],
        "places": [_place_to_json(place) for place in reading.places],
        "times": [_when_to_json(when) for when in reading.times],
        "failures": [{"doc_id": f.doc_id, "message": f.message, "hint": f.hint} for f in reading.failures],
    }


def explanation_to_json(document: Document, explanation: "Explanation", nearest: "Sequence[Neighbour]") -> Json:
    """An explanation with its event, each span with its words; the training sentences most like it, nearest first."""
    return {
        "doc_id": document.doc_id,
        "event": _event_to_json(explanation.event),
        "words": document.quote(explanation.event.sentence),
        "kept": explanation.kept,
        "decided": explanation.decided,
        "because": explanation.because,
        "rule": explanation.rule
        and {"words": explanation.rule, "type": explanation.rule_type, "weight": explanation.rule_weight},
        "types": [{"type": name, "probability": p} for name, p in explanation.types],
        "modes": [{"mode": name, "probability": p} for name, p in explanation.modes],
        "parties": [
            {**_span_to_json(r.span), "actor": r.actor, "recipient": r.recipient, "became": r.became} for r in explanation.roles
        ],
        "nearest": [asdict(neighbour) for neighbour in nearest],
    }


def reading_from_json(value: Mapping[str, Any]) -> Reading:
    """The reading that `reading_to_json` gave `value` for.

    Raises:
        InputError: the schema is another, a field is missing, or a value is none of the contract's.
    """
    if value.get("schema") != SCHEMA:
        raise InputError(f"The schema is {value.get('schema')!r}, not {SCHEMA!r}.", hint=_HINT)
    try:
        document = _document_from_json(value["doc_id"], value["document"])
        return Reading(
            document=document,
            events=tuple(_event_from_json(event, document) for event in value["events"]),
            attributions=tuple(_attribution_from_json(found, document) for found in value["attributions"]),
            places=tuple(_place_from_json(place) for place in value["places"]),
            times=tuple(_when_from_json(when) for when in value["times"]),
            failures=tuple(Failure(f["doc_id"], f["message"], f["hint"]) for f in value["failures"]),
        )
    except KeyError as error:
        raise InputError(f"The reading {value.get('doc_id')!r} lacks {error.args[0]!r}.", hint=_HINT) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"The reading {value.get('doc_id')!r} is malformed: {error}.", hint=_HINT) from error


def pair_to_json(code: PairCode) -> Json:
    """The coded relation of one pair as `reportedly classify` prints it."""
    return {"id": code.id, "type": code.type, "modes": list(code.modes), "score": code.score}


_HINT = "a line that `reportedly read --format jsonl` printed"


def who_to_json(who: Who) -> Json:
    """What a mention is taken for, with the person, the confidence and the reasons."""
    return _actor_to_json(who.actor) | {"person": who.person, "confidence": who.confidence, "reasons": list(who.reasons)}


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _span_to_json(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _span_from_json(value: Mapping[str, Any]) -> Span:
    return Span(value["start"], value["end"], value["text"])


def _day_from_json(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _day_to_json(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _document_to_json(document: Document) -> Json:
    return {
        "url": document.url,
        "publisher": document.publisher,
        "title": document.title,
        "published": _day_to_json(document.published),
        "language": document.language,
        "sha256": document.sha256,
        "text": document.text,
        "related": [_span_to_json(link.span) | {"title": link.title, "url": link.url} for link in document.related],
    }


def _document_from_json(doc_id: str, value: Mapping[str, Any]) -> Document:
    return Document(
        doc_id=doc_id,
        text=value["text"],
        published=_day_from_json(value["published"]),
        title=value["title"],
        url=value["url"],
        publisher=value["publisher"],
        language=value["language"],
        related=tuple(RelatedLink(_span_from_json(link), link["title"], link["url"]) for link in value["related"]),
    )


def _actor_to_json(actor: Actor) -> Json:
    named = {"name": actor.name, "id": actor.id, "country": actor.country, "sectors": list(actor.sectors)}
    return _span_to_json(actor.span) | named


def _actor_from_json(value: Mapping[str, Any]) -> Actor:
    return Actor(_span_from_json(value), value["name"], value["country"], tuple(value["sectors"]), value["id"])


def _when_to_json(when: When) -> Json:
    return {
        "earliest": _day_to_json(when.earliest),
        "latest": _day_to_json(when.latest),
        "granularity": when.granularity.value,
        **_span_to_json(when.span),
        "rule": when.rule,
    }


def _when_from_json(value: Mapping[str, Any]) -> When:
    return When(
        span=_span_from_json(value),
        earliest=_day_from_json(value["earliest"]),
        latest=_day_from_json(value["latest"]),
        granularity=Granularity(value["granularity"]),
        rule=value["rule"],
    )


def _place_to_json(place: Place) -> Json:
    return _span_to_json(place.span) | {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonames_id": place.geonames_id,
        "precision": place.precision.value,
    }


def _place_from_json(value: Mapping[str, Any]) -> Place:
    return Place(
        span=_span_from_json(value),
        name=value["name"],
        country=value["country"],
        lat=value["lat"],
        lon=value["lon"],
        geonames_id=value["geonames_id"],
        precision=Precision(value["precision"]),
    )


def _claim_to_json(claim: Claim) -> Json:
    return {
        "speaker": _actor_to_json(claim.speaker) if claim.speaker else None,
        "via": [_actor_to_json(source) for source in claim.via],
        "stance": claim.stance.value,
        "realis": claim.realis.value,
        "cue": _span_to_json(claim.cue) if claim.cue else None,
        "confidence": claim.confidence,
        "note": claim.note,
        "declined": [_actor_to_json(source) for source in claim.declined],
    }


def _claim_from_json(value: Mapping[str, Any]) -> Claim:
    return Claim(
        speaker=_actor_from_json(value["speaker"]) if value["speaker"] else None,
        via=tuple(_actor_from_json(source) for source in value["via"]),
        stance=Stance(value["stance"]),
        realis=Realis(value["realis"]),
        cue=_span_from_json(value["cue"]) if value["cue"] else None,
        confidence=value["confidence"],
        note=value.get("note"),
        declined=tuple(_actor_from_json(source) for source in value.get("declined", ())),
    )


def _event_to_json(event: Event) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "quad": event.quad,
        "score": event.score,
        "trigger": _span_to_json(event.trigger),
        "sentence": {"start": event.sentence.start, "end": event.sentence.end},
        "actors": [_actor_to_json(actor) for actor in event.actors],
        "recipients": [_actor_to_json(recipient) for recipient in event.recipients],
        "when": _when_to_json(event.when) if event.when else None,
        "place": _place_to_json(event.place) if event.place else None,
        "confidence": event.confidence,
        "claims": [_claim_to_json(claim) for claim in event.claims],
    }


def _event_from_json(value: Mapping[str, Any], document: Document) -> Event:
    return Event(
        id=value["id"],
        type=value["type"],
        modes=tuple(value["modes"]),
        contexts=tuple(value["contexts"]),
        quad=value["quad"],
        score=value["score"],
        trigger=_span_from_json(value["trigger"]),
        sentence=document.span(value["sentence"]["start"], value["sentence"]["end"]),
        actors=tuple(_actor_from_json(actor) for actor in value["actors"]),
        recipients=tuple(_actor_from_json(recipient) for recipient in value["recipients"]),
        when=_when_from_json(value["when"]) if value["when"] else None,
        place=_place_from_json(value["place"]) if value["place"] else None,
        confidence=value["confidence"],
        claims=tuple(_claim_from_json(claim) for claim in value["claims"]),
    )


def _pieces_to_json(pieces: tuple[Span, ...]) -> list[list[int]]:
    return [[piece.start, piece.end] for piece in pieces]


def _attribution_to_json(attribution: Attribution) -> Json:
    return {
        "source": _pieces_to_json(attribution.source),
        "cue": _pieces_to_json(attribution.cue),
        "content": _pieces_to_json(attribution.content),
    }


def _attribution_from_json(value: Mapping[str, Any], document: Document) -> Attribution:
    def pieces(role: str) -> tuple[Span, ...]:
        return tuple(document.span(start, end) for start, end in value[role])

    return Attribution(pieces("source"), pieces("cue"), pieces("content"))
