"""Who is named in a sentence: noun groups built from names, roles and nationalities.

The parser's noun phrases are not trusted with this: small models attach long titles and
appositions wrongly.  Named entities and table hits (“atoms”) propose, and a surface grammar over
them builds groups such as “South Korea's National Security Adviser Shin Won-sik” or “the first
secretary of the embassy of Japan”.  Who a mention *is* is settled later, with the whole document
in view (`actors`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from reportedly.knowledge import Entry, Knowledge, Role, words_of
from reportedly.models import Sentence, Token


class Kind(StrEnum):
    """What a mention's head is."""

    COUNTRY = "country"
    PERSON = "person"
    ORGANISATION = "organisation"
    ROLE = "role"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Atom:
    """A table hit or named entity over tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    kind: Kind
    entry: Entry | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun group that may be a party, over tokens `first` to `last` (exclusive).

    `extent` is where its apposition ends (exclusive); `modifier` says that it only modifies a
    noun that is no party (“North Korean” in “North Korean missiles”), `possessor` that a
    possessive mark follows.  `role` and `name` are the words that tell who it is; `home` are the
    countries named inside it, nearest to the head first, and `allied` says that they act together
    (“U.S.-Japan drills”).
    """

    first: int
    last: int
    extent: int
    kind: Kind
    modifier: bool = False
    possessor: bool = False
    name: Atom | None = None
    role: Atom | None = None
    home: tuple[Entry, ...] = ()
    allied: bool = False

    def holds(self, i: int) -> bool:
        """True if token `i` is one of the group's own words."""
        return self.first <= i < self.last


