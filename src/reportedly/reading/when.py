"""When: which of a document's time expressions belongs to which event."""

from collections.abc import Sequence

from reportedly.model import When
from reportedly.models import Sentence
from reportedly.reading import grammar


def of_event(sentence: Sentence, times: Sequence[When], at: int) -> When | None:
    """The time told in the event's own clause; never one that dates the saying of it.

    An expression counts where it hangs on the trigger or on the verb that carries it, with no other
    verb between.
    """
    own = grammar.carrier(sentence, at)
    for when in times:
        if not sentence.start <= when.span.start < sentence.end:
            continue
        hosts = _hosts(sentence, _first_token(sentence, when))
        host = next((g for g in hosts if g in (at, own) or sentence.tokens[g].pos in ("VERB", "AUX")), None)
        if host in (at, own):
            return when
    return None


def _first_token(sentence: Sentence, when: When) -> int:
    return next((t.i for t in sentence.tokens if t.end > when.span.start), 0)


def _hosts(sentence: Sentence, i: int) -> list[int]:
    return [i, *sentence.ancestors(i)]
