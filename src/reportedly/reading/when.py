"""When: which of a document's time expressions belongs to which event.

A time dates an event where its own clause tells it, then where a clause that carries the event's own does, then
where the sentence goes on with a story that was dated just before.  What dates the saying of it dates nothing else.
"""

from collections.abc import Collection, Iterator, Sequence

from reportedly.model import Granularity, When
from reportedly.models import Sentence
from reportedly.reading import grammar

# A clause of these kinds happens together with the one it hangs on.
_TOGETHER = frozenset({"advcl", "xcomp", "conj", "pcomp", "prep", "acl"})
_FIXED = frozenset({Granularity.DAY, Granularity.HOUR, Granularity.MINUTE})
# Words a sentence opens with that goes on with what the one before it told.
_GOES_ON = frozenset({"they", "he", "she", "it", "then", "later", "afterwards", "there"})


def of_event(sentences: Sequence[Sentence], times: Sequence[When], n: int, at: int, sayings: Collection[int]) -> When | None:
    """The time of an event, or `None` where none is told of it.

    Args:
        sentences: those of the event's paragraph.
        times: the document's times.
        n: which sentence tells the event.
        at: its trigger's token.
        sayings: offsets of the words that hand an account over to a source (“said”): what hangs on them dates the saying.
    """
    sentence = sentences[n]
    here = _in(sentence, times)
    own = grammar.carrier(sentence, at)
    hosts = {w: _host(sentence, w, (at, own)) for w in here}
    for when, host in hosts.items():
        if host in (at, own):
            return when
    above = set(_carrying(sentence, own if own is not None else at, sayings))
    for when, host in hosts.items():
        if host in above:
            return when
    return None if here or n == 0 else _story(sentences[n - 1], sentence, times, sayings)


def _in(sentence: Sentence, times: Sequence[When]) -> list[When]:
    return [w for w in times if sentence.start <= w.span.start < sentence.end]


def _host(sentence: Sentence, when: When, own: Collection[int | None]) -> int | None:
    """The verb a time hangs on, or the event's own trigger."""
    first = next((t.i for t in sentence.tokens if t.end > when.span.start), 0)
    above = [first, *sentence.ancestors(first)]
    return next((g for g in above if g in own or sentence.tokens[g].pos in ("VERB", "AUX")), None)


def _carrying(sentence: Sentence, verb: int, sayings: Collection[int]) -> Iterator[int]:
    """The verbs whose clause the event's own happens in, nearest first: “On Monday they came, killing three”."""
    at = verb
    while sentence.tokens[at].dep in _TOGETHER:
        at = sentence.tokens[at].head
        token = sentence.tokens[at]
        if token.start in sayings:
            return
        if token.pos in ("VERB", "AUX"):
            yield at


def _story(before: Sentence, sentence: Sentence, times: Sequence[When], sayings: Collection[int]) -> When | None:
    """The day the sentence before dates its story by, if this one goes on with it: “On 3 May … They burned …”."""
    if sentence.tokens[0].lower not in _GOES_ON:
        return None
    roots = {t.i for t in before.tokens if t.head == t.i and t.start not in sayings}
    dated = [w for w in _in(before, times) if w.granularity in _FIXED and _host(before, w, ()) in roots]
    return dated[0] if len(dated) == 1 else None
