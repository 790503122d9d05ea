"""What the house promises of its own code and pages, as far as it can be counted."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from reportedly.config import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
SAYS_NOTHING = {"utils", "helpers", "common", "base", "misc"}
# Lines a function may take: nine in ten, and every one.
NINE_IN_TEN, EVERY = 40, 80
LIMIT = 0.3  # seconds
HEAVY = {"spacy", "thinc", "numpy", "torch", "click", "rich"}


def named(path: Path) -> str:
    """A path as a test is called by."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, inner ones and methods too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function takes, docstring and all."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_every_file_says_what_it_is_about():
    """No module or folder has a name that could hold anything."""
    parts = {part for path in [*SOURCE, *TESTS] for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not parts & SAYS_NOTHING


def test_nine_functions_in_ten_are_short():
    """Nine functions in ten of the source take forty lines or fewer."""
    lengths = sorted(lines(f) for path in SOURCE for f in functions(path))
    assert lengths[int(0.9 * len(lengths))] <= NINE_IN_TEN


def test_no_function_is_long():
    """No function of the source takes more than eighty lines."""
    assert [f"{named(p)}:{f.name}" for p in SOURCE for f in functions(p) if lines(f) > EVERY] == []


@pytest.mark.parametrize("path", SOURCE, ids=named)
def test_module_says_what_it_knows(path):
    """Every module opens with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_tests_state_the_behaviour(path):
    """Every test has a docstring that is a sentence."""
    tests = {f.name: ast.get_docstring(f) or "" for f in functions(path) if f.name.startswith("test")}
    assert [name for name, said in tests.items() if not said.rstrip().endswith(".")] == []


def test_import_is_fast():
    """The package is imported in under 300 ms, at the best of three."""
    code = "import time; start = time.perf_counter(); import reportedly; print(time.perf_counter() - start)"
    assert min(float(run(code)) for _ in range(3)) < LIMIT


def test_import_loads_nothing_heavy():
    """Importing the package imports neither spaCy nor anything of the command line."""
    loaded = {name.split(".")[0] for name in run("import sys, reportedly; print(*sys.modules)").split()}
    assert not loaded & HEAVY


@pytest.mark.parametrize("name", [PREFIX + field.name.upper() for field in fields(Settings)])
def test_every_setting_is_in_the_docs(name):
    """The page on the command line has every setting by its name in the environment."""
    assert f"`{name}`" in (ROOT / "docs" / "cli.md").read_text("utf-8")


def test_no_test_gets_beyond_loopback():
    """A test that connects to another machine fails before anything is sent."""
    import socket

    with socket.socket() as door, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        door.connect(("192.0.2.1", 80))  # an address for documentation, RFC 5737


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=named)
def test_locks_hold_hashes_and_no_address(path):
    """Every pin of a lock has a hash, and no line names an index, a folder or a file."""
    text = path.read_text("utf-8").replace("\\\n", "")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert [line for line in pins if "==" not in line or "--hash=sha256:" not in line] == []
    assert not any(word in text for word in ("://", "file:", "--index-url", "--find-links", " @ "))


def test_dev_lock_agrees_with_the_runtime_lock():
    """What the runtime lock pins, the other lock pins to the same version."""
    pins = [
        {line.split()[0] for line in (ROOT / "requirements" / name).read_text("utf-8").splitlines() if "==" in line}
        for name in ("runtime.txt", "dev.txt")
    ]
    assert pins[0] <= pins[1]


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=named)
def test_decisions_end_in_why_not(path):
    """Every decision ends with what was not chosen, and why."""
    headings = [line for line in path.read_text("utf-8").splitlines() if line.startswith("## ")]
    assert headings[-1:] == ["## Why not"]


def test_version_is_the_same_everywhere():
    """The package, its metadata and its citation name one version."""
    import reportedly

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert reportedly.__version__ == project["version"]
    assert f"version: {project['version']}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_every_column_of_the_store_is_in_the_docs():
    """Each table has a row in docs/store.md that names its columns."""
    from reportedly.store.schema import METADATA

    rows = {
        line.split("`")[1]: line for line in (ROOT / "docs/store.md").read_text("utf-8").splitlines() if line.startswith("| `")
    }
    for table in METADATA.tables.values():
        missing = [column.name for column in table.columns if f"`{column.name}`" not in rows[table.name]]
        assert not missing, f"{table.name} in docs/store.md lacks {missing}"
