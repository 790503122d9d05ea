"""PLOVER's rules that need more than a word: planned, joint, refused, cancelled, compound; contexts by what an event is."""

from datetime import date

import pytest

from reportedly.model import Document


@pytest.fixture
def told(reader):
    """A function from a text to its events as (type, actors' countries, recipients' countries, realis)."""

    def one(text):
        reading = next(reader.read([Document("d", text, date(2024, 3, 14))]))
        return [
            (e.type, {a.country for a in e.actors}, {a.country for a in e.recipients}, str(e.claims[0].realis))
            for e in reading.events
        ]

    return one


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya summoned Ethiopia's ambassador on Monday.", ("ACCUSE", {"KEN"}, {"ETH"}, "actual")),
        ("Russia held military exercises near its border with Finland on Monday.", ("MOBILIZE", {"RUS"}, set(), "actual")),
        ("Russia and China began joint naval drills on Monday.", ("COOPERATE", {"RUS", "CHN"}, set(), "actual")),
        ("France will send food aid to Kenya next week.", ("AGREE", {"FRA"}, {"KEN"}, "planned")),
        ("Egypt and Sudan will hold talks on the dam in May.", ("AGREE", {"EGY", "SDN"}, set(), "planned")),
        ("Kenya cancelled its talks with Somalia on Friday.", ("REJECT", {"KEN"}, {"SOM"}, "actual")),
        ("Germany expelled two Russian diplomats on Friday.", ("SANCTION", {"DEU"}, {"RUS"}, "actual")),
        ("Japan and Australia condemned Iran and Syria on Monday.", ("ACCUSE", {"JPN", "AUS"}, {"IRN", "SYR"}, "actual")),
    ],
)
def test_rules_that_need_logic(told, text, event):
    """One event, of the type PLOVER reduces it to, with every party of a side in one list."""
    assert told(text) == [event]


def test_words_that_modify_a_trigger_tell_no_event_of_their_own(told):
    """“joint” in “joint drills” is part of the drills."""
    assert [e[0] for e in told("Russia and China began joint naval drills on Monday.")] == ["COOPERATE"]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Kenya condemned Somalia on Monday.", "diplomatic"),
        ("Sudan's army shelled the rebels on Monday.", "military"),
        ("A Kenyan court sentenced the governor to nine years.", "legal"),
    ],
)
def test_contexts_by_what_an_event_is(reader, text, context):
    """Acts between states are diplomatic, those of armies military, those of courts legal, whatever the words."""
    (e,) = next(reader.read([Document("d", text, date(2024, 3, 14))])).events
    assert context in e.contexts
