"""What several verbs take in: options, settings (built here alone) and standard input."""

import io
import os
import sys
from dataclasses import replace
from datetime import date
from typing import BinaryIO

import click

from reportedly.config import Settings

model_option = click.option(
    "--model", metavar="NAME", help="The installed spaCy pipeline to parse with (or set REPORTEDLY_MODEL)."
)
confidence_option = click.option(
    "--min-confidence",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    help="Leave out events less sure than this, from 0 to 1 (or set REPORTEDLY_MIN_CONFIDENCE).",
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
