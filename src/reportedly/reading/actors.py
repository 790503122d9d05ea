"""Who each mention is, read in order with the whole document in view.

Roles and nationalities come first: “South Korea's National Security Adviser Shin Won-sik” is KOR
GOV whether or not any table knows the name, and the name carries that through the document.
Nothing is read but this document and the tables.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportedly.knowledge import Entry, Knowledge, Role
from reportedly.model import Actor, Document, Span
from reportedly.models import Sentence, Token
from reportedly.reading.atoms import HALVES, Kind
from reportedly.reading.identities import PAST, SEATS, Identity, identify, of_office, of_offices, qualified
from reportedly.reading.memory import Memory, PlaceToCountry, known_person, remember, remember_office, remember_together, titled
from reportedly.reading.mentions import Mention


@dataclass(frozen=True, slots=True)
class Party:
    """A mention and whom it stands for: none (unknown), one, or several (“the two officials”).

    `group` holds the indices, in its sentence, of the parties it is coordinated with, itself among them;
    `identities` tell of each actor which person it is, and why it is taken for that.
    """

    mention: Mention
    actors: tuple[Actor, ...]
    group: tuple[int, ...] = ()
    identities: tuple[Identity, ...] = ()

    @property
    def known(self) -> bool:
        """True if somebody is named, or at least one actor has a country or a sector."""
        named = self.mention.kind in (Kind.PERSON, Kind.COUNTRY, Kind.ORGANISATION, Kind.DESCRIBED) and bool(self.actors)
        return named or any(a.country or a.sectors for a in self.actors)


_PERSONAL = frozenset("he she him her his".split())
_COLLECTIVE = frozenset("they them their theirs".split())
_NEUTER = frozenset("it its itself".split())
_PAIRS = frozenset({"two", "both", "pair", "duo"})
_PLACES = frozenset({"country", "demonym", "capital"})
_STATE_WORDS = frozenset(
    {"government", "side", "country", "nation", "state", "capital", "kingdom", "republic", "party", "leadership"}
)
_SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})
# Titles that say of a body's man only that he is of it: a “Hamas official” is of Hamas, and of no government.
_OF_A_BODY = _SPOKESPEOPLE | frozenset(
    "official officer agent operative chief director head leader deputy member representative source executive chairman "
    "chairwoman boss founder gunman gunmen fighter militant insurgent attacker assailant commander trooper force".split()
)
_BLOCS = frozenset({"bloc", "alliance"})
# What a nation does that is no government.
_OF_THE_PEOPLE = frozenset(
    "vote elect queue march mourn die flee celebrate pray starve suffer commute grieve riot protest demonstrate".split()
)
# The same of those who lead any body but a state.
_HEADS = frozenset(
    {"president", "vice president", "secretary-general", "secretary general", "general secretary", "secretary", "chair"}
)
# A report that names one country this much more than all others is at home there.
_AT_HOME = 0.8
_JOINERS = frozenset({"and", "or", "&", "as", "well", ","})
# States told of by one name together.
_NAMESAKES = {
    "Koreas": (("North Korea", "PRK"), ("South Korea", "KOR")),
    "Sudans": (("Sudan", "SDN"), ("South Sudan", "SSD")),
    "Congos": (("Democratic Republic of the Congo", "COD"), ("Republic of the Congo", "COG")),
}
# Whoever is of the place a report plays in, and for how many sentences a scene lasts.
_OF_THE_PLACE = frozenset({"CVL", "COP", "LAB", "EDU", "MED", "REL"})
_SCENE_LASTS = 6
# What stands where a state's code would, for parties that belong to none.
NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "IMG", "MNC"})
# Sectors of bodies that stand in or against a state.
_OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "UAF"})
# A country is led, armed, policed …: a nation standing alone acts through its government.
_STATE = ("GOV",)
_ORGANISATION_WORDS = {
    word: sector
    for sector, words in {
        "GOV": "government ministry bureau department office council agency committee authority commission",
        "MIL": "army navy forces force command guard staff",
        "COP": "police",
        "PTY": "party",
        "JUD": "court",
        "LEG": "parliament senate assembly congress diet legislature representatives",
        "JRN": "news times post radio television broadcasting tribune herald gazette",
        "EDU": "university institute",
        "BUS": "company corp inc bank",
        "LAB": "union unions labour labor workers syndicate",
        "MED": "hospital clinic",
        "SPY": "intelligence",
        "REL": "church bishops diocese mosque rabbinate",
        "CVL": "association",
        "REB": "front",
    }.items()
    for word in words.split()
}


# Whoever was told of as in office before the report named a country.
_SOMEBODY = Role("", "GOV", "person")


def resolve(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    filed_from: str | None,
    country_of_place: PlaceToCountry,
    knowledge: Knowledge,
) -> tuple[tuple[Party, ...], ...]:
    """The parties of each sentence, in order, one a mention.

    Args:
        document: whose text the offsets point into.
        sentences: its sentences, in order.
        mentions: the mentions of each sentence.
        filed_from: ISO3 code of the country the report is datelined from, if known.
        country_of_place: which country a city lies in.
        knowledge: who holds which office.
    """
    on = document.published
    named = _named(document, sentences, mentions, country_of_place)
    memory = Memory(
        country_of_place, default=filed_from, home=_home(named), named=frozenset(filter(None, named)), main=_main(named)
    )
    out = []
    for sentence, found in zip(sentences, mentions, strict=True):
        parties: list[Party] = []
        memory.topic = memory.body if memory.body_led else None
        memory.scene_age += 1
        memory.turn += 1
        for mention in found:
            owner = _owner(sentence, parties[-1] if parties else None, mention)
            who = _in_office(sentence, mention, _who(document, sentence, mention, memory, owner), knowledge, on)
            party = Party(mention, who, identities=identify(sentence, mention, who, memory, knowledge, on))
            remember(sentence, party.mention, party.actors, memory)
            remember_office(party.mention, party.actors, memory, knowledge, on)
            parties.append(party)
        groups = joined(sentence, parties)
        parties = _sharing_a_noun(parties, groups)
        remember_together([(p.mention, p.actors) for p in parties], groups, memory)
        for group in groups:
            for n in group:
                parties[n] = replace(parties[n], group=group)
        out.append(tuple(parties))
    return tuple(out)


def _sharing_a_noun(parties: list[Party], groups: Sequence[Sequence[int]]) -> list[Party]:
    """“French and Malian troops”: the first are troops too."""
    out = list(parties)
    for group in groups:
        last = parties[group[-1]]
        if last.mention.kind is not Kind.ROLE or not last.actors or not last.mention.home:
            continue
        for n in group[:-1]:
            mention = parties[n].mention
            adjective = mention.kind is Kind.COUNTRY and mention.home and mention.home[0].kind == "demonym"
            if adjective and last.mention.home[0].kind == "demonym":
                out[n] = replace(parties[n], actors=tuple(replace(a, sectors=last.actors[0].sectors) for a in parties[n].actors))
    return out


def _in_office(
    sentence: Sentence, mention: Mention, actors: tuple[Actor, ...], knowledge: Knowledge, on: date | None
) -> tuple[Actor, ...]:
    """An office as its holder, an office no longer held as one of the elites."""
    if mention.role is None or mention.kind not in (Kind.ROLE, Kind.PERSON):
        return actors
    if len(actors) > 1:
        held = [of_offices(mention, a.country, knowledge, on) if mention.allied else None for a in actors]
        return tuple(replace(a, name=term.entry.name) if term else a for a, term in zip(actors, held, strict=True))
    if qualified(sentence, mention, PAST) and mention.role.role is not None and mention.role.role.kind == "person":
        sectors = tuple(dict.fromkeys(("ELI", *actors[0].sectors)))
        return (replace(actors[0], sectors=sectors),)
    term = of_office(sentence, mention, actors[0].country, knowledge, on) if mention.kind is Kind.ROLE else None
    return (replace(actors[0], name=term.entry.name),) if term else actors


def _named(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    country_of_place: PlaceToCountry,
) -> Counter[str | None]:
    """How often a report names each country (ISO3); `None` is a state that neither table nor gazetteer knows."""
    named: Counter[str | None] = Counter()
    for sentence, found in zip(sentences, mentions, strict=True):
        for m in found:
            entries = [*m.home, *([m.name.entry] if m.name and m.name.entry else [])]
            named.update(e.country for e in entries if e.country and e.country not in NO_STATE)
            if m.kind is Kind.COUNTRY and not entries:
                words = document.text[sentence.tokens[m.first].start : sentence.tokens[m.last - 1].end]
                named[country_of_place(words, Counter())] += 1
    return named


def _home(named: Counter[str | None]) -> str | None:
    """The country of a report that names hardly another: its rebels, crowds and ministries are that one's."""
    best, count = named.most_common(1)[0] if named else (None, 0)
    return best if count >= _AT_HOME * named.total() else None


def _main(named: Counter[str | None]) -> str | None:
    """The country a report names most."""
    return max(filter(None, named), key=lambda code: named[code], default=None)


def joined(sentence: Sentence, parties: Sequence[Party]) -> tuple[tuple[int, ...], ...]:
    """Indices of parties that are coordinated by the words between them: “A, B and C”."""
    groups: list[tuple[int, ...]] = []
    row: list[int] = []
    has_and = False
    for n, party in enumerate(parties):
        between = sentence.tokens[parties[n - 1].mention.extent : party.mention.first] if row else ()
        links = {t.lower for t in between if t.pos not in ("DET", "ADJ", "PRON")}
        linked = bool(row) and bool(links) and links <= _JOINERS and _alike(parties[row[-1]], party, links)
        if not linked:
            if len(row) > 1 and has_and:
                groups.append(tuple(row))
            row, has_and = [], False
        has_and = has_and or bool(links & {"and", "or", "&", "well"})
        row.append(n)
    if len(row) > 1 and has_and:
        groups.append(tuple(row))
    return tuple(groups)


def _alike(left: Party, right: Party, links: set[str]) -> bool:
    """A comma alone joins only like with like: in “in Seoul, the minister” it closes the phrase of place."""
    if left.mention.possessor != right.mention.possessor:
        return False
    nations = (left.mention.kind is Kind.COUNTRY, right.mention.kind is Kind.COUNTRY)
    return links != {","} or nations[0] == nations[1]


