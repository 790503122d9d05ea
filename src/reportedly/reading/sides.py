"""Doer and sufferer put right where the words of an act turn them round or say more than their places do.

Whoever receives a letter did not send it, whoever stands trial is not the court, and who charges that somebody does
something charges that one.
"""

from collections.abc import Sequence
from dataclasses import replace

from reportedly.models import Sentence
from reportedly.reading import grammar, slots
from reportedly.reading.actors import Party
from reportedly.reading.atoms import Kind
from reportedly.reading.coded import Coded
from reportedly.reading.page import together

_RECEIVING = frozenset({"receive", "get", "accept", "obtain"})
_SENT = frozenset({"SUPPORT", "AID", "REQUEST", "THREATEN", "ACCUSE", "CONCEDE"})
# Done to whoever owns them: “his trial”.
_SUFFERED = frozenset("trial prosecution indictment conviction imprisonment detention extradition impeachment sentencing".split())
_COURTS = frozenset({"at", "by", "before", "in"})
# What one fires, and by whom: “police fired tear gas”.
_HANDLING = frozenset("fire launch lob throw use deploy hurl drop shoot unleash spray".split())
_FORCE = frozenset({"ASSAULT", "COERCE"})
# Whose is trespassed on: “crossed our border”, “violated Japan's airspace”.
_TRESPASSES = frozenset("cross violate enter breach penetrate infringe intrude".split())
_OURS = frozenset({"our", "my"})
_SAYING = frozenset("say claim believe complain charge allege accuse".split())


def put_right(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Coded:
    """The event with its sides as its words tell them."""
    for mend in (_received, _tried, _handled, _charged, _trespassed, _protested):
        found = mend(sentence, parties, coded)
        if found is not None:
            actors, recipients = found
            return replace(coded, actors=actors, recipients=tuple(p for p in recipients if p not in actors))
    return coded


Sides = tuple[tuple[int, ...], tuple[int, ...]]


def _received(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Sides | None:
    """“A received a letter from B”: B wrote it."""
    verb = _verb_of(sentence, coded.at)
    if (
        coded.type not in _SENT
        or verb is None
        or sentence.tokens[verb].lemma not in _RECEIVING
        or grammar.is_passive(sentence, verb)
    ):
        return None
    subject = grammar.party_at(parties, grammar.subject_of(sentence, verb))
    senders = [n for n, p in enumerate(parties) if p.mention.first > verb and _behind(sentence, p, "from")]
    if subject is None or not senders:
        return None
    return together(parties, senders[0]), together(parties, subject)


def _tried(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Sides | None:
    """“his own trial at the court”: the court tries him."""
    if sentence.tokens[coded.at].lemma not in _SUFFERED or sentence.tokens[coded.at].pos not in ("NOUN", "PROPN"):
        return None
    owners = [n for n, p in enumerate(parties) if p.mention.possessor and sentence.tokens[p.mention.last - 1].head == coded.at]
    if not owners:
        return None
    courts = [
        n
        for n, p in enumerate(parties)
        if p.mention.first > coded.at and any(_behind(sentence, p, word) for word in _COURTS) and "JUD" in _sectors(p)
    ]
    return tuple(courts[:1]), (owners[0],)


def _handled(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Sides | None:
    """“police fired tear gas”: whoever fires it does it, not the one told of before."""
    token = sentence.tokens[coded.at]
    if coded.type not in _FORCE or token.pos not in ("NOUN", "PROPN") or token.dep != "dobj":
        return None
    if sentence.tokens[token.head].lemma not in _HANDLING or grammar.is_passive(sentence, token.head):
        return None
    subject = grammar.party_at(parties, grammar.subject_of(sentence, token.head))
    if subject is None or subject in coded.actors or not parties[subject].known:
        return None
    return together(parties, subject), coded.recipients


def _charged(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Sides | None:
    """“charged that B is taking the lead”: B is charged, and nobody further on."""
    token = sentence.tokens[coded.at]
    if coded.type != "ACCUSE" or token.pos != "VERB" or not coded.recipients:
        return None
    told = _told_of(sentence, parties, coded.at)
    if told is None or told in coded.recipients or told in coded.actors or told > min(coded.recipients):
        return None
    return coded.actors, together(parties, told)


def _trespassed(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Sides | None:
    """“crossed our maritime border”: against whose border it is."""
    token = sentence.tokens[coded.at]
    if coded.recipients or token.pos != "VERB" or token.lemma not in _TRESPASSES:
        return None
    thing = grammar.object_of(sentence, coded.at)
    if thing is None:
        return None
    owners = [n for n, p in enumerate(parties) if p.mention.possessor and sentence.tokens[p.mention.last - 1].head == thing]
    owner = next(iter(owners), None)
    if owner is None or not (parties[owner].known or sentence.tokens[parties[owner].mention.first].lower in _OURS):
        return None
    return coded.actors, (owner,)


def _protested(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Sides | None:
    """“protesters who say the government broke its promise”: they protest against the government."""
    if coded.type != "PROTEST" or not all(slots.is_scene(sentence, parties[n]) for n in coded.recipients):
        return None
    for n in coded.actors:
        head = parties[n].mention.last - 1
        for clause in (c for k in range(parties[n].mention.first, head + 1) for c in sentence.children[k]):
            if sentence.tokens[clause].dep == "relcl" and sentence.tokens[clause].lemma in _SAYING:
                told = _told_of(sentence, parties, clause)
                if told is not None and told not in coded.actors:
                    return coded.actors, (told,)
    return None


def _told_of(sentence: Sentence, parties: Sequence[Party], verb: int) -> int | None:
    """The party that what is said under a verb is about: the subject of its content."""
    for child in sentence.children[verb]:
        if sentence.tokens[child].dep == "ccomp" and child > verb:
            subject = grammar.party_at(parties, grammar.subject_of(sentence, child))
            if subject is not None and parties[subject].known and parties[subject].mention.kind is not Kind.PRONOUN:
                return subject
    return None


def _verb_of(sentence: Sentence, at: int) -> int | None:
    """The trigger itself, or the verb it is the object of, past “a basket and a letter”."""
    token = sentence.tokens[at]
    while token.pos in ("NOUN", "PROPN") and token.dep in ("dobj", "conj") and token.head != token.i:
        token = sentence.tokens[token.head]
    return token.i if token.pos == "VERB" else None


def _behind(sentence: Sentence, party: Party, preposition: str) -> bool:
    before = next(
        (t for t in reversed(sentence.tokens[: party.mention.first]) if t.pos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM")), None
    )
    return before is not None and before.lower == preposition


def _sectors(party: Party) -> set[str]:
    return {sector for actor in party.actors for sector in actor.sectors}
