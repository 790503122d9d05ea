"""Who is named in a sentence: noun groups built from names, roles and nationalities.

The parser's noun phrases are not trusted with this: small models attach long titles and
appositions wrongly.  Named entities and table hits (`atoms`) propose, and a surface grammar over
them builds groups such as “South Korea's National Security Adviser Shin Won-sik” or “the first
secretary of the embassy of Japan”.  Who a mention *is* is settled later, with the whole document
in view (`actors`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from reportedly.knowledge import Entry, Knowledge
from reportedly.models import Sentence, Token
from reportedly.reading import atoms as atom_finder
from reportedly.reading.atoms import Atom, Hints, Kind


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


_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_QUOTES = frozenset("\"'“”‘’`")
_WIDENING = frozenset({"NUM", "ADJ", "NOUN", "PROPN"})
_SPOKESPEOPLE = frozenset("spokesman spokeswoman spokesperson official member representative source".split())
_HYPHENS = frozenset({"-", "–", "/"})
_OPENERS = frozenset({"DET", "PRON"})
_PRONOUNS = frozenset("he she they him her them his their theirs it its we us our ours i me my itself himself".split())


def find(
    sentence: Sentence, knowledge: Knowledge, on: date | None, told: Hints, pointed: Sequence[tuple[int, int]] = ()
) -> tuple[Mention, ...]:
    """The mentions of one sentence in order; none lies inside another.

    Args:
        sentence: a parsed sentence.
        knowledge: the tables that decide types.
        on: the day as of which posts are looked up; `None` looks at every term.
        told: what the whole document tells of names (`atoms.hints`).
        pointed: stretches of tokens (first, last exclusive) that somebody else takes for parties; where no
            table, name or role stands in one, its noun is a party that is only described.
    """
    atoms = tuple(atom_finder.find(sentence, knowledge, on, told))
    groups: list[Mention] = []
    for first, last in _runs(sentence.tokens, atoms):
        groups.extend(_groups(sentence.tokens, [a for a in atoms if first <= a.first and a.last <= last], first, last))
    groups = _with_complements(sentence.tokens, groups)
    groups = _with_appositions(sentence.tokens, groups)
    pronouns = [_pronoun(t) for t in sentence.tokens if t.lower in _PRONOUNS and t.pos == "PRON"]
    taken = {i for g in groups for i in range(g.first, g.last)}
    groups.extend(p for p in pronouns if p.first not in taken)
    taken |= {p.first for p in pronouns} | {i for g in groups for i in range(g.last, g.extent)}
    groups.extend(_described(sentence, pointed, taken, groups))
    return tuple(sorted(groups, key=lambda g: g.first))


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
        if before is not None and _second_state(tokens, before, group):
            out[-1] = replace(before, last=group.last, extent=group.last, home=(*group.home, *before.home), allied=True)
            continue
        if before is None or before.possessor or before.modifier or not _complement(tokens, before, group):
            out.append(group)
            continue
        if group.kind is Kind.PERSON and before.kind is Kind.ROLE:
            # “the government of Erna Solberg”: hers, and she is told of too.
            entry = group.name.entry if group.name else None
            out[-1] = replace(before, home=(*before.home, *group.home, *([entry] if entry else [])))
            out.append(group)
            continue
        joined = replace(
            before, last=group.last, extent=group.last, home=(*before.home, *group.home), role=_speaking_for(before, group),
            name=before.name or (group.name if before.kind is Kind.ROLE and group.kind is Kind.ORGANISATION else None),
            possessor=group.possessor,
        )  # fmt: skip
        out[-1] = joined
    return out


def _second_state(tokens: Sequence[Token], head: Mention, group: Mention) -> bool:
    """“the presidents of the United States and Russia”: one each."""
    if head.kind is not Kind.ROLE or head.role is None or head.role.last >= head.last or group.kind is not Kind.COUNTRY:
        return False
    between = [t.lower for t in tokens[head.last : group.first] if t.pos != "DET"]
    plural = tokens[head.role.last - 1].tag in ("NNS", "NNPS")
    return plural and between == ["and"] and len(head.home) == 1 and len(group.home) == 1 and not group.possessor


def _speaking_for(head: Mention, group: Mention) -> Atom | None:
    """“a spokesman of the operations command” is of the army as the command is."""
    role, body = head.role, group.role
    if role is None or role.role is None or body is None or body.role is None or role.role.phrase not in _SPOKESPEOPLE:
        return role
    return replace(role, role=replace(role.role, sector=body.role.sector))


def _hails_from(tokens: Sequence[Token], head: Mention, group: Mention) -> bool:
    """“protesters in Hong Kong”, “diplomats from Kenya”."""
    between = [t.lower for t in tokens[head.last : group.first] if t.pos not in ("DET", "ADJ")]
    return (
        head.kind is Kind.ROLE
        and not head.home
        and head.name is None
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
        titled = (
            out[-2] if len(out) > 1 and before is not None and _hails_from(tokens, replace(out[-2], home=()), before) else None
        )
        if titled is not None and before is not None and _apposed(tokens, replace(titled, extent=before.extent), group):
            # “The unification minister in Seoul, Kim Yeon-chul,”
            out[-2] = replace(group, role=titled.role, home=(*group.home, *titled.home))
            out[-2], out[-1] = before, out[-2]
        elif before is not None and _apposed(tokens, before, group):
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
            or (tokens[right.extent].pos in ("AUX", "VERB", "SCONJ") and tokens[right.last - 1].dep == "appos")
        )
        return closed and left.role is None
    if kinds == (Kind.ROLE, Kind.PERSON):
        # “Foreign companies, Morales said”: a person is neither a body nor many.
        role = left.role.role if left.role else None
        one = left.role is not None and tokens[left.role.last - 1].tag not in ("NNS", "NNPS")
        return left.name is None and right.role is None and (role is None or (one and role.kind == "person"))
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
        home=(*person.home, *role.home, *([role.name.entry] if role.name and role.name.entry else [])),
        possessor=right.possessor,
    )


def _described(
    sentence: Sentence, pointed: Sequence[tuple[int, int]], taken: set[int], groups: Sequence[Mention]
) -> Iterator[Mention]:
    """Parties that only a common noun names and no table knows: “beekeepers in Lutz”, “the hauliers”."""
    tokens = sentence.tokens
    for first, last in pointed:
        nouns = [i for i in range(first, last) if tokens[i].pos in ("NOUN", "PROPN") and not first <= tokens[i].head < last]
        head = nouns[0] if nouns else None
        if head is None or head in taken or tokens[head].dep == "compound" or _names_another(tokens, head, groups):
            continue
        begin = head
        while begin > 0 and begin - 1 not in taken and tokens[begin - 1].pos in _WIDENING and tokens[begin - 1].head == head:
            begin -= 1
        home = next((g.home for g in groups if first <= g.first < last and g.kind is Kind.COUNTRY), ())
        yield Mention(begin, head + 1, head + 1, Kind.DESCRIBED, home=home)


def _names_another(tokens: Sequence[Token], head: int, groups: Sequence[Mention]) -> bool:
    """“a close ally, Zubrowka's chancellor,”: the noun is apposed to a group that says who it is."""
    owners = [i for g in groups for i in range(g.first, g.last)]
    return any(
        (tokens[i].dep == "appos" and tokens[i].head == head) or (tokens[head].dep == "appos" and tokens[head].head == i)
        for i in owners
    )


def _pronoun(t: Token) -> Mention:
    return Mention(t.i, t.i + 1, t.i + 1, Kind.PRONOUN, modifier=False, possessor=t.tag in ("PRP$", "WP$"))
