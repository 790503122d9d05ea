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
