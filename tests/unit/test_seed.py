"""The report this project grew from, read from ../shared and never copied in."""

import json
from datetime import date

import pytest

from reportedly.model import Document

NAME = "seed-2024-10-23"


@pytest.fixture(scope="module")
def seed(shared, reader):
    """The seed report's reading."""
    text = (shared / f"gold/claims/dev/{NAME}.txt").read_bytes().decode()
    (reading,) = reader.read([Document(NAME, text, date(2024, 10, 23))])
    return reading


def found(seed, type_, words):
    """Events of a type whose sentence holds the words."""
    return [e for e in seed.events if e.type == type_ and words in e.sentence.text]


def told(e):
    """Each claim as (speaker's country, stance)."""
    return {(c.speaker.country if c.speaker else None, str(c.stance)) for c in e.claims}


def test_inspection_is_told_by_state_media(seed):
    """The inspection is found with its actor, and state media speak for it."""
    (e,) = found(seed, "MOBILIZE", "recently inspected")
    assert e.actors[0].name == "Kim Jong Un"
    assert e.actors[0].country == "PRK"
    assert [c.speaker.sectors for c in e.claims if c.speaker] == [("JRN",)]


def test_inspection_in_the_pictures_is_told_by_the_agency(seed):
    """Photographs published by the agency are its account."""
    events = found(seed, "MOBILIZE", "Photographs")
    assert any(c.speaker and c.speaker.span.text == "KCNA" for e in events for c in e.claims)


def test_meeting_in_seoul(seed):
    """The two officials met, in Seoul."""
    (e,) = found(seed, "CONSULT", "expressed")
    assert {a.country for a in e.actors} == {"KOR", "POL"}
    assert e.place.name == "Seoul"


def test_concern_of_both_officials(seed):
    """Both voiced concern over what the two states do."""
    (e,) = found(seed, "ACCUSE", "expressed")
    assert {a.country for a in e.actors} == {"KOR", "POL"}
    assert {a.country for a in e.recipients} & {"PRK", "RUS"}


def test_ties_with_russia(seed):
    """The military ties are cooperation of both states, in both places where the report tells of them."""
    for words in ("intensified", "expressed"):
        (e,) = found(seed, "COOPERATE", words)
        assert {a.country for a in e.actors} == {"PRK", "RUS"}


def test_deployment_is_alleged_and_denied(seed):
    """The deployment is one event with two claims: alleged by one party, denied by North Korea."""
    (e,) = found(seed, "AID", "deployment")
    assert ({a.country for a in e.actors}, {a.country for a in e.recipients}) == ({"PRK"}, {"RUS"})
    assert told(e) == {("KOR", "asserts"), ("PRK", "denies")}


def test_related_lines_are_links(seed):
    """The two “Also Read” headlines are related links and no events."""
    assert len(seed.document.related) == 2
    assert not any(link.span.overlaps(e.trigger) for link in seed.document.related for e in seed.events)


def test_required_gold_events_are_found(seed, shared):
    """Every event the gold requires is met by one of the same type in its sentence, with an actor of the same country."""
    gold = json.loads((shared / f"gold/claims/dev/{NAME}.json").read_text("utf-8"))
    missed = [
        g["type"]
        for g in gold["events"]
        if not g["optional"]
        and not any(
            e.type == g["type"]
            and e.sentence.start <= g["trigger"][0] < e.sentence.end
            and {a["country"] for a in g["actors"]} & {a.country for a in e.actors}
            for e in seed.events
        )
    ]
    assert missed == []
