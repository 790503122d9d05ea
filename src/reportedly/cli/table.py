"""A reading as a person reads it: a heading for the report, then a block for each event.

No line says that an event happened: the headline names it, and `status` says who stands behind it.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.cli.printable import on_one_line
from reportedly.cli.status import status
from reportedly.model import Actor, Document, Event, Reading, RelatedLink, When

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# Two or three lines of context at a hundred columns (characters).
CONTEXT = 240

# A terminal with fewer columns has no room for columns of its own.
NARROW = 60

_LABEL = 8
_INDENT = 3

# What each PLOVER type is called in the headline; a type of another codebook is shown by its own name.
_PLAIN = {
    "AGREE": "agreement or promise",
    "CONSULT": "talks or visit",
    "SUPPORT": "words of support",
    "CONCEDE": "concession in words",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "concession in deeds",
    "REQUEST": "request or demand",
    "ACCUSE": "accusation or criticism",
    "REJECT": "refusal",
    "THREATEN": "threat or warning",
    "PROTEST": "protest",
    "SANCTION": "reduced relations",
    "MOBILIZE": "show of force",
    "COERCE": "coercion",
    "ASSAULT": "attack",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled line of a block; `strong` is the part of `value` to be seen first."""

    label: str
    value: str
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One event: who, what and to whom on one line, then what is known of it."""

    headline: str
    rows: tuple[Row, ...]


def heading(document: Document) -> str:
    """The report's id, day of publication and title, as far as they are known."""
    return on_one_line(" · ".join(filter(None, [document.doc_id, str(document.published or ""), document.title])))


def block(event: Event, document: Document) -> Block:
    """What a person wants to see of an event; unknown rows are left out."""
    rows = [Row("status", on_one_line(status(event)))]
    if event.when:
        rows.append(Row("when", _when(event.when)))
    if event.place:
        rows.append(Row("where", on_one_line(str(event.place))))
    score = "" if event.score is None else f", score {event.score:g}"
    rows.append(Row("code", on_one_line(" ".join([event.type, *event.modes]) + score)))
    rows.append(Row("words", context(event, document), on_one_line(event.trigger.text)))
    return Block(on_one_line(f"{_parties(event)}: {_what(event)}"), tuple(rows))


def context(event: Event, document: Document, limit: int = CONTEXT) -> str:
    """The event's sentence, shortened around the trigger with “…” to about `limit` characters."""
    sentence, trigger = event.sentence, event.trigger
    before = on_one_line(document.text[min(sentence.start, trigger.start) : trigger.start])
    after = on_one_line(document.text[trigger.end : max(sentence.end, trigger.end)])
    words = on_one_line(trigger.text)
    room = max(limit - len(words), 0)
    left = max(room // 2, room - len(after))
    right = max(room // 2, room - len(before))
    return (_tail(before, left) + words + _head(after, right)).strip()


def plain(reading: Reading, *, width: int = 100) -> str:
    """The reading as lines of at most `width` characters (longer only for an unbreakable word), no colours."""
    lines = _wrapped(heading(reading.document), width, 0, 0)
    for number, found in enumerate(reading.events, 1):
        shown = block(found, reading.document)
        lines += ["", *_wrapped(f"{number}. {shown.headline}", width, 0, _INDENT)]
        for row in shown.rows:
            lines += _wrapped(f"{row.label:<{_LABEL}}{row.value}", width, _INDENT, _INDENT + _LABEL)
    for note in _notes(reading):
        lines += ["", *_wrapped(note, width, 0, _INDENT)]
    return "\n".join(lines) + "\n"


def show(reading: Reading, console: "Console") -> None:
    """Prints the reading on a terminal, in columns and with emphasis."""
    from rich.text import Text  # not needed where output is no terminal

    console.print(Text(heading(reading.document), style="bold underline"))
    for number, found in enumerate(reading.events, 1):
        shown = block(found, reading.document)
        console.print()
        console.print(_headline(number, shown.headline))
        console.print(_rows(shown.rows))
    for note in _notes(reading):
        console.print()
        console.print(Text(note, style="italic"))
    console.print()


def _rows(rows: tuple[Row, ...]) -> "RenderableType":
    from rich.padding import Padding  # as in show
    from rich.table import Table  # as in show
    from rich.text import Text  # as in show

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(min_width=_LABEL - 1, no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for row in rows:
        value = Text(row.value, style="green" if row.label == "status" else "")
        if row.strong:
            value.highlight_words([row.strong], style="bold")
        grid.add_row(row.label, value)
    return Padding(grid, (0, 0, 0, _INDENT))


def _headline(number: int, words: str) -> "RenderableType":
    from rich.table import Table  # as in show
    from rich.text import Text  # as in show

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(min_width=_INDENT - 1, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(f"{number}.", Text(words, style="bold"))
    return grid


def _notes(reading: Reading) -> Iterator[str]:
    if reading.failures:
        yield "not read to the end" if reading.events else "could not be read"
    elif not reading.events:
        yield "no events found"
    for link in reading.document.related:
        yield _see_also(link)


def _see_also(link: RelatedLink) -> str:
    return on_one_line(f"see also: {link.title}" + (f" <{link.url}>" if link.url else ""))


def _what(event: Event) -> str:
    return f"{_PLAIN.get(event.type, event.type)}, “{event.trigger.text}”"


def _parties(event: Event) -> str:
    who = _named(event.actors, " and " if not event.recipients else ", ")
    return f"{who} → {_named(event.recipients, ', ')}" if event.recipients else who


def _named(actors: tuple[Actor, ...], joint: str) -> str:
    return joint.join(str(actor) for actor in actors) or "(nobody named)"


def _when(when: When) -> str:
    quoted = f"“{when.span.text}”"
    if when.earliest is None and when.latest is None:
        return on_one_line(quoted)
    return on_one_line(f"{_days(when)} ({quoted})")


def _days(when: When) -> str:
    if when.earliest == when.latest:
        return str(when.earliest)
    if when.earliest is None:
        return f"by {when.latest}"
    return f"from {when.earliest}" if when.latest is None else f"{when.earliest} to {when.latest}"


def _tail(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[len(text) - room :] if room else ""
    return "… " + (kept[kept.find(" ") + 1 :] if " " in kept.rstrip() else kept)


def _head(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[:room]
    return (kept[: kept.rfind(" ")] if " " in kept.lstrip() else kept) + " …"


def _wrapped(text: str, width: int, first: int, later: int) -> list[str]:
    lines = textwrap.wrap(
        text,
        width=max(width, later + _LABEL),
        initial_indent=" " * first,
        subsequent_indent=" " * later,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [""]
