"""Which person a mention is, how sure that is, and what speaks for it and for the country and the sector.

A name in full is believed; a short name counts as whoever was told of in full; an office is whoever held it on the day of
publication, unless a word before it says that he no longer does or never did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.knowledge import Entry, Knowledge, Term
from reportedly.model import Actor
from reportedly.models import Sentence
from reportedly.reading.atoms import Kind
from reportedly.reading.memory import Memory, namesakes
from reportedly.reading.mentions import Mention

SEATS = {
    "pope": "VAT", "pontiff": "VAT", "secretary of homeland security": "USA", "homeland security secretary": "USA",
    "secretary of state": "USA", "treasury secretary": "USA", "secretary of the treasury": "USA",
    "secretary of the interior": "USA", "interior secretary": "USA", "secretary of commerce": "USA", "commerce secretary": "USA",
    "secretary of defense": "USA", "defense secretary": "USA", "chancellor of the exchequer": "GBR", "home secretary": "GBR",
    "taoiseach": "IRL", "tanaiste": "IRL", "unification minister": "KOR",
}  # fmt: skip
"""Offices that there is one of in the world, and where."""
_IN_TABLE, _IN_FULL, _SHORT, _ONE_OF_SEVERAL, _BY_SURNAME, _OF_OFFICE, _OF_LEADER, _BY_CONTEXT, _PRONOUN = (
    0.95, 0.9, 0.9, 0.6, 0.8, 0.9, 0.85, 0.7, 0.75,
)  # fmt: skip
# What the tagger alone takes for the name of a person.
_UNLISTED = 0.8
# Offices that every country has one of.
_ONE_EACH = frozenset({"president", "prime minister", "premier", "king", "queen", "chancellor", "emperor", "monarch", "emir"})
# Names and adjectives of more than one state.
_OF_TWO_STATES = frozenset({"Congo", "Congolese", "Korean", "Dominican", "Guinean"})
# Words before an office that say its holder is not meant.
PAST = frozenset(
    "former ex ex-president ex-premier ex-minister late one-time onetime erstwhile ousted deposed toppled overthrown".split()
)
# Words that tell a person from the better known one of the name.
_THE_OTHER = frozenset({"elder", "older", "senior", "younger"})
_OTHERS = frozenset(
    "then incoming next future deputy vice acting interim would-be elect designate first second assistant another "
    "any every each no previous successive a an".split()
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a mention is: the person, if it is one, how sure that is (0 to 1), and why, in words for a person."""

    person: str | None
    sure: float
    reasons: tuple[str, ...]


NOBODY = Identity(None, 0.0, ())


def of_office(
    sentence: Sentence, mention: Mention, country: str | None, knowledge: Knowledge, on: date | None, *, told: bool = True
) -> Term | None:
    """The holder of the office a mention names with its country (“the French president”), on the day; `None` if unsure.

    `told=False` takes an office whose country the report tells elsewhere.
    """
    role = mention.role
    if role is None or role.role is None or role.role.kind != "person" or on is None or country is None:
        return None
    if (
        (told and not (mention.home or role.role.phrase in SEATS))
        or _plural(sentence, mention)
        or qualified(sentence, mention, _OTHERS | PAST)
    ):
        return None
    if any(e.kind == "country" and e.id is None for e in mention.home):
        # A place within a state that is called like another one (“Georgia's secretary of state”).
        return None
    body = next((e.name for e in mention.home if e.kind not in ("country", "demonym", "capital")), None)
    if body is None and mention.name is not None and mention.name.entry is not None and mention.kind is Kind.ROLE:
        body = mention.name.entry.name
    return knowledge.offices.holder(country, role.role.phrase, on, body)


def of_offices(mention: Mention, country: str | None, knowledge: Knowledge, on: date | None) -> Term | None:
    """The holder in one country of an office that a mention names for several (“the presidents of A and B”)."""
    role = mention.role.role if mention.role else None
    if role is None or role.kind != "person" or on is None or country is None:
        return None
    return knowledge.offices.holder(country, role.phrase, on)


