"""`reportedly who`: the words that name an actor in, country, sector, person and the reasons out."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.options import day, model_option, settings_with
from reportedly.cli.printable import printable
from reportedly.errors import UsageError

if TYPE_CHECKING:
    from reportedly.model import Who

_HELP = """Show whom the words that name an actor stand for on a day, and why.

WORDS is the name, title or group (“Seoul's National Security Adviser Shin Won-sik”).  With --in it is read where it
stands: “he” and “the minister” are whoever was told of before.  Your own actors are read from the folder
REPORTEDLY_ACTORS: CSV tables and Follow-the-Money JSON lines."""

_EXAMPLES = """\b
Examples:
  reportedly who "Seoul's National Security Adviser Shin Won-sik" --on 2024-10-23
  reportedly who "the French president" --on 2009-05-14
  reportedly who "he" --in "President Abe met aides. Later he left for Osaka." --on 2015-03-02
  reportedly who "the Kremlin" --format jsonl

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""


@click.command("who", help=_HELP, epilog=_EXAMPLES, short_help="Show whom the words that name an actor stand for.")
@click.argument("words", metavar="WORDS")
@click.option("--on", metavar="DATE", callback=day, help="The day of publication, YYYY-MM-DD; offices are told as of it.")
@click.option("--in", "text", metavar="TEXT", help="The text in which WORDS stand.")
@click.option(
    "--actors", metavar="FOLDER", type=click.Path(path_type=Path), help="Actors of your own (or set REPORTEDLY_ACTORS)."
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="How to print.")
@model_option
def command(words: str, on: date | None, text: str | None, actors: Path | None, form: str, model: str | None) -> int:
    """Resolves and prints."""
    text = words if text is None else text
    if not words.strip() or words not in text:
        raise UsageError(f"{words!r} does not stand in {text!r}.", hint="give WORDS as they stand in the text")
    from dataclasses import replace  # --help starts without it

    from reportedly.model import Document  # as above
    from reportedly.reader import Reader  # as above

    settings = settings_with(model)
    settings = replace(settings, actors=actors) if actors else settings
    start = text.index(words)
    found = Reader(settings).who(Document("who", text, on), start, start + len(words))
    if form == "jsonl":
        from reportedly.export.jsonl import to_line, who_to_json  # --help starts without it

        sys.stdout.buffer.write(b"".join(to_line(who_to_json(who)).encode() + b"\n" for who in found))
        sys.stdout.flush()
        return 0
    click.echo(printable(words) + (f", on {on}" if on else ", on no day given: offices as they were last told"))
    for who in found:
        click.echo("\n".join(_lines(who)))
    if not found:
        click.echo("   nobody: no table, title, name or nation stands in these words")
    return 0


def _lines(who: "Who") -> list[str]:
    actor = who.actor
    lines = [
        f"   is       {printable(actor.name)}",
        f"   country  {actor.country or 'unknown'}",
        f"   sector   {', '.join(actor.sectors) or 'unknown'}",
    ]
    if who.person:
        lines.append(f"   person   {printable(who.person)}, {who.confidence:.0%} sure")
    return lines + [f"   because  {printable(reason)}" for reason in who.reasons]
