"""Which words of a report name a place.

The tagger proposes; where it overlooks a name or calls it a body or a person, the gazetteer overrules it, the
more readily the better known the name is or where the same report has it as a place elsewhere.  Places inside the
names of public bodies (“Kentucky State Police”) count: they tell where the body is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from reportedly.knowledge import Gazetteer, GazetteerPlace, Knowledge
from reportedly.model import Document, Precision, Span
from reportedly.models import Sentence, Token
from reportedly.reading.segments import Dateline

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NOT_NAMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "WORK_OF_ART", "LAW"})
# What a name of a place may be called by a tagger that does not know it.
_OVERRULED = frozenset({"", "ORG", "NORP", "PERSON", "LANGUAGE", "PRODUCT", "EVENT", "CARDINAL"})
_BODIES = frozenset(
    "police department government university hospital army court council ministry service board state forces force guard "
    "parliament legislature assembly senate agency authority commission committee centers centre center institute college "
    "school airport navy military troops embassy office association union party police premier mayor governor minister "
    "president troopers fish food agriculture health conference children's".split()
)
_WHERE = frozenset("in at near from to outside inside around across into toward towards of between through via off".split())
_TITLES = frozenset("mayor governor premier police government president minister prime gov. sen. rep. attorney".split())
# Units are called so (“Western”, a region of Uganda), and far more often nothing is.
_NO_NAMES = frozenset(
    "north south east west northern southern eastern western central centre center region district province county state city "
    "church mission hand region capital coast bay lake island upper lower new old real pope atlantic pacific federal national "
    "university park market may march august june april mad soul care mobile reading nice of orange normal".split()
)
_LONGEST = 5
_ACRONYM = 4
_LARGE = 100_000


class Known(IntEnum):
    """How well a name is known as a place."""

    NOT = 0
    SOMEWHERE = 1
    WELL = 2
    SURELY = 3


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place at `span`, over tokens `first` to `last` (exclusive) of sentence `sentence`.

    `sentence` is -1 for the place of a dateline.  `candidates` are all places that bear the name.
    """

    sentence: int
    first: int
    last: int
    span: Span
    candidates: tuple[GazetteerPlace, ...]


def find(
    document: Document, sentences: Sequence[Sentence], datelines: Sequence[Dateline], knowledge: Knowledge, gazetteer: Gazetteer
) -> tuple[Toponym, ...]:
    """The names of places of a document in order, none overlapping another; those no table knows are left out."""
    lexicon = _Lexicon(knowledge, gazetteer)
    tagged = [tuple(_tagged(s.tokens)) for s in sentences]
    for sentence, spans in zip(sentences, tagged, strict=True):
        lexicon.learn(sentence.tokens, spans)
    out = [t for t in (_of_dateline(document, d, gazetteer) for d in datelines) if t]
    for n, (sentence, spans) in enumerate(zip(sentences, tagged, strict=True)):
        out.extend(_in_sentence(document, n, sentence, spans, lexicon))
    return tuple(sorted(out, key=lambda t: t.span))


class _Lexicon:
    """What the tables and the rest of the report tell of a name."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer) -> None:
        self._knowledge = knowledge
        self._gazetteer = gazetteer
        self._places: set[str] = set()
        self._parts_of_people: set[str] = set()
        self._found: dict[str, tuple[GazetteerPlace, ...]] = {}

    def learn(self, tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> None:
        """Takes up which names the tagger has as places, and of which words it makes the names of people."""
        self._places.update(_text(tokens, first, last) for first, last in spans)
        for i, t in enumerate(tokens):
            if t.ent == "PERSON" and not (t.ent_first and (i + 1 == len(tokens) or tokens[i + 1].ent != "PERSON")):
                self._parts_of_people.add(t.text)

    def places(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places of a name, unless the tables have it as somebody's: a body, a group, a person."""
        found = self._found.get(name)
        if found is None:
            entry = self._knowledge.lookup(name)
            taken = entry is not None and entry.kind not in ("country", "capital")
            no_name = name.lower() in _NO_NAMES and not (name in self._places and " " in name)
            found = () if taken or no_name else self._gazetteer.lookup(name)
            if name.isupper() and len(name) <= _ACRONYM and not self._gazetteer.abbreviates(name):
                # “HIV”, “FDA”: what is so short is a place only where it is a state's own abbreviation.
                found = tuple(p for p in found if p.precision is Precision.COUNTRY)
            self._found[name] = found
        return found

    def known(self, name: str) -> Known:
        """How well a name is known; words that also are parts of people's names are not trusted."""
        found = self.places(name)
        if found and self._gazetteer.abbreviates(name):
            return Known.SURELY
        if not found or name in self._parts_of_people:
            return Known.NOT
        best = max(found, key=lambda p: p.population)
        if name in self._places or any(p.precision not in (Precision.CITY, Precision.ADMIN2) and p.main for p in found):
            return Known.SURELY
        if (best.population >= _LARGE and best.main) or any(p.precision is Precision.ADMIN2 and p.main for p in found):
            return Known.WELL
        return Known.SOMEWHERE