def qualified(sentence: Sentence, mention: Mention, words: frozenset[str]) -> bool:
    """Whether one of some words stands before or right behind the mention's role."""
    begin = max(mention.first - 1, 0)
    end = mention.role.first if mention.role else mention.last
    # “New Zealand's president” is no new one.
    before = {t.lower for t in sentence.tokens[begin:end] if t.ent not in ("GPE", "LOC", "ORG", "FAC")}
    after = {t.lower for t in sentence.tokens[end : mention.last + 2] if t.text in ("-", "elect", "designate")}
    return not words.isdisjoint(before | (after - {"-"}))


def identify(
    sentence: Sentence, mention: Mention, actors: Sequence[Actor], memory: Memory, knowledge: Knowledge, on: date | None
) -> tuple[Identity, ...]:
    """The identity of each actor of a mention, in their order."""
    if len(actors) != 1:
        return tuple(_one_of_several(mention, actor, memory, knowledge, on) for actor in actors)
    actor = actors[0]
    person, sure, why = _person(sentence, mention, actor, memory, knowledge, on)
    reasons = [*_country(mention, actor, knowledge, memory), *_sector(mention, actor), *([why] if why else [])]
    return (Identity(person, sure, tuple(reasons)),)


def _one_of_several(mention: Mention, actor: Actor, memory: Memory, knowledge: Knowledge, on: date | None) -> Identity:
    term = of_offices(mention, actor.country, knowledge, on) if mention.allied else None
    if term is not None:
        return Identity(term.entry.name, _OF_OFFICE, (_held(term),))
    known = actor.name in memory.people
    return Identity(actor.name if known else None, _PRONOUN if known else 0.0, ("several were told of together before",))


def _person(
    sentence: Sentence, mention: Mention, actor: Actor, memory: Memory, knowledge: Knowledge, on: date | None
) -> tuple[str | None, float, str | None]:
    if mention.kind is Kind.PRONOUN:
        if actor.name in memory.people:
            return (
                actor.name,
                _PRONOUN,
                f"person: “{mention_text(sentence, mention)}” is whom the text last told of as doing something",
            )
        return None, 0.0, None
    if mention.kind is Kind.PERSON and _the_other(sentence, mention):
        return None, 0.0, None
    if mention.kind is Kind.PERSON:
        return _named(sentence, mention, actor, memory, knowledge, on)
    if mention.kind is not Kind.ROLE:
        return None, 0.0, None
    if actor.name in memory.people:
        return actor.name, _PRONOUN, f"person: {actor.name} was told of by that title before"
    term = of_office(sentence, mention, actor.country, knowledge, on)
    if term is None and _where_it_plays(sentence, mention):
        term = of_office(sentence, mention, memory.default or memory.home, knowledge, on, told=False)
        return (term.entry.name, _BY_CONTEXT, _held(term)) if term else (None, 0.0, None)
    if term is None:
        return None, 0.0, None
    leads = mention.role is not None and mention.role.role is not None and mention.role.role.phrase == "leader"
    shared = any(t.text in _OF_TWO_STATES for t in sentence.tokens[mention.first : mention.last])
    return term.entry.name, _BY_CONTEXT if shared else _OF_LEADER if leads else _OF_OFFICE, _held(term)


def _the_other(sentence: Sentence, mention: Mention) -> bool:
    """“the elder Bush”: not the one told of by that name."""
    role = mention.role.role if mention.role else None
    return (role is not None and role.phrase in _THE_OTHER) or qualified(sentence, mention, _THE_OTHER)


def _where_it_plays(sentence: Sentence, mention: Mention) -> bool:
    """“the president”, alone: that of the country that the report is filed from, or is all about."""
    role = mention.role.role if mention.role else None
    definite = mention.first > 0 and sentence.tokens[mention.first - 1].lower == "the"
    return definite and not mention.home and role is not None and role.phrase in _ONE_EACH


