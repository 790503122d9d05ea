"""Which linked events are asked for: the options of `events` and `contested`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli.options import day, settings_with

if TYPE_CHECKING:
    from reportedly.query import Which

_CODE = 3


def which_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options by which events are chosen, and the form in which they are printed."""
    for option in reversed(
        (
            click.option("--type", "type_", metavar="TYPE", help="Of this PLOVER type, such as AID."),
            click.option("--party", metavar="WHO", help="With this party: a country's code or name, or the name of somebody."),
            click.option("--actor", metavar="WHO", help="Who acts."),
            click.option("--recipient", metavar="WHO", help="Who is acted upon."),
            click.option("--since", metavar="DATE", callback=day, help="Last reported on that day or later."),
            click.option("--until", metavar="DATE", callback=day, help="Last reported on that day or earlier."),
            click.option("--words", metavar="WORDS", help="Told in reports that have all these words."),
            click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many."),
            click.option("--format", "format_", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
                         help="Lines to read, or one object of JSON a line."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def which(options: dict[str, Any], status: tuple[str, ...] = ()) -> "Which":
    """What the options ask for; names are looked up as the reader would."""
    from reportedly.query import Which  # --help starts without SQLAlchemy

    named = {side: options[side] for side in ("party", "actor", "recipient")}
    if any(named.values()):
        named = {side: who and _known(who) for side, who in named.items()}
    type_ = options["type_"]
    return Which(
        type_ and type_.upper(), status, named["party"], named["actor"], named["recipient"], options["since"], options["until"],
        options["words"], options["limit"],
    )  # fmt: skip


def _known(who: str) -> str:
    """The code of a country, or the name that the tables have for somebody; what is not known stays as it is."""
    from reportedly.knowledge import load_knowledge  # as above

    if len(who) == _CODE and who.isalpha() and who.isupper():
        return who
    entry = load_knowledge(settings_with().actors).lookup(who)
    if entry is None:
        return who
    return entry.country if entry.kind in ("country", "demonym") and entry.country else entry.name
