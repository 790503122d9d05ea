"""Texts that extraction broke: read as they were written, with offsets into what is there."""

from datetime import date

import pytest

from reportedly.knowledge import load_knowledge
from reportedly.model import Document
from reportedly.models import Prose, Repair
from reportedly.reading import repairs

PEOPLE = repairs.names({t.entry.name for some in load_knowledge().terms.values() for t in some})


def mended(text):
    """A paragraph as it is read."""
    return Prose(text, 0, repairs.find(text, PEOPLE)).mended()[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ChairmanKim Jong Untoured a dairy.", "Chairman Kim Jong Un toured a dairy."),
        ("A letter toKim Jong Un, sent by air", "A letter to Kim Jong Un, sent by air"),
        ("Comrade Kim Jong Unreceived a letter.", "Comrade Kim Jong Un received a letter."),
        ("A call toXi Jinping followed.", "A call to Xi Jinping followed."),
    ],
)
def test_names_with_lost_spaces_come_apart(text, words):
    """A known name to which its neighbours stick is read as words of its own."""
    assert mended(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong Un's letter",
        "Kim Jong Una",
        "Xi Jinping spoke.",
        "MacArthur Kim",
        "Kamala Harrison",
        "Gordon Browning",
        "UN TELLS UNICEF TO SEND MORE AID TO SUDAN",
        "EU leaders told the EU Foreign Affairs Council that EU27 states must do MORE now",
    ],
)
def test_what_is_no_lost_space_stays(text):
    """Possessives, single letters and longer names are left alone."""
    assert repairs.find(text, PEOPLE) == ()


def test_a_box_of_headlines_in_a_sentence_is_left_out():
    """A repeated name with headlines stuck to it, up to its closing word, is no part of the sentence."""
    text = "Chancellor Rufus Hector T. RufusRivals plot a coup Opposition walks out MORE on Sunday condemned Syldavia."
    assert mended(text) == "Chancellor Rufus on Sunday condemned Syldavia."


def test_offsets_stay_the_documents():
    """Every token of a mended sentence stands where the document has it."""
    words, at = Prose("ab cdef gh", 100, (Repair(5, 5, " "), Repair(7, 9, ""))).mended()
    assert words == "ab cd efh"
    assert [at.start(words.index(w)) for w in ("ab", "cd", "ef", "h")] == [100, 103, 105, 109]
    assert at.end(len("ab cd")) == 105


def test_the_reader_names_the_person_and_the_act(reader):
    """A report whose bold names lost their spaces tells of the same event as the report that kept them."""
    texts = ["General SecretaryKim Jong Uncondemned Japan on Monday.", "General Secretary Kim Jong Un condemned Japan on Monday."]
    glued, whole = (next(reader.read([Document("d", text, date(2024, 3, 14))])) for text in texts)
    (one,), (other,) = glued.events, whole.events
    assert (one.type, one.actors[0].name, one.recipients[0].name) == (other.type, other.actors[0].name, other.recipients[0].name)
    assert glued.document.text[one.trigger.start : one.trigger.end] == "condemned"
