"""What several verbs take in: options, settings (built here alone) and standard input."""

import io
import os
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import click

from reportedly.config import Settings

if TYPE_CHECKING:
    from reportedly.store import Database, Store

model_option = click.option(
    "--model", metavar="NAME", help="The installed spaCy pipeline to parse with (or set REPORTEDLY_MODEL)."
)
confidence_option = click.option(
    "--min-confidence",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    help="Leave out events less sure than this, from 0 to 1 (or set REPORTEDLY_MIN_CONFIDENCE).",
)
store_option = click.option(
    "--store", metavar="WHERE", help="The file of the store, or the URL of a PostgreSQL database (or set REPORTEDLY_STORE)."
)


def day(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """A click callback: the day that an option names."""
    from reportedly.sources import parse_date  # --help starts without it

    return None if value is None else parse_date(value)


def settings_with(model: str | None = None, min_confidence: float | None = None) -> Settings:
    """The settings of the environment; what is named on the command line outranks it.

    Raises:
        UsageError: the environment holds a setting of the wrong form, or one that does not exist.
    """
    settings = Settings.from_environment(os.environ)
    settings = replace(settings, model=model) if model else settings
    return settings if min_confidence is None else replace(settings, min_confidence=min_confidence)


def standard_input() -> BinaryIO:
    """Standard input as bytes; empty where the caller has closed it."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def open_store(settings: Settings, where: str | None, *, create: bool = False) -> "Store":
    """The store that is named on the command line, or else the one of the settings.

    Raises:
        StoreError: it is not there, or cannot be opened.
    """
    from reportedly.store import Store  # --help starts without SQLAlchemy

    return Store(open_database(settings, where, create=create))


def open_database(settings: Settings, where: str | None, *, create: bool = False, any_version: bool = False) -> "Database":
    """The database behind it; `any_version` opens one that is older than the program too."""
    from reportedly.store import Database  # as above

    return Database(where or settings.store, create=create, any_version=any_version)
