"""What of a sentence may name a party: hits in the tables of names and roles, and named entities.

NER proposes spans; where a table knows the words, the table decides what they are.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from reportedly.knowledge import FAMILY_NAME_FIRST, Entry, Knowledge, Role, words_of
from reportedly.models import Sentence, Token


class Kind(StrEnum):
    """What a mention's head is."""

    COUNTRY = "country"
    PERSON = "person"
    ORGANISATION = "organisation"
    ROLE = "role"
    PRONOUN = "pronoun"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True)
class Atom:
    """A table hit or named entity over tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    kind: Kind
    entry: Entry | None = None
    role: Role | None = None


# What the tagger names may be a party; a place no table knows (“Ruritania”, a city) too.
_PARTY_LABELS = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANISATION, "GPE": Kind.COUNTRY}
_NATION = frozenset({"country", "demonym", "capital"})
_INITIAL = 2
_HONORIFICS = frozenset(
    "mr mrs ms miss dr sir dame lady lord madame monsieur herr frau senor señor sheikh prof professor".split()
)
_CAPITALISED = 1
_LONGEST_ROLE = 6
# Words that name a body only with a capital letter: people live in houses.
_CAPITALISED_ROLES = frozenset({"house"})
# Two people told of before: “the pair”, and no pair of shoes.
_PAIRS = frozenset({"pair", "duo"})
# Parts of a country that are told of by no other name.
HALVES = frozenset({"North", "South"})
_EMPTY = Atom(0, 0, Kind.ROLE)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the whole document tells about the names in each sentence.

    `names` are single-word names the tagger found anywhere, `nations` the countries (ISO3) named; `namesakes`
    tells of names of states and capitals that mean another place in this document in which country that one lies,
    `twins` of names that mean the rarer of two states which one (“Congo” by Brazzaville),
    and `bearers` are names of states that are somebody's family name here (“Jordan” after “Jim Jordan”).
    """

    names: Mapping[str, Kind]
    nations: frozenset[str]
    namesakes: Mapping[str, str] = field(default_factory=dict)
    twins: Mapping[str, str] = field(default_factory=dict)
    bearers: frozenset[str] = frozenset()


def hints(sentences: Sequence[Sentence], knowledge: Knowledge) -> Hints:
    """The hints of a document, from its sentences."""
    nations = set()
    by_other_words = set()
    for sentence in sentences:
        words, _ = _words(sentence.tokens)
        for at in range(len(words)):
            hit = knowledge.match(words, at)
            if hit is not None and hit[1].kind in _NATION and hit[1].country:
                nations.add(hit[1].country)
                if hit[1].kind != "country":
                    by_other_words.add(hit[1].country)
    bearers = frozenset(_bearers(sentences, knowledge, by_other_words))
    people = _families(sentences, knowledge) | bearers
    return Hints({**_names_in(sentences), **dict.fromkeys(people, Kind.PERSON)}, frozenset(nations), bearers=bearers)


def _bearers(sentences: Sequence[Sentence], knowledge: Knowledge, told: Collection[str]) -> Iterator[str]:
    """Names of states that people are called by (“Jim Jordan”) where the text tells of no such nation otherwise."""
    for sentence in sentences:
        for atom in _entities(sentence.tokens):
            if atom.kind is not Kind.PERSON or atom.last - atom.first == 1:
                continue
            family = sentence.tokens[atom.last - 1].text
            hit = knowledge.match([family], 0)
            if hit is not None and hit[1].kind == "country" and hit[1].country not in told:
                yield family


def _families(sentences: Sequence[Sentence], knowledge: Knowledge) -> set[str]:
    """The family names of people in office whom a document names in full: “Yoon” is no place after “Yoon Suk Yeol”."""
    found = set()
    for sentence in sentences:
        words, _ = _words(sentence.tokens)
        for at in range(len(words)):
            hit = knowledge.match(words, at)
            if hit is not None and hit[1].kind == "person" and hit[0] > 1:
                family = words[at] if hit[1].country in FAMILY_NAME_FIRST else words[at + hit[0] - 1]
                if knowledge.match([family], 0) is None:
                    found.add(family)
    return found


def _names_in(sentences: Sequence[Sentence]) -> Mapping[str, Kind]:
    """Single-word names the tagger found anywhere in a document, for the places where it overlooks or mistakes them.

    Small models call an unknown state a person here and a company there: the whole document decides.
    """
    seen: dict[str, Counter[Kind]] = {}
    for sentence in sentences:
        for atom in _entities(sentence.tokens):
            if atom.last - atom.first == 1 and sentence.tokens[atom.first].pos == "PROPN":
                name = sentence.tokens[atom.first].text
                seen.setdefault(name, Counter())[atom.kind] += 1
    return {name: _likeliest(kinds) for name, kinds in seen.items()}


