"""Who is told to have said what: chains, refusals to confirm, denials that point back, statements given in full."""

import json
from pathlib import Path

import pytest

from reportedly.cli.status import status
from reportedly.config import Settings
from reportedly.model import Document

GOLD = Path(__file__).parents[2] / "evals" / "gold" / "claims"
TRAINING = Path(__file__).parents[2] / "training" / "attributions"


def claims(reader, text, kind):
    """The claims of the one event of a type in a text."""
    (reading,) = reader.read([Document("d", text)])
    events = [e for e in reading.events if e.type == kind]
    assert events, [e.type for e in reading.events]
    return events[0].claims


def told(some):
    """Claims as (speaker, further sources, stance, realis)."""
    return [(c.speaker.name if c.speaker else None, [v.name for v in c.via], str(c.stance), str(c.realis)) for c in some]


@pytest.mark.parametrize(
    "text",
    [
        "TASS quoted a Russian army spokesman as saying that Ukrainian forces had shelled Belgorod.",
        "Ukrainian forces had shelled Belgorod, TASS quoted a Russian army spokesman as saying.",
        "Ukrainian forces shelled Belgorod, a Russian army spokesman told TASS.",
    ],
)
def test_whoever_is_quoted_speaks_and_whoever_carries_it_is_via(reader, text):
    """However an account is passed on, the nearest source speaks and the agency is a further one."""
    (claim,) = claims(reader, text, "ASSAULT")
    assert "spokesman" in claim.speaker.span.text
    assert [v.name for v in claim.via] == ["TASS"]


@pytest.mark.parametrize(
    "text",
    [
        "Israel's army declined to confirm that its jets had bombed Damascus.",
        "Israel neither confirmed nor denied that its jets had bombed Damascus.",
        "Israel's army would not say whether its jets had bombed Damascus.",
    ],
)
def test_to_decline_is_neither_to_doubt_nor_to_deny(reader, text):
    """Whoever will not confirm an act is noted as declining; nobody doubts it, and nobody asserts it."""
    (claim,) = claims(reader, text, "ASSAULT")
    assert (claim.speaker, str(claim.stance), str(claim.realis), claim.note) == (None, "doubts", "actual", "declines")
    assert [a.country for a in claim.declined] == ["ISR"]


@pytest.mark.parametrize(
    "denial",
    [
        "Moscow said nothing of the kind had happened.",
        "“It did not happen,” the Russian army said.",
        "Moscow called the accusation a lie.",
    ],
)
def test_a_denial_that_repeats_nothing_answers_what_was_told(reader, denial):
    """A denial in the next sentence stands with the allegation, in one event with two claims."""
    found = claims(reader, f"Russian troops shelled Kharkiv, Kyiv said. {denial}", "ASSAULT")
    assert {(c.speaker.country, str(c.stance)) for c in found} == {("UKR", "asserts"), ("RUS", "denies")}


def test_no_one_and_none_negate(reader):
    """“No shots were fired”, “has sent no troops”: the report itself says that it did not happen."""
    assert told(claims(reader, "Nobody was arrested by police in Cairo on Friday.", "COERCE"))[0][2] == "denies"
    assert told(claims(reader, "Senegal has sent no troops to Mali.", "AID"))[0][2] == "denies"


def test_a_statement_given_in_full_is_its_speakers(reader):
    """What follows “made public the following statement:” is told by whoever made it, also without quotation marks."""
    text = (
        "The Ruritanian defence ministry made public the following statement:\n"
        "Zubrowkan jets bombed a bridge near Lutz on Monday.\nZubrowka arrested two of our officers."
    )
    (reading,) = reader.read([Document("d", text)])
    speakers = {
        c.speaker.name if c.speaker else None for e in reading.events if e.type in ("ASSAULT", "COERCE") for c in e.claims
    }
    assert len(speakers) == 1
    assert "defence ministry" in speakers.pop()


def test_status_says_who_would_not_confirm(reader):
    """The status of an event names who neither confirmed nor denied it."""
    (reading,) = reader.read([Document("d", "Israel's army declined to confirm that its jets had bombed Damascus.")])
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert status(event).startswith("neither confirmed nor denied by")


def test_the_rules_alone_still_find_who_says_what(cache_dir):
    """Without the attributor, speech, “according to” and denials keep their speakers."""
    from reportedly.reader import Reader

    reader = Reader(Settings(cache_dir=cache_dir, attributions="rules"))
    (claim,) = claims(reader, "Russian troops shelled Kharkiv, Kyiv said.", "ASSAULT")
    assert (claim.speaker.country, str(claim.stance)) == ("UKR", "asserts")
    (claim,) = claims(reader, "Russia denied that its forces shelled Kharkiv.", "ASSAULT")
    assert (claim.speaker.country, str(claim.stance)) == ("RUS", "denies")


