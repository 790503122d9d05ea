"""What holds for every text: spans quote it, order and batch size change nothing, JSON gives it back."""

from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.export import jsonl
from reportedly.model import Document, Failure
from reportedly.reader import Reader

SENTENCES = [
    "Russia denied that its forces attacked Ukraine.",
    "“We will strike back,” Iran's foreign ministry said on Monday.",
    "The presidents of France and Kenya will meet in Geneva on June 12.",
    "Also Read | Storm closes the ports of Ruritania",
    "According to state media, Kim Jong Un inspected a missile base.",
    "The police arrested 26 protesters, and the ministry said the arrests were lawful.",
    "Nothing happened in the village.",
    "Israel bombed Lebanon, Lebanese officials said. Israel rejected the claim.",
    "GENEVA, May 3 (AFP) - Talks between Turkey and Armenia resumed.",
    "…”” – ’s U.S.-led… (x) 12 %",
]
DAY = date(2024, 5, 6)
reports = st.lists(st.sampled_from(SENTENCES), max_size=4).flatmap(
    lambda lines: st.sampled_from(["\n", " ", "\n\n", "\r\n"]).map(lambda gap: gap.join(lines))
)
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spans(reading):
    """Every span of a reading."""
    for e in reading.events:
        parties = [*e.actors, *e.recipients, *(c.speaker for c in e.claims if c.speaker), *(v for c in e.claims for v in c.via)]
        yield from (e.trigger, e.sentence, *(p.span for p in parties), *(c.cue for c in e.claims if c.cue))
        yield from (x.span for x in (e.when, e.place) if x)
    for a in reading.attributions:
        yield from chain(a.source, a.cue, a.content)
    yield from (x.span for x in (*reading.places, *reading.times, *reading.document.related))


@slow
@given(text=reports)
def test_spans_quote_their_text(reader, text):
    """Every record's words are the words at its offsets, and the text is the one given."""
    (reading,) = reader.read([Document("d", text, DAY)])
    assert reading.document.text == text
    assert not reading.failures
    for span in spans(reading):
        assert text[span.start : span.end] == span.text


@slow
@given(text=reports)
def test_every_event_has_a_claim(reader, text):
    """Only claims speak: no event is without one, and a quoted “Also Read” line is never an event."""
    (reading,) = reader.read([Document("d", text, DAY)])
    assert all(e.claims for e in reading.events)
    assert not any(link.span.overlaps(e.trigger) for link in reading.document.related for e in reading.events)


@slow
@given(text=reports)
def test_json_gives_the_reading_back(reader, text):
    """What is written can be read back, equal in every field, on one line."""
    (reading,) = reader.read([Document("d", text, DAY)])
    line = jsonl.dumps(reading)
    assert len(line.splitlines()) == 1
    assert jsonl.loads(line) == reading


@pytest.mark.parametrize("size", [1, 2, 7])
def test_batch_size_changes_nothing(reader, size):
    """Readings are the same whatever is parsed together."""
    documents = [Document(f"d{n}", " ".join(SENTENCES[n:] + SENTENCES[:n]), DAY) for n in range(len(SENTENCES))]
    other = Reader(replace(reader.settings, batch_size=size))
    assert list(other.read(documents)) == list(reader.read(documents))


def test_order_changes_nothing(reader):
    """Each document's reading is its own, wherever it stands in the input."""
    documents = [Document(f"d{n}", s, DAY) for n, s in enumerate(SENTENCES)]
    forwards = list(reader.read(documents))
    backwards = list(reader.read(reversed(documents)))
    assert forwards == backwards[::-1]


def test_a_failure_stands_in_its_place(reader):
    """What a source could not give becomes an empty reading between the others."""
    failure = Failure("bad", "It is not text.", "give it text")
    one, two, three = reader.read([Document("a", SENTENCES[0], DAY), failure, Document("b", SENTENCES[0], DAY)])
    assert two.failures == (failure,)
    assert len(one.events) == len(three.events) == 1


def test_a_text_too_long_is_one_failure(reader):
    """A text above the limit is named, and the next is read."""
    small = Reader(replace(reader.settings, max_chars=100))
    long, short = small.read([Document("long", "x" * 101, DAY), Document("short", SENTENCES[0], DAY)])
    assert "101" in long.failures[0].message
    assert short.events
