"""The trained coder: what it promises whatever its weights are, and a few plain sentences it must get right."""

import shutil

import pytest

from reportedly.errors import MissingError
from reportedly.models import Blend, Coder, Evidence, Neighbours, Networks

LIMIT = 60_000_000  # bytes of model files in the wheel


@pytest.fixture(scope="module")
def coder():
    """The coder that comes with the package."""
    return Coder()


def tokens(text):
    """The offsets of words and marks."""
    import re

    return [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]


def signals(coder, *texts):
    """The signals of each text."""
    return list(coder.read([(text, tokens(text)) for text in texts]))


def test_neighbours_change_nothing(coder):
    """What stands beside a sentence, and in what order, never changes its signals."""
    texts = ["Kenya sent nurses to Ruritania.", "Police arrested nine dockers in Lima on Monday.", "It rained."]
    together = signals(coder, *texts)
    assert together == [signals(coder, text)[0] for text in texts]
    assert together == signals(coder, *reversed(texts))[::-1]


def test_probabilities(coder):
    """Every number is a probability, the types of a signal sum to at most one, and tokens are counted in the sentence."""
    text = "Rebels shelled the town of Nebelsbad, which the ministry in Lutz condemned as an outrage."
    for signal in signals(coder, text)[0]:
        assert 0 <= signal.first <= signal.at < signal.last <= len(tokens(text))
        assert sum(p for _, p in signal.types) <= 1.0001
        assert sum(signal.realis) == pytest.approx(1, abs=1e-4)
        assert sum(p for _, p in signal.modes) == pytest.approx(1, abs=1e-4)
        assert len(signal.actors) == len(signal.recipients) == len(tokens(text))
        assert all(0 <= p <= 1 for p in (*signal.actors, *signal.recipients, signal.negated))


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Zubrowkan soldiers shelled the Ruritanian town of Nebelsbad on Friday.", "shelled", "ASSAULT"),
        ("Police arrested nine dockers in the port on Monday.", "arrested", "COERCE"),
        ("The Ruritanian foreign minister condemned Zubrowka for the raid.", "condemned", "ACCUSE"),
        ("Freedonia's prime minister met her Sylvanian counterpart in Lutz.", "met", "CONSULT"),
    ],
)
def test_plain_sentences(coder, text, trigger, kind):
    """In a plain sentence the verb fires for its type, and its subject is the actor."""
    found = signals(coder, text)[0]
    offsets = tokens(text)
    signal = next(s for s in found if text[slice(*offsets[s.at])] == trigger)
    assert signal.types[0][0] == kind
    assert max(range(len(offsets)), key=lambda t: signal.actors[t]) < signal.at


def test_relation_is_a_distribution(coder):
    """A marked pair gets every type, likeliest first, with probabilities that sum to one."""
    text = "Zubrowka accused Ruritania of spying."
    told = coder.relation(text, (0, 8), (17, 26))
    assert len(told) == 16
    assert sum(p for _, p in told) == pytest.approx(1, abs=1e-4)
    assert [p for _, p in told] == sorted((p for _, p in told), reverse=True)
    assert told[0][0] == "ACCUSE"


def test_nothing_to_read(coder):
    """A sentence of one word, of marks alone, or of no word at all has no signals."""
    assert signals(coder, "Yes", "… — !", "") == [(), (), ()]


def test_beyond_its_reach(coder):
    """Of a sentence longer than the encoder's reach the rest is left to the rules, and nothing breaks."""
    text = "The minister said " + "and again " * 200 + "that Ruritania attacked Zubrowka."
    found = signals(coder, text)[0]
    assert all(signal.at < 200 for signal in found)


def test_size():
    """The files in the wheel stay under 60 MB."""
    assert sum(p.stat().st_size for p in Coder().folder.iterdir()) <= LIMIT


def test_a_missing_file_is_named(coder, tmp_path):
    """A model folder that lacks a file is an error that names it and what to do."""
    for path in coder.folder.iterdir():
        if path.name != "relation.onnx":
            shutil.copy(path, tmp_path)
    with pytest.raises(MissingError) as caught:
        Coder(Networks(tmp_path))
    assert "relation.onnx" in caught.value.message
    assert "reinstall" in caught.value.hint


def test_the_nearest_example_to_itself(coder):
    """A training sentence is the nearest to itself, with its own type and trigger."""
    near = Neighbours(coder.folder)
    text = near.nearest(coder.vector("Police arrested nine dockers.", (7, 15)))[0].text
    start = near.nearest(coder.vector("Police arrested nine dockers.", (7, 15)))[0].start
    end = near.nearest(coder.vector("Police arrested nine dockers.", (7, 15)))[0].end
    own = near.nearest(coder.vector(text, (start, end)), 1)[0]
    assert own.text == text
    assert own.similarity > 0.99


def test_inputs_are_named(coder):
    """The model says what it was trained on, each input with its SHA-256, and holds no gold that it is scored on."""
    import json

    told = json.loads((coder.folder / "coder.json").read_text("utf-8"))
    assert all(len(value) == 64 for value in told["inputs"].values())
    assert not [name for name in told["inputs"] if "gsr" in name or "claims" in name]


def test_blend():
    """More of any voice never makes an event less likely; the coder is never certain enough to silence a rule."""
    blend = Blend(-1.0, 0.5, 0.5, 2.0, 1.0, 1.0)
    rising = [
        Evidence(0.1, None, 0.0, 0.0),
        Evidence(0.6, None, 0.0, 0.0),
        Evidence(0.6, 0.5, 0.0, 0.0),
        Evidence(0.6, 0.9, 0.0, 0.0),
        Evidence(0.6, 0.9, 0.8, 0.0),
        Evidence(0.6, 0.9, 0.8, 0.8),
    ]
    chances = [blend.chance(e) for e in rising]
    assert chances == sorted(set(chances))
    never, hardly = (blend.chance(Evidence(p, 0.5, 0.0, 0.0)) for p in (0.0, 0.001))
    assert never == hardly > 0.01
