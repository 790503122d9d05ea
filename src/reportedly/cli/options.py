"""What several verbs take in: options, settings (built here alone) and standard input."""

import io
import os
import sys
from dataclasses import replace
from typing import BinaryIO

import click

from reportedly.config import Settings

model_option = click.option(
    "--model", metavar="NAME", help="The installed spaCy pipeline to parse with (or set REPORTEDLY_MODEL)."
)


def settings_with(model: str | None = None) -> Settings:
    """The settings of the environment; a model named on the command line outranks it.

    Raises:
        UsageError: the environment holds a setting of the wrong form, or one that does not exist.
    """
    settings = Settings.from_environment(os.environ)
    return replace(settings, model=model) if model else settings


def standard_input() -> BinaryIO:
    """Standard input as bytes; empty where the caller has closed it."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer
