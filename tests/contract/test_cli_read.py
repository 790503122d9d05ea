"""`reportedly read` and `reportedly classify` from end to end, with the real reader and with bad input."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reportedly.reader
from reportedly.cli import main
from reportedly.export.jsonl import loads
from reportedly.model import Reading

SRC = Path(__file__).resolve().parents[2] / "src"
REPORT = (
    "BERLIN, Oct 22 - Russia on Monday condemned the decision of Germany to send weapons to Ukraine.\n\n"
    "Germany's foreign minister met her French counterpart in Paris, the ministry said."
)
RELATED = "Also Read | Zubrowka Names a New Envoy\nAlso Read | Freedonia Votes in a Week of Rain\n"
REAL_READER = cache(reportedly.reader.Reader)


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    # The models are loaded once for all these tests; the switch of the test run is no setting.
    monkeypatch.setattr(reportedly.reader, "Reader", REAL_READER)
    monkeypatch.delenv("REPORTEDLY_REQUIRE_SHARED", raising=False)


def call(*args: str | Path, stdin: str | bytes = b"") -> Result:
    """The command run in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


def readings(*args: str | Path, status: int = 0, stdin: str | bytes = b"") -> list[Reading]:
    """The readings that `read --format jsonl` prints, after a look at its exit status."""
    result = call("read", "--format", "jsonl", *args, stdin=stdin)
    assert result.exit_code == status, result.output
    return [loads(line) for line in result.stdout.removesuffix("\n").split("\n")]


def quotes(reading: Reading) -> Iterator[bool]:
    """Whether each span of each event stands in the text as it says."""
    for event in reading:
        parties = [*event.actors, *event.recipients, *(c.speaker for c in event.claims if c.speaker)]
        for span in [event.trigger, event.sentence, *(party.span for party in parties)]:
            yield reading.document.quote(span) == span.text


def test_text_file(tmp_path: Path) -> None:
    """A report in a text file is read with the day given, its text unchanged and its events quoted from it."""
    path = tmp_path / "report.txt"
    text = REPORT.replace("\n", "\r\n")
    path.write_bytes(text.encode())
    (reading,) = readings(path, "--published", "2024-10-23")
    assert reading.document.doc_id == "report"
    assert reading.document.text == text
    assert str(reading.document.published) == "2024-10-23"
    assert reading.events
    assert all(event.claims for event in reading)
    assert all(quotes(reading))


def test_table() -> None:
    """The table names the parties, the trigger and who says so, and holds no terminal codes."""
    result = call("read", "-", "--published", "2024-10-23", stdin=REPORT)
    assert result.exit_code == 0, result.output
    assert "“condemned”" in result.stdout
    assert "status" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert result.stderr == ""


