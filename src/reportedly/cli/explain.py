"""`reportedly explain`: why an event is coded as it is, with the words it rests on."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reportedly.cli.options import confidence_option, day, model_option, settings_with, standard_input
from reportedly.cli.printable import on_one_line
from reportedly.errors import InputError, UsageError
from reportedly.model import Document, Event, Failure

if TYPE_CHECKING:
    from datetime import date

    from reportedly.models import Neighbour
    from reportedly.reader import Reader
    from reportedly.reading.explanations import Explanation

_HELP = """Show the evidence for an event: its sentence with the parties marked, the types it may be with their
probabilities, the rule or the trained coder that decided, and the training sentences most like it.

FILE is what `reportedly read` takes; the event's id stands in the output of `reportedly read --format
jsonl`, and its first few characters will do. Without --event every event is explained, those too that
the threshold leaves out."""

_EXAMPLES = """\b
Examples:
  reportedly explain report.txt --published 2024-10-23
  reportedly explain report.txt --event 3f9a1c
  reportedly explain reports.jsonl --event 3f9a1c --format jsonl

Exit status: 0 done; 1 a document failed; 2 wrong usage; 3 something the machine lacks."""

_LABEL = 10
# Types less likely than this are not worth a look.
_FAINT = 0.01


@click.command("explain", help=_HELP, epilog=_EXAMPLES, short_help="Show the evidence for an event.")
@click.argument("file", metavar="FILE")
@click.option("--event", "event_id", metavar="ID", help="The id of one event, or its first characters.")
@click.option("--published", metavar="DATE", callback=day, help="The day of publication, as for `reportedly read`.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="text to look at, jsonl (one explanation a line) to work with.",
)
@model_option
@confidence_option
def command(
    file: str, event_id: str | None, published: "date | None", format_: str, model: str | None, min_confidence: float | None
) -> int:
    """Explains and prints; the exit status is 1 if a document failed."""
    from reportedly.sources import read_paths  # --help starts without it

    settings = settings_with(model, min_confidence)
    items = tuple(read_paths((file,), published=published, stdin=standard_input(), max_chars=settings.max_chars))
    from reportedly.reader import Reader  # loads spaCy, and only once the call is known to be right

    reader = Reader(settings)
    ids: list[str] = []
    failed = shown = False
    for item in items:
        found = _explained(reader, item)
        if found is None or isinstance(item, Failure):
            failed = True
            continue
        ids += [e.event.id for e in found]
        for explanation in found:
            if event_id is None or explanation.event.id.startswith(event_id):
                shown = True
                _print(item, explanation, reader.neighbours(item, explanation.event), format_)
    if event_id is not None and not shown:
        raise UsageError(f"There is no event {event_id!r} in {file}.", hint=f"one of {', '.join(ids)}" if ids else "another file")
    return int(failed)


def _explained(reader: "Reader", item: Document | Failure) -> "tuple[Explanation, ...] | None":
    """The explanations of one item; one that cannot be read is named on standard error."""
    try:
        if isinstance(item, Document):
            return reader.explain(item)
        message, hint = item.message, item.hint
    except InputError as error:
        message, hint = error.message, error.hint
    click.echo(f"{on_one_line(item.doc_id)}: {message}\n  Try: {hint}", err=True)
    return None


def _print(document: Document, explanation: "Explanation", nearest: "Sequence[Neighbour]", format_: str) -> None:
    if format_ == "jsonl":
        from reportedly.export.jsonl import explanation_to_json, to_line  # only where it is asked for

        sys.stdout.buffer.write(to_line(explanation_to_json(document, explanation, nearest)).encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        click.echo("\n".join(lines(document, explanation, nearest)) + "\n")


def lines(document: Document, explanation: "Explanation", nearest: "Sequence[Neighbour]") -> list[str]:
    """The explanation as a person reads it."""
    from reportedly.cli.status import status  # --help starts without it

    event = explanation.event
    kept = "" if explanation.kept else ", below the threshold: left out"
    out = [f"{event.id}  {' '.join([event.type, *event.modes])}  confidence {event.confidence:g}{kept}"]
    out += _row("sentence", marked(document, event))
    out += _row("status", status(event))
    out += _row("decided", explanation.decided + (f"; then {explanation.because}" if explanation.because else ""))
    if explanation.rule:
        out += _row("rule", f"{explanation.rule} → {explanation.rule_type}, weight {explanation.rule_weight:g}")
    if explanation.types:
        out += _row("types", " · ".join(f"{name} {p:.2f}" for name, p in _with_rest(explanation.types)))
        out += _row("modes", " · ".join(f"{name or 'none'} {p:.2f}" for name, p in explanation.modes[:3]))
    for role in explanation.roles:
        if role.became or max(role.actor or 0.0, role.recipient or 0.0) >= _FAINT:
            chance = "" if role.actor is None else f", as actor {role.actor:.2f}, as recipient {role.recipient:.2f}"
            out += _row("party", f"“{role.span.text}” {role.became or 'plays no part'}{chance}")
    for neighbour in nearest:
        text, start, end = neighbour.text, neighbour.start, neighbour.end
        code = " ".join(filter(None, [neighbour.type, neighbour.mode]))
        out += _row("like", f"{neighbour.similarity:.2f} {code}: {text[:start]}[{text[start:end]}]{text[end:]}")
    return out


def _with_rest(types: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    told = [(name, p) for name, p in types if p >= _FAINT]
    return sorted([*told, ("no event", max(0.0, 1.0 - sum(p for _, p in types)))], key=lambda t: -t[1])


def _row(label: str, value: str) -> list[str]:
    import textwrap  # as above

    start = f"   {label:<{_LABEL}}"
    return textwrap.wrap(on_one_line(value), 100, initial_indent=start, subsequent_indent=" " * len(start)) or [start]


def marked(document: Document, event: Event) -> str:
    """The event's sentence with its words in brackets: T the trigger, A an actor, R a recipient."""
    spans = [("T", event.trigger), *(("A", a.span) for a in event.actors), *(("R", r.span) for r in event.recipients)]
    inside = sorted({(s.start, s.end, kind) for kind, s in spans if event.sentence.covers(s)})
    text, out, at = document.text, "", event.sentence.start
    for start, end, kind in inside:
        if start >= at:
            out += f"{text[at:start]}[{kind} {text[start:end]}]"
            at = end
    return out + text[at : event.sentence.end]
