"""Who stands where around a trigger: doer and recipient of a verb or an event noun.

All functions speak of parties by their index in the sentence.
"""

from collections.abc import Sequence

from reportedly.codebook import Trigger
from reportedly.models import Sentence
from reportedly.reading import grammar
from reportedly.reading.actors import Party
from reportedly.reading.atoms import Kind
from reportedly.reading.page import together

_OCCASIONS = frozenset({"at", "in", "during", "after", "following", "before", "of"})


def verb_actors(sentence: Sentence, parties: Sequence[Party], verb: int, trigger: Trigger) -> tuple[tuple[int, ...], bool]:
    """The doer's parties, and whether they only stand inside the doer's noun group (“Russian missiles”)."""
    if trigger.actor not in ("subject", "object"):
        found = next((p for prep, p in grammar.phrases_after(sentence, parties, verb, verb=True) if prep == trigger.actor), None)
        return together(parties, found), False
    finder = grammar.subject_of if trigger.actor == "subject" else grammar.object_of
    slot = finder(sentence, verb)
    found = grammar.party_at(parties, slot)
    if found is not None and not parties[found].mention.possessor:
        return together(parties, found), False
    if slot is not None:
        apposed = grammar.apposed(sentence, parties, slot)
        return (apposed,) if apposed is not None else tuple(within(sentence, parties, slot)[:1]), apposed is None
    if not grammar.is_passive(sentence, verb):
        return together(parties, grammar.nearest_left(sentence, parties, verb)), False
    return (), False


def within(sentence: Sentence, parties: Sequence[Party], noun: int) -> list[int]:
    """Parties inside a noun's own group, before it: owners and nationalities first."""
    below = sentence.subtree(noun)
    return [n for n, p in enumerate(parties) if p.mention.last - 1 in below and p.mention.last <= noun + 1]


def noun_recipients(
    parties: Sequence[Party], trigger: Trigger, phrases: Sequence[tuple[str, int]], actors: Sequence[int]
) -> tuple[int, ...]:
    """The party of the first preposition that names the recipient of an event noun."""
    for preposition in (*trigger.recipient, *(("of",) if trigger.of == "recipient" else ())):
        found = next((p for prep, p in phrases if prep == preposition and p not in actors and parties[p].known), None)
        if found is not None:
            return together(parties, found)
    return ()


def verb_recipients(
    sentence: Sentence, parties: Sequence[Party], verb: int, trigger: Trigger, actors: Sequence[int]
) -> tuple[int, ...]:
    """The parties of the first place, of those the trigger lists, where a known one stands."""
    phrases = list(grammar.phrases_after(sentence, parties, verb, verb=True))
    for slot in trigger.recipient:
        found = _slot(sentence, parties, verb, slot, phrases, actors, joint=trigger.reciprocal)
        if found:
            return found
    return ()


def _slot(
    sentence: Sentence,
    parties: Sequence[Party],
    verb: int,
    slot: str,
    phrases: list[tuple[str, int]],
    actors: Sequence[int],
    *,
    joint: bool,
) -> tuple[int, ...]:
    """The parties that stand in one grammatical place under a verb."""

    def fit(p: int | None) -> bool:
        return p is not None and p not in actors and parties[p].known and not (joint and is_scene(sentence, parties[p]))

    if slot == "object":
        thing = grammar.object_of(sentence, verb)
        target = grammar.party_at(parties, thing)
        if not fit(target) and thing is not None and target is None:
            # “criticised Israel's strikes”: whose the thing is.
            target = next((p for p in within(sentence, parties, thing) if fit(p)), None)
        if not fit(target):
            dative = next((c for c in sentence.children[verb] if sentence.tokens[c].dep == "dative"), None)
            target = grammar.party_at(parties, dative)
        return together(parties, target) if fit(target) else ()
    if slot == "subject":
        target = grammar.party_at(parties, grammar.subject_of(sentence, verb))
        return together(parties, target) if fit(target) else ()
    if slot == "clause":
        return _clause_subject(sentence, parties, verb, actors)
    if slot == "inside":
        spots = [
            c
            for c in sentence.children[verb]
            if sentence.tokens[c].dep in ("dobj", "ccomp", "xcomp", "prep", "nsubjpass", "pcomp")
        ]
        below = set().union(*(sentence.subtree(c) for c in spots)) if spots else set()
        return tuple([p for p in grammar.parties_in(parties, below) if fit(p)][:1])
    target = next((p for preposition, p in phrases if preposition == slot and fit(p)), None)
    return together(parties, target)