def _owner(sentence: Sentence, before: Party | None, mention: Mention) -> Actor | None:
    """Whom a possessive pronoun right before a group stands for: “its forces”, “his foreign minister”."""
    if before is None or before.mention.kind is not Kind.PRONOUN or not before.mention.possessor or not before.actors:
        return None
    between = sentence.tokens[before.mention.last : mention.first]
    return before.actors[0] if all(t.pos in ("ADJ", "NOUN", "ADV") for t in between) else None


def _who(document: Document, sentence: Sentence, mention: Mention, memory: Memory, owner: Actor | None) -> tuple[Actor, ...]:
    if mention.kind is Kind.PRONOUN:
        return _antecedent(document, sentence, mention, memory)
    text = document.span(sentence.tokens[mention.first].start, sentence.tokens[mention.last - 1].end)
    if mention.allied:
        sectors = _sectors(mention.role.role if mention.role else None, ()) or _STATE
        return tuple(Actor(text, e.name, e.country, sectors, e.id) for e in reversed(mention.home))
    if mention.kind is Kind.COUNTRY:
        if text.text.split()[-1] in _NAMESAKES:
            return tuple(Actor(text, name, code, _STATE, code) for name, code in _NAMESAKES[text.text.split()[-1]])
        entry = mention.home[0] if mention.home else None
        if text.text == "Brussels" and "Belgi" not in document.text and not _stands_in(sentence, mention):
            # Where no Belgium is told of, whoever decides there is the Union.
            return (Actor(text, "European Union", "EUR", _STATE, None),)
        if entry is None and text.text in HALVES:
            return (_half(text, memory),)
        if entry is None:
            named = any(c.isupper() for c in text.text)
            return (Actor(text, text.text, memory.country_of_place(text.text, memory.countries) if named else None, ()),)
        sectors = ("CVL",) if _are_people(sentence, mention, entry) else entry.sectors or _STATE
        return (Actor(text, entry.name, entry.country, sectors, entry.id),)
    if mention.kind is Kind.PERSON:
        return (_person(document, sentence, mention, memory, owner),)
    if mention.kind is Kind.ORGANISATION:
        return (_organisation(document, sentence, mention, memory),)
    return _role_holder(document, sentence, mention, memory, owner)


