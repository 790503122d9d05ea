"""In what context an event stands: the codebook's 37, from the words around it."""

from collections.abc import Sequence

from reportedly.codebook import Codebook
from reportedly.models import Sentence
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page

# A context holds for the whole report where this many of its words stand in it.
_WORDS_IN_REPORT = 3


def find(page: Page, codebook: Codebook, coded: Sequence[Coded]) -> tuple[tuple[str, ...], ...]:
    """The contexts of each event: those its own sentence shows, and those the whole report is full of."""
    if not coded:
        return ()
    texts = [_text(s) for s in page.sentences]
    report = " ".join(texts)
    present = [(c.name, [w for w in c.words if f" {w} " in report]) for c in codebook.contexts]
    whole = {name for name, words in present if len(words) >= _WORDS_IN_REPORT}
    return tuple(
        tuple(name for name, words in present if name in whole or any(f" {w} " in texts[c.sentence] for w in words))
        for c in coded
    )


def _text(sentence: Sentence) -> str:
    """The sentence's lemmas and words in lower case, one space between and around them."""
    lemmas = " ".join(t.lemma for t in sentence.tokens)
    return f" {lemmas} {' '.join(t.lower for t in sentence.tokens)} "
