"""A reading goes to one line of JSON and comes back as it was."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import InputError
from reportedly.export.jsonl import SCHEMA, dumps, loads, pair_to_json, reading_from_json, reading_to_json
from reportedly.model import (
    Actor,
    Attribution,
    Claim,
    Document,
    Event,
    Failure,
    Granularity,
    PairCode,
    Place,
    Precision,
    Reading,
    Realis,
    RelatedLink,
    Span,
    Stance,
    When,
)

words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["a\u2028b", "\x85", "\u2029", "\ud83d!", '"\\\n\r\t', "\U0001f600"]
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
maybe_words = st.none() | words
codes = st.lists(words, max_size=2).map(tuple)


def spans(document: Document) -> st.SearchStrategy[Span]:
    """Any stretch of the document's text."""
    ends = st.lists(st.integers(0, len(document.text)), min_size=2, max_size=2, unique=True).map(sorted)
    return ends.map(lambda pair: document.span(*pair))


def some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """None, one or two of a kind, as the records hold them."""
    return st.lists(strategy, max_size=2).map(tuple)


def whens(span: st.SearchStrategy[Span]) -> st.SearchStrategy[When]:
    """Times with and without an earliest and a latest day."""
    day = st.none() | st.dates()
    return st.builds(When, span, day, day, st.sampled_from(Granularity), words)


def places(span: st.SearchStrategy[Span]) -> st.SearchStrategy[Place]:
    """Places with and without coordinates."""
    number = st.none() | numbers
    return st.builds(Place, span, words, maybe_words, number, number, st.none() | st.integers(0), st.sampled_from(Precision))


def claims(span: st.SearchStrategy[Span], actor: st.SearchStrategy[Actor]) -> st.SearchStrategy[Claim]:
    """Claims with and without a speaker and a cue."""
    return st.builds(
        Claim,
        st.none() | actor,
        some(actor),
        st.sampled_from(Stance),
        st.sampled_from(Realis),
        st.none() | span,
        numbers,
    )


