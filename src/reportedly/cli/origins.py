"""`reportedly origins ID`: who says so, independently, who denies it, and since when."""

import click

from reportedly.cli.options import open_store, settings_with, store_option

_HELP = """Print the ledger of a linked event: who asserts, denies and doubts it, by independent origin.

ID is that of an event that reportedly events shows, or of any telling of it, or the first characters of one.  A state's
offices are one origin, and so are its state media; copies count with what they were copied from.  Numbers that differ
stand side by side."""

_EXAMPLES = """\b
Examples:
  reportedly origins 3f9a1c
  reportedly origins 3f9a1c --format json

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""


@click.command("origins", help=_HELP, epilog=_EXAMPLES, short_help="Who says so, and who denies it.")
@click.argument("id_", metavar="ID")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="Lines to read, or an object of JSON.")  # fmt: skip
@store_option
def command(id_: str, format_: str, store: str | None) -> int:
    """Asks and prints."""
    from reportedly.cli.linked import page_lines
    from reportedly.export.answers import answer_to_json
    from reportedly.export.jsonl import to_line
    from reportedly.query import event  # --help starts without SQLAlchemy

    page = event(open_store(settings_with(), store).database, id_)
    click.echo(to_line(answer_to_json(page)) if format_ == "json" else "\n".join(page_lines(page)))
    return 0
