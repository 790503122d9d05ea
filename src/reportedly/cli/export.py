"""`reportedly export`: what is stored, as files for other programs."""

import sys

import click

from reportedly.cli.options import open_store, settings_with, store_option

_HELP = """Print what the store holds.

jsonl: the current reading of each document, a line each, by their ids, as read --format jsonl printed them."""

_EXAMPLES = """\b
Examples:
  reportedly export > readings.jsonl
  reportedly export --store desk.db --format jsonl

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""


@click.command("export", help=_HELP, epilog=_EXAMPLES, short_help="Print what the store holds.")
@click.option("--format", "format_", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="The form of it.")
@store_option
def command(format_: str, store: str | None) -> int:  # noqa: ARG001  # one format so far
    """Prints."""
    kept = open_store(settings_with(), store)
    for line in kept.readings():
        sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()
    return 0
