"""`reportedly story ID`: the reports to read together, and what they tell."""

import click

from reportedly.cli.options import open_store, settings_with, store_option

_HELP = """Print the story of a report: the reports to read together with it, and the events told in most of them.

ID is a report's, or that of an event, which stands for the first report that told of it."""

_EXAMPLES = """\b
Examples:
  reportedly story z-17
  reportedly story 3f9a1c --format json

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""


@click.command("story", help=_HELP, epilog=_EXAMPLES, short_help="The reports to read together.")
@click.argument("id_", metavar="ID")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="Lines to read, or an object of JSON.")  # fmt: skip
@store_option
def command(id_: str, format_: str, store: str | None) -> int:
    """Asks and prints."""
    from reportedly.cli.linked import story_lines
    from reportedly.export.answers import answer_to_json
    from reportedly.export.jsonl import to_line
    from reportedly.query import story  # --help starts without SQLAlchemy

    page = story(open_store(settings_with(), store).database, id_)
    click.echo(to_line(answer_to_json(page)) if format_ == "json" else "\n".join(story_lines(page)))
    return 0
