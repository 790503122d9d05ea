"""Parties that a sentence does not spell out: opponents, families of states, bare family names, people of the land."""

from datetime import date

import pytest

from reportedly.knowledge import load_knowledge
from reportedly.model import Actor, Document, Span
from reportedly.reading.opponents import Quarrels

US, THEM = Actor(Span(0, 1, "a"), "Freedonia", "FRE", ("GOV",)), Actor(Span(2, 3, "b"), "Sylvania", "SYL", ("GOV",))


def test_a_threat_against_nobody_goes_to_the_other_side_of_the_quarrel():
    """Who has just been accused, and answers, answers the accuser."""
    quarrels = Quarrels()
    quarrels.remember("ACCUSE", 0, [US], [THEM])
    assert quarrels.opponent("THREATEN", 1, [THEM]) == (US,)
    assert quarrels.opponent("THREATEN", 1, [US]) == (THEM,)


@pytest.mark.parametrize(("kind", "sentence"), [("MOBILIZE", 1), ("CONSULT", 1), ("ASSAULT", 1), ("THREATEN", 20)])
def test_no_opponent_is_taken_from_elsewhere(kind, sentence):
    """Moves against nobody, meetings, other sorts of quarrel and old ones name no opponent."""
    quarrels = Quarrels()
    quarrels.remember("ACCUSE", 0, [US], [THEM])
    assert quarrels.opponent(kind, sentence, [US]) == ()


def test_states_of_one_name_are_two_parties(reader):
    """“The two Koreas” are both of them."""
    reading = next(reader.read([Document("d", "The two Koreas held talks in Panmunjom on Monday.", date(2018, 4, 30))]))
    (e,) = [e for e in reading.events if e.type == "CONSULT"]
    assert {a.country for a in e.actors} == {"PRK", "KOR"}


@pytest.mark.parametrize(
    ("name", "day", "at_hand", "who"),
    [
        ("Yoon", date(2024, 5, 1), {"KOR"}, "Yoon Suk Yeol"),
        ("Yoon", date(2019, 5, 1), {"KOR"}, None),
        ("Yoon", date(2024, 5, 1), {"FRA"}, None),
        ("Moon", date(2019, 5, 1), {"KOR"}, "Moon Jae-in"),
        ("Kim", date(2024, 5, 1), {"PRK"}, None),
        ("Carrie", date(2019, 5, 1), {"HKG"}, None),
    ],
)
def test_a_bare_family_name_is_whoever_serves(name, day, at_hand, who):
    """Only of a country told of, only in office on the day, and among several the one who leads."""
    found = load_knowledge().surname(name, day, at_hand)
    assert (found.name if found else None) == who


def test_whom_police_arrest_is_of_the_land(reader):
    """Demonstrators without a country are of the country whose police act."""
    text = "Kenyan police arrested twelve demonstrators on Monday, Uganda's embassy said."
    reading = next(reader.read([Document("d", text, date(2024, 3, 14))]))
    (e,) = [e for e in reading.events if e.type == "COERCE"]
    assert [a.country for a in e.recipients] == ["KEN"]


def test_arrests_without_a_doer_are_the_police_told_of_before(reader):
    """A passive that leaves out who arrested takes the police of the sentence before."""
    text = "Kenyan police said the march was banned. Seventy people were arrested on Sunday."
    reading = next(reader.read([Document("d", text, date(2024, 3, 14))]))
    (e,) = [e for e in reading.events if e.modes == ("arrest",)]
    assert [a.country for a in e.actors] == ["KEN"]


def test_a_place_taken_for_a_body_is_where_it_lies(reader):
    """A region that the tagger calls an organisation belongs to its state if the report names that state."""
    document = Document("d", "Russia's annexation of Crimea in 2014 angered Ukraine.", date(2024, 3, 14))
    found = [a for parties in reader.page(document).parties for p in parties for a in p.actors if "Crimea" in a.span.text]
    assert {a.country for a in found} == {"UKR"}


@pytest.mark.parametrize(
    "text",
    [
        "Elon Musk criticised China on Monday.",
        "Somalia accused Kenya of spying. Kenyan teachers demanded higher pay on Monday.",
        "Two police officers were arrested on Sunday.",
    ],
)
def test_nobody_is_made_a_party_to_what_is_not_theirs(reader, text):
    """No critic is a citizen of the state criticised, no demand goes to a foreign opponent, nobody arrests himself."""
    last = next(reader.read([Document("d", text, date(2024, 3, 14))])).events[-1]
    doers, sufferers = ({a.country or a.name for a in some} for some in (last.actors, last.recipients))
    assert not doers & sufferers
    assert "SOM" not in sufferers
