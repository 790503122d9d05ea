"""The sentences written for training: every mark stands in its text, and they are not each other's copies."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "training" / "sentences").glob("*.jsonl"))
MOST_ALIKE = 0.05


@pytest.fixture(scope="module")
def sentences():
    """The module that reads and checks them."""
    sys.path.insert(0, str(ROOT / "training"))
    import sentences

    return sentences


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_mark_stands_in_its_text(sentences, path):
    """Triggers and parties are quoted as they stand; types, modes and realis are the codebook's."""
    written = list(sentences.read(path))
    for sentence in written:
        for event in sentence.events:
            for start, end in (event.trigger, *event.actors, *event.recipients):
                assert sentence.text[start:end].strip()


def test_near_duplicates_are_few(sentences):
    """At most one in twenty shares half of its word 3-grams with another."""
    texts = [s.text for path in FILES for s in sentences.read(path)]
    alike = {b for _, b, _ in sentences.near_duplicates(texts)}
    assert len(alike) <= MOST_ALIKE * len(texts)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"text": "A hit B.", "events": [{"type": "ASSAULT"}]}', "keys"),
        (
            (
                '{"text": "A hit B.", "events": [{"type": "HIT", "mode": null, "trigger": "hit", "actors": [], '
                '"recipients": [], "realis": "actual", "negated": false}]}'
            ),
            "no type",
        ),
        (
            (
                '{"text": "A hit B.", "events": [{"type": "ASSAULT", "mode": null, "trigger": "struck", "actors": [], '
                '"recipients": [], "realis": "actual", "negated": false}]}'
            ),
            "does not stand",
        ),
    ],
)
def test_a_bad_line_is_named(sentences, tmp_path, line, words):
    """What a line says wrongly is refused with the file and the line's number."""
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"bad.jsonl:1: .*{words}"):
        list(sentences.read(path))
