"""`reportedly link`: places what is stored and not placed yet."""

import click

from reportedly.cli.options import open_store, settings_with, store_option
from reportedly.cli.placing import place

_HELP = """Put together what is stored: copies, stories, and the tellings of one event.

reportedly add does so at its end, for the days on which something came; this goes on where a run was stopped, and takes up what a
newer version of the program would note of a report.  With --again all is put together anew: the result is the same."""

_EXAMPLES = """\b
Examples:
  reportedly link
  reportedly link --store desk.db --again

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""


@click.command("link", help=_HELP, epilog=_EXAMPLES, short_help="Put together what is stored.")
@click.option("--again", is_flag=True, help="All days, not only those on which something changed.")
@store_option
@click.option("--quiet", is_flag=True, help="Show no progress bar.")
def command(store: str | None, *, again: bool, quiet: bool) -> int:
    """Links."""
    kept = open_store(settings_with(), store)
    if again:
        kept.place_again()
    placed = place(kept, quiet=quiet)
    click.echo(f"{placed:,} reports placed.", err=True)
    return 0
