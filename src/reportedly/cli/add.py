"""`reportedly add`: reports in, their readings into the store."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

import click

from reportedly.cli.options import confidence_option, day, model_option, open_store, settings_with, standard_input, store_option
from reportedly.cli.placing import place
from reportedly.cli.printable import printable
from reportedly.cli.progress import progress
from reportedly.model import Document, Failure, Reading

if TYPE_CHECKING:
    from datetime import date

    from reportedly.config import Settings
    from reportedly.reader import Reader
    from reportedly.store import Store

_HELP = """Read reports and keep the readings in the store.

FILE as for read: a text file, a folder of .txt files, a .jsonl file, or - for standard input.  A report that is stored
already is not read again; one that comes with another text, date or title gets a new revision.  Each batch is
stored whole: a run that is stopped loses at most the batch in hand, and the same command goes on from there.  At
the end what came is put together with the rest: copies, stories, and the tellings of one event."""

_EXAMPLES = """\b
Examples:
  reportedly add reports.jsonl
  reportedly add reports/ --published 2024-10-23 --store desk.db
  reportedly add reports.jsonl --again
  reportedly add reports.jsonl --store postgresql://desk@localhost/desk

Exit status: 0 done; 1 done, but some documents failed; 2 wrong usage; 3 something the machine lacks."""


@click.command("add", help=_HELP, epilog=_EXAMPLES, short_help="Read reports and keep the readings.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", callback=day, help="The day of publication of every report that names none itself.")
@store_option
@model_option
@confidence_option
@click.option("--again", is_flag=True, help="Read also what is stored as it comes; the new readings replace the former ones.")
@click.option("--quiet", is_flag=True, help="Show no progress bar; failures are named all the same.")
def command(
    files: tuple[str, ...],
    published: "date | None",
    store: str | None,
    model: str | None,
    min_confidence: float | None,
    *,
    again: bool,
    quiet: bool,
) -> int:
    """Reads and stores; the exit status is 1 if any document failed."""
    from reportedly import __version__
    from reportedly.sources import count_paths, read_paths  # --help starts without it

    settings = settings_with(model, min_confidence)
    items = read_paths(files, published=published, stdin=standard_input(), max_chars=settings.max_chars)
    total = count_paths(files)
    kept = open_store(settings, store, create=True)
    run = kept.begin("add", __version__, _now())
    stored = failed = there = 0
    adding = _Adding(settings, kept, run, again=again)
    with progress(total, quiet=quiet) as shown:
        for batch in _batches(items, settings.batch_size):
            new, old, failures = adding.batch(batch)
            stored, there, failed = stored + new, there + old, failed + len(failures)
            with shown.aside(needed=bool(failures)):
                for failure in failures:
                    click.echo(
                        f"{printable(failure.doc_id)}: {printable(failure.message)}\n  Try: {printable(failure.hint)}", err=True
                    )
            for _ in batch:
                shown.step()
    place(kept, quiet=quiet)
    kept.end(run, _now(), stored=stored, failed=failed)
    click.echo(f"{stored} stored, {there} there already, {failed} failed.", err=True)
    return int(bool(failed))


class _Adding:
    """Reads what is new and stores it; the models are loaded when something is."""

    def __init__(self, settings: "Settings", store: "Store", run: int, *, again: bool) -> None:
        self.settings = settings
        self.store = store
        self.run = run
        self.again = again
        self._reader: Reader | None = None

    def batch(self, items: list[Document | Failure]) -> tuple[int, int, list[Failure]]:
        """How many were stored, how many were there already, and which failed."""
        from reportedly.export.jsonl import dumps  # as above

        failures = [item for item in items if isinstance(item, Failure)]
        documents = [item for item in items if isinstance(item, Document)]
        new = documents if self.again else self.store.new(documents)
        readings = list(self._read(new)) if new else []
        failures += [failure for reading in readings for failure in reading.failures]
        whole = [(reading, dumps(reading)) for reading in readings if not reading.failures]
        return self.store.write(whole, self.run, again=self.again), len(documents) - len(new), failures

    def _read(self, documents: list[Document]) -> Iterator[Reading]:
        if self._reader is None:
            from reportedly.reader import Reader  # loads spaCy, and only where something is to be read

            self._reader = Reader(self.settings)
        return self._reader.read(documents)


def _batches(items: Iterable[Document | Failure], size: int) -> Iterator[list[Document | Failure]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _now() -> datetime:
    """In UTC, without saying so: the databases differ in how they would."""
    return datetime.now(UTC).replace(tzinfo=None)
