"""`reportedly db`: looking after the store."""

from pathlib import Path

import click

from reportedly.cli.options import open_database, open_store, settings_with, store_option
from reportedly.cli.printable import printable

_HELP = """Look after the store: bring it to the newest schema, check it, copy it, count what is in it."""

_EXAMPLES = """\b
Examples:
  reportedly db stats
  reportedly db check --store desk.db
  reportedly db backup desk-2024-10-23.db
  reportedly db upgrade

Exit status: 0 done; 1 the check found something; 2 wrong usage; 3 something the machine lacks."""


@click.group("db", help=_HELP, epilog=_EXAMPLES, short_help="Look after the store.")
def command() -> None:
    """Does nothing itself."""


@command.command(
    "upgrade", epilog="\b\nExample:\n  reportedly db upgrade --store desk.db", short_help="Bring the store to the newest schema."
)
@store_option
def upgrade(store: str | None) -> int:
    """Bring the store to the newest schema; what it holds stays."""
    before, after = open_database(settings_with(), store, any_version=True).upgrade()
    click.echo(f"The schema is {after}." if before == after else f"The schema is {after}; it was {before or 'none'}.")
    return 0


@command.command("check", epilog="\b\nExample:\n  reportedly db check", short_help="Look for damage.")
@store_option
def check(store: str | None) -> int:
    """Look for damage: in the file, between tables, in readings."""
    from reportedly.store.care import faults  # --help starts without it

    found = False
    for fault in faults(open_store(settings_with(), store).database):
        click.echo(printable(fault))
        found = True
    if found:
        click.echo("Try: a backup, or a new store from the same reports", err=True)
    else:
        click.echo("Nothing is wrong.")
    return int(found)


@command.command(
    "backup", epilog="\b\nExample:\n  reportedly db backup desk-2024-10-23.db", short_help="Copy the store into a new file."
)
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@store_option
def backup(target: Path, store: str | None) -> int:
    """Copy the store into a new file FILE, while others may go on writing."""
    from reportedly.store.care import backup as copy  # as above

    copy(open_store(settings_with(), store).database, target)
    return 0


@command.command("stats", epilog="\b\nExample:\n  reportedly db stats", short_help="Count what is in the store.")
@store_option
def stats(store: str | None) -> int:
    """Count what is in the store, and name its latest runs."""
    from reportedly.store.care import stats as count  # as above

    kept = open_store(settings_with(), store)
    found = count(kept.database)
    click.echo(printable(kept.database.name))
    for name in ("documents", "revisions", "events", "claims", "attributions"):
        click.echo(f"  {name:<13}{getattr(found, name):>12,}")
    if found.first and found.last:
        click.echo(f"  published    {found.first} to {found.last}")
    click.echo(f"  size         {found.bytes / 1_000_000:>12,.1f} MB")
    for name, started, stored, failed in found.runs:
        click.echo(f"  {name:<6} {started:%Y-%m-%d %H:%M} UTC: {stored:,} stored, {failed:,} failed")
    return 0