# What the tagger names may be a party; a place no table knows (“Ruritania”, a city) too.
_PARTY_LABELS = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANISATION, "GPE": Kind.COUNTRY}
_NATION = frozenset({"country", "demonym", "capital"})
_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_QUOTES = frozenset("\"'“”‘’`")
_WIDENING = frozenset({"NUM", "ADJ", "NOUN", "PROPN"})
_HYPHENS = frozenset({"-", "–", "/"})
_OPENERS = frozenset({"DET", "PRON"})
_PRONOUNS = frozenset("he she they him her them his their theirs it its we us our ours i me my itself himself".split())
_CAPITALISED = 1
_LONGEST_ROLE = 6
_EMPTY = Atom(0, 0, Kind.ROLE)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the whole document tells about the names in each sentence.

    `names` are single-word names the tagger found anywhere, `nations` the countries (ISO3) named.
    """

    names: Mapping[str, Kind]
    nations: frozenset[str]


def hints(sentences: Sequence[Sentence], knowledge: Knowledge) -> Hints:
    """The hints of a document, from its sentences."""
    nations = set()
    for sentence in sentences:
        words, _ = _words(sentence.tokens)
        for at in range(len(words)):
            hit = knowledge.match(words, at)
            if hit is not None and hit[1].kind in _NATION and hit[1].country:
                nations.add(hit[1].country)
    return Hints(_names_in(sentences), frozenset(nations))


def _names_in(sentences: Sequence[Sentence]) -> Mapping[str, Kind]:
    """Single-word names the tagger found anywhere in a document, for the places where it overlooks or mistakes them.

    Small models call an unknown state a person here and a company there; one sighting as a place decides.
    """
    found: dict[str, Kind] = {}
    for sentence in sentences:
        for atom in _entities(sentence.tokens):
            if atom.last - atom.first == 1 and sentence.tokens[atom.first].pos == "PROPN":
                name = sentence.tokens[atom.first].text
                found[name] = atom.kind if atom.kind is Kind.COUNTRY else found.get(name, atom.kind)
    return found


def find(sentence: Sentence, knowledge: Knowledge, on: date | None, told: Hints) -> tuple[Mention, ...]:
    """The mentions of one sentence in order; none lies inside another.

    Args:
        sentence: a parsed sentence.
        knowledge: the tables that decide types.
        on: the day as of which posts are looked up; `None` looks at every term.
        told: what the whole document tells of names (`hints`).
    """
    atoms = tuple(_atoms(sentence, knowledge, on, told))
    groups: list[Mention] = []
    for first, last in _runs(sentence.tokens, atoms):
        groups.extend(_groups(sentence.tokens, [a for a in atoms if first <= a.first and a.last <= last], first, last))
    groups = _with_complements(sentence.tokens, groups)
    groups = _with_appositions(sentence.tokens, groups)
    pronouns = [_pronoun(t) for t in sentence.tokens if t.lower in _PRONOUNS and t.pos == "PRON"]
    taken = {i for g in groups for i in range(g.first, g.last)}
    groups.extend(p for p in pronouns if p.first not in taken)
    return tuple(sorted(groups, key=lambda g: g.first))


# --- atoms ---------------------------------------------------------------------------------------


def _atoms(sentence: Sentence, knowledge: Knowledge, on: date | None, told: Hints) -> Iterator[Atom]:
    """Names, roles and entities, longest first at each token, never overlapping."""
    tokens = sentence.tokens
    words, owner = _words(tokens)
    first_word = {token: w for w, token in reversed(list(enumerate(owner)))}
    lemmas = [t.lemma if t.pos in ("NOUN", "VERB") else t.lower.replace("’", "'") for t in tokens]
    entities = {e.first: e for e in _entities(tokens)}
    for t in tokens:
        if t.text in told.names and t.pos in ("PROPN", "NOUN", "ADJ") and entities.get(t.i, _EMPTY).last <= t.i + 1:
            entities[t.i] = Atom(t.i, t.i + 1, told.names[t.text])
    i = 0
    while i < len(tokens):
        name = _name(knowledge, words, owner, first_word[i], on, told)
        found = [atom for atom in (name, entities.get(i), _role(knowledge, lemmas, tokens, i)) if atom is not None]
        if not found:
            i += 1
            continue
        best = max(found, key=lambda a: a.last)
        if best.kind is Kind.ORGANISATION and best.entry is None:
            yield from _inner_nations(knowledge, words, owner, first_word, best, on, told)
        yield best
        i = best.last


def _words(tokens: Sequence[Token]) -> tuple[list[str], list[int]]:
    """The tokens cut as the name tables cut theirs, and which token each word came from."""
    words: list[str] = []
    owner: list[int] = []
    for t in tokens:
        pieces = [t.text] if t.text.isalnum() else words_of(t.text)
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
    # A name must stop where a token stops.
    if end < len(owner) and owner[end] == owner[end - 1]:
        return None
    kind = Kind.COUNTRY if entry.kind in _NATION else Kind.PERSON if entry.kind == "person" else Kind.ORGANISATION
    return Atom(owner[at], owner[end - 1] + 1, kind, entry=entry)


def _role(knowledge: Knowledge, lemmas: Sequence[str], tokens: Sequence[Token], i: int) -> Atom | None:
    hit = knowledge.role(lemmas, i) or knowledge.role([t.lower.replace("’", "'") for t in tokens[i : i + _LONGEST_ROLE]], 0)
    if hit is None or tokens[i].pos in ("VERB", "AUX", "ADV", "ADP"):
        return None
    length, role = hit
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
        while first < last and tokens[first].pos in ("DET", "PUNCT"):
            first += 1
        if last > first and _named(tokens[first:last], label):
            yield Atom(first, last, _PARTY_LABELS[label])


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


# --- groups --------------------------------------------------------------------------------------


def _runs(tokens: Sequence[Token], atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that can stand in one noun group, possessive marks included."""
    named = {i for a in atoms for i in range(a.first, a.last)}
    start: int | None = None
    for t in tokens:
        inside = t.i in named or _can_stand_inside(t, tokens)
        opens = t.pos in _OPENERS and t.i not in named
        if start is not None and (not inside or opens):
            yield start, t.i
            start = None
        if inside and start is None:
            start = t.i
    if start is not None:
        yield start, len(tokens)


def _can_stand_inside(t: Token, tokens: Sequence[Token]) -> bool:
    if t.pos in _INSIDE or t.tag in ("POS", "HYPH", "PRP$") or t.text in _QUOTES:
        return True
    if t.tag in ("VBN", "VBG") and t.dep == "amod":
        return True
    return t.text == "-" and 0 < t.i < len(tokens) - 1