def _likeliest(kinds: Counter[Kind]) -> Kind:
    """A place seen at least as often as a person is one; models overlook it more than they invent it."""
    if kinds[Kind.COUNTRY] and kinds[Kind.COUNTRY] >= kinds[Kind.PERSON]:
        return Kind.COUNTRY
    return kinds.most_common(1)[0][0]


def find(sentence: Sentence, knowledge: Knowledge, on: date | None, told: Hints) -> Iterator[Atom]:
    """Names, roles and entities, longest first at each token, never overlapping."""
    tokens = sentence.tokens
    words, owner = _words(tokens)
    first_word = {token: w for w, token in reversed(list(enumerate(owner)))}
    # “Rep.”, “Lt. Gen.”: the tables have titles without their full stop.
    lemmas = [t.lemma if t.pos in ("NOUN", "VERB") else t.lower.replace("’", "'").removesuffix(".") or "." for t in tokens]
    entities = {e.first: e for e in _entities(tokens)}
    for t in tokens:
        if t.text in told.names and t.pos in ("PROPN", "NOUN", "ADJ") and entities.get(t.i, _EMPTY).last <= t.i + 1:
            entities[t.i] = Atom(t.i, t.i + 1, told.names[t.text])
    title: Atom | None = None
    i = 0
    while i < len(tokens):
        name = _name(knowledge, words, owner, first_word[i], on, told)
        if name is None and _is_half(tokens, i):
            name = Atom(i, i + 1, Kind.COUNTRY)
        found = [atom for atom in (name, entities.get(i), _role(knowledge, lemmas, tokens, i)) if atom is not None]
        if not found:
            i += 1
            continue
        best = max(found, key=lambda a: a.last)
        best = _titled(tokens, best, title, knowledge, on)
        if best.kind is Kind.PERSON and best.entry is None and best.last == best.first + 1 and on is not None:
            best = replace(best, entry=knowledge.surname(words_of(tokens[best.first].text)[0], on, told.nations))
        if best.kind is Kind.ORGANISATION and best.entry is None:
            yield from _inner_nations(knowledge, words, owner, first_word, best, on, told)
        yield best
        title = best if best.kind is Kind.ROLE else _of_both(tokens, title, best)
        i = best.last


def _titled(tokens: Sequence[Token], atom: Atom, title: Atom | None, knowledge: Knowledge, on: date | None) -> Atom:
    """“President Lagos”, “Prime Minister Singh”: a person, whatever town is called so, if one of that name holds the office."""
    unsaid = atom.kind in (Kind.COUNTRY, Kind.PERSON) or (atom.kind is Kind.ORGANISATION and atom.entry is None)
    alone = unsaid and atom.last == atom.first + 1
    if not alone or on is None or title is None or title.role is None or not _reaches(tokens, title, atom):
        return atom
    if not tokens[title.first].text[0].isupper():
        return atom
    entry = knowledge.titled(title.role.phrase, words_of(tokens[atom.first].text)[0], on)
    return Atom(atom.first, atom.last, Kind.PERSON, entry=entry) if entry else atom


def _is_half(tokens: Sequence[Token], i: int) -> bool:
    """“the North”, “the South”: a part of whatever country the report tells of."""
    follows = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return tokens[i].text in HALVES and i > 0 and tokens[i - 1].lower == "the" and not follows[:1].isupper() and follows != "-"


def _reaches(tokens: Sequence[Token], title: Atom, atom: Atom) -> bool:
    """Whether a title stands right before a name, or before one that “and” joins it to."""
    return title.last == atom.first or tokens[atom.first - 1].lower == "and"


def _of_both(tokens: Sequence[Token], title: Atom | None, person: Atom) -> Atom | None:
    """The title of a person that is also the next one's: “Presidents A and B”."""
    if title is None or person.kind is not Kind.PERSON or title.last != person.first or person.last >= len(tokens):
        return None
    return title if tokens[title.last - 1].tag in ("NNS", "NNPS") and tokens[person.last].lower == "and" else None


def _words(tokens: Sequence[Token]) -> tuple[list[str], list[int]]:
    """The tokens cut as the name tables cut theirs, and which token each word came from."""
    words: list[str] = []
    owner: list[int] = []
    for t in tokens:
        pieces = [t.text] if t.text.isascii() and t.text.isalnum() else words_of(t.text)
        words.extend(pieces)
        owner.extend([t.i] * len(pieces))
        if not pieces:
            words.append(t.text)
            owner.append(t.i)
    return words, owner


