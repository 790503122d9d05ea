"""What the command line promises before anything is read: help, speed, settings and the doctor's answer."""

import json
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from reportedly.cli import VERBS, main

ROOT = Path(__file__).resolve().parents[2]
HELPS = [["--help"], *([verb, "--help"] for verb in VERBS)]
HEAVY = ("spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "torch", "rich", "reportedly.reader")
LIMIT = 0.3  # seconds


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # The switch of the test run itself is none of the program's settings.
    monkeypatch.delenv("REPORTEDLY_REQUIRE_SHARED", raising=False)


def call(*args: str, **environment: str) -> Result:
    """The command run in this process."""
    return CliRunner(env=environment).invoke(main, args)


@pytest.mark.parametrize("args", HELPS, ids=" ".join)
def test_help_has_examples(args: list[str]) -> None:
    """Every help shows examples that begin with the command's own name, and the exit statuses."""
    result = call(*args)
    assert result.exit_code == 0
    examples = result.stdout.split("Examples:\n")[1]
    assert " ".join(["reportedly", *args[:-1]]) in examples
    assert "Exit status" in examples


@pytest.mark.parametrize("verb", VERBS)
def test_what_a_verb_does_is_said_alike(verb: str) -> None:
    """The list of commands says of each what its own module says."""
    command = main.get_command(click.Context(main), verb)
    assert command is not None
    assert command.short_help == VERBS[verb]


@pytest.mark.parametrize("args", HELPS, ids=" ".join)
def test_help_is_fast(args: list[str]) -> None:
    """Every help is there in under 300 ms, at the best of three."""
    best = LIMIT
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "reportedly", *args], check=True, capture_output=True, cwd=ROOT)
        best = min(best, time.perf_counter() - start)
    assert best < LIMIT


@pytest.mark.parametrize("args", HELPS, ids=" ".join)
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    """No help imports a model, a numerical library or the reader."""
    code = f"import sys\nfrom reportedly.cli import main\nmain({args!r}, standalone_mode=False)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert not set(HEAVY) & set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("verb", VERBS)
def test_documented(verb: str) -> None:
    """Every verb and every option of it stands in docs/cli.md."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"## `reportedly {verb}" in page
    command = main.get_command(click.Context(main), verb)
    assert command is not None
    options = [name for p in command.params if isinstance(p, click.Option) for name in p.opts]
    section = page.split(f"## `reportedly {verb}")[1].split("\n## ")[0]
    assert not [name for name in options if f"`{name}" not in section]


def test_version() -> None:
    """The version is printed after the name."""
    assert call("--version").stdout.startswith("reportedly ")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Commands:"),
        (["nonsense"], "nonsense"),
        (["--nonsense"], "--nonsense"),
        (["read"], "FILE"),
        (["read", "x", "--nonsense"], "--nonsense"),
        (["read", "nowhere.txt"], "'nowhere.txt'"),
        (["read", "-", "--format", "xml"], "xml"),
        (["read", "-", "--published", "2024-13-45"], "'2024-13-45'"),
        (["classify", "nowhere.jsonl"], "'nowhere.jsonl'"),
    ],
)
def test_wrong_usage(args: list[str], words: str) -> None:
    """Wrong usage exits with 2, names what was wrong, says what to try, and prints no data."""
    result = call(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not args or "\nTry: " in result.stderr
    assert result.stdout == ""


def test_wrong_setting() -> None:
    """A setting that does not exist, or has the wrong form, is wrong usage."""
    assert call("doctor", REPORTEDLY_MODLE="x").exit_code == 2
    assert "REPORTEDLY_BATCH_SIZE" in call("doctor", REPORTEDLY_BATCH_SIZE="many").stderr


def test_doctor(tmp_path: Path) -> None:
    """With everything there the doctor exits with 0 and names versions, the model and the codebook."""
    result = call("doctor", "--format", "json", REPORTEDLY_CACHE_DIR=str(tmp_path))
    found = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert result.exit_code == 0, result.output
    assert "16 types" in found["codebook"]["found"]
    assert found["spacy"]["found"].startswith("3.")
    assert " MB in " in found["trained coder"]["found"]
    assert not found["place table"]["ok"]


@pytest.mark.parametrize(("setting", "name"), [("REPORTEDLY_MODEL", "model"), ("REPORTEDLY_CODEBOOK", "codebook")])
def test_doctor_misses(setting: str, name: str) -> None:
    """What is needed and missing makes exit status 3, with the way to mend it."""
    result = call("doctor", **{setting: "no_such_thing"})
    assert result.exit_code == 3
    line, mend = result.stdout.split(f"{name} ")[1].splitlines()[:2]
    assert "missing" in line
    assert "no_such_thing" in line
    assert mend.strip().startswith("Try: ")