def _named(
    sentence: Sentence, mention: Mention, actor: Actor, memory: Memory, knowledge: Knowledge, on: date | None
) -> tuple[str | None, float, str | None]:
    atom = mention.name
    assert atom is not None  # noqa: S101  # a person group is built around a name
    words = [t.text for t in sentence.tokens[atom.first : atom.last]]
    name = " ".join(words)
    fits = namesakes(name, memory)
    if len(words) == 1 and fits:
        sure = _SHORT if len(fits) == 1 else _ONE_OF_SEVERAL
        return actor.name, sure, f"person: {actor.name} was told of before, and “{name}” is short for it"
    entry = atom.entry
    if entry is not None and actor.name == entry.name:
        term = knowledge.serving(entry, on)
        if len(words) == 1:
            sure = _IN_FULL if mention.role is not None and term is not None else _BY_SURNAME
            return entry.name, sure, _held(term) if term else f"person: the only “{name}” the table has for that country and day"
        return entry.name, _IN_TABLE, _held(term) if term else f"person: {entry.name} is in the table of people in office"
    if len(words) > 1:
        return actor.name, _UNLISTED, "person: named in full; the name is in no table"
    return name, _ONE_OF_SEVERAL, "person: only a family name, which no table has for that day"


def _held(term: Term) -> str:
    until = f"until {term.until}" if term.until else "and still in office when the table was made"
    return f"person: {term.entry.name}, {term.post} of {term.entry.country} from {term.since} {until} ({term.source})"


def _country(mention: Mention, actor: Actor, knowledge: Knowledge, memory: Memory) -> Iterator[str]:
    if actor.country is None:
        yield "country: nothing in the text or the tables tells it"
        return
    own = next((e for e in mention.home if e.country == actor.country), None)
    entry = mention.name.entry if mention.name else None
    if own is not None:
        yield f"country: {_stands_for(own, knowledge)}"
    elif entry is not None and entry.country == actor.country:
        yield f"country: {entry.name} is of {_name(actor.country, knowledge)}"
    elif actor.name in memory.people:
        yield f"country: {actor.name} was told of as being of {_name(actor.country, knowledge)}"
    else:
        yield f"country: the report tells of {_name(actor.country, knowledge)} where it tells of this"


def _stands_for(entry: Entry, knowledge: Knowledge) -> str:
    country = _name(entry.country, knowledge)
    return {
        "capital": f"the capital stands for the government of {country}",
        "demonym": f"the word means what is of {country}",
        "country": f"{country} is named",
    }.get(entry.kind, f"{entry.name} is of {country}")


def _name(code: str | None, knowledge: Knowledge) -> str:
    country = knowledge.country(code) if code else None
    return country.name if country else str(code)


def _sector(mention: Mention, actor: Actor) -> Iterator[str]:
    if not actor.sectors:
        return
    role = mention.role.role if mention.role else None
    entry = mention.name.entry if mention.name else None
    if actor.sectors[0] == "ELI":
        yield "sector: ELI, as the office is no longer held"
    elif role is not None and role.sector == actor.sectors[0]:
        yield f"sector: {role.sector} by the word “{role.phrase}”"
    elif entry is not None and actor.sectors[0] in entry.sectors:
        yield f"sector: {actor.sectors[0]} as {entry.name} is in the table"
    elif mention.kind is Kind.COUNTRY:
        yield f"sector: {actor.sectors[0]}, for a state acts through its government"
    else:
        yield f"sector: {actor.sectors[0]} by what the text tells"


def _plural(sentence: Sentence, mention: Mention) -> bool:
    last = mention.role.last - 1 if mention.role else mention.last - 1
    return sentence.tokens[last].tag in ("NNS", "NNPS")


def mention_text(sentence: Sentence, mention: Mention) -> str:
    """The words of a mention, with single spaces."""
    return " ".join(t.text for t in sentence.tokens[mention.first : mention.last])
