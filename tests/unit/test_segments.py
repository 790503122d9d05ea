"""What of a text is prose: paragraphs, related links, datelines."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Document
from reportedly.reading.segments import split

PLACES = {"Pyongyang", "LUTZ", "Geneva", "GENEVA", "Seoul"}


def taken_apart(text):
    return split(Document("d", text), PLACES.__contains__)


def test_also_read_lines_become_related_links():
    """A line that points to another report is a related link with its title, and no prose."""
    text = "The minister left.\nAlso Read | Storm closes ports\nHe returned."
    found = taken_apart(text)
    assert [link.title for link in found.related] == ["Storm closes ports"]
    assert [p.text for p in found.paragraphs] == ["The minister left.", "He returned."]


def test_prose_that_begins_with_such_words_stays_prose():
    """Without a separator after them, “Also read” and “Related” are ordinary words."""
    found = taken_apart("Also read the minister's letter to the council.\nRelated matters were left for later.")
    assert not found.related
    assert len(found.paragraphs) == 2


def test_a_link_keeps_its_address():
    """An address in a related line is kept apart from the title."""
    (link,) = taken_apart("READ MORE: Storm closes ports https://example.org/storm").related
    assert (link.title, link.url) == ("Storm closes ports", "https://example.org/storm")


def test_dateline_with_agency_is_set_apart():
    """Place, date and agency before the dashes belong to the dateline; the report starts after them."""
    found = taken_apart("Pyongyang, March 3 (ZNA) -- The envoy arrived.")
    (dateline,) = found.datelines
    assert (dateline.place, dateline.agency) == ("Pyongyang", "ZNA")
    assert found.paragraphs[0].text == "The envoy arrived."


def test_dateline_with_dash_needs_a_known_place():
    """“GENEVA - …” is a dateline; “Trade - the old quarrel - …” is a sentence."""
    assert taken_apart("GENEVA - Talks began.").datelines
    assert not taken_apart("Trade - the old quarrel - returned.").datelines


def test_colon_needs_a_known_place():
    """“Seoul: …” opens a report; “Question: …” does not."""
    assert taken_apart("Seoul: Talks began.").datelines
    assert not taken_apart("Question: who began the talks?").datelines


def test_hard_wrapped_lines_are_joined():
    """Lines broken at a fixed width in mid-sentence are one paragraph."""
    text = (
        "The foreign minister of Zubrowka said in a long speech to\n"
        "the assembly that his government would not accept any of the\n"
        "terms which had been put forward by the neighbouring state of\n"
        "Ruritania."
    )
    assert len(taken_apart(text).paragraphs) == 1


@given(st.text(alphabet=st.sampled_from("aB .,|:\n\r-—“”é\u2028"), max_size=200))
def test_paragraphs_and_links_stand_in_the_text(text):
    """Whatever the input, every piece is a stretch of the text at its own offset, in order, without overlap."""
    found = taken_apart(text)
    for p in found.paragraphs:
        assert text[p.start : p.start + len(p.text)] == p.text
    for link in found.related:
        assert text[link.span.start : link.span.end] == link.span.text
    edges = [p.start for p in found.paragraphs]
    assert edges == sorted(set(edges))
