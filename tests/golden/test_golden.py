"""Whole readings of our own example reports, held against files; `make golden` rewrites them, and the diff is read like code."""

import os
from datetime import date
from pathlib import Path

import pytest

from reportedly.cli.table import plain
from reportedly.export import jsonl
from reportedly.sources import read_paths

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "reports.jsonl"
NAMES = ["missile-bases", "border-shelling", "planned-summit"]


@pytest.fixture(scope="module")
def readings(reader):
    """The readings of the three example reports by their ids."""
    with Path(os.devnull).open("rb") as nothing:
        items = list(read_paths([str(EXAMPLES)], published=date(2000, 1, 1), stdin=nothing, max_chars=10_000))
    return {r.document.doc_id: r for r in reader.read(items)}


def held(name, made):
    """Compares with the golden file, or rewrites it where REWRITE_GOLDEN is set."""
    path = HERE / name
    if os.environ.get("REWRITE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_table(readings, name):
    """The table a person reads is as it was when somebody last read it through."""
    held(f"{name}.txt", plain(readings[name]))


@pytest.mark.parametrize("name", NAMES)
def test_json(readings, name):
    """The JSON reading is as it was, to the byte."""
    held(f"{name}.jsonl", jsonl.dumps(readings[name]) + "\n")