def events(span: st.SearchStrategy[Span]) -> st.SearchStrategy[Event]:
    """Events with every optional field filled or left out."""
    actor = st.builds(Actor, span, words, maybe_words, codes, maybe_words)
    return st.builds(
        Event,
        id=words,
        type=words,
        modes=codes,
        contexts=codes,
        quad=st.none() | st.integers(1, 4),
        score=st.none() | numbers,
        trigger=span,
        sentence=span,
        actors=some(actor),
        recipients=some(actor),
        when=st.none() | whens(span),
        place=st.none() | places(span),
        confidence=numbers,
        claims=some(claims(span, actor)),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Readings whose spans all quote their document, odd characters included."""
    text = draw(st.text(alphabet="ab \u2028\x85\ud83d\U0001f600\n", min_size=2, max_size=30))
    bare = Document(draw(words), text)
    span = spans(bare)
    optional = [draw(maybe_words) for _ in range(3)]
    related = draw(some(st.builds(RelatedLink, span, words, maybe_words)))
    return Reading(
        document=Document(bare.doc_id, text, draw(st.none() | st.dates()), *optional, draw(words), related),
        events=draw(some(events(span))),
        attributions=draw(some(st.builds(Attribution, some(span), some(span), some(span)))),
        places=draw(some(places(span))),
        times=draw(some(whens(span))),
        failures=draw(some(st.builds(Failure, words, words, words))),
    )


@given(reading=readings())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_round_trip(reading: Reading) -> None:
    """What was written is read back without loss, the words of every span included."""
    assert reading_from_json(reading_to_json(reading)) == reading
    assert repr(loads(dumps(reading))) == repr(reading)


@given(reading=readings())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_one_line_for_every_reader(reading: Reading) -> None:
    """A reading is one line whatever a reader takes for a line's end, and it can be written in UTF-8."""
    line = dumps(reading)
    assert len(line.splitlines()) == 1
    assert line.encode().decode() == line


@pytest.fixture
def reading() -> Reading:
    """A reading in which every field that the contract names is filled."""
    document = Document("d1", "Zubrowka fired at Lutz on Monday, Agency said.", date(2024, 10, 23), title="Fire")
    zubrowka = Actor(document.span(0, 8), "Zubrowka", "ZUB", ("GOV", "MIL"))
    agency = Actor(document.span(34, 40), "Agency", None, ("JRN",))
    monday = When(document.span(26, 32), date(2024, 10, 21), date(2024, 10, 21), Granularity.DAY, "weekday")
    lutz = Place(document.span(18, 22), "Lutz", "ZUB", 1.5, -2.5, 7, Precision.CITY)
    event = Event(
        id="0123",
        type="ASSAULT",
        modes=("firearms",),
        contexts=("military",),
        quad=4,
        score=-9.0,
        trigger=document.span(9, 14),
        sentence=document.span(0, 46),
        actors=(zubrowka,),
        recipients=(),
        when=monday,
        place=lutz,
        confidence=0.9,
        claims=(Claim(agency, (), Stance.ASSERTS, Realis.ACTUAL, document.span(41, 45), 0.8),),
    )
    said = Attribution((agency.span,), (document.span(41, 45),), (document.span(0, 32),))
    return Reading(document, (event,), (said,), (lutz,), (monday,), (Failure("d1", "It broke.", "mend it"),))


def test_contract(reading: Reading) -> None:
    """The names and meanings are those of the contract."""
    value = json.loads(dumps(reading))
    assert list(value) == ["schema", "doc_id", "document", "events", "attributions", "places", "times", "failures"]
    assert (value["schema"], value["doc_id"]) == (SCHEMA, "d1")
    assert value["document"]["published"] == "2024-10-23"
    assert len(value["document"]["sha256"]) == 64
    event = value["events"][0]
    assert event["sentence"] == {"start": 0, "end": 46}
    assert event["trigger"] == {"start": 9, "end": 14, "text": "fired"}
    assert event["actors"][0]["sectors"] == ["GOV", "MIL"]
    assert event["when"]["earliest"] == event["when"]["latest"] == "2024-10-21"
    assert (event["place"]["geonames_id"], event["place"]["precision"]) == (7, "city")
    assert event["claims"][0]["speaker"] == {
        "start": 34,
        "end": 40,
        "text": "Agency",
        "name": "Agency",
        "id": None,
        "country": None,
        "sectors": ["JRN"],
    }
    assert value["attributions"] == [{"source": [[34, 40]], "cue": [[41, 45]], "content": [[0, 32]]}]
    assert value["failures"] == [{"doc_id": "d1", "message": "It broke.", "hint": "mend it"}]


def test_text_stays_readable(reading: Reading) -> None:
    """Letters beyond ASCII are written as themselves, only what breaks lines is escaped."""
    line = dumps(Reading(Document("é", "日本\u2028x")))
    assert "é" in line
    assert "日本\\u2028x" in line
    assert dumps(reading).isascii()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": "reportedly.reading/9"}, "reportedly.reading/9"),
        ({"places": None}, "malformed"),
        ({"attributions": [{"source": [[0, 999]], "cue": [], "content": []}]}, "999"),
        ({"document": {}}, "'text'"),
    ],
)
def test_not_a_reading(reading: Reading, change: dict[str, object], words: str) -> None:
    """What is no reading of this schema is refused with what is wrong with it."""
    with pytest.raises(InputError) as caught:
        reading_from_json(reading_to_json(reading) | change)
    assert words in caught.value.message


@pytest.mark.parametrize("line", ["", "{", "[]", "3"])
def test_not_json(line: str) -> None:
    """A line that holds no JSON object is refused."""
    with pytest.raises(InputError):
        loads(line)


def test_not_finite() -> None:
    """A number that JSON cannot say is never written."""
    with pytest.raises(ValueError, match="Out of range"):
        dumps(PairCode("p", None, (), float("nan")))


def test_pair() -> None:
    """A coded pair has its id, type, modes and score, and an unknown type is null."""
    assert pair_to_json(PairCode("p", "ACCUSE", ("allege",), 0.5)) == {
        "id": "p",
        "type": "ACCUSE",
        "modes": ["allege"],
        "score": 0.5,
    }
    assert dumps(PairCode("p\u2028", None, (), 0.0)) == '{"id": "p\\u2028", "type": null, "modes": [], "score": 0.0}'