def _groups(tokens: Sequence[Token], atoms: list[Atom], first: int, last: int) -> Iterator[Mention]:
    """The mentions of one run: its possessors and the group they own."""
    if not atoms:
        return
    cuts = [i for i in range(first, last) if tokens[i].tag == "POS" and not _inside(atoms, i)]
    edges = [first, *(c + 1 for c in cuts), last]
    homes: list[Entry] = []
    pending: list[Mention] = []
    for n, (begin, end) in enumerate(pairwise(edges)):
        owned = n < len(cuts)
        part = _part(tokens, [a for a in atoms if begin <= a.first and a.last <= end], begin, end - owned)
        if part is None:
            continue
        part = replace(part, possessor=owned)
        if pending and not part.modifier and part.kind is not Kind.COUNTRY:
            owner = pending.pop()
            part = replace(part, first=owner.first, home=(*part.home, *owner.home))
        homes.extend(part.home)
        pending.append(part)
    yield from pending


def _inside(atoms: Sequence[Atom], i: int) -> bool:
    return any(a.first <= i < a.last - 1 for a in atoms)


def _part(tokens: Sequence[Token], atoms: list[Atom], first: int, last: int) -> Mention | None:
    """One part of a run, between possessive marks, as a mention."""
    outer = [
        a
        for a in atoms
        if not any(b is not a and b.first <= a.first and a.last <= b.last and b.kind is not Kind.COUNTRY for b in atoms)
    ]
    if not outer:
        return None
    while last > first and (tokens[last - 1].text in _QUOTES or tokens[last - 1].text == "-"):
        last -= 1
    final = outer[-1]
    at_end = final.last == last
    nations = tuple(a.entry for a in reversed(atoms) if a.kind is Kind.COUNTRY and a.entry is not None)
    names = [a for a in outer if a.kind in (Kind.PERSON, Kind.ORGANISATION)]
    nations += tuple(a.entry for a in reversed(names[:-1]) if a.kind is Kind.ORGANISATION and a.entry is not None)
    roles = [a for a in outer if a.kind is Kind.ROLE]
    allied = len({e.country for e in nations}) > 1 and any(t.text in _HYPHENS for t in tokens[outer[0].first : final.last])
    if allied and not names:
        group = Mention(
            outer[0].first,
            final.last,
            final.last,
            final.kind,
            not at_end,
            role=roles[-1] if roles else None,
            home=nations,
            allied=True,
        )
        return _widened(tokens, group, first) if at_end else group
    if final.kind is Kind.COUNTRY:
        group = Mention(final.first, final.last, final.last, Kind.COUNTRY, not at_end, name=final, home=nations[:1])
        return _widened(tokens, group, first) if at_end else group
    if not at_end and not nations and not names:
        # “police station”, “military ties”: the role belongs to a thing, not to a party.
        return None
    kind = names[-1].kind if names and names[-1] is final else Kind.ROLE
    group = Mention(
        outer[0].first, final.last, final.last, kind, not at_end,
        name=names[-1] if names else None, role=roles[-1] if roles else None, home=nations,
    )  # fmt: skip
    return _widened(tokens, group, first)


def _widened(tokens: Sequence[Token], group: Mention, first: int) -> Mention:
    """The group with its numbers and adjectives, without its article: “26 people”, “senior officials”."""
    begin = group.first
    while begin > first and (
        tokens[begin - 1].text == "-" or (tokens[begin - 1].pos in _WIDENING and tokens[begin - 1].text not in _QUOTES)
    ):
        begin -= 1
    while tokens[begin].text == "-":
        begin += 1
    return replace(group, first=begin)


# --- what follows a group ---------------------------------------------------------------------------


def _with_complements(tokens: Sequence[Token], groups: list[Mention]) -> list[Mention]:
    """“the head of the Polish … Bureau” becomes one group; “officials in Kyiv” borrows the country."""
    out: list[Mention] = []
    for group in groups:
        before = out[-1] if out else None
        if before is not None and _hails_from(tokens, before, group):
            # The country is the group's home and stays a mention of its own: it may be the event's place.
            out[-1] = replace(before, home=group.home)
        if before is None or before.possessor or before.modifier or not _complement(tokens, before, group):
            out.append(group)
            continue
        joined = replace(
            before, last=group.last, extent=group.last, home=(*before.home, *group.home),
            name=before.name or (group.name if before.kind is Kind.ROLE and group.kind is Kind.ORGANISATION else None),
            possessor=group.possessor,
        )  # fmt: skip
        out[-1] = joined
    return out