def _of_dateline(document: Document, dateline: Dateline, gazetteer: Gazetteer) -> Toponym | None:
    name = dateline.place.split(",")[0].strip()
    start = document.text.find(name, dateline.start, dateline.end)
    found = gazetteer.lookup(name)
    return Toponym(-1, 0, 0, document.span(start, start + len(name)), found) if start >= 0 and found else None


def _in_sentence(
    document: Document, n: int, sentence: Sentence, spans: Sequence[tuple[int, int]], lexicon: _Lexicon
) -> Iterator[Toponym]:
    tokens = sentence.tokens
    taken: set[int] = set()
    for first, last in spans:
        span = document.span(tokens[first].start, tokens[last - 1].end)
        found = lexicon.places(span.text)
        if found:
            taken.update(range(first, last))
            yield Toponym(n, first, last, span, found)
    i = 0
    while i < len(tokens):
        length = 0 if i in taken or not _may_begin(tokens, i) else _overlooked(tokens, i, lexicon, taken)
        if length:
            span = document.span(tokens[i].start, tokens[i + length - 1].end)
            yield Toponym(n, i, i + length, span, lexicon.places(span.text))
        i += length or 1


def _may_begin(tokens: Sequence[Token], i: int) -> bool:
    t = tokens[i]
    return t.text[0].isupper() and t.pos in ("PROPN", "ADJ", "NOUN") and t.ent not in _NOT_NAMES


def _overlooked(tokens: Sequence[Token], i: int, lexicon: _Lexicon, taken: set[int]) -> int:
    """How many tokens of a place's name begin here that the tagger has not as a place."""
    entity = _entity(tokens, i)
    if tokens[i].ent in _LABELS or tokens[i].ent not in _OVERRULED:
        return 0
    for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
        last = i + length
        if not _is_name(tokens[last - 1]) or any(k in taken for k in range(i, last)):
            continue
        embedded = entity[0] < i or entity[1] > last
        if embedded and not (tokens[i].ent == "ORG" and _of_a_body(tokens, i, last, entity)):
            continue
        known = lexicon.known(_text(tokens, i, last))
        if known is Known.SURELY and (embedded or _stands_free(tokens, i, last, known)):
            return length
        if known and not embedded and _stands_free(tokens, i, last, known):
            return length
    return 0


def _is_name(t: Token) -> bool:
    return t.text[0].isupper() and t.ent not in _NOT_NAMES


def _stands_free(tokens: Sequence[Token], first: int, last: int, known: Known) -> bool:
    """Whether the words stand for the place itself and are no part of a longer name."""
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    label = tokens[first].ent
    neighbours = [
        t for t in (before, after) if t is not None and t.pos == "PROPN" and t.text[0].isupper() and t.ent not in _LABELS
    ]
    if after is not None and after in neighbours and after.lower in _TITLES:
        neighbours.remove(after)
    if any(t.ent in {"", label} for t in neighbours):
        return False
    if known is Known.SURELY:
        return True
    placed = before is not None and before.lower in _WHERE
    return placed if known is Known.WELL or label != "PERSON" else False


def _of_a_body(tokens: Sequence[Token], first: int, last: int, entity: tuple[int, int]) -> bool:
    """“Kentucky State Police”, “the University of Manitoba”; not “Washington Post”."""
    words = {t.lower for t in tokens[entity[0] : entity[1]]}
    opens = first == entity[0] or (first == entity[0] + 1 and tokens[entity[0]].pos == "DET")
    closes = last == entity[1] and tokens[first - 1].lower in ("of", "in", "for")
    return (opens or closes) and not words.isdisjoint(_BODIES)


def _entity(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """First and last (exclusive) token of the entity that token `i` belongs to, or of the token alone."""
    if not tokens[i].ent:
        return i, i + 1
    first = i
    while first and not tokens[first].ent_first:
        first -= 1
    last = i + 1
    while last < len(tokens) and tokens[last].ent == tokens[i].ent and not tokens[last].ent_first:
        last += 1
    while last > i + 1 and (tokens[last - 1].tag == "POS" or tokens[last - 1].pos == "PUNCT"):
        last -= 1
    return first, last


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    words = []
    for k in range(first, last):
        gap = k > first and tokens[k].start > tokens[k - 1].end
        words.append(f" {tokens[k].text}" if gap else tokens[k].text)
    return "".join(words)


def _tagged(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """What the tagger has as places, without articles and possessive marks."""
    i = 0
    while i < len(tokens):
        label, first = tokens[i].ent, i
        i += 1
        if label not in _LABELS:
            continue
        while i < len(tokens) and tokens[i].ent == label and not tokens[i].ent_first:
            i += 1
        last = i
        while last > first and (
            tokens[last - 1].tag == "POS" or tokens[last - 1].pos == "PUNCT" or tokens[last - 1].lower in ("'s", "’s")
        ):
            last -= 1
        while first < last and tokens[first].pos == "DET":
            first += 1
        if last > first and tokens[first].text[0].isupper():
            yield first, last
