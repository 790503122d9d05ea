"""Linked events and stories as a person reads them; nothing here says that an event happened."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reportedly.cli.printable import on_one_line
from reportedly.stories.marks import id_of

if TYPE_CHECKING:
    from reportedly.query import ClaimLine, EventPage, LinkedEvent, OpenPair, Party, StoryPage
    from reportedly.store.judging import Judgement
    from reportedly.stories.ledger import Ledger
    from reportedly.stories.numbers import Counted
    from reportedly.stories.origins import Origin

_WIDTH = 100
_INDENT = 3
_LABEL = 9
_NAMED = 4


def event_lines(event: "LinkedEvent") -> Iterator[str]:
    """A linked event in short: its id and days, who and whom, how it stands."""
    yield on_one_line(f"{event.id} · {_days(event.first, event.last)} · {_headline(event)}")
    yield from _wrapped(f"{_standing(event)} · {_many(event.reports, 'report')}", _INDENT)


def page_lines(page: "EventPage") -> Iterator[str]:
    """A linked event in full: each side with its origins, each origin with its claims."""
    event, ledger = page.event, page.ledger
    yield on_one_line(f"{event.id} · {_headline(event)}")
    yield from _row("status", str(ledger) if ledger else event.status)
    yield from _row("reported", f"{_days(event.first, event.last)}, {_many(event.reports, 'report')}")
    if event.earliest and event.latest:
        yield from _row("when", _days(event.earliest, event.latest))
    if event.place:
        yield from _row("where", f"{event.place} [{event.place_country}]" if event.place_country else event.place)
    if ledger:
        yield from _changes(ledger)
        yield from _sides(page, ledger)
    yield from _numbers(page.numbers)
    for judgement in page.judgements:
        yield from _row("judged", judgement_line(judgement))


def story_lines(page: "StoryPage") -> Iterator[str]:
    """A story: its reports, and what is told in most of them."""
    yield f"story {on_one_line(page.id)} · {_many(len(page.reports), 'report')}"
    for report in page.reports:
        copied = f" (copied from {report.copied_from})" if report.copied_from else ""
        named = " · ".join(filter(None, [str(report.day or "no date"), report.id, report.outlet, report.title]))
        yield from _wrapped(on_one_line(named + copied), _INDENT)
    if page.events:
        yield ""
        yield "events"
    for event in page.events:
        for line in event_lines(event):
            yield " " * _INDENT + line


def pair_lines(pair: "OpenPair") -> Iterator[str]:
    """Two tellings that may be one event."""
    yield f"{pair.left.event} {pair.right.event} · {pair.score:.0%} likely the same"
    for claim in (pair.left, pair.right):
        yield from _wrapped(f"{_said_in(claim)}: {_quoted(claim)}", _INDENT)


def judgement_line(judgement: "Judgement") -> str:
    """A judgement in a line: what, by whom, when, and whether it still holds."""
    what = {"same": "the same event", "different": "not the same event", "unsure": "unsure whether the same"}.get(
        str(judgement.verdict), f"corrected: {_correction(judgement)}"
    )
    ids = " and ".join(id_of(name) if name else "(waits: not found in what is stored now)" for name in judgement.names)
    undone = f"; undone by {judgement.undone_by}, {judgement.undone:%Y-%m-%d}" if judgement.undone else ""
    return on_one_line(f"{judgement.n}. {ids}: {what}, {judgement.who}, {judgement.at:%Y-%m-%d %H:%M} UTC{undone}")


def _correction(judgement: "Judgement") -> str:
    told = judgement.correction
    if told is None:
        return ""
    parties = ", ".join(f"{p.name} [{p.country}]" if p.country else p.name for p in told.parties)
    value = (
        told.type or told.place or parties or (f"{told.speaker or 'the report itself'} {told.stance}" if told.stance else "none")
    )
    return f"{told.part} {value}"


def _headline(event: "LinkedEvent") -> str:
    who = _parties(event.actors) or "(nobody named)"
    whom = f" → {_parties(event.recipients)}" if event.recipients else ""
    return f"{event.type}: {who}{whom}"


def _parties(parties: Sequence["Party"]) -> str:
    shown = [f"{p.name} [{p.country}]" if p.country else p.name for p in parties[:_NAMED]]
    more = [f"{len(parties) - _NAMED} more"] if len(parties) > _NAMED else []
    return ", ".join(shown + more)


def _standing(event: "LinkedEvent") -> str:
    """“contested: asserted by South Korea; denied by North Korea”; who is unknown is not counted."""
    status = f"{event.status} ({event.origins} independent origins)" if event.status == "corroborated" else event.status
    sides = (("asserted", event.asserted), ("denied", event.denied), ("doubted", event.doubted))
    told = "; ".join(f"{verb} by {_several(names)}" for verb, names in sides if names)
    return f"{status}: {told}" if told else f"{status}: by unknown origins"


def _several(names: Sequence[str]) -> str:
    shown = list(names[:_NAMED]) + ([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])
    return ", ".join(shown)


def _changes(ledger: "Ledger") -> Iterator[str]:
    if len(ledger.changes) > 1:
        yield from _row("changed", " → ".join(f"{c.day or 'no date'} {c.status}" for c in ledger.changes))


def _sides(page: "EventPage", ledger: "Ledger") -> Iterator[str]:
    for verb, stance, origins in (
        ("asserted", "asserts", ledger.asserted), ("denied", "denies", ledger.denied), ("doubted", "doubts", ledger.doubted)
    ):  # fmt: skip
        claims = [c for c in page.claims if c.stance == stance and c.note is None]
        if claims:
            yield ""
            yield f"{verb} by"
        for origin in origins:
            yield from _origin(origin, [c for c in claims if c.origin and c.origin.key == origin.key])
        unknown = [c for c in claims if c.origin is None]
        if unknown:
            yield " " * _INDENT + "unknown origin"
            yield from _claims(unknown)
    declined = [c for c in page.claims if c.note]
    if declined:
        yield ""
        yield "declined to say"
        yield from _claims(declined)


def _origin(origin: "Origin", claims: Sequence["ClaimLine"]) -> Iterator[str]:
    stands = next((str(c.interest) for c in claims if c.interest), "")
    kind = on_one_line(f"{origin.name} ({origin.kind}{', ' + stands if stands else ''})")
    yield " " * _INDENT + kind
    yield from _claims(claims)


def _claims(claims: Iterable["ClaimLine"]) -> Iterator[str]:
    seen = set()
    for claim in claims:
        speaker = f" {claim.speaker}" if claim.speaker else " the report itself"
        via = f", via {', '.join(claim.via)}" if claim.via else ""
        realis = "" if claim.realis == "actual" else f", {claim.realis}"
        line = on_one_line(f"{_said_in(claim)},{speaker}{via}{realis}: {_quoted(claim)}")
        if line not in seen:
            seen.add(line)
            yield from _wrapped(line, 2 * _INDENT)


def _said_in(claim: "ClaimLine") -> str:
    named = " ".join(filter(None, [str(claim.day or "no date"), claim.report, claim.outlet and f"({claim.outlet})"]))
    return named + (f" [copied from {claim.copied_from}]" if claim.copied_from else "")


def _quoted(claim: "ClaimLine") -> str:
    """The sentence, shortened around the trigger."""
    words, at = on_one_line(claim.words), on_one_line(claim.words).find(on_one_line(claim.trigger))
    room = 200
    if len(words) <= room or at < 0:
        return f"“{words if len(words) <= room else words[:room] + ' …'}”"
    start, end = max(0, at - room // 2), min(len(words), at + room // 2)
    left = words[start:at] if not start else "… " + words[start:at].partition(" ")[2]
    right = words[at:end] if end == len(words) else words[at:end].rpartition(" ")[0] + " …"
    return f"“{left}{right}”"


def _numbers(numbers: Sequence["Counted"]) -> Iterator[str]:
    for n, counted in enumerate(numbers):
        if n == 0:
            yield ""
            yield "numbers that differ"
        told = "; ".join(f"{number:,g} ({', '.join(who)})" for number, who in counted.numbers)
        yield from _wrapped(on_one_line(f"{counted.of}: {told}"), _INDENT)


def _row(label: str, value: str) -> Iterator[str]:
    yield from _wrapped(f"{label:<{_LABEL}}{on_one_line(value)}", _INDENT, _INDENT + _LABEL)


def _wrapped(text: str, indent: int, later: int | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (later or indent + _INDENT),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return str(first or last or "no date")
    return str(first) if first == last else f"{first} to {last}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