def _are_people(sentence: Sentence, mention: Mention, entry: Entry) -> bool:
    """“Chileans voted”: not their government."""
    last = sentence.tokens[mention.last - 1]
    plural = entry.kind == "demonym" and last.text.endswith("s") and last.tag in ("NNS", "NNPS", "NNP")
    return plural and last.dep in ("nsubj", "nsubjpass") and sentence.tokens[last.head].lemma in _OF_THE_PEOPLE


def _half(text: Span, memory: Memory) -> Actor:
    """“the North” without a Korea at hand: of the country told of most; of Sudan, seen from South Sudan."""
    if memory.main == "SSD" and text.text == "North":
        return Actor(text, "Sudan", "SDN", _STATE, "SDN")
    return Actor(text, f"the {text.text}", memory.main, ())


def _stands_in(sentence: Sentence, mention: Mention) -> bool:
    """“in Brussels”: the town."""
    return mention.first > 0 and sentence.tokens[mention.first - 1].lower in ("in", "near", "outside", "from", "around")


def _person(document: Document, sentence: Sentence, mention: Mention, memory: Memory, owner: Actor | None) -> Actor:
    tokens = sentence.tokens
    span = document.span(tokens[mention.first].start, tokens[mention.last - 1].end)
    atom = mention.name
    assert atom is not None  # noqa: S101  # a person group is built around a name
    name = document.text[tokens[atom.first].start : tokens[atom.last - 1].end]
    role = mention.role.role if mention.role else None
    before = known_person(name, memory)
    entry = atom.entry
    country = (
        _country_of(_without_the_un(role, mention.home))
        or (owner.country if owner else None)
        or (before.country if before else None)
        or (entry.country if entry else None)
    )
    role = _for_whom(role, tokens[mention.first : mention.extent])
    body = next((e for e in mention.home if e.sectors and e.kind not in _PLACES), None)
    sectors = _sectors(
        _unless_of(body, role), before.sectors if before else body.sectors if body else entry.sectors if entry else ()
    )
    if country is None and (before is None or set(before.sectors) & _OF_THE_STATE) and (role is not None or before is not None):
        country = _country_by_role(role or _SOMEBODY, memory) or memory.home
    full = before.name if before else entry.name if entry else name
    return Actor(span, full, country, sectors, entry.id if entry else None)


def _for_whom(role: Role | None, words: Sequence[Token]) -> Role | None:
    """“spokesman of the Joint Operations Command”: whoever speaks for an army is of it."""
    if role is None or role.phrase not in _SPOKESPEOPLE:
        return role
    armed = next((_ORGANISATION_WORDS[t.lower] for t in words if _ORGANISATION_WORDS.get(t.lower) in ("MIL", "COP", "REB")), None)
    return role if armed is None or role.sector != "GOV" else replace(role, sector=armed)


