"""Names, roles and posts: the longest name wins, dates decide who holds a post, every fact has a source."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from reportedly.knowledge import load_knowledge, words_of
from reportedly.knowledge.cues import load_cues
from reportedly.model import Stance

TABLES = [
    "countries",
    "organizations",
    "roles",
    "leaders",
    "factbook_leaders",
    "factbook_points",
    "place_abbreviations",
    "places",
    "cues",
]
SECTORS = set("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REL SOC REF NGO".split())
STATELESS = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}


def rows(name):
    """The rows of one table."""
    with files("reportedly.knowledge").joinpath(f"data/{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def knowledge():
    """The package's own tables."""
    return load_knowledge()


@pytest.mark.parametrize(
    "name", sorted(p.name[:-4] for p in files("reportedly.knowledge").joinpath("data").iterdir() if p.name[-4:] == ".csv")
)
def test_every_fact_has_a_source(name):
    """No row of any table stands without where it is from."""
    assert [row for row in rows(name) if not row["source"]] == []


def test_country_codes_are_known():
    """Every country of an organisation, leader or place is one of ours, or PLOVER's for those of no state."""
    known = {row["iso3"] for row in rows("countries")} | STATELESS
    used = {row["country"] for name in ("organizations", "leaders", "places") for row in rows(name) if row["country"]}
    assert used <= known


def test_sectors_are_plovers():
    """Every sector is one that PLOVER has."""
    used = {s for name in ("organizations", "leaders") for row in rows(name) for s in row["sectors"].split("|")}
    used |= {row["sector"] for row in rows("roles")}
    assert used <= SECTORS


def test_terms_end_after_they_begin():
    """No post is left before it is taken."""
    assert [r["name"] for r in rows("leaders") if r["to"] and r["to"] < r["from"]] == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("South Korea", "KOR"),
        ("North Koreans", "PRK"),
        ("the DPRK", "PRK"),
        ("U.S.", "USA"),
        ("Moscow", "RUS"),
        ("the Kremlin", "RUS"),
        ("Downing Street", "GBR"),
        ("KCNA", "PRK"),
        ("Workers’ Party of Korea", "PRK"),
        ("African Union", "IGO"),
        ("the European Union", "EUR"),
        ("IAEA", "UNO"),
        ("al-Shabaab", "SOM"),
    ],
)
def test_names_tell_the_country(knowledge, text, country):
    """A name, its aliases and its metonyms lead to one country or kind of body."""
    assert knowledge.lookup(text).country == country


@pytest.mark.parametrize("text", ["us", "who", "is", "may", "Zubrowka"])
def test_ordinary_words_are_no_names(knowledge, text):
    """Short names count only in their own capitals, and what no table knows is unknown."""
    assert knowledge.lookup(text) is None


def test_the_longest_name_wins(knowledge):
    """“North Korean” is not “Korean”, and “United Nations Security Council” not “United Nations”."""
    words = words_of("the United Nations Security Council met")
    length, entry = knowledge.match(words, 1)
    assert length == 4
    assert entry.country == "UNO"


def test_posts_are_told_as_of_a_day(knowledge):
    """Who speaks for what depends on the day: a prime minister then, an official of a union later."""
    on = {year: knowledge.lookup("Donald Tusk", date(year, 6, 1)).country for year in (2010, 2016, 2024)}
    assert on == {2010: "POL", 2016: "EUR", 2024: "POL"}


def test_every_name_of_a_person_has_terms(knowledge):
    """Whatever way a name is written, at the head of a sentence too (“Al-Assad”), a term says since when it is known."""
    missing = [key for key, entry in knowledge.names.items() if entry.kind == "person" and key not in knowledge.terms]
    assert not missing
    assert knowledge.match(["Al", "-", "Assad"], 0, date(2015, 1, 1))[1].name == "Bashar al-Assad"


def test_after_the_last_term_a_person_stays_known(knowledge):
    """A former president keeps the country of the last post held."""
    assert knowledge.lookup("Barack Obama", date(2020, 1, 1)).country == "USA"


def test_roles_match_their_longest_phrase(knowledge):
    """“national security adviser” is one role, of the government."""
    length, role = knowledge.role(["national", "security", "adviser"], 0)
    assert (length, role.sector, role.kind) == (3, "GOV", "person")


def test_possessive_roles_match_as_parsers_cut_them(knowledge):
    """“prime minister's office” is found among tokens where the mark and its letter are one."""
    assert knowledge.role(["prime", "minister", "'s", "office"], 0)[0] == 4


def test_denial_words_deny():
    """“deny” hands a content over and denies it."""
    cues = load_cues()
    assert cues.verbs["deny"][0].stance is Stance.DENIES
    assert cues.nouns["denial"][0].stance is Stance.DENIES
    assert cues.verbs["say"][0].stance is Stance.ASSERTS
