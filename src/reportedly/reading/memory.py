"""What a document has told so far of who is who: people by name, countries named, whom “he”, “it” and “they” mean."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from unicodedata import combining, normalize

from reportedly.knowledge import FAMILY_NAME_FIRST, Knowledge, office
from reportedly.model import Actor
from reportedly.models import Sentence
from reportedly.reading.atoms import Kind
from reportedly.reading.mentions import Mention

# The country (ISO3) of a place that is none itself, given how often the report has named each country.
PlaceToCountry = Callable[[str, Counter[str]], str | None]
# Bodies of these sectors are told of by common nouns that need not mean the last one named.
_ANYBODYS = frozenset({"GOV", "CVL", "MIL", "COP"})
_GROUPS = frozenset("group crowd team delegation family couple band gang crew convoy".split())
_WHERE = frozenset({"in", "across", "throughout", "inside"})
# Words that are many without an s.
_MANY = frozenset("police people staff crew personnel clergy".split())


@dataclass(slots=True)
class Memory:
    """What the document has told so far."""

    country_of_place: PlaceToCountry
    people: dict[str, Actor] = field(default_factory=dict)
    times_named: Counter[str] = field(default_factory=Counter)
    homes: dict[str, str] = field(default_factory=dict)
    holders: dict[str, Actor] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    person: Actor | None = None
    person_led: bool = False
    person_main: int = -1
    turn: int = 0
    body: Actor | None = None
    body_led: bool = False
    topic: Actor | None = None
    states: list[Actor] = field(default_factory=list)
    several: tuple[Actor, ...] = ()
    pair: tuple[Actor, ...] = ()
    default: str | None = None
    home: str | None = None
    named: frozenset[str] = frozenset()
    main: str | None = None
    of_sector: dict[str, Actor] = field(default_factory=dict)
    bloc: Actor | None = None
    bodies: dict[str, Actor] = field(default_factory=dict)
    crowd: tuple[Actor, ...] = ()
    scene: str | None = None
    scene_age: int = 0


def known_person(name: str, memory: Memory) -> Actor | None:
    """The person already told of who can be called `name`; the one told of most, where several can."""
    if name in memory.people:
        return memory.people[name]
    fits = namesakes(name, memory)
    return max(fits, key=lambda p: memory.times_named[p.name]) if fits else None


def namesakes(name: str, memory: Memory) -> list[Actor]:
    """The people told of whose name `name` is short for."""
    return [p for full, p in memory.people.items() if _short_for(name, full, p)]


def titled(phrase: str, memory: Memory) -> Actor | None:
    """The person told of by a title: “the minister” after “Foreign Minister …”."""
    if phrase in memory.holders:
        return memory.holders[phrase]
    return next((who for title, who in reversed(memory.holders.items()) if title.endswith(f" {phrase}")), None)


def plain(name: str) -> str:
    """A name without accents: tables and reports differ in them."""
    return name if name.isascii() else "".join(c for c in normalize("NFKD", name) if not combining(c))


def _short_for(name: str, full: str, person: Actor) -> bool:
    name, full = plain(name), plain(full)
    words = full.split()
    if len(words) < 2:  # noqa: PLR2004  # a single word has no shorter form
        return False
    # There a later short name is the first word of the full one.
    family_first = person.country in FAMILY_NAME_FIRST
    return name in (words[0], words[-1]) or full.endswith(f" {name}") or (family_first and full.startswith(f"{name} "))


def remember(sentence: Sentence, mention: Mention, actors: Sequence[Actor], memory: Memory) -> None:
    """Takes up what one mention tells."""
    if not actors or mention.kind is Kind.PRONOUN:
        return
    actor = actors[0]
    if actor.country and len(actor.country) == 3 and mention.kind is not Kind.ROLE:  # noqa: PLR2004  # ISO3
        memory.countries[actor.country] += 1
    role = mention.role.role if mention.role else None
    if role is not None and actor.country and mention.home:
        memory.homes[role.phrase] = actor.country
    if mention.kind in (Kind.ORGANISATION, Kind.ROLE):
        _remember_body(sentence, mention, actor, memory)
    if mention.kind is Kind.COUNTRY and actor.country and _is_scene(sentence, mention):
        memory.scene, memory.scene_age = actor.country, 0
    if mention.kind is Kind.PERSON:
        _remember_person(actor, memory)
        if role is not None and role.kind == "person":
            memory.holders.pop(role.phrase, None)
            memory.holders[role.phrase] = actor
    state = mention.kind is Kind.COUNTRY and (mention.home or mention.possessor or _leads(sentence, mention))
    if state and actor.name not in {s.name for s in memory.states[-2:]}:
        memory.states.append(actor)
    _remember_focus(sentence, mention, tuple(actors), memory)


def remember_office(mention: Mention, actors: Sequence[Actor], memory: Memory, knowledge: Knowledge, on: date | None) -> None:
    """Takes up the office of a person told of without it: “the president” will mean her."""
    entry = mention.name.entry if mention.name else None
    if mention.kind is not Kind.PERSON or entry is None or len(actors) != 1 or on is None:
        return
    term = knowledge.serving(entry, on)
    if term is not None and term.covers(on):
        memory.holders.setdefault(office(term.post), actors[0])


def _remember_body(sentence: Sentence, mention: Mention, actor: Actor, memory: Memory) -> None:
    """A body by its own name (“the miners' union NUM”) and by the acronym told behind it in brackets."""
    if mention.kind is Kind.ORGANISATION and mention.name is not None and (actor.country or actor.sectors):
        words = " ".join(t.text for t in sentence.tokens[mention.name.first : mention.name.last])
        memory.bodies.setdefault(words, actor)
        if actor.country in ("IGO", "EUR"):
            memory.bloc = actor
        elif actor.country and actor.sectors and actor.sectors[0] not in _ANYBODYS:
            memory.of_sector[actor.sectors[0]] = actor
    tokens = sentence.tokens[mention.last : mention.last + 3]
    if [t.text for t in tokens[::2]] == ["(", ")"] and tokens[1].text.isupper():
        memory.bodies[tokens[1].text] = actor


def _is_scene(sentence: Sentence, mention: Mention) -> bool:
    """“in Seoul”, “across France”: the report plays there; “in China's parliament” and “in favour of China” do not say so."""
    before = next((t for t in reversed(sentence.tokens[: mention.first]) if t.pos not in ("DET", "ADJ")), None)
    return before is not None and before.lower in _WHERE and not mention.possessor and not mention.modifier


def _leads(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is the subject of a clause."""
    return any(sentence.tokens[i].dep in ("nsubj", "nsubjpass") for i in range(mention.first, mention.last))


def _leads_all(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is the subject of the sentence's main clause."""
    for i in range(mention.first, mention.last):
        token = sentence.tokens[i]
        if token.dep in ("nsubj", "nsubjpass"):
            verb = sentence.tokens[token.head]
            while verb.dep == "conj":
                verb = sentence.tokens[verb.head]
            return verb.head == verb.i
    return False


def _remember_focus(sentence: Sentence, mention: Mention, actors: tuple[Actor, ...], memory: Memory) -> None:
    """Whom “he”, “it” and “they” will mean: a subject holds until another subject comes."""
    actor = actors[0]
    role = mention.role.role if mention.role else None
    subject = _leads(sentence, mention)
    # What only a common noun describes may be a bus.
    thing = mention.kind is Kind.DESCRIBED
    human = mention.kind is Kind.PERSON or (role is not None and role.kind == "person" and mention.kind is Kind.ROLE)
    last = sentence.tokens[mention.last - 1]
    plural = mention.kind is Kind.ROLE and (last.tag in ("NNS", "NNPS") or last.lower in _MANY)
    if not subject and mention.kind is Kind.ROLE and (plural or last.lower in _GROUPS):
        memory.crowd = actors
    if plural:
        memory.several = actors
    elif human and not mention.possessor and (subject or not memory.person_led):
        if subject and memory.person_main == memory.turn and not _leads_all(sentence, mention):
            # “Mugabe was sworn in after a vote in which Tsvangirai …”: the sentence is about the first.
            return
        memory.person, memory.person_led = actor, subject
        if subject and _leads_all(sentence, mention):
            memory.person_main = memory.turn
    elif not human and not thing and not mention.modifier and not mention.possessor and (subject or not memory.body_led):
        memory.body, memory.body_led = actor, subject


def _remember_person(actor: Actor, memory: Memory) -> None:
    memory.times_named[actor.name] += 1
    known = memory.people.get(actor.name)
    # The fullest account of a person is kept: a later bare name must not erase the country.
    if known is None or (known.country is None and actor.country) or (not known.sectors and actor.sectors):
        memory.people[actor.name] = actor


def remember_together(
    parties: Sequence[tuple[Mention, tuple[Actor, ...]]], groups: Sequence[tuple[int, ...]], memory: Memory
) -> None:
    """Takes up who is told of in one breath: “the two officials” will mean them."""
    for group in groups:
        actors = tuple(a for n in group for a in parties[n][1])
        if len(actors) > 1:
            memory.several = memory.pair = actors
            return
    people = [a for mention, told in parties if mention.kind is Kind.PERSON and not mention.possessor for a in told]
    if len(people) == 2:  # noqa: PLR2004  # “A met B.  The two officials …”
        memory.pair = tuple(people)
