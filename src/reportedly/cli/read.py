"""`reportedly read`: reports in, events with their claims out."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from reportedly.cli.options import confidence_option, day, model_option, settings_with, standard_input
from reportedly.cli.printable import printable
from reportedly.cli.progress import progress
from reportedly.model import Failure, Reading

if TYPE_CHECKING:
    from datetime import date

_HELP = """Read reports and print their events, each with who says so.

FILE is a text file in UTF-8, a folder of .txt files, a .jsonl file with a report a line
({"doc_id": …, "text": …}, and published, title, url, publisher where known), or - for standard
input. A report that cannot be read is named on standard error, and the others are read all the same."""

_EXAMPLES = """\b
Examples:
  reportedly read report.txt --published 2024-10-23
  reportedly read reports/ more.jsonl
  reportedly read reports.jsonl --format jsonl > readings.jsonl
  reportedly read reports/ --min-confidence 0.7
  cat report.txt | reportedly read - --published 2024-10-23

Exit status: 0 done; 1 done, but some documents failed; 2 wrong usage; 3 something the machine lacks."""


@click.command("read", help=_HELP, epilog=_EXAMPLES, short_help="Read reports and print their events.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--published",
    metavar="DATE",
    callback=day,
    help="The day of publication (YYYY-MM-DD) of every report that names none itself; “on Wednesday” is read from it.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="table to look at, jsonl (one reading a line) to work with.",
)
@model_option
@confidence_option
@click.option("--quiet", is_flag=True, help="Show no progress bar; failures are named all the same.")
def command(
    files: tuple[str, ...],
    published: "date | None",
    format_: str,
    model: str | None,
    min_confidence: float | None,
    *,
    quiet: bool,
) -> int:
    """Reads and prints; the exit status is 1 if any document failed."""
    from reportedly.sources import count_paths, read_paths  # --help starts without it

    settings = settings_with(model, min_confidence)
    items = read_paths(files, published=published, stdin=standard_input(), max_chars=settings.max_chars)
    total = count_paths(files)
    from reportedly.reader import Reader  # loads spaCy, and only once the call is known to be right

    reader = Reader(settings)
    write = _lines() if format_ == "jsonl" else _tables()
    failed = False
    with progress(total, quiet=quiet) as shown:
        for reading in reader.read(items):
            with shown.aside(needed=sys.stdout.isatty() or bool(reading.failures)):
                write(reading)
                _name_failures(reading.failures)
            shown.step()
            failed = failed or bool(reading.failures)
    return int(failed)


def _lines() -> Callable[[Reading], None]:
    from reportedly.export.jsonl import dumps  # only one of the two formats is needed

    stream = sys.stdout.buffer

    def write(reading: Reading) -> None:
        stream.write(dumps(reading).encode() + b"\n")
        stream.flush()

    return write


def _tables() -> Callable[[Reading], None]:
    from reportedly.cli.table import NARROW, plain, show  # only one of the two formats is needed

    if not sys.stdout.isatty():
        return lambda reading: click.echo(plain(reading))
    from rich.console import Console  # only on a terminal

    console = Console(highlight=False)
    if console.width < NARROW:
        return lambda reading: click.echo(plain(reading, width=console.width))
    return lambda reading: show(reading, console)


def _name_failures(failures: tuple[Failure, ...]) -> None:
    for failure in failures:
        message = f"{printable(failure.doc_id)}: {printable(failure.message)}\n  Try: {printable(failure.hint)}"
        click.echo(message, err=True)
