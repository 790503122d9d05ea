"""What is denied, doubted, threatened or only possible is never told as an attack that happened."""

from itertools import product

import pytest

from reportedly.model import Document, Realis, Stance

ACTORS = ["Russia", "Israel", "Sudan's army", "Iran", "Myanmar's junta", "Colombia"]
TARGETS = ["Ukraine", "Lebanon", "Kenya", "Saudi Arabia", "Venezuela"]
ACTS = [("attack", "attacked", "attacking"), ("bomb", "bombed", "bombing"), ("shell", "shelled", "shelling")]
TEMPLATES = [
    "{x} denied that it had {ed} {y}.",
    "{x} has denied {ing} {y}.",
    "{x} denied on Monday that its forces {ed} {y}.",
    "{x} rejected as baseless claims that it had {ed} {y}.",
    "{x} rejected claims that its forces had {ed} {y}.",
    "{x} dismissed reports that it had {ed} {y}.",
    "There is no evidence that {x} {ed} {y}.",
    "{x} neither confirmed nor denied that it had {ed} {y}.",
    "{x} did not {base} {y}.",
    "{x} said it would {base} {y} if the talks failed.",
    "{x} may {base} {y}.",
    "{x} could {base} {y}, analysts said.",
    "{x} threatened to {base} {y}.",
    "{x} plans to {base} {y}.",
    "{x} never {ed} {y}, its foreign ministry said.",
    "It is not true that {x} {ed} {y}, a spokesman said.",
    "{x} said claims that it {ed} {y} were fabricated.",
    "Reporters could not independently verify that {x} {ed} {y}.",
]


@pytest.fixture(scope="module")
def readings(reader):
    """The reading of every template with every act and pair of parties."""
    texts = [
        t.format(x=x, y=y, base=base, ed=ed, ing=ing)
        for t, x, y, (base, ed, ing) in product(TEMPLATES, ACTORS, TARGETS, ACTS)
        if x != y
    ]
    return list(reader.read(Document(f"d{n}", text) for n, text in enumerate(texts)))


def test_never_an_asserted_actual_attack(readings):
    """Of hundreds of such sentences none gives an ASSAULT that anybody asserts as done."""
    wrong = [
        r.document.text
        for r in readings
        for e in r.events
        if e.type == "ASSAULT" and any(c.stance is Stance.ASSERTS and c.realis is Realis.ACTUAL for c in e.claims)
    ]
    assert len(readings) > 1000
    assert wrong == []


def test_an_accuser_and_a_denier_are_two_claims(reader):
    """“X denied allegations by Y that …” has Y alleging and X denying, nobody passing anything on."""
    text = "Iran denied allegations by the United States that it had attacked Kenya."
    (reading,) = reader.read([Document("d", text)])
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert {(c.speaker.country, str(c.stance)) for c in event.claims} == {("IRN", "denies"), ("USA", "asserts")}
    assert not any(c.via for c in event.claims)


def test_a_source_without_a_name_still_speaks(reader):
    """“witnesses said” and “the statement said” are no report's own voice."""
    for text in ("Russia attacked Ukraine, the statement said.", "The rebels attacked Kenya, the army said."):
        (reading,) = reader.read([Document("d", text)])
        assert all(c.speaker for e in reading.events for c in e.claims)


def test_a_denial_names_who_denies(readings):
    """Nearly every plain denial is found, as an attack that its alleged doer denies."""
    plain = [r for r in readings if " denied that it had " in r.document.text and "neither" not in r.document.text]
    found = [
        r
        for r in plain
        if any(e.type == "ASSAULT" and any(c.stance is Stance.DENIES and c.speaker for c in e.claims) for e in r.events)
    ]
    assert len(found) >= 0.9 * len(plain)
