"""`reportedly events`: linked events of the store, the latest first."""

from typing import Any

import click

from reportedly.cli.options import open_store, settings_with, store_option
from reportedly.cli.which import which, which_options

_HELP = """Print linked events of the store, those reported last first.

A linked event is one event as all reports tell it.  The line below it says how it stands: single-source, corroborated (by
independent origins, not outlets), contested, denied, planned, possible, doubted or retracted, and who says so."""

_EXAMPLES = """\b
Examples:
  reportedly events
  reportedly events --party PRK --type AID --since 2024-10-01
  reportedly events --actor "Kim Jong Un" --status corroborated
  reportedly events --words "drone leaflet" --format jsonl

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""

_STATUS = ["single-source", "corroborated", "contested", "denied", "planned", "possible", "doubted", "retracted", "declined"]


@click.command("events", help=_HELP, epilog=_EXAMPLES, short_help="Linked events, the latest first.")
@which_options
@click.option("--status", multiple=True, type=click.Choice(_STATUS), help="How it stands; may be given more than once.")
@store_option
def command(store: str | None, status: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401  # the options of `which`
    """Asks and prints."""
    from reportedly.query import events  # --help starts without SQLAlchemy

    found = events(open_store(settings_with(), store).database, which(options, status))
    return show(found, options["format_"])


def show(found: list[Any], format_: str) -> int:
    """Prints linked events as lines to read or as JSON."""
    from reportedly.cli.linked import event_lines
    from reportedly.export.answers import answer_to_json
    from reportedly.export.jsonl import to_line

    for event in found:
        if format_ == "jsonl":
            click.echo(to_line(answer_to_json(event)))
        else:
            click.echo("\n".join(event_lines(event)))
    if not found:
        click.echo("No such event is stored.", err=True)
    return 0
