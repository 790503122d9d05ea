"""The line on single sentences: who did what to whom, and who says so."""

from datetime import date

import pytest

from reportedly.model import Document

DAY = date(2024, 3, 14)


@pytest.fixture
def read(reader):
    """A function from a text to its reading."""

    def one(text):
        (reading,) = reader.read([Document("d", text, DAY)])
        assert not reading.failures
        return reading

    return one


def event(reading, type_):
    """The only event of a type."""
    found = [e for e in reading.events if e.type == type_]
    assert len(found) == 1, [str(e) for e in reading.events]
    return found[0]


def countries(actors):
    """Their country codes."""
    return [a.country for a in actors]


def claims(e):
    """Each claim as (speaker's country, stance, realis)."""
    return [(c.speaker.country if c.speaker else None, str(c.stance), str(c.realis)) for c in e.claims]


def test_active_clause(read):
    """Subject and object of an active verb are actor and recipient."""
    e = event(read("Ukraine condemned Russia on Monday."), "ACCUSE")
    assert (countries(e.actors), countries(e.recipients)) == (["UKR"], ["RUS"])
    assert (e.when.earliest, e.when.latest) == (date(2024, 3, 11), date(2024, 3, 11))


def test_passive_clause(read):
    """In a passive the by-phrase acts and the subject has it done to it."""
    e = event(read("Two French journalists were arrested by Turkish police."), "COERCE")
    assert (countries(e.actors), countries(e.recipients)) == (["TUR"], ["FRA"])


def test_relative_clause(read):
    """A relative pronoun stands for the noun before it."""
    e = event(read("The envoy praised Israeli soldiers who attacked Syrian forces."), "ASSAULT")
    assert (countries(e.actors), countries(e.recipients)) == (["ISR"], ["SYR"])


def test_coordinated_actors_are_one_event(read):
    """Coordinated parties are listed in one event, not split into dyads."""
    e = event(read("Japan and Australia condemned Iran."), "ACCUSE")
    assert countries(e.actors) == ["JPN", "AUS"]


def test_event_noun_with_owner(read):
    """“X's attack on Y” is told by a noun."""
    e = event(read("Russia's attack on Ukraine lasted for hours."), "ASSAULT")
    assert (countries(e.actors), countries(e.recipients)) == (["RUS"], ["UKR"])


def test_troops_sent_abroad_are_aid(read):
    """“X's deployment of Y to Z” helps Z."""
    e = event(read("South Korea criticised North Korea's deployment of troops to Russia."), "AID")
    assert (countries(e.actors), countries(e.recipients)) == (["PRK"], ["RUS"])


def test_meeting_lists_everybody_as_actor(read):
    """A reciprocal act has actors and no recipient."""
    e = event(read("Egypt's foreign minister met his Turkish counterpart in Cairo."), "CONSULT")
    assert set(countries(e.actors)) == {"EGY", "TUR"}
    assert not e.recipients
    assert e.place.name == "Cairo"


def test_role_and_possessive_tell_country_and_sector(read):
    """A name no table knows is placed by its title."""
    e = event(read("Zubrowka's ally, South Korea's National Security Adviser Shin Won-sik, condemned Iran."), "ACCUSE")
    assert ("KOR", "GOV") in [(a.country, a.sectors[0]) for a in e.actors]


def test_a_denial_is_a_claim_and_no_event(read):
    """“X denied that its forces attacked Y” codes the attack, denied, and nothing else."""
    reading = read("Russia denied that its forces attacked Ukraine.")
    assert [e.type for e in reading.events] == ["ASSAULT"]
    assert claims(reading.events[0]) == [("RUS", "denies", "actual")]


def test_allegation_and_denial_meet_in_one_event(read):
    """What one party alleges and another denies is one event with two claims."""
    e = event(read("Ukraine said Russia had attacked a hospital in Ukraine. Moscow denied the allegation."), "ASSAULT")
    assert claims(e) == [("UKR", "asserts", "actual"), ("RUS", "denies", "actual")]


def test_according_to(read):
    """“according to” names the speaker."""
    e = event(read("Israel bombed Lebanon, according to Lebanese officials."), "ASSAULT")
    assert claims(e) == [("LBN", "asserts", "actual")]


def test_a_quotation_over_paragraphs_has_one_speaker(read):
    """A quotation that opens anew in each paragraph and closes in the last is one person's words."""
    reading = read("“Russia attacked Ukraine.\n\n“Iran helped Russia,” Kenya's foreign minister said.")
    assert [c.speaker.country if c.speaker else None for e in reading.events for c in e.claims] == ["KEN"] * len(reading.events)
    assert reading.events


def test_reports_own_voice(read):
    """Without a source the report itself speaks."""
    e = event(read("Israel bombed Lebanon on Tuesday."), "ASSAULT")
    assert claims(e) == [(None, "asserts", "actual")]


def test_negated_in_the_reports_own_voice(read):
    """A negated act is a claim that denies."""
    e = event(read("Israel did not attack Lebanon."), "ASSAULT")
    assert claims(e) == [(None, "denies", "actual")]


def test_a_planned_meeting_is_an_agreement_to_meet(read):
    """Future cooperation reduces to AGREE and is planned."""
    e = event(read("France and Kenya will hold talks in Geneva."), "AGREE")
    assert claims(e) == [(None, "asserts", "planned")]


def test_possible(read):
    """A modal makes the act possible."""
    e = event(read("Russia may attack Ukraine."), "ASSAULT")
    assert claims(e) == [(None, "asserts", "possible")]


def test_the_north_needs_korea_at_hand(read):
    """A name that means a state only in its own region is read only where that region is told of."""
    told = event(read("South Korea was alarmed. The North condemned Japan."), "ACCUSE")
    assert countries(told.actors) == ["PRK"]
    assert not any(a.country == "PRK" for e in read("The North condemned Japan.").events for a in e.actors)


def test_no_event_in_mere_speech(read):
    """Saying something is no event."""
    assert not read("Germany said that the weather was mild.").events


def test_nothing_in_nothing(read):
    """An empty text and a text of links only give empty readings."""
    assert not read("").events
    reading = read("Also Read | Israel bombed Lebanon\n")
    assert not reading.events
    assert len(reading.document.related) == 1


def test_every_event_has_a_claim_and_quotes_its_words(read):
    """Only claims speak, so every event has one; and every span quotes the text."""
    reading = read("Syria said Israel had bombed Damascus. Iran condemned the attack and vowed to retaliate against Israel.")
    assert reading.events
    for e in reading.events:
        assert e.claims
        for span in (e.trigger, e.sentence, *(a.span for a in (*e.actors, *e.recipients))):
            assert reading.document.quote(span) == span.text


def test_event_time_comes_from_its_own_clause_first(read):
    """The time of the clause wins; what dates the saying of it dates no event."""
    e = event(read("Kestria's army said on Monday that rebels attacked a convoy on Friday."), "ASSAULT")
    assert e.when.span.text == "Friday"
    e = event(read("Kestria's army said on Monday that rebels attacked a convoy."), "ASSAULT")
    assert e.when is None


def test_event_time_comes_from_the_clause_it_happens_in(read):
    """“On Monday they advanced, killing three”: the killing happened on Monday."""
    e = event(read("On Monday Ruritanian troops crossed the river, attacking rebels near the town."), "ASSAULT")
    assert e.when.span.text == "Monday"
