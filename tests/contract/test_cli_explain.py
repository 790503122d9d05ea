"""`reportedly explain`: the evidence for an event, as text and as JSON."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportedly.cli import main

REPORT = "Zubrowka condemned Ruritania on Monday. Ruritania denied that its soldiers had shelled the town of Nebelsbad."


@pytest.fixture
def call(cache_dir, tmp_path):
    """The command run in this process over one report, with every event kept."""
    path = tmp_path / "border.txt"
    path.write_text(REPORT, "utf-8")

    def run(*args):
        settings = {"REPORTEDLY_CACHE_DIR": str(cache_dir)}
        return CliRunner(env=settings).invoke(main, ["explain", str(path), *args])

    return run


def test_every_event(call):
    """Without --event each event is shown: its sentence with the words marked, who decided, and the sentences like it."""
    result = call()
    assert result.exit_code == 0
    assert "[T condemned]" in result.stdout
    assert "[A Zubrowka]" in result.stdout
    for label in ("sentence", "status", "decided", "types", "party", "like"):
        assert f"   {label}" in result.stdout


def test_one_event_by_the_beginning_of_its_id(call):
    """The first characters of an id are enough, and only that event is shown."""
    ids = [json.loads(line)["event"]["id"] for line in call("--format", "jsonl").stdout.splitlines()]
    lines = call("--event", ids[0][:10], "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["event"]["id"] for line in lines] == [i for i in ids if i.startswith(ids[0][:10])]


def test_json(call):
    """An explanation in JSON quotes its words, and its spans point into the report."""
    for line in call("--format", "jsonl").stdout.splitlines():
        told = json.loads(line)
        for party in told["parties"]:
            assert REPORT[party["start"] : party["end"]] == party["text"]
        assert told["words"] in REPORT
        assert told["decided"]
        for near in told["nearest"]:
            assert near["text"][near["start"] : near["end"]]


def test_an_id_that_does_not_exist(call):
    """An unknown id is wrong usage, and the error lists those that exist."""
    result = call("--event", "no-such-event")
    assert result.exit_code == 2
    assert "no-such-event" in result.stderr
    assert "Try: one of" in result.stderr


def test_a_file_that_cannot_be_read(tmp_path, cache_dir):
    """A broken line is named, and the reports beside it are explained."""
    path = Path(tmp_path) / "reports.jsonl"
    path.write_text("{\n" + json.dumps({"doc_id": "a", "text": REPORT}) + "\n", "utf-8")
    result = CliRunner(env={"REPORTEDLY_CACHE_DIR": str(cache_dir)}).invoke(main, ["explain", str(path)])
    assert result.exit_code == 1
    assert "reports.jsonl:1" in result.stderr
    assert "[T condemned]" in result.stdout


def test_a_threshold(call):
    """Events under the threshold are explained too, and marked as left out."""
    assert "left out" in call("--min-confidence", "1").stdout
    assert "left out" not in call("--min-confidence", "0").stdout
