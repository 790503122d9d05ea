"""`reportedly contested`: linked events of which somebody says that they are not so."""

from typing import Any

import click

from reportedly.cli.events import show
from reportedly.cli.options import open_store, settings_with, store_option
from reportedly.cli.which import which, which_options

_HELP = """Print linked events that somebody says are not so: contested, denied or retracted.

Each comes with who asserts and who denies it; reportedly origins ID shows their words."""

_EXAMPLES = """\b
Examples:
  reportedly contested
  reportedly contested --party KOR --since 2024-10-01
  reportedly contested --format jsonl

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""


@click.command("contested", help=_HELP, epilog=_EXAMPLES, short_help="Linked events that somebody denies.")
@which_options
@store_option
def command(store: str | None, **options: Any) -> int:  # noqa: ANN401  # the options of `which`
    """Asks and prints."""
    from reportedly.query import contested  # --help starts without SQLAlchemy

    return show(contested(open_store(settings_with(), store).database, which(options)), options["format_"])
