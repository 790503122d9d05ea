"""Placing what a command has changed, with a bar for whoever waits."""

from typing import TYPE_CHECKING

from reportedly.cli.progress import progress

if TYPE_CHECKING:
    from reportedly.store import Store


def place(kept: "Store", *, quiet: bool) -> int:
    """Puts together what is not yet; says how many reports lie on the days that were made anew."""
    from reportedly.export.jsonl import loads  # --help starts without it

    kept.note_anew(loads)
    placed = 0
    with progress(None, quiet=quiet, doing="placing") as shown:
        for many in kept.place():
            placed += many
            shown.step(many)
    return placed