def _name(knowledge: Knowledge, words: Sequence[str], owner: Sequence[int], at: int, on: date | None, told: Hints) -> Atom | None:
    hit = knowledge.match(words, at, on, told.nations)
    if hit is None:
        return None
    length, entry = hit
    end = at + length
    if length == 1 and words[at] in told.bearers and not _stands_in(words, at):
        return None
    # A name must stop where a token stops.
    if end < len(owner) and owner[end] == owner[end - 1]:
        return None
    if entry.kind in _NATION:
        entry = _meant(entry, " ".join(words[at:end]), told)
    kind = Kind.COUNTRY if entry.kind in _NATION else Kind.PERSON if entry.kind == "person" else Kind.ORGANISATION
    return Atom(owner[at], owner[end - 1] + 1, kind, entry=entry)


def _meant(entry: Entry, name: str, told: Hints) -> Entry:
    """The state or the place that a name of a state or capital means in this document."""
    if name in told.twins:
        return replace(entry, country=told.twins[name], id=told.twins[name])
    return replace(entry, country=told.namesakes[name], id=None) if name in told.namesakes else entry


def _stands_in(words: Sequence[str], at: int) -> bool:
    """“in Jordan” is the country, whoever else is called so."""
    return at > 0 and words[at - 1].lower() in ("in", "from", "to", "across", "into")


def _role(knowledge: Knowledge, lemmas: Sequence[str], tokens: Sequence[Token], i: int) -> Atom | None:
    hit = knowledge.role(lemmas, i) or knowledge.role([t.lower.replace("’", "'") for t in tokens[i : i + _LONGEST_ROLE]], 0)
    if hit is None or tokens[i].pos in ("VERB", "AUX", "ADV", "ADP"):
        return None
    length, role = hit
    if role.phrase == "company" and [t.lower for t in tokens[max(i - 2, 0) : i]] == ["in", "the"]:
        return None
    if role.phrase in _PAIRS and (tokens[i - 1].lower != "the" or (i + 1 < len(tokens) and tokens[i + 1].lower == "of")):
        return None
    if role.phrase in _CAPITALISED_ROLES and tokens[i].text.islower():
        return None
    return Atom(i, i + length, Kind.ROLE, role=role)


def _entities(tokens: Sequence[Token]) -> Iterator[Atom]:
    """People, organisations and states as the tagger proposes them, without articles and possessive marks."""
    i = 0
    while i < len(tokens):
        label, first = tokens[i].ent, i
        i += 1
        while i < len(tokens) and tokens[i].ent == label and not tokens[i].ent_first:
            i += 1
        if label not in _PARTY_LABELS:
            continue
        last = i
        while last > first and (tokens[last - 1].tag == "POS" or tokens[last - 1].pos == "PUNCT"):
            last -= 1
        while first < last and (tokens[first].pos in ("DET", "PUNCT") or _is_title(tokens[first], label, last - first)):
            first += 1
        if last > first and _named(tokens[first:last], label):
            yield Atom(first, last, _PARTY_LABELS[label])


def _is_title(token: Token, label: str, length: int) -> bool:
    """“Rep.”, “Gen.” before a name; “J.” and “F.W.” are part of it."""
    abbreviated = token.text.endswith(".") and token.text[:-1].isalpha() and len(token.text) > _INITIAL
    return label == "PERSON" and length > 1 and (abbreviated or token.lower in _HONORIFICS)


def _named(tokens: Sequence[Token], label: str) -> bool:
    """Whether an entity looks like a name: a lone common noun at the start of a sentence does not."""
    capitals = [t for t in tokens if t.text[0].isupper()]
    if not capitals:
        return False
    if label == "PERSON" and len(tokens) == _CAPITALISED:
        return tokens[0].pos == "PROPN"
    return True


def _inner_nations(
    knowledge: Knowledge,
    words: Sequence[str],
    owner: Sequence[int],
    first_word: dict[int, int],
    atom: Atom,
    on: date | None,
    told: Hints,
) -> Iterator[Atom]:
    """The nations named inside an organisation no table knows: they tell whose it is."""
    for i in range(atom.first, atom.last):
        inner = _name(knowledge, words, owner, first_word[i], on, told)
        if inner is not None and inner.kind is Kind.COUNTRY and inner.last <= atom.last:
            yield inner
