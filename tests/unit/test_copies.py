"""Copies: a report's own words in an earlier one, whatever was cut, moved or quoted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stories.copies import Copy, Text, pairs, roots
from reportedly.stories.shingles import shingles

WIRE = (
    "STRELSAU, March 12 (RNA) -- The dam above Strelsau burst on Monday and flooded the mills of Hentzau.\n"
    "The water board of Ruritania said that four bridges were closed until engineers had looked at them.\n"
    "Schools along the river stay shut this week, the mayor of Hentzau told a crowd in the market hall.\n"
    "Trains between Zenda and the coast run only on one line, and bakers ask for flour from the stores of the crown."
)
PRINTED = (
    "Flood in Ruritania\n"
    "Schools along the river stay shut this week, the mayor of Hentzau told a crowd in the market hall. "
    "The dam above Strelsau burst on Monday and flooded the mills of Hentzau. "
    "Four bridges are out of use."
)
OTHER = (
    "The mill owners of Hentzau asked parliament on Thursday to pay for what the flood had spoiled. A vote is due next week, "
    "and the treasurer of Ruritania warned that the reserve would not do."
)


def text(name, words, day=10, outlet=None, credit=None):
    """A report as copies are told by it."""
    return Text(name, day, shingles(words), outlet, credit)


def traced(*texts):
    """What each goes back to."""
    return {n: c.of for n, c in roots(pairs(texts), {t.name: t for t in texts}).items()}


def test_a_trimmed_and_reordered_copy_goes_back_to_the_wire():
    """A paper that prints half the wire's sentences in another order under its own headline is a copy; another report is none."""
    assert traced(text("wire", WIRE), text("paper", PRINTED, 11), text("other", OTHER, 12)) == {"paper": "wire"}


def test_shared_quotations_are_no_copying():
    """Two reports of one speech share its words without one having taken from the other."""
    speech = "“We shall build the dam again, higher than it was and with stone from the hills of our fathers,” the king said"
    one = f"{speech} at noon in the square. Guests of the guild stayed for a meal of trout and barley bread."
    two = f"Late on Tuesday a carriage left for the coast with eleven letters. {speech}."
    assert traced(text("one", one), text("two", two, 11)) == {}


def test_after_a_week_nothing_is_a_copy():
    """The same words eight days later are left alone; where a day is unknown they are not."""
    assert traced(text("wire", WIRE), text("paper", PRINTED, 18)) == {}
    assert traced(text("wire", WIRE), text("paper", PRINTED, None)) == {"paper": "wire"}


def test_an_agency_comes_before_those_who_name_it():
    """Of one day, the agency's own report is the root, though the paper's is longer."""
    longer = PRINTED + " " + " ".join(WIRE.split("\n")[1:]) + " Of this nothing stood in the wire at all, a clerk of ours found."
    assert traced(text("a-paper", longer, 10, "Courier", "RNA"), text("wire", WIRE, 10, "RNA", "RNA")) == {"a-paper": "wire"}


def test_an_outlet_repeats_its_own_formulas():
    """“Delegation arrives” and “Delegation leaves” of one agency share most words and are two reports."""
    came = (
        "A delegation of the guild of bakers led by its master Rudolf arrived here on Monday by train and was met at the station."
    )
    left = "A delegation of the guild of bakers led by its master Rudolf left here on Friday by boat."
    assert traced(text("came", came, 10, "RNA"), text("left", left, 14, "RNA")) == {}
    assert traced(text("came", came, 10, "RNA"), text("left", left, 14, "Courier")) == {"left": "came"}


def test_a_copy_of_a_copy_goes_back_to_the_first():
    """Chains end at the root, and a report is never traced to its own outlet by way of another's copy."""
    whole = WIRE.replace("STRELSAU, March 12 (RNA) -- ", "")
    assert traced(text("wire", WIRE, 10, "RNA"), text("b", whole, 11, "Courier"), text("c", PRINTED, 12, "Post")) == {
        "b": "wire",
        "c": "wire",
    }
    assert roots([Copy("c", "b", 0.9), Copy("b", "a", 0.9)], {n: text(n, WIRE, d, o) for n, d, o in
                 (("a", 1, "RNA"), ("b", 2, "Courier"), ("c", 3, "RNA"))}) == {"b": Copy("b", "a", 0.9)}  # fmt: skip


@pytest.mark.parametrize("words", ["", "Four words and more? No.", "“All of this stands between the marks of a quotation.”"])
def test_little_text_has_no_runs(words):
    """Where fewer than five words of its own stand in a sentence there is nothing to compare, and nothing fails."""
    assert len(shingles(words)) == 0
    assert traced(text("a", words), text("b", words)) == {}


@given(st.permutations(WIRE.split("\n")[1:]))
def test_the_order_of_sentences_does_not_matter(sentences):
    """Runs stand within sentences: in any order they are the same."""
    assert np.array_equal(shingles(" ".join(sentences)), shingles(" ".join(WIRE.split("\n")[1:])))


def test_pairs_of_some_are_those_among_all_pairs():
    """What is found for new reports is what is found for all, as far as a new one is in it, on whichever side."""
    texts = [text("wire", WIRE), text("paper", PRINTED, 11), text("again", PRINTED, 12), text("other", OTHER, 12)]
    everything = pairs(texts)
    assert [(pair.name, pair.of) for pair in everything] == [("again", "paper"), ("again", "wire"), ("paper", "wire")]
    for name in ("wire", "paper", "again", "other"):
        assert pairs(texts, {name}) == [pair for pair in everything if name in (pair.name, pair.of)]
