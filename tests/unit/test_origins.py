"""Origins: one wire told by many is one, a state's offices are one, nobody unknown is counted."""

import csv
from importlib.resources import files

import pytest

from reportedly.knowledge import load_knowledge
from reportedly.knowledge.outlets import state_media
from reportedly.model import Actor, Claim, Document, Realis, Span, Stance
from reportedly.stories.origins import Interest, Kind, Origin, credit, interest, of_claim, of_copy, of_report


@pytest.fixture(scope="module")
def knowledge():
    """The tables."""
    return load_knowledge()


def actor(name, country=None, *sectors):
    """A party that stands nowhere."""
    return Actor(Span(0, 1, "x"), name, country, sectors)


def claim(speaker):
    """An assertion by somebody."""
    return Claim(speaker, (), Stance.ASSERTS, Realis.ACTUAL, None, 0.9)


def report(text, publisher=None):
    """A report."""
    return Document("d", text, publisher=publisher)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SEOUL, March 12 (Yonhap) -- The ministry said it would answer.", "Yonhap"),
        ("Pyongyang, March 12 (KCNA) -- A meeting was held.", "KCNA"),
        ("The ministry said it would answer.\n(AFP)", "AFP"),
        ("The ministry said it would answer.\nSource: Xinhua", "Xinhua"),
        ("The ministry (of fish) said it would answer the Strelsau Courier.", None),
        ("He wrote for Reuters before that, and then he joined the ministry of works.", None),
    ],
)
def test_credits(text, named, knowledge):
    """An agency in the dateline or as the last words is credited; one that is only told of is not."""
    assert credit(report(text), knowledge) == named


def test_a_reports_own_voice(knowledge):
    """The agency credited comes before the root of a copy, that before the outlet; without any the origin is unknown."""
    root = Origin("RNA", "RNA", Kind.MEDIA, None)
    assert of_report(report("Pyongyang, March 12 (KCNA) -- Held.", "Courier"), knowledge).name == "KCNA"
    own = of_report(report("Held.", "Courier"), knowledge)
    assert of_copy(own, None, root) == root
    assert of_copy(own, "KCNA", root) == of_copy(own, None, None) == own
    assert of_report(report("Held.", "Strelsau Courier"), knowledge).key == "Strelsau Courier"
    assert of_report(report("Held."), knowledge) is None


def test_state_media_are_one_origin(knowledge):
    """“North Korean state media”, KCNA and the party's paper are one voice, shown by its agency."""
    said = [actor("KCNA", "PRK", "JRN"), actor("Rodong Sinmun", "PRK", "JRN"), actor("state media", "PRK", "JRN")]
    assert {of_claim(claim(s), None, knowledge) for s in said} == {Origin("PRK state media", "KCNA", Kind.STATE_MEDIA, "PRK")}


def test_offices_of_one_state_are_one_origin(knowledge):
    """A ministry and an army of one state are no two origins; those of two states are."""
    said = [actor("spy agency", "KOR", "SPY"), actor("the ministry", "KOR", "GOV"), actor("army", "JPN", "MIL")]
    assert [of_claim(claim(s), None, knowledge).key for s in said] == ["KOR state", "KOR state", "JPN state"]


def test_nobody_in_particular_is_the_report(knowledge):
    """Witnesses and local media cannot be counted: what they say goes back to the report, or to nobody known."""
    own = Origin("Courier", "Courier", Kind.MEDIA, None)
    for nobody in (None, actor("witnesses"), actor("local media", None, "JRN")):
        assert of_claim(claim(nobody), own, knowledge) == own
        assert of_claim(claim(nobody), None, knowledge) is None


def test_papers_people_and_bodies(knowledge):
    """A newspaper, a person and a party are origins by their names."""
    assert of_claim(claim(actor("Le Monde", "FRA", "JRN")), None, knowledge).kind is Kind.MEDIA
    assert of_claim(claim(actor("Rudolf Rassendyll")), None, knowledge).kind is Kind.PERSON
    assert of_claim(claim(actor("Guild of Bakers", None, "LAB")), None, knowledge).kind is Kind.BODY


def test_interest():
    """Who tells of his own deed, who of what was done to him, and who of neither."""
    state = Origin("PRK state", "North Korea", Kind.STATE, "PRK")
    assert interest(state, [actor("North Korea", "PRK", "GOV")], [actor("Seoul", "KOR", "GOV")]) is Interest.PARTY
    assert interest(state, [actor("Seoul", "KOR", "GOV")], [actor("North Korea", "PRK", "GOV")]) is Interest.OPPONENT
    assert interest(state, [actor("Seoul", "KOR", "GOV")], []) is Interest.THIRD
    igo = Origin("ASEAN", "ASEAN", Kind.BODY, "IGO")
    assert interest(igo, [actor("NATO", "IGO", "MIL")], []) is Interest.THIRD


def test_state_media_stand_in_the_table_of_bodies():
    """Each of them is a medium of its country there, and every row names its source."""
    with files("reportedly.knowledge").joinpath("data/organizations.csv").open(encoding="utf-8") as lines:
        known = {(r["name"], r["country"]) for r in csv.DictReader(lines) if r["kind"] == "media"}
    assert {(name, country) for country, names in state_media().items() for name in names} <= known
    with files("reportedly.knowledge").joinpath("data/state_media.csv").open(encoding="utf-8") as lines:
        assert all(row["source"] for row in csv.DictReader(lines))
