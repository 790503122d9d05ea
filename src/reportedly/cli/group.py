"""`reportedly group`: reports in, the story that each belongs to out; nothing is stored."""

import json
import sys

import click

from reportedly.cli.options import settings_with, standard_input
from reportedly.cli.printable import printable
from reportedly.model import Failure

_HELP = """Group reports into stories by the words they share.

FILE is a .jsonl file with a report a line ({"doc_id": …, "text": …}, and title and published where known), a text
file, a folder of .txt files, or - for standard input.  Prints {"doc_id": …, "story": …} a line, in order; a
story is named after its first report.  Nothing is read for events and nothing is stored."""

_EXAMPLES = """\b
Examples:
  reportedly group reports.jsonl
  reportedly group monday/ tuesday/ > stories.jsonl

Exit status: 0 done; 1 done, but some reports failed; 2 wrong usage."""


@click.command("group", help=_HELP, epilog=_EXAMPLES, short_help="Group reports into stories.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def command(files: tuple[str, ...]) -> int:
    """Reads, groups and prints."""
    from reportedly.sources import read_paths  # --help starts without it
    from reportedly.stories.grouping import Report, stories  # as above

    reports: dict[str, Report] = {}
    failed = False
    for item in read_paths(files, published=None, stdin=standard_input(), max_chars=settings_with().max_chars):
        if isinstance(item, Failure):
            click.echo(f"{printable(item.doc_id)}: {printable(item.message)}\n  Try: {printable(item.hint)}", err=True)
            failed = True
        else:
            reports[item.doc_id] = Report(item.doc_id, item.title, item.text, item.published)
    found = stories(reports.values())
    for name in reports:
        sys.stdout.write(json.dumps({"doc_id": name, "story": found[name]}) + "\n")
    return int(failed)
