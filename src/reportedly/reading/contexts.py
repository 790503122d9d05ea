"""In what context an event stands: the codebook's 37, from the words around it."""

from collections.abc import Sequence
from functools import cache

from reportedly.codebook import Codebook, Context
from reportedly.models import Sentence
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page

# A context holds for the whole report where this many of its words stand in it.
_WORDS_IN_REPORT = 3


def find(page: Page, codebook: Codebook, coded: Sequence[Coded]) -> tuple[tuple[str, ...], ...]:
    """The contexts of each event: what it is, who is in it, what its sentence shows, what the whole report is full of."""
    if not coded:
        return ()
    texts = [_text(s) for s in page.sentences]
    report = " ".join(texts)
    seen = set(report.split())
    present = [(c, [w for first, w in _by_first(c.words) if first in seen and f" {w} " in report]) for c in codebook.contexts]
    whole = {c.name for c, words in present if len(words) >= _WORDS_IN_REPORT}

    def holds(context: Context, words: Sequence[str], event: Coded) -> bool:
        here = texts[event.sentence]
        return context.name in whole or any(f" {w} " in here for w in words) or _by_itself(context, event, page)

    return tuple(tuple(c.name for c, words in present if holds(c, words, event)) for event in coded)


@cache
def _by_first(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each word or phrase after the first of its words, by which most are ruled out at once."""
    return tuple((w.split()[0], w) for w in words)


def _by_itself(context: Context, event: Coded, page: Page) -> bool:
    """Whether what the event is, or who is in it, tells the context."""
    if event.mode and f"{event.type} {event.mode}" in context.modes:
        return True
    parties = page.parties[event.sentence]
    doers, sufferers = ([a for n in some for a in parties[n].actors] for some in (event.actors, event.recipients))
    if any(s in context.sectors for a in (*doers, *sufferers) for s in a.sectors[:1]):
        return True
    if event.type not in context.between_states:
        return False
    states = [{a.country for a in some if a.country and a.sectors[:1] == ("GOV",)} for some in (doers, sufferers)]
    return len(states[0]) > 1 or bool(states[0] and states[1] - states[0])


def _text(sentence: Sentence) -> str:
    """The sentence's lemmas and words in lower case, one space between and around them."""
    lemmas = " ".join(t.lemma for t in sentence.tokens)
    return f" {lemmas} {' '.join(t.lower for t in sentence.tokens)} "
