"""The command line: one module per verb, each loaded only when it is named.

Knows how a run ends: 0 done; 1 done, but some documents failed; 2 wrong usage; 3 something the
machine lacks; 130 stopped by Ctrl-C.  Standard output is data, everything else goes to standard
error.  Importing this module, or any verb's, loads neither a model nor a numerical library.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from reportedly import __version__
from reportedly.cli.printable import printable
from reportedly.errors import ReportedlyError

# Each with what it does in short, so that --help imports none of them; in the order in which a newcomer needs them.
VERBS = {
    "read": "Read reports and print their events.",
    "add": "Read reports and keep the readings.",
    "events": "Linked events, the latest first.",
    "contested": "Linked events that somebody denies.",
    "origins": "Who says so, and who denies it.",
    "story": "The reports to read together.",
    "judge": "Judge and correct events.",
    "link": "Put together what is stored.",
    "export": "Print what the store holds.",
    "db": "Look after the store.",
    "classify": "Code the relation between two parties marked in a text.",
    "explain": "Show the evidence for an event.",
    "who": "Show whom the words that name an actor stand for.",
    "when": "Show which days a time expression means.",
    "group": "Group reports into stories.",
    "doctor": "Say what is installed, missing, and how to mend it.",
}

_WRONG_USAGE = 2
_STOPPED = 130
# The machine lacks room for the output.
_UNWRITTEN = 3

_HELP = """Read news reports as PLOVER-coded events in which nothing is simply so: every claim keeps its speaker,
its stance, and the words it rests on."""

_EXAMPLES = """\b
Examples:
  reportedly read report.txt --published 2024-10-23
  reportedly read reports.jsonl --format jsonl > readings.jsonl
  reportedly add reports.jsonl
  reportedly contested
  reportedly origins 3f9a1c
  reportedly explain report.txt --event 3f9a1c
  reportedly who "the French president" --on 2009-05-14
  reportedly when "late Tuesday" --on 2024-10-24
  reportedly group reports.jsonl
  reportedly doctor

Exit status: 0 done; 1 done, but some documents failed; 2 wrong usage; 3 something the machine lacks."""


class Verbs(click.Group):
    """A group that imports a verb when it is asked for, and words every error the same way."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The verbs in the order in which a newcomer needs them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """The verb's command, from the module of the same name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"reportedly.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        """The verbs with what each does in short."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Runs the verb; a reader that closes the pipe early has had enough, which is no error."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _close_quietly()
            return 0
        return status

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # click's signature
        **extra: Any,  # noqa: ANN401  # click's signature
    ) -> Any:  # noqa: ANN401  # click's signature
        """Parses, runs and exits with the status that the verb returned or the error stands for."""
        run: Callable[[], object] = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        _replace_what_cannot_be_printed()
        try:
            status = run()
        except click.ClickException as error:
            status = _refused(error)
        except ReportedlyError as error:
            click.echo(f"{printable(error.message)}\nTry: {printable(error.hint)}", err=True)
            status = error.exit_status
        except click.Abort:
            status = _STOPPED
        except BrokenPipeError:
            raise
        except OSError as error:
            click.echo(f"The output could not be written: {error.strerror}.\nTry: free some space, or write elsewhere", err=True)
            status = _UNWRITTEN
        sys.exit(status if isinstance(status, int) else 0)


def _refused(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message()
    stop = "" if message.endswith((".", "?", ")")) else "."
    click.echo(f"{printable(message)}{stop}", err=True)
    click.echo(f"Try: {context.command_path if context else 'reportedly'} --help", err=True)
    return error.exit_code


def _replace_what_cannot_be_printed() -> None:
    """A terminal that lacks a character shows a substitute; it must not end the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _close_quietly() -> None:
    """Points standard output at nothing, so that Python's own last flush meets no closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


@click.group(
    cls=Verbs,
    name="reportedly",
    help=_HELP,
    epilog=_EXAMPLES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="reportedly", message="%(prog)s %(version)s", help="Print the version.")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Does nothing itself: without a verb it shows the help, on standard error."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(_WRONG_USAGE)
