"""Where: named places of a document with coordinates, and which of them an event's own clause names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.knowledge import Gazetteer, Knowledge
from reportedly.model import Document, Place
from reportedly.models import Sentence, Token
from reportedly.reading import grammar, locating, toponyms
from reportedly.reading.segments import Dateline

_WHERE = frozenset("in at near outside inside off around across over within throughout on along from".split())
_KINDS_OF_PLACE = frozenset(
    "town city village capital district province region area port island border outskirt suburb state county part "
    "north south east west centre center coast airport headquarters square neighbourhood neighborhood camp".split()
)


@dataclass(frozen=True, slots=True)
class Located:
    """A place over tokens `first` to `last` (exclusive) of sentence `sentence`, which is -1 for a dateline's."""

    sentence: int
    first: int
    last: int
    place: Place


def find(
    document: Document,
    sentences: Sequence[Sentence],
    datelines: Sequence[Dateline],
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    at_hand: Counter[str],
) -> tuple[Located, ...]:
    """The places of a document in order.

    Args:
        document: whose text the offsets point into.
        sentences: its sentences.
        datelines: where it was filed: places too, but no event's.
        knowledge: the tables of countries.
        gazetteer: names with coordinates.
        at_hand: how often the report names each country (ISO3), to choose between namesakes.
    """
    named = toponyms.find(document, sentences, datelines, knowledge, gazetteer)
    return tuple(
        Located(t.sentence, t.first, t.last, Place(t.span, p.name, p.country, p.lat, p.lon, p.geonames_id, p.precision))
        for t, p in zip(named, locating.choose(named, at_hand, document.text), strict=True)
    )


def of_event(sentence: Sentence, places: Sequence[Located], at: int, taken: Sequence[tuple[int, int]]) -> Place | None:
    """The place the event's clause names with a preposition of place; parties (`taken`) are not places.

    A place counts where its phrase hangs on the trigger or on the verb that carries it; one after the
    trigger wins over one before it.
    """
    own = grammar.carrier(sentence, at)
    free = [p for p in places if not any(a < p.last and p.first < b for a, b in taken) and _is_scene(sentence.tokens, p)]
    hanging = [p for p in free if next(iter(_hosts(sentence, p.first)), None) in (at, own)]
    after = [p for p in hanging if p.first > at]
    return (after or hanging)[0].place if hanging else None


def _is_scene(tokens: Sequence[Token], located: Located) -> bool:
    """“in Geneva”, “near the town of Goma”, “in Fallujah, Iraq”; not “in Iraq's parliament”."""
    if located.last < len(tokens) and tokens[located.last].tag == "POS":
        return False
    k = located.first - 1
    if k > 0 and tokens[k].text == "," and tokens[k - 1].pos == "PROPN":
        k -= 1
    while k >= 0 and (tokens[k].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or tokens[k].lower == "of"):
        k -= 1
    return k >= 0 and tokens[k].lower in _WHERE


def _hosts(sentence: Sentence, place: int) -> Iterator[int]:
    """What a phrase of place hangs on, nearest first: verbs and event nouns, past “the town of” and “the city, Iraq”."""
    for above in grammar.governors(sentence, place):
        if sentence.tokens[above].pos == "PROPN" or sentence.tokens[above].lemma in _KINDS_OF_PLACE:
            continue
        yield above