def _unless_of(body: Entry | None, role: Role | None) -> Role | None:
    """No role where it says no more than that somebody is of a body whose sectors are known."""
    if body is None or not body.sectors or role is None:
        return role
    said = role.phrase in _OF_A_BODY or (role.phrase in _HEADS and body.sectors[0] != "GOV")
    return None if said else role


def _without_the_un(role: Role | None, home: Sequence[Entry]) -> Sequence[Entry]:
    """“U.N. Ambassador”: the office is a state's, at the United Nations; told without the state, it is the American one's."""
    if role is None or not role.phrase.startswith("ambassador") or _country_of(home) != "UNO":
        return home
    states = [e for e in home if e.country != "UNO"]
    return states or [replace(home[0], country="USA")]


def _organisation(document: Document, sentence: Sentence, mention: Mention, memory: Memory) -> Actor:
    tokens = sentence.tokens
    span = document.span(tokens[mention.first].start, tokens[mention.last - 1].end)
    entry = mention.name.entry if mention.name else None
    told = memory.bodies.get(span.text.removeprefix("the ").removeprefix("The "))
    if told is not None and entry is None:
        return replace(told, span=span)
    if entry is not None:
        return Actor(span, entry.name, entry.country or _country_of(mention.home), entry.sectors, entry.id)
    role = mention.role.role if mention.role else None
    sectors = _sectors(role, ()) or tuple(
        dict.fromkeys(
            _ORGANISATION_WORDS[t.lower] for t in tokens[mention.first : mention.last] if t.lower in _ORGANISATION_WORDS
        )
    )
    # Ministries, police and rebels are a report's home's; companies and clubs may be anybody's.
    home = memory.home if set(sectors) & (_OF_THE_STATE | _OF_THE_PLACE) else None
    place = _place_in(span.text, memory) or _place_named_in(tokens[mention.first : mention.last], memory)
    return Actor(span, span.text, _country_of(mention.home) or place or home, sectors)


def _place_in(name: str, memory: Memory) -> str | None:
    """The country of a place that the tagger took for a body (“Crimea”), if the report names that country."""
    country = memory.country_of_place(name, memory.countries)
    return country if country in memory.named else None


def _place_named_in(words: Sequence[Token], memory: Memory) -> str | None:
    """The country of a place in the name of a body or behind “of” (“Autonomous Bougainville Government”, “residents of Goma”)."""
    names = [t.text for t in words if t.pos == "PROPN" and t.text[0].isupper() and t.lower not in _ORGANISATION_WORDS]
    return next(filter(None, (_place_in(name, memory) for name in names)), None)


def _of_place(tokens: Sequence[Token], mention: Mention, memory: Memory) -> str | None:
    """The country of the place that people are “of” or “in”, inside the mention or right behind it."""
    words = tokens[mention.first : mention.last + 2]
    at = next((n for n, t in enumerate(words) if t.lower in ("of", "in") and n), None)
    return _place_named_in(words[at + 1 :], memory) if at is not None else None


def _role_holder(
    document: Document, sentence: Sentence, mention: Mention, memory: Memory, owner: Actor | None
) -> tuple[Actor, ...]:
    """“the ministry”, “Russian troops”, “the two officials”."""
    tokens = sentence.tokens
    span = document.span(tokens[mention.first].start, tokens[mention.last - 1].end)
    role = mention.role.role if mention.role else None
    words = {t.lower for t in tokens[max(mention.first - 1, 0) : mention.last]}
    if words & _PAIRS and not mention.home and role is not None:
        pair = (
            memory.pair
            if role.kind == "person" or role.phrase in _PAIRS
            else tuple(memory.states[-2:])
            if role.phrase in _STATE_WORDS
            else ()
        )
        if len(pair) > 1:
            return tuple(Actor(span, a.name, a.country, a.sectors or (role.sector,), a.id) for a in pair)
    before = _by_title(sentence, mention, memory) if owner is None else None
    if before is not None:
        return (replace(before, span=span),)
    body = mention.name.entry if mention.name else None
    country = _country_of(mention.home) or (owner.country if owner else None) or (body.country if body else None)
    if country is None and owner is None:
        country = _of_place(tokens, mention, memory)
    if country is None and role is not None and owner is None:
        country = _country_by_role(role, memory)
    if country is None and owner is None:
        country = memory.home
    role = _unless_of(body, _for_whom(role, tokens[mention.first : mention.last]))
    sectors = _sectors(role, body.sectors if body else ())
    # Where no code tells whose “its forces” are, the name does.
    name = f"{owner.name}'s {span.text}" if owner and owner.country is None else span.text
    if mention.first == 0 and (tokens[0].pos == "NUM" or (mention.role is not None and mention.role.first == 0)):
        # Only the sentence gave it the capital letter.
        name = name[0].lower() + name[1:]
    return (Actor(span, name, country, sectors),)


