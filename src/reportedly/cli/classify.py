"""`reportedly classify`: pairs of marked parties in, one code a line out."""

import sys

import click

from reportedly.cli.options import model_option, settings_with, standard_input

_HELP = """Code the relation between two parties marked in a text.

PAIRS holds one JSON object a line: {"id": …, "text": …, "actor": [start, end], "recipient": [start,
end]}, offsets in Unicode code points, the end exclusive; - is standard input. Every line is checked
before the first is coded, and each gives one line of output, in order."""

_EXAMPLES = """\b
Examples:
  reportedly classify pairs.jsonl
  reportedly classify pairs.jsonl > codes.jsonl
  cat pairs.jsonl | reportedly classify -

Exit status: 0 done; 2 wrong usage, a wrong line included; 3 something the machine lacks."""


@click.command("classify", help=_HELP, epilog=_EXAMPLES, short_help="Code the relation between two parties marked in a text.")
@click.argument("pairs", metavar="PAIRS")
@model_option
def command(pairs: str, model: str | None) -> int:
    """Codes and prints, one line for each that came in."""
    from reportedly.export.jsonl import dumps  # --help starts without it
    from reportedly.sources import read_pairs  # as above

    settings = settings_with(model)
    checked = tuple(read_pairs(pairs, stdin=standard_input(), max_chars=settings.max_chars))
    from reportedly.reader import Reader  # loads spaCy, and only once the call is known to be right

    reader = Reader(settings)
    stream = sys.stdout.buffer
    for code in reader.classify(checked):
        stream.write(dumps(code).encode() + b"\n")
    stream.flush()
    return 0