def test_the_gold_of_our_own_is_whole():
    """At least 300 passages, each label with its reason; no passage of one half stands in the other or in training."""
    rows = {half: [json.loads(line) for line in (GOLD / f"{half}.jsonl").open(encoding="utf-8")] for half in ("dev", "test")}
    assert sum(map(len, rows.values())) >= 300
    assert all(e["reason"] and e["claims"] for some in rows.values() for r in some for e in r["events"])
    texts = {half: {r["text"] for r in some} for half, some in rows.items()}
    learned = {json.loads(line)["text"] for path in TRAINING.glob("*.jsonl") for line in path.open(encoding="utf-8")}
    assert not texts["dev"] & texts["test"]
    assert not (texts["dev"] | texts["test"]) & learned


@pytest.mark.parametrize(
    "text",
    [
        "A minister told Reuters and AFP, in a statement carried by the state news agency, that troops had crossed the border.",
        "Kenya attacked Uganda, a minister told Reuters, citing a general and quoting a diplomat.",
        "Troops had crossed the border, a minister cited by AFP told Reuters in a statement published by the daily Nation.",
    ],
)
def test_several_who_pass_an_account_on_are_each_told_once(reader, text):
    """However many carry an account, reading it ends, and nobody stands twice in a chain."""
    (reading,) = reader.read([Document("d", text)])
    for claim in (c for e in reading.events for c in e.claims):
        chain = [a.name for a in (*((claim.speaker,) if claim.speaker else ()), *claim.via)]
        assert len(set(chain)) == len(chain)


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Bangkok says they did not.", "denies"),
        ("Bangkok called the account fabricated.", "denies"),
        ("The Thai army said its troops had fired at nobody.", "denies"),
        ("A Thai spokesman dismissed the story as the work of provocateurs.", "denies"),
        ("Thai officials said they had seen no proof of this.", "doubts"),
    ],
)
def test_answers_in_few_words_meet_the_claim(reader, answer, stance):
    """An answer that only points back, or repeats the act in other words, stands with the claim it answers."""
    found = claims(reader, f"Thai troops shelled a village on Monday, Cambodia's army said. {answer}", "ASSAULT")
    assert {(c.speaker.country, str(c.stance)) for c in found} == {("KHM", "asserts"), ("THA", stance)}


@pytest.mark.parametrize(
    "text",
    [
        "There is no truth to Cambodia's claim that Thai troops shelled a village, Thailand's army said.",
        "Thailand's army said it had found nothing to support Cambodia's claim that Thai troops shelled a village.",
        "Thailand's army questioned Cambodia's assertion that Thai troops had shelled a village.",
        "Thailand's army dismissed as baseless Cambodia's claim that Thai troops had shelled a village.",
        "Thailand's army rejected the claim, made by Cambodia, that Thai troops had shelled a village.",
    ],
)
def test_whose_claim_is_judged_still_makes_it(reader, text):
    """Whoever judges a claim denies or doubts it; whoever made it goes on asserting it, and passes nothing on."""
    found = claims(reader, text, "ASSAULT")
    assert {c.speaker.country for c in found if str(c.stance) == "asserts"} == {"KHM"}
    assert {c.speaker.country for c in found if str(c.stance) in ("denies", "doubts")} == {"THA"}
    assert not any(c.via for c in found)


def test_an_aside_does_not_doubt(reader):
    """“It is unclear whether …, as Kyiv claims”: Kyiv asserts it, and the report itself leaves it open."""
    found = claims(reader, "It is unclear whether Russian troops attacked the village, as Ukraine claims.", "ASSAULT")
    assert {(c.speaker.country if c.speaker else None, str(c.stance)) for c in found} == {("UKR", "asserts"), (None, "doubts")}


def test_an_account_goes_on(reader):
    """A sentence that opens with “They” goes on with the account before it; one with a subject of its own does not."""
    told_by = {}
    for opening in ("They", "The rebels of another group"):
        text = f"Rebels overran an army post in Mali, the Malian army said. {opening} killed eleven soldiers."
        (reading,) = reader.read([Document("d", text)])
        last = max((e for e in reading.events if e.type == "ASSAULT"), key=lambda e: e.trigger.start)
        told_by[opening] = last.claims[0].speaker.country if last.claims[0].speaker else None
    assert told_by == {"They": "MLI", "The rebels of another group": None}


@pytest.mark.parametrize(
    "text",
    [
        "Minsk: Polish guards attacked migrants at the border",
        "Polish guards attacked migrants at the border – Belarusian interior ministry",
        "The communique of the Belarusian interior ministry reads in full:\nPolish guards attacked migrants at the border.",
        "The Belarusian interior ministry writes:\nPolish guards attacked migrants at the border.",
    ],
)
def test_headlines_and_statements_name_their_speaker(reader, text):
    """A colon, a dash or “reads in full:” hands the words over."""
    (claim,) = claims(reader, text, "ASSAULT")
    assert claim.speaker.country == "BLR"


def test_rumours_are_nobodys_claim_once_denied(reader):
    """What somebody denies of a rumour is the act; the rumour itself is not the report's own word."""
    text = "Asked about reports that Seoul had sent an envoy to Pyongyang, the presidential office said: “That is not the case.”"
    assert {(str(c.stance), str(c.realis)) for c in claims(reader, text, "CONSULT")} == {("denies", "actual")}
