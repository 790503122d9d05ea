"""When: which of a document's time expressions belongs to which event."""

from collections.abc import Sequence

from reportedly.model import When
from reportedly.models import Sentence
from reportedly.reading import grammar


def of_event(sentence: Sentence, times: Sequence[When], at: int) -> When | None:
    """The time told in the event's own clause; never one that dates the saying of it.

    An expression that hangs directly on the trigger, or on the verb that carries it, wins; else
    the only one of the sentence, where no other verb claims it.
    """
    inside = [(w, _first_token(sentence, w)) for w in times if sentence.start <= w.span.start < sentence.end]
    verb = next((g for g in grammar.governors(sentence, at) if sentence.tokens[g].pos in ("VERB", "AUX")), None)
    own = at if sentence.tokens[at].pos in ("VERB", "AUX") else verb
    for when, first in inside:
        host = next((g for g in _hosts(sentence, first) if g in (at, own) or sentence.tokens[g].pos in ("VERB", "AUX")), None)
        if host in (at, own):
            return when
    return None


def _first_token(sentence: Sentence, when: When) -> int:
    return next((t.i for t in sentence.tokens if t.end > when.span.start), 0)


def _hosts(sentence: Sentence, i: int) -> list[int]:
    return [i, *sentence.ancestors(i)]
