"""Who does and who suffers, where the words of an act turn the places round; scenes, crowds and offices."""

from datetime import date

import pytest

from reportedly.model import Document


@pytest.fixture
def read(reader):
    """A function from a text to its reading."""
    return lambda text, on=date(2024, 10, 23): next(iter(reader.read([Document("d", text, on)])))


@pytest.fixture
def who(reader):
    """A function from a text and words in it to whom they stand for."""

    def one(text, words, on=date(2024, 10, 23)):
        start = text.rindex(words)
        return reader.who(Document("d", text, on), start, start + len(words))

    return one


def sides(reading, type_):
    """Actors and recipients of the first event of a type, by country or name."""
    event = next(e for e in reading.events if e.type == type_)
    return [a.country or a.name for a in event.actors], [a.country or a.name for a in event.recipients]


def test_whoever_receives_a_letter_did_not_send_it(read):
    """“A received a congratulatory letter from B”: B congratulates A."""
    text = "The Japanese prime minister received a congratulatory letter from the French president."
    assert sides(read(text), "SUPPORT") == (["FRA"], ["JPN"])


def test_whose_border_is_crossed(read):
    """“violated Japan's airspace” is against Japan."""
    assert sides(read("Russian warships crossed Japan's maritime border on Monday."), "MOBILIZE")[1] == ["JPN"]


def test_protesters_who_say_something_of_somebody(read):
    """“Protesters who say China has broken its promise” protest against China."""
    text = "Protesters in Hong Kong who say China has broken its promise blocked major roads."
    assert "CHN" in sides(read(text), "PROTEST")[1]


def test_police_are_of_the_place_the_report_plays_in(who):
    """Bare police and crowds belong to the place told of with “in”, not to the state that acts."""
    text = "China rejected the demands of students in Hong Kong. Police arrested six people."
    assert [w.actor.country for w in who(text, "Police")] == ["HKG"]


def test_family_name_of_an_office_holder_is_no_place(who):
    """“Yoon” after “Yoon Suk Yeol” is the person, whatever the tagger makes of it."""
    text = "Yoon Suk Yeol spoke in Seoul. Crowds denounced Yoon for the plan."
    (found,) = who(text, "Yoon")
    assert (found.person, found.actor.country) == ("Yoon Suk Yeol", "KOR")


@pytest.mark.parametrize(
    ("words", "on", "person"),
    [
        ("Russian president", date(2009, 5, 1), "Dmitry Medvedev"),
        ("Russian president", date(2013, 5, 1), "Vladimir Putin"),
        ("British prime minister", date(2007, 6, 1), "Tony Blair"),
        ("British prime minister", date(2007, 7, 15), "Gordon Brown"),
        ("German leader", date(2010, 7, 15), "Angela Merkel"),
        ("former French president", date(2015, 7, 15), None),
        ("Russian presidents", date(2009, 5, 1), None),
    ],
)
def test_an_office_is_whoever_held_it_that_day(who, words, on, person):
    """Offices are told as of the day of publication; not for many, and not for whoever left it."""
    text = f"The {words} spoke about trade on Monday."
    assert [w.person for w in who(text, words, on)] == [person]


def test_the_minister_is_the_one_told_of(who):
    """A title repeats whoever bore it before; an office no longer held makes one of the elites."""
    text = "Foreign Minister Penny Wong of Australia met envoys. The minister praised them."
    assert [w.person for w in who(text, "minister")] == ["Penny Wong"]
    (found,) = who("A former French president testified in court.", "former French president")
    assert found.actor.sectors[0] == "ELI"


def test_reasons_are_told(who):
    """What a mention is taken for comes with why: country, sector and person."""
    (found,) = who("Seoul's National Security Adviser Shin Won-sik spoke.", "Seoul's National Security Adviser Shin Won-sik")
    assert {reason.split(":")[0] for reason in found.reasons} == {"country", "sector", "person"}
    assert any("capital" in reason for reason in found.reasons)