def test_json_lines_in_order(tmp_path: Path) -> None:
    """A reading a line comes out in the order of the input, whatever the length of the reports."""
    path = tmp_path / "reports.jsonl"
    names = [f"r{number}" for number in range(7)]
    records = [{"doc_id": n, "text": REPORT * (i % 3), "title": n.upper()} for i, n in enumerate(names)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    found = readings(path)
    assert [reading.document.doc_id for reading in found] == names
    assert [reading.document.title for reading in found] == [name.upper() for name in names]


def test_empty_file(tmp_path: Path) -> None:
    """An empty file is read, without events and without failure."""
    path = tmp_path / "empty.txt"
    path.touch()
    (reading,) = readings(path)
    assert (reading.events, reading.failures) == ((), ())
    assert "no events found" in call("read", path).stdout


def test_only_related_links() -> None:
    """Lines that point to other reports give no events and stand under the report as links."""
    (reading,) = readings("-", stdin=RELATED)
    assert reading.events == ()
    assert [link.title for link in reading.document.related] == [
        "Zubrowka Names a New Envoy",
        "Freedonia Votes in a Week of Rain",
    ]
    assert "see also: Zubrowka Names a New Envoy" in call("read", "-", stdin=RELATED).stdout


def test_bad_ones_keep_the_good(tmp_path: Path) -> None:
    """Binary, Latin-1 and overlong reports fail by name with exit status 1, and the good ones are read."""
    (tmp_path / "a-good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b-binary.txt").write_bytes(b"%PDF-1.4\0\1\2")
    (tmp_path / "c-latin1.txt").write_bytes("Der Außenminister".encode("latin-1"))
    with (tmp_path / "d-long.txt").open("wb") as stream:
        for _ in range(50):
            stream.write(b"x" * 2**20)
    (tmp_path / "e-good.txt").write_text(REPORT, encoding="utf-8")
    found = readings(tmp_path, status=1)
    assert [bool(reading.failures) for reading in found] == [False, True, True, True, False]
    assert found[0].events
    assert found[4].events
    result = call("read", tmp_path)
    assert result.exit_code == 1
    for words in ("b-binary", "byte 0x00 at offset 8", "byte 0xdf at offset 6", "iconv -f latin1", "1,000,000"):
        assert words in result.stderr
    assert result.stderr.count("Try: ") == 3


def test_bad_lines_keep_the_good(tmp_path: Path) -> None:
    """A line of 50 MB, one with a day that is none and one that is not JSON fail; the last is read."""
    path = tmp_path / "reports.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"doc_id": "huge", "text": "')
        for _ in range(50):
            stream.write(b"x" * 2**20)
        stream.write(b'"}\n{"doc_id": "day", "text": "x", "published": "2024-13-45"}\n{nope\n')
        stream.write(json.dumps({"doc_id": "good", "text": REPORT}).encode())
    found = readings(path, status=1)
    names = [reading.document.doc_id for reading in found]
    assert names == ["reports.jsonl:1", "day", "reports.jsonl:3", "good"]
    assert [len(reading.failures) for reading in found] == [1, 1, 1, 0]
    assert "2024-13-45" in found[1].failures[0].message


def test_odd_characters(tmp_path: Path) -> None:
    """Lone surrogates and odd line ends neither end the run nor break a line."""
    path = tmp_path / "reports.jsonl"
    path.write_text('{"doc_id": "a", "text": "France \\ud83d met Spain.\\u2028\\u0085 \\u0000"}\n', encoding="utf-8")
    result = call("read", path, "--format", "jsonl")
    assert result.exit_code in {0, 1}, result.output
    assert len(result.stdout.splitlines()) == 1
    assert loads(result.stdout).document.text == "France \ud83d met Spain.\u2028\x85 \0"
    assert call("read", path).exit_code == result.exit_code


def test_missing_model(tmp_path: Path) -> None:
    """A pipeline that is not installed makes exit status 3 and says how to get one."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    result = call("read", path, "--model", "no_such_model")
    assert result.exit_code == 3
    assert "no_such_model" in result.stderr
    assert "\nTry: " in result.stderr


def test_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the run with 130 and no traceback."""

    def interrupted(_settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reportedly.reader, "Reader", interrupted)
    result = call("read", "-", stdin=REPORT)
    assert result.exit_code == 130
    assert result.output.strip() == ""


def test_closed_pipe(tmp_path: Path) -> None:
    """Whoever closes the pipe early has had enough: no message, no failure."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    environment = os.environ | {"PYTHONPATH": str(SRC)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reportedly", "read", str(path), "--format", "jsonl"],
            stdout=writer,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_classify(tmp_path: Path) -> None:
    """Each pair gives one line, in order, with its id, type, modes and score."""
    text = "Russia condemned Germany."
    path = tmp_path / "pairs.jsonl"
    pairs = [{"id": f"p{n}", "text": text, "actor": [0, 6], "recipient": [17, 24]} for n in range(40)]
    path.write_text("".join(json.dumps(pair) + "\n" for pair in pairs), encoding="utf-8")
    result = call("classify", path)
    assert result.exit_code == 0, result.output
    codes = [json.loads(line) for line in result.stdout.splitlines()]
    assert [code["id"] for code in codes] == [pair["id"] for pair in pairs]
    assert codes[0].keys() == {"id", "type", "modes", "score"}
    assert {code["type"] for code in codes} == {"ACCUSE"}


def test_classify_refuses_whole(tmp_path: Path) -> None:
    """One wrong line is named, and then nothing is coded."""
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"id": "p1", "text": "A met B.", "actor": [0, 1], "recipient": [6, 7]}\n{}\n', encoding="utf-8")
    result = call("classify", path)
    assert result.exit_code == 2
    assert "pairs.jsonl:2" in result.stderr
    assert result.stdout == ""