def _by_title(sentence: Sentence, mention: Mention, memory: Memory) -> Actor | None:
    """Whoever bears the title that “the minister” repeats."""
    role = mention.role.role if mention.role else None
    definite = mention.first > 0 and sentence.tokens[mention.first - 1].lower in ("the", "that")
    alone = mention.role is not None and mention.last - mention.first == mention.role.last - mention.role.first
    singular = sentence.tokens[mention.last - 1].tag in ("NN", "NNP")
    if role is None or role.kind != "person" or mention.home or not (definite and alone and singular):
        return None
    return titled(role.phrase, memory)


def _country_by_role(role: Role, memory: Memory) -> str | None:
    """The country of whoever last held the role; else the one the report is filed from or tells of most."""
    if role.phrase in SEATS:
        return SEATS[role.phrase]
    if role.phrase in memory.homes:
        return memory.homes[role.phrase]
    if role.phrase in _BLOCS and memory.bloc is not None:
        return memory.bloc.country
    if role.kind == "organ" and role.sector in memory.of_sector:
        return memory.of_sector[role.sector].country
    if memory.scene and memory.scene_age <= _SCENE_LASTS and (role.kind == "people" or role.sector in _OF_THE_PLACE):
        return memory.scene
    if role.kind == "people":
        # Crowds are everybody's: only where the report is filed from says something.
        return memory.default
    if memory.topic is not None and memory.topic.country:
        return memory.topic.country
    if memory.default:
        return memory.default
    return memory.countries.most_common(1)[0][0] if memory.countries else None


def _antecedent(document: Document, sentence: Sentence, mention: Mention, memory: Memory) -> tuple[Actor, ...]:
    token = sentence.tokens[mention.first]
    span = document.span(token.start, token.end)
    found: tuple[Actor, ...] = ()
    if token.lower in _PERSONAL and memory.person:
        found = (memory.person,)
    elif token.lower in _NEUTER and memory.body:
        found = (memory.body,)
    elif token.lower in _COLLECTIVE:
        found = memory.several or ((memory.body,) if memory.body else ())
        if token.lower == "them" and memory.crowd and _does(sentence, token.i, found):
            # “They met the group … and allowed them to march”: nobody does it to himself.
            found = memory.crowd
    return tuple(Actor(span, a.name, a.country, a.sectors, a.id) for a in found)


def _does(sentence: Sentence, pronoun: int, actors: Sequence[Actor]) -> bool:
    """Whether some actors are the subject of a verb that a pronoun stands under."""
    above = {i for i in sentence.ancestors(pronoun) if sentence.tokens[i].pos in ("VERB", "AUX")}
    subjects = [t for t in sentence.tokens if t.head in above and t.dep in ("nsubj", "nsubjpass") and t.i != pronoun]
    return any(a.span.start <= t.start < a.span.end for t in subjects for a in actors)


def _sectors(role: Role | None, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, [role.sector if role else "", *known])))


def _country_of(home: Sequence[Entry]) -> str | None:
    return next((e.country for e in home if e.country), None)