def is_scene(sentence: Sentence, party: Party) -> bool:
    """“in Pyongyang”, “at the White House”: where it happened, not to whom."""
    before = next((t for t in reversed(sentence.tokens[: party.mention.first]) if t.pos != "DET"), None)
    return party.mention.kind is Kind.COUNTRY and before is not None and before.lower in ("in", "at", "near", "outside", "inside")


def _clause_subject(sentence: Sentence, parties: Sequence[Party], verb: int, actors: Sequence[int]) -> tuple[int, ...]:
    for child in sentence.children[verb]:
        if sentence.tokens[child].dep in ("ccomp", "xcomp", "advcl") and child > verb:
            subject = grammar.party_at(parties, grammar.subject_of(sentence, child))
            if subject is not None and subject not in actors and parties[subject].known:
                return together(parties, subject)
    return ()


def noun_actors(
    sentence: Sentence, parties: Sequence[Party], noun: int, trigger: Trigger, phrases: list[tuple[str, int]]
) -> tuple[int, ...]:
    """An owner or nationality before the noun, a by- or of-phrase after it, or the subject of its verb."""
    found = _before_noun(sentence, parties, noun)
    if found is None:
        wanted = ("by", "between", "among", *(("of",) if trigger.of == "actor" else ()))
        found = next((p for prep, p in phrases if prep in wanted), None)
    if found is None:
        found = _supported(sentence, parties, noun, joint=trigger.reciprocal)
    actors = together(parties, found)
    inside = {p for prep, p in phrases if prep in ("between", "among")}
    return tuple(dict.fromkeys([*actors, *(p for p in sorted(inside) if found in inside)]))


def _before_noun(sentence: Sentence, parties: Sequence[Party], noun: int) -> int | None:
    """“North Korean troop deployment”, “Russia's attack”: only its own modifiers may stand between."""
    for n in reversed(range(len(parties))):
        mention = parties[n].mention
        if mention.last > noun or not (mention.modifier or mention.possessor):
            continue
        between = sentence.tokens[mention.last : noun]
        if all(
            t.pos in ("ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART") or t.tag in ("VBN", "VBG", "POS") or t.text in "-“”\"'’"
            for t in between
        ):
            return n
        return None
    return None


def _supported(sentence: Sentence, parties: Sequence[Party], noun: int, *, joint: bool) -> int | None:
    """The subject of the verb that carries the noun: “held talks”, “took part in an attack”, “at a meeting, A and B said”."""
    tokens = sentence.tokens
    link, above = tokens[noun].dep, tokens[noun].head
    if link == "nsubjpass" and tokens[above].lemma in grammar.SUPPORTS:
        return grammar.party_at(parties, grammar.agent_of(sentence, above))
    carried = link in ("dobj", "attr") and tokens[above].lemma in grammar.SUPPORTS
    if link == "pobj" and tokens[above].pos == "ADP":
        preposition, above = above, tokens[above].head
        if tokens[above].pos == "NOUN" and tokens[above].dep == "dobj":
            above = tokens[above].head
        carried = tokens[above].lemma in grammar.JOINS or (joint and tokens[preposition].lower in _OCCASIONS)
    if not carried or tokens[above].pos not in ("VERB", "AUX"):
        return None
    subject = grammar.party_at(parties, grammar.subject_of(sentence, above))
    return subject if subject is not None else grammar.nearest_left(sentence, parties, above)
