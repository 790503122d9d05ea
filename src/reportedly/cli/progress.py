"""A progress bar on standard error, for a person who waits; nothing at all for everybody else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

# Fewer documents are read before a bar could be looked at.
FEW = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come; without a bar every call does nothing."""

    bar: "RichProgress | None" = None
    task: "TaskID | None" = None

    def step(self, many: int = 1) -> None:
        """So many more documents are done."""
        if self.bar is not None and self.task is not None:
            self.bar.advance(self.task, many)

    @contextmanager
    def aside(self, *, needed: bool) -> Iterator[None]:
        """Takes the bar away while something else is printed on the terminal, if `needed`."""
        if self.bar is None or not needed:
            yield
            return
        self.bar.stop()
        yield
        self.bar.start()


@contextmanager
def progress(total: int | None, *, quiet: bool, doing: str = "reading") -> Iterator[Progress]:
    """A bar over `total` documents (`None`: not known), if there are many and somebody looks; `doing` says what is done."""
    if quiet or not sys.stderr.isatty() or (total is not None and total <= FEW):
        yield Progress()
        return
    from rich.console import Console  # only where a bar is shown
    from rich.progress import Progress as RichProgress  # as above

    # Standard output is data: rich must not take it over.
    bar = RichProgress(console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
    with bar:
        yield Progress(bar, bar.add_task(doing, total=total))
