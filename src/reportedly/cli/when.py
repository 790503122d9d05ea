"""`reportedly when`: a time expression in, the days it means and the rule that decided out."""

import json
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from reportedly.cli.options import day, settings_with, standard_input
from reportedly.cli.printable import printable
from reportedly.errors import UsageError

if TYPE_CHECKING:
    from reportedly.model import When

_HELP = """Show which days a time expression means.

TEXT is the expression (“late Tuesday”).  With --in it is read where it stands, by the verbs and the dates told
before it.  With --jsonl FILE, lines {"text": …, "published": …} are read, and optionally "sentence", and each gives
one line, in order; - is standard input."""

_EXAMPLES = """\b
Examples:
  reportedly when "late Tuesday" --on 2024-10-24
  reportedly when "on Friday" --on 2024-10-24 --in "They will meet on Friday."
  reportedly when --jsonl expressions.jsonl

Exit status: 0 done; 1 done, but some lines failed; 2 wrong usage."""


@click.command("when", help=_HELP, epilog=_EXAMPLES, short_help="Show which days a time expression means.")
@click.argument("text", metavar="TEXT", required=False)
@click.option(
    "--on", metavar="DATE", callback=day, help="The day of publication, YYYY-MM-DD; without it relative times stay open."
)
@click.option("--in", "sentence", metavar="SENTENCE", help="The words in which TEXT stands.")
@click.option("--jsonl", metavar="FILE", help="Read expressions from a JSON Lines file and answer in JSON Lines.")
def command(text: str | None, on: date | None, sentence: str | None, jsonl: str | None) -> int:
    """Reads and prints."""
    if (text is None) == (jsonl is None):
        raise UsageError("Neither or both of TEXT and --jsonl are given.", hint="one of them: reportedly when --help")
    if jsonl is not None:
        return _lines(jsonl)
    assert text is not None  # noqa: S101  # told apart above
    if sentence is not None and text not in sentence:
        raise UsageError(f"{text!r} does not stand in {sentence!r}.", hint="give TEXT as it stands in the sentence")
    from reportedly.reading.times.reasons import REASONS  # --help starts without it

    click.echo(printable(text) + (f", published {on:%A} {on}" if on else ", day of publication unknown"))
    when = _meaning(text, on, sentence)
    if when is None:
        click.echo("   means  no calendar date: it names no time, or only how long something lasted")
        return 0
    click.echo(f"   means  {_days(when)}")
    click.echo(f"   grain  {when.granularity}")
    click.echo(f"   rule   {when.rule}: {REASONS[when.rule]}")
    return 0


def _meaning(text: str, on: date | None, sentence: str | None) -> "When | None":
    from reportedly.reading import times  # --help starts without it

    if sentence is None:
        return times.resolve(text, on)
    start = sentence.index(text)
    return times.within(sentence, start, start + len(text), on)


def _days(when: "When") -> str:
    if when.granularity == "vague":
        return "no calendar date"
    if when.earliest == when.latest:
        return f"{when.earliest:%A} {when.earliest}" if when.earliest else "open: give the day of publication with --on"
    first = f"{when.earliest:%A} {when.earliest}" if when.earliest else "nobody knows when"
    last = f"{when.latest:%A} {when.latest}" if when.latest else "nobody knows when"
    return f"{first} to {last}"


def _lines(path: str) -> int:
    from reportedly.model import Failure  # --help starts without it
    from reportedly.sources import read_expressions  # as above

    status = 0
    for row in read_expressions(path, stdin=standard_input(), max_chars=settings_with().max_chars):
        if isinstance(row, Failure):
            click.echo(f"{printable(row.message)}\nTry: {printable(row.hint)}", err=True)
            status = 1
            answer = None
        else:
            answer = _meaning(row.text, row.published, row.sentence)
        sys.stdout.write(json.dumps(_record(answer)) + "\n")
    sys.stdout.flush()
    return status


def _record(when: "When | None") -> dict[str, str | None]:
    """What is vague has no dates."""
    if when is None:
        return {"earliest": None, "latest": None, "granularity": None, "rule": None}
    dated = when.granularity != "vague"
    return {
        "earliest": when.earliest.isoformat() if dated and when.earliest else None,
        "latest": when.latest.isoformat() if dated and when.latest else None,
        "granularity": str(when.granularity),
        "rule": when.rule,
    }