def _hails_from(tokens: Sequence[Token], head: Mention, group: Mention) -> bool:
    """“protesters in Hong Kong”, “diplomats from Kenya”."""
    between = [t.lower for t in tokens[head.last : group.first] if t.pos not in ("DET", "ADJ")]
    return (
        head.kind is Kind.ROLE
        and not head.home
        and group.kind is Kind.COUNTRY
        and between in (["in"], ["from"])
        and not head.modifier
    )


def _complement(tokens: Sequence[Token], head: Mention, group: Mention) -> bool:
    """Whether `group` stands in an of- or for-phrase right after `head`, which lacks a country or body."""
    between = [t for t in tokens[head.last : group.first] if t.pos not in ("DET", "ADJ") and t.tag not in ("VBG", "VBN")]
    if len(between) != 1 or head.kind not in (Kind.ROLE, Kind.ORGANISATION) or group.modifier:
        return False
    preposition = between[0].lower
    if head.kind is Kind.ORGANISATION and head.name is not None and head.name.entry is not None:
        return False
    if preposition == "of":
        return True
    titled = head.kind is Kind.ROLE and not head.home
    return preposition == "for" and titled and group.kind in (Kind.ORGANISATION, Kind.ROLE, Kind.COUNTRY)


def _with_appositions(tokens: Sequence[Token], groups: list[Mention]) -> list[Mention]:
    """“Jacek Siewiera, the head of …,” and “its envoy, Choe Son Hui,” are one party each."""
    out: list[Mention] = []
    for group in groups:
        before = out[-1] if out else None
        if before is not None and _apposed(tokens, before, group):
            out[-1] = _one(before, group)
        elif before is not None and _also_apposed(tokens, before, group):
            out[-1] = replace(before, extent=group.extent)
        else:
            out.append(group)
    return out


def _apposed(tokens: Sequence[Token], left: Mention, right: Mention) -> bool:
    gap = tokens[left.extent : right.first]
    words = [t for t in gap if t.pos not in ("DET", "ADJ", "PRON", "NOUN", "PROPN", "NUM") and t.tag not in ("VBG", "VBN")]
    if [t.text for t in words] not in ([","], [":"]) or left.possessor or left.modifier or right.modifier:
        return False
    if gap and gap[0].text != "," and gap[0].text != ":":
        return False
    kinds = (left.kind, right.kind)
    if kinds == (Kind.PERSON, Kind.ROLE):
        closed = (
            right.extent >= len(tokens)
            or tokens[right.extent].text in (",", ".", ";", ")", "—", "and")
            or tokens[right.extent].pos in ("AUX", "VERB", "SCONJ")
        )
        return closed and left.role is None
    if kinds == (Kind.ROLE, Kind.PERSON):
        return left.name is None and right.role is None
    return False


def _also_apposed(tokens: Sequence[Token], left: Mention, right: Mention) -> bool:
    """A second title of the same person: “…, general secretary of the party and president of the council,”."""
    between = [t.text for t in tokens[left.extent : right.first] if t.pos not in ("DET", "ADJ")]
    if right.kind is not Kind.ROLE or right.modifier or between not in (["and"], [","], [",", "and"]):
        return False
    return left.kind is Kind.PERSON and left.extent > left.last and left.role is not None


def _one(left: Mention, right: Mention) -> Mention:
    """Two apposed groups as one: the words of the first, what both tell."""
    person, role = (left, right) if left.kind is Kind.PERSON else (right, left)
    return replace(
        left,
        extent=right.extent,
        last=left.last if left.kind is Kind.PERSON else right.last,
        kind=Kind.PERSON,
        name=person.name,
        role=role.role,
        home=(*person.home, *role.home),
        possessor=right.possessor,
    )


def _pronoun(t: Token) -> Mention:
    return Mention(t.i, t.i + 1, t.i + 1, Kind.PRONOUN, modifier=False, possessor=t.tag in ("PRP$", "WP$"))
