"""Names that several bear, and names inside other names: who is meant, and who is not."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from reportedly.knowledge import Gazetteer, load_knowledge, words_of


def found(text, at_hand=None, on=date(2024, 6, 1)):
    """The countries of all names in a text, read from left to right."""
    known, words = load_knowledge(), words_of(text)
    out, i = [], 0
    while i < len(words):
        hit = known.match(words, i, on, at_hand)
        if hit is not None:
            out.append(hit[1].country)
        i += hit[0] if hit else 1
    return out


@pytest.mark.parametrize(
    "text",
    ["the South China Sea", "New Jersey", "the Gulf of Mexico", "Latin American leaders", "the Paris Agreement", "the North Sea"],
)
def test_a_name_inside_a_larger_one_is_nobody(text):
    """“China” in “South China Sea” is no party."""
    assert found(text) == []


def test_the_west_bank_is_not_the_west():
    """An article and a capitalised word are no name where the name goes on."""
    assert found("strikes on the West Bank") == ["PSE"]


def test_a_body_owned_by_another_state_is_not_the_best_known_one():
    """“Pakistan's Supreme Court” is left to the role table, which takes the owner's country."""
    assert found("Pakistan's Supreme Court") == ["PAK"]
    assert found("the Pakistani Supreme Court") == ["PAK"]
    assert found("South Korean Joint Chiefs of Staff") == ["KOR"]
    assert found("the Supreme Court") == ["USA"]


def test_ambiguous_names_need_a_country_at_hand():
    """“the North” is North Korea where either Korea is told of, and nobody where neither is."""
    assert found("the North fired", at_hand={"KOR"}) == ["PRK"]
    assert found("the North fired", at_hand={"NGA"}) == []
    assert found("the Senate voted", at_hand={"PHL"}) == []


def test_a_surname_passes_from_one_holder_to_the_next():
    """A name two people bear is told by the day."""
    assert load_knowledge().lookup("Cameron", date(2012, 1, 1)).country == "GBR"
    assert load_knowledge().lookup("Antonio Costa", date(2020, 1, 1)).country == "PRT"
    assert load_knowledge().lookup("Antonio Costa", date(2025, 1, 1)).country == "EUR"


def test_nobody_is_known_before_the_first_post():
    """Before any term the tables do not say who bore the name."""
    assert load_knowledge().lookup("Trump", date(2010, 1, 1)) is None
    assert load_knowledge().lookup("Trump", date(2018, 1, 1)).country == "USA"


def test_services_have_their_own_rows():
    """No body is told under another's name."""
    for name in ("GRU", "MI5", "Shin Bet", "Bundesrat", "PLO"):
        assert load_knowledge().lookup(name).name in (name, "Palestine Liberation Organization")


def test_older_and_other_names_of_capitals():
    """A capital's other spelling stands for the state as well."""
    assert found("Kiev said") == ["UKR"]
    assert found("Male students") == []


def test_countries_by_code():
    """A country is found by either code, with its middle in degrees."""
    known = load_knowledge()
    korea = known.country("PRK")
    assert (korea.iso2, korea.name, korea.capital) == ("KP", "North Korea", "Pyongyang")
    assert "North Koreans" in korea.demonyms
    assert known.country_by_iso2("XK").iso3 == "KOS"
    assert known.country("ZZZ") is None
    assert known.country_by_iso2("ZZ") is None
    assert all(abs(c.lat) <= 90 and abs(c.lon) <= 180 for c in known.countries.values())


def test_phrases_name_their_source():
    """A phrase without a source is refused."""
    with files("reportedly.knowledge").joinpath("data/phrases.csv").open(encoding="utf-8") as lines:
        assert all(row["source"] and " " in row["phrase"] for row in csv.DictReader(lines))


def test_kosovo_is_kos_everywhere(cache_dir):
    """Its cities carry PLOVER's code, as its row does."""
    assert Gazetteer.open(cache_dir).lookup("Pristina")[0].country == "KOS"
    assert Gazetteer.open(cache_dir).lookup("Kosovo")[0].geonames_id == 831053
