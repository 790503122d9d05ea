"""`reportedly group`: reports in, stories out, nothing stored."""

import json

import pytest
from click.testing import CliRunner

from reportedly.cli import main

DAM = "The dam above Strelsau burst on Monday and flooded the mills of Hentzau, the water board of Ruritania said."
DAM_AGAIN = "Mills in Hentzau stood under water on Tuesday after the dam above Strelsau burst, the water board said."
STRIKE = "Bakers in Nebelsbad walked out over flour prices, and the guild of Zubrowka called for a general strike."


def lines(*rows):
    """Rows as JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def run(tmp_path):
    """Groups what is written to a file."""

    def go(text):
        path = tmp_path / "reports.jsonl"
        path.write_text(text, "utf-8")
        return CliRunner().invoke(main, ["group", str(path)], standalone_mode=False)

    return go


def test_stories_are_printed_in_the_order_of_the_reports(run):
    """One line a report, its story named after the first; title and date may be null."""
    done = run(
        lines(
            {"doc_id": "c", "title": None, "text": DAM_AGAIN, "published": "2024-03-13"},
            {"doc_id": "b", "title": "Strike", "text": STRIKE, "published": None},
            {"doc_id": "a", "title": "Flood", "text": DAM, "published": "2024-03-12"},
        )
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"doc_id": "c", "story": "a"},
        {"doc_id": "b", "story": "b"},
        {"doc_id": "a", "story": "a"},
    ]
    assert done.return_value == 0


def test_a_bad_report_never_loses_the_good_ones(run):
    """A line that is no report, and a second report of one name, are named; the rest is grouped, and the status is 1."""
    done = run("{\n" + lines({"doc_id": "a", "text": DAM}, {"doc_id": "a", "text": STRIKE}))
    assert [json.loads(line)["doc_id"] for line in done.stdout.splitlines()] == ["a"]
    assert "was given before" in done.stderr
    assert done.return_value == 1
