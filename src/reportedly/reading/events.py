"""Who did what to whom: PLOVER events told by verbs and by nouns, through the codebook.

An event found here asserts nothing: whether it happened is for its claims (`claims`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.codebook import Codebook, Trigger
from reportedly.model import Realis
from reportedly.models import Blend, Sentence, Token
from reportedly.reading import grammar, sides, slots, trained, triggers
from reportedly.reading import realis as realis_of
from reportedly.reading.actors import Party
from reportedly.reading.atoms import Kind
from reportedly.reading.attributions import denies_claims, is_denied_claim, will_not_say
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page, together

# Acts of speech whose content is what is promised, demanded, refused or threatened: no second event.
_CONTENT_TAKERS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
# Told without a doer these still say who suffered them.
_PASSIVE_TYPES = frozenset({"ASSAULT"})
_PASSIVE_MODES = frozenset({"arrest", "deport", "convict", "expel"})
# Not to do these is a refusal.
_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
# Done by saying so.
_SPEECH_ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# Verbs that name such an act: what they tell of is yet to be said where it is told as planned.
_SPEAKING = frozenset("threaten warn vow reject refuse decline oppose veto rebuff".split())
# Acts that are done to somebody: where the grammar names nobody, the next party of the clause is taken.
_DIRECTED = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "PROTEST", "ASSAULT", "COERCE", "SUPPORT", "SANCTION", "AID"})
_JOINT = frozenset({"with", "and", "between", "among", "alongside"})
_BORDERS = frozenset({"border", "frontier", "boundary"})
_DRILLS = frozenset({"exercise", "drill", "manoeuvre", "maneuver", "wargame"})
_DESTINATIONS = frozenset({"to", "into"})
_TURNS = frozenset({"according", "but", "while", "after", "before", "when", "although", "because", "amid", "as"})
_MODAL_CUES = frozenset(
    "say tell insist argue add write tweet declare stress emphasize emphasise warn reiterate state note".split()
)
_MODAL = Trigger("REQUEST", "verb", ("must",), (), False, "change", weight=0.65)  # not reciprocal
_BLAME = frozenset(
    "threat danger crime violation provocation menace aggression obstacle outrage disgrace failure mistake sponsor".split()
)
_AMOUNTS = frozenset("be represent pose constitute amount remain become commit".split())
_FAULT = Trigger("ACCUSE", "verb", ("call",), (), False, "disapprove", weight=0.65)  # not reciprocal
_FIRST_PERSON = frozenset("we us our ours i me my".split())
_UNNAMED_WEIGHT = 0.8
# The order in which a signal tells realis, and how sure it must be to outweigh the grammar.
_REALIS = (Realis.ACTUAL, Realis.PLANNED, Realis.POSSIBLE)
_SURE = 0.8
_NESTED_WEIGHT = 0.85
_SENT_WEIGHT = 0.7


def code(page: Page, codebook: Codebook, blend: Blend | None = None) -> tuple[Coded, ...]:
    """The events of a document in the order of their triggers.

    Args:
        page: the document's sentences, parties and signals.
        codebook: types and the rules that tell of them.
        blend: how rules and signals make one probability; `None` leaves it to the rules.
    """
    if blend is None:
        return tuple(settled(page, codebook, coder=False))
    return tuple(replace(c, weight=blend.chance(trained.evidence(page, c))) for c in settled(page, codebook, coder=True))


def settled(page: Page, codebook: Codebook, *, coder: bool) -> Iterator[Coded]:
    """The events of a document in the order of their triggers, weighed by their rules alone.

    Args:
        page: as for `code`.
        codebook: as for `code`.
        coder: whether the page's signals are taken up, or the rules are left to themselves.
    """
    for n, sentence in enumerate(page.sentences):
        parties = page.parties[n]
        proposed = list(candidates(page, n, codebook))
        if coder:
            proposed = trained.merged(page, n, proposed, codebook)
        # Contents go first: what a demand asks for is no act, even where nobody knows who demands it.
        sided = (sides.put_right(sentence, parties, c) for c in _without_contents(sentence, proposed))
        acts = (_settled(sentence, parties, c, codebook) for c in sided)
        yield from (_told(sentence, c, codebook) for c in acts if c is not None)


def _told(sentence: Sentence, coded: Coded, codebook: Codebook) -> Coded:
    """The event with how it is told: done, planned or possible, negated; refusals and reductions of PLOVER."""
    kind = codebook.types[coded.type]
    if coded.type in _COOPERATIVE and realis_of.is_refusal(sentence, coded.at):
        return replace(coded, type="REJECT", mode=None, because="not to do it is a refusal")
    coded = how_told(sentence, coded)
    if coded.realis is Realis.PLANNED and kind.when_planned:
        coded = replace(coded, type=kind.when_planned, mode=None, because=f"{coded.type} that is planned")
    return coded


def how_told(sentence: Sentence, coded: Coded) -> Coded:
    """The event as done, planned or possible, and whether it is negated."""
    state = _realis(sentence, coded)
    if state is Realis.PLANNED and coded.type in _SPEECH_ACTS and _is_done_by_saying(sentence, coded):
        state = Realis.ACTUAL
    # “will not hand over”, “does not want”: the negation makes the refusal.
    refusing = coded.type == "REJECT" and sentence.tokens[coded.at].lemma not in _SPEAKING
    refusing = refusing and not realis_of.stopped_short(sentence, coded.at)
    return replace(coded, realis=state, negated=not refusing and realis_of.is_negated(sentence, coded.at))


def _is_done_by_saying(sentence: Sentence, coded: Coded) -> bool:
    """“we want to thank …”; “we will turn the city to ash” is a threat that has been made, “will threaten” one to come."""
    if realis_of.is_performative(sentence, coded.at):
        return True
    return coded.type in ("THREATEN", "REJECT") and sentence.tokens[coded.at].lemma not in _SPEAKING


def _realis(sentence: Sentence, coded: Coded) -> Realis:
    """What the grammar tells, unless the trained coder is sure of something else; “would attack” is never done."""
    if coded.signal is not None and not realis_of.is_qualified(sentence, coded.at):
        surest = max(range(len(_REALIS)), key=lambda k: coded.signal.realis[k] if coded.signal else 0.0)
        if coded.signal.realis[surest] >= _SURE:
            return _REALIS[surest]
    return realis_of.of_event(sentence, coded.at)


def candidates(page: Page, n: int, codebook: Codebook) -> Iterator[Coded]:
    """What the rules of the codebook propose for sentence `n`, in order of its words."""
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.pos in ("VERB", "AUX") and token.lemma in codebook.verb_triggers and token.dep != "amod":
            trigger = next((t for t in codebook.verb_triggers[token.lemma] if triggers.verb_fits(sentence, token.i, t)), None)
            if trigger is not None and not (trigger.type == "REJECT" and _about_claims(sentence, token.i)):
                yield _by_verb(page, n, token.i, trigger)
        if token.pos in ("VERB", "AUX") and token.dep == "ccomp":
            yield from _by_modal(page, n, token.i)
            yield from _by_blame(page, n, token.i)
        if token.pos in ("NOUN", "PROPN") and token.lemma in codebook.noun_triggers:
            trigger = next((t for t in codebook.noun_triggers[token.lemma] if triggers.noun_fits(sentence, token.i, t)), None)
            if trigger is not None and not is_denied_claim(sentence, token.i):
                yield _by_noun(page, n, token.i, trigger)


def _about_claims(sentence: Sentence, verb: int) -> bool:
    """“rejected claims that …”, “declined to confirm”: a word on what is said of an act, and no act."""
    return denies_claims(sentence, verb) or will_not_say(sentence, verb)


def _by_verb(page: Page, n: int, verb: int, trigger: Trigger) -> Coded:
    sentence, parties = page.sentences[n], page.parties[n]
    actors, nested = slots.verb_actors(sentence, parties, verb, trigger)
    recipients = slots.verb_recipients(sentence, parties, verb, trigger, actors)
    weight = trigger.weight * (_NESTED_WEIGHT if nested else 1.0)
    last = max([verb, *(c for c in sentence.children[verb] if sentence.tokens[c].dep == "prt" and c <= verb + 2)]) + 1
    return Coded(n, verb, verb, last, trigger.type, trigger.mode, actors, recipients, weight, trigger, rule=trigger)


def _by_noun(page: Page, n: int, noun: int, trigger: Trigger) -> Coded:
    sentence, parties = page.sentences[n], page.parties[n]
    phrases = list(grammar.phrases_after(sentence, parties, noun, verb=False))
    actors = slots.noun_actors(sentence, parties, noun, trigger, phrases)
    recipients = slots.noun_recipients(parties, trigger, phrases, actors)
    first = noun - len(trigger.words) + 1
    return Coded(n, noun, first, noun + 1, trigger.type, trigger.mode, actors, recipients, trigger.weight, trigger, rule=trigger)


# --- told by how something is said -----------------------------------------------------------------


def _by_modal(page: Page, n: int, verb: int) -> Iterator[Coded]:
    """“X said that Y must …”: X asks it of Y."""
    sentence, parties = page.sentences[n], page.parties[n]
    modal = any(
        sentence.tokens[c].dep == "aux" and sentence.tokens[c].lower in ("must", "should") for c in sentence.children[verb]
    )
    above = sentence.tokens[verb].head
    if not modal or sentence.tokens[above].lemma not in _MODAL_CUES:
        return
    asked = grammar.party_at(parties, grammar.subject_of(sentence, verb))
    asking = grammar.party_at(parties, grammar.subject_of(sentence, above))
    if asked is not None and asking is not None and parties[asked].known and not _same(parties[asked], [parties[asking]]):
        yield Coded(
            n,
            verb,
            verb,
            verb + 1,
            _MODAL.type,
            _MODAL.mode,
            together(parties, asking),
            (asked,),
            _MODAL.weight,
            _MODAL,
            rule=_MODAL,
        )


def _by_blame(page: Page, n: int, verb: int) -> Iterator[Coded]:
    """“X said that Y is a threat”: X finds fault with Y."""
    sentence, parties = page.sentences[n], page.parties[n]
    above = sentence.tokens[verb].head
    blamed = any(
        sentence.tokens[c].dep in ("dobj", "attr") and sentence.tokens[c].lemma in _BLAME and not grammar.is_negated(sentence, c)
        for c in sentence.children[verb]
    )
    if not blamed or sentence.tokens[verb].lemma not in _AMOUNTS or sentence.tokens[above].lemma not in _MODAL_CUES:
        return
    asserting = grammar.party_at(parties, grammar.subject_of(sentence, above))
    thing = grammar.subject_of(sentence, verb)
    faulted = grammar.party_at(parties, thing)
    if faulted is None and thing is not None:
        faulted = next(iter(slots.within(sentence, parties, thing)), None)
    if asserting is not None and faulted is not None and faulted != asserting and parties[faulted].known:
        doers = together(parties, asserting)
        yield Coded(n, above, above, above + 1, _FAULT.type, _FAULT.mode, doers, (faulted,), _FAULT.weight, _FAULT, rule=_FAULT)


# --- which of them are events ---------------------------------------------------------------------


def _settled(sentence: Sentence, parties: Sequence[Party], coded: Coded, codebook: Codebook) -> Coded | None:
    """The event with the parties PLOVER wants of it; `None` where they are not there."""
    coded = _drilled(sentence, parties, _joint(sentence, parties, _deployed(parties, sentence, coded)))
    actors = tuple(a for a in coded.actors if parties[a].known or _spoken(sentence, parties[a]))
    recipients = tuple(r for r in coded.recipients if r not in actors and not _same(parties[r], [parties[a] for a in actors]))
    coded = replace(coded, actors=actors, recipients=recipients)
    requires = coded.trigger.requires
    if not recipients and actors and coded.type in _DIRECTED and "recipient" not in requires and not coded.trigger.reciprocal:
        following = tuple(p for p in _next_party(sentence, parties, coded) if not trained.rules_out(parties[p], coded.signal))
        coded = replace(coded, recipients=following, weight=coded.weight * _NESTED_WEIGHT)
    kind = codebook.types[coded.type]
    several = _several(parties, (*coded.actors, *coded.recipients))
    if kind.reciprocal and not several:
        return None
    if ("recipient" in requires or kind.recipient_needed) and not coded.recipients and not several:
        return None
    return coded if actors else _undone(sentence, parties, coded)


def _undone(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Coded | None:
    """An act whose doer nobody names: kept where it says who suffered it."""
    suffered = coded.type in _PASSIVE_TYPES or coded.mode in _PASSIVE_MODES
    if not coded.recipients or not suffered or "actor" in coded.trigger.requires or not _suffers(sentence, parties, coded):
        return None
    return replace(coded, weight=coded.weight * _UNNAMED_WEIGHT)


def _suffers(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> bool:
    """Whether the recipient is what the act is done to, and by somebody: “an outbreak killed ten” is no act."""
    active = coded.trigger.pos == "verb" and not grammar.is_passive(sentence, coded.at)
    subject = grammar.subject_of(sentence, coded.at) if active else None
    if subject is not None and sentence.tokens[subject].pos in ("NOUN", "PROPN"):
        return False
    return coded.trigger.pos == "noun" or grammar.party_at(parties, grammar.object_of(sentence, coded.at)) in coded.recipients


def _next_party(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> tuple[int, ...]:
    """The first known party of another side after the trigger, before anything that reports or turns."""
    sides = {(a.country, a.sectors[:1]) for n in coded.actors for a in parties[n].actors}
    for n, party in enumerate(parties):
        mention = party.mention
        if mention.first < coded.last or n in coded.actors or mention.kind is Kind.PRONOUN or not party.known:
            continue
        between = sentence.tokens[coded.last : mention.first]
        if any(_turns(t) for t in between) or any(sentence.tokens[i].dep == "nsubj" for i in range(mention.first, mention.last)):
            # Another clause begins, as with “…, its spokesman said”.
            return ()
        if slots.is_scene(sentence, party) and {a.country for a in party.actors} & {country for country, _ in sides}:
            # A place in the doer's own country is only where it happened; in another's, it is done to that one.
            continue
        if all((a.country, a.sectors[:1]) not in sides and "JRN" not in a.sectors for a in party.actors):
            return together(parties, n)
    return ()


def _turns(token: Token) -> bool:
    return token.lower in _TURNS or token.text in (";", ":") or (token.tag in ("VBD", "VBZ", "VBP") and token.dep != "relcl")


def _several(parties: Sequence[Party], actors: Sequence[int]) -> bool:
    """Whether a joint act names more than one side: two parties, a body of many, or “the leaders”."""
    everybody = [a for n in actors for a in parties[n].actors]
    if len({(a.name, a.country) for a in everybody}) > 1:
        return True
    return any(a.country in ("IGO", "UNO", "EUR") for a in everybody) or any(_plural(parties[n]) for n in actors)


def _plural(party: Party) -> bool:
    return party.mention.kind is Kind.ROLE and any(a.name.endswith("s") for a in party.actors) and not party.mention.modifier


def _spoken(sentence: Sentence, party: Party) -> bool:
    """A “we” or “I”: whoever is quoted."""
    return party.mention.kind is Kind.PRONOUN and sentence.tokens[party.mention.first].lower in _FIRST_PERSON


def _same(party: Party, others: Sequence[Party]) -> bool:
    names = {a.name for o in others for a in o.actors}
    return bool(party.actors) and all(a.name in names for a in party.actors)


def _joint(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Coded:
    """Reciprocal acts name every side as an actor."""
    if not coded.trigger.reciprocal:
        return coded
    sides = list(coded.actors)
    for preposition, p in grammar.phrases_after(sentence, parties, coded.at, verb=coded.trigger.pos == "verb"):
        if preposition in _JOINT and parties[p].known:
            sides.extend(together(parties, p))
    sides.extend(coded.recipients)
    sides = [p for p in sides if p in coded.actors or not _borders(sentence, parties[p])]
    return replace(coded, actors=tuple(dict.fromkeys(sides)), recipients=())


def _borders(sentence: Sentence, party: Party) -> bool:
    """“near its border with Finland” invites nobody."""
    above = sentence.tokens[party.mention.last - 1].head
    return sentence.tokens[above].lower == "with" and sentence.tokens[sentence.tokens[above].head].lemma in _BORDERS


def _drilled(sentence: Sentence, parties: Sequence[Party], coded: Coded) -> Coded:
    """An exercise of several states is COOPERATE; of one alone it is MOBILIZE."""
    own = {coded.at} | {c for c in sentence.children[coded.at] if sentence.tokens[c].dep in ("dobj", "nsubjpass")}
    drill = any(sentence.tokens[i].lemma in _DRILLS for i in own)
    if coded.type != "COOPERATE" or not drill or _several(parties, coded.actors):
        return coded
    trigger = replace(coded.trigger, type="MOBILIZE", reciprocal=False, requires=())
    return replace(coded, type="MOBILIZE", mode="troops", trigger=trigger, because="an exercise of one state alone")


def _deployed(parties: Sequence[Party], sentence: Sentence, coded: Coded) -> Coded:
    """Troops sent to another state are help for it (AID); moved about at home they are MOBILIZE."""
    if coded.type != "MOBILIZE" or coded.mode != "troops" or not coded.actors:
        return coded
    for preposition, p in grammar.phrases_after(sentence, parties, coded.at, verb=coded.trigger.pos == "verb"):
        party = parties[p]
        senders = tuple(i for i in coded.actors if i != p)
        homes = {a.country for i in senders for a in parties[i].actors}
        abroad = party.mention.kind is Kind.COUNTRY and all(a.country not in homes for a in party.actors)
        if preposition in _DESTINATIONS and abroad and homes and None not in homes:
            # Sender and receiver both named: surer than the word alone.
            because = "troops sent to another state"
            weight = max(coded.weight, _SENT_WEIGHT)
            return replace(coded, type="AID", mode=None, actors=senders, recipients=(p,), weight=weight, because=because)
    return coded


def _without_contents(sentence: Sentence, coded: list[Coded]) -> list[Coded]:
    """What another coded act only promises, demands, refuses or repeats is left to that act."""
    by_token = {c.at: c for c in coded}
    out = []
    for c in coded:
        governor = next((by_token[g] for g in sentence.ancestors(c.at) if g in by_token), None)
        if governor is not None and _is_content(sentence, c, governor):
            continue
        above = by_token.get(sentence.tokens[c.at].head)
        if above is not None and above.trigger.object and sentence.tokens[c.at].dep in ("dobj", "nsubjpass"):
            # The noun is what made the verb a trigger: “expressed apprehension”.
            continue
        out.append(c)
    return out


def _is_content(sentence: Sentence, c: Coded, governor: Coded) -> bool:
    if c.type == governor.type and set(c.actors) <= set(governor.actors) | set(governor.recipients):
        link = sentence.tokens[c.at].dep
        return link in ("dobj", "pobj", "xcomp", "pcomp", "conj", "advcl", "nsubjpass")
    if governor.type not in _CONTENT_TAKERS:
        return False
    path = [c.at, *sentence.ancestors(c.at)]
    steps = [sentence.tokens[i].dep for i in path[: path.index(governor.at)]]
    return (
        bool(steps)
        and steps[-1] in ("xcomp", "ccomp", "dobj", "prep", "pcomp", "dative", "acl", "advcl", "nsubjpass")
        and "relcl" not in steps
    )


def loose(page: Page, codebook: Codebook) -> tuple[Coded, ...]:
    """Every trigger of the document whether or not its parties were found: what there is to guess from."""
    return tuple(c for n in range(len(page.sentences)) for c in candidates(page, n, codebook))
