"""`reportedly when`: what an expression means, one at a time and a file at a time."""

import json

import pytest
from click.testing import CliRunner

from reportedly.cli import main
from reportedly.reading.times import foreign, grammar, holidays, named, narrated, relative
from reportedly.reading.times.reasons import REASONS


def call(*args, **more):
    """The command run in this process."""
    return CliRunner().invoke(main, ["when", *args], **more)


def test_one_expression():
    """The days, the grain and the rule that decided are shown."""
    result = call("late Tuesday", "--on", "2024-10-24")
    assert result.exit_code == 0
    assert "Tuesday 2024-10-22" in result.stdout
    assert "rule   weekday:" in result.stdout


def test_in_its_sentence():
    """With the sentence, its verb decides which Friday is meant."""
    assert "2024-10-25" in call("on Friday", "--on", "2024-10-24", "--in", "They will meet on Friday.").stdout
    assert "2024-10-18" in call("on Friday", "--on", "2024-10-24", "--in", "They met on Friday.").stdout


def test_no_time_is_said_to_be_none():
    """How long something lasted names no day, and that is no error."""
    result = call("for six months", "--on", "2024-10-24")
    assert result.exit_code == 0
    assert "no calendar date" in result.stdout


def test_lines_in_order(tmp_path):
    """Each line gives one; what is vague has no dates; a wrong line is named and costs only itself."""
    path = tmp_path / "x.jsonl"
    rows = [{"text": "yesterday", "published": "2024-10-24"}, {"text": "recently", "published": "2024-10-24"}, {"text": 7}]
    rows.append({"text": "on Friday", "published": "2024-10-24", "sentence": "They will meet on Friday."})
    path.write_text("\n".join(map(json.dumps, rows)))
    result = call("--jsonl", str(path))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["earliest"] for a in answers] == ["2024-10-23", None, None, "2024-10-25"]
    assert [a["rule"] for a in answers] == ["named-day", "recent", None, "weekday"]
    assert "x.jsonl:3" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "TEXT"),
        (["today", "--jsonl", "x"], "TEXT"),
        (["--jsonl", "nowhere.jsonl"], "nowhere.jsonl"),
        (["today", "--on", "24.10.2024"], "24.10.2024"),
        (["today", "--in", "They left."], "today"),
    ],
)
def test_wrong_usage(args, words):
    """Wrong usage is one sentence with the value at fault and what to try."""
    result = call(*args)
    assert result.exit_code == 2
    assert words in result.output
    assert "Try: " in result.output


def test_every_rule_has_its_reason():
    """No rule of the grammar is without words for a person, and no words are left over."""
    rules = {rule.id for module in (named, relative, narrated, holidays) for rule in module.RULES}
    others = {"part-edge", "part-third", "part-share", "since", "until", "before", "range", "dateparser"}
    assert rules | others == set(REASONS)
    assert foreign.resolve("24 octobre 2024").rule in REASONS
    assert grammar.STARTS
