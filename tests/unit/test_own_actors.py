"""A user's own actors: tables and Follow-the-Money entities over the package's tables."""

import json
from datetime import date

import pytest

from reportedly.errors import UsageError
from reportedly.knowledge import load_knowledge

DAY = date(2024, 10, 23)


def test_a_table_of_ones_own(tmp_path):
    """Rows of a CSV table add bodies and people, and outrank the package's."""
    (tmp_path / "mine.csv").write_text(
        "name,aliases,country,sectors,kind,post,from,to,source\n"
        "Nebelsbad Defence League,NDL,DEU,REB,group,,,,my notes\n"
        "Mayor of Nebelsbad,,DEU,GOV,person,mayor,2020-01-01,2024-12-31,my notes\n"
        "Kremlin,,RUS,MIL,group,,,,my notes\n"
    )
    known = load_knowledge(tmp_path)
    assert known.lookup("NDL").sectors == ("REB",)
    assert known.lookup("Mayor of Nebelsbad", DAY).country == "DEU"
    assert known.lookup("Kremlin").sectors == ("MIL",)
    assert load_knowledge().lookup("Kremlin").sectors == ("GOV",)


def test_follow_the_money(tmp_path):
    """People with the positions they occupied, and organisations, are taken from Follow-the-Money JSON lines."""
    rows = [
        {"id": "p", "schema": "Person", "properties": {"name": ["Ofelia Placeholder"], "country": ["de"]}},
        {"id": "q", "schema": "Position", "properties": {"name": ["Harbour Minister"], "country": ["de"]}},
        {"id": "o", "schema": "Occupancy", "properties": {"holder": ["p"], "post": ["q"], "startDate": ["2023-05"]}},
        {"id": "b", "schema": "PublicBody", "properties": {"name": ["Harbour Board of Nebelsbad"], "country": ["de"]}},
    ]
    (tmp_path / "export.jsonl").write_text("\n".join(map(json.dumps, rows)))
    known = load_knowledge(tmp_path)
    assert known.offices.holder("DEU", "harbour minister", DAY).entry.name == "Ofelia Placeholder"
    assert known.offices.holder("DEU", "harbour minister", date(2022, 1, 1)) is None
    assert known.lookup("Harbour Board of Nebelsbad").sectors == ("GOV",)


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("a.csv", "name,source\nX,\n", "a.csv:2"),
        ("a.csv", "name,colour,source\nX,red,me\n", "colour"),
        ("a.csv", "name,post,from,source\nX,mayor,soon,me\n", "soon"),
        ("a.jsonl", "{\n", "a.jsonl:1"),
        ("a.jsonl", "[]\n", "a.jsonl:1"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, file, text, words):
    """A row without a source, an unknown column or a line that is no entity is refused by its file and line."""
    (tmp_path / file).write_text(text)
    with pytest.raises(UsageError, match=words):
        load_knowledge(tmp_path)


def test_no_folder_is_no_error(tmp_path):
    """Nobody needs actors of their own."""
    assert load_knowledge(tmp_path / "nowhere").lookup("Kremlin").country == "RUS"
