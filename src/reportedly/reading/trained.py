"""What the trained coder adds to the rules: triggers they lack, types they mistake, parties they miss.

The rules of the codebook say what a word usually tells of; the coder has read the whole sentence.
Where both point at one word the likelier type stands; how sure the event is then is for the model that
`training/` fitted (`Blend`), over everything that speaks for it.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from reportedly.codebook import Codebook, PartOfSpeech, Trigger
from reportedly.models import Evidence, Sentence, Signal
from reportedly.reading import grammar, slots
from reportedly.reading.actors import Party
from reportedly.reading.attributions import is_denied_claim, will_not_say
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page

# A signal fainter than this proposes no event of its own.
_PROPOSES = 0.25
# A party the grammar found stays unless the coder takes it for the other side; one that only the coder
# found must be at least that likely; where nobody is, the likeliest is taken down to a floor.
_POINTED_AT, _HELD = 0.5, 0.02
_LIKELIEST_ACTOR, _LIKELIEST_RECIPIENT = 0.1, 0.12
# A party the grammar only guesses at is given up where the coder holds less than this of it.
_RULED_OUT = 0.005
# A named mode stands if it is this likely beside “none”.
_NAMED = 0.25
# By how much, as a share of the rule's weight, another type must be likelier than the rule's.
_OVERRULES = 0.9
# Words that open an event without a rule of their own: verbs, nouns, and adjectives such as “critical”.
_OPEN = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADV"})


def spans(page_tokens: int, signals: Sequence[Signal]) -> tuple[tuple[int, int], ...]:
    """Stretches of tokens that some likely event takes for a party: (first, last exclusive), in order."""
    likely = [s for s in signals if s.strength >= _POINTED_AT]
    found: list[list[int]] = []
    for t in range(page_tokens):
        if any(max(s.actors[t], s.recipients[t]) >= _POINTED_AT for s in likely):
            if found and found[-1][1] == t:
                found[-1][1] = t + 1
            else:
                found.append([t, t + 1])
    return tuple((first, last) for first, last in found)


def merged(page: Page, n: int, ruled: Sequence[Coded], codebook: Codebook) -> list[Coded]:
    """The candidates of sentence `n`: those of the rules as the coder sees them, and those of the coder alone."""
    signals = page.signals[n]
    taken: set[int] = set()
    out = []
    for coded in ruled:
        same = [k for k, s in enumerate(signals) if s.holds(coded.at) or _within(page.sentences[n], s, coded)]
        free = [k for k in same if k not in taken]
        if not same:
            out.append(coded)
        elif free:
            taken.update(same)
            # Verb and object may both fire, for two types: whichever bears the rule out speaks for it.
            best = max(free, key=lambda k: (signals[k].of(coded.type), signals[k].strength))
            out.append(_seen(page, n, coded, signals[best], codebook))
    out.extend(
        _alone(page, n, signal, codebook)
        for k, signal in enumerate(signals)
        if k not in taken and signal.strength >= _PROPOSES and _opens(page.sentences[n], signal)
    )
    return sorted(out, key=lambda c: c.at)


def _opens(sentence: Sentence, signal: Signal) -> bool:
    """Whether words can open an event of their own; to deny is no act but a claim about one."""
    token = sentence.tokens[signal.at]
    denial = signal.types[0][0] == "REJECT" and (token.lemma in grammar.DENIALS or will_not_say(sentence, signal.at))
    return token.pos in _OPEN and not denial and not is_denied_claim(sentence, signal.at)


def evidence(page: Page, coded: Coded) -> Evidence:
    """What speaks for a settled event."""
    signal, parties = coded.signal, page.parties[coded.sentence]
    rule = coded.weight if coded.rule else None
    if signal is None:
        return Evidence(0.0, rule, 0.0, 0.0)
    return Evidence(
        # A type that PLOVER's logic changed is as likely as the one it was made of.
        max(signal.of(coded.type), signal.of(coded.trigger.type) if coded.because else 0.0),
        rule,
        max((chance_of(parties[k], signal.actors) for k in coded.actors), default=0.0),
        max((chance_of(parties[k], signal.recipients) for k in coded.recipients), default=0.0),
    )


def _within(sentence: Sentence, signal: Signal, coded: Coded) -> bool:
    """Whether the signal is for a word of the trigger, for the object that makes its verb one, or for what modifies either.

    “held talks”, “joint drills”.
    """
    tokens = sentence.tokens
    spots = set(range(coded.first, coded.last))
    if coded.trigger.object:
        spots |= {c for c in sentence.children[coded.at] if tokens[c].dep in ("dobj", "nsubjpass")}
    token = tokens[signal.at]
    return signal.at in spots or (token.dep in ("amod", "compound") and token.head in spots)


def _seen(page: Page, n: int, coded: Coded, signal: Signal, codebook: Codebook) -> Coded:
    """A candidate of the rules, its type and parties weighed against what the coder says of the same words."""
    other, probability = signal.types[0]
    if (
        other != coded.type
        and probability - signal.of(coded.type) >= _OVERRULES * coded.weight
        and not _one_state_only(page, n, coded, other)
    ):
        trigger = replace(coded.trigger, type=other, requires=(), reciprocal=codebook.types[other].reciprocal)
        # The rule still says that something is told here, though not what.
        coded = replace(coded, type=other, mode=mode_of(signal), trigger=trigger, weight=0.0)
    elif other == coded.type and not coded.mode:
        coded = replace(coded, mode=mode_of(signal))
    return _with_parties(page, n, replace(coded, signal=signal))


def _one_state_only(page: Page, n: int, coded: Coded, other: str) -> bool:
    """Military moves are COOPERATE only where the rule finds more than one state at it."""
    states = {a.country for k in coded.actors for a in page.parties[n][k].actors}
    return coded.type == "MOBILIZE" and other == "COOPERATE" and len(states) == 1


def _alone(page: Page, n: int, signal: Signal, codebook: Codebook) -> Coded:
    """An event that only the coder sees."""
    kind, mode = signal.types[0][0], mode_of(signal)
    token = page.sentences[n].tokens[signal.at]
    pos: PartOfSpeech = "noun" if token.pos in ("NOUN", "PROPN") else "verb"
    trigger = Trigger(kind, pos, (token.lemma,), (), codebook.types[kind].reciprocal, mode)
    coded = Coded(n, signal.at, signal.first, signal.last, kind, mode, (), (), 0.0, trigger, signal=signal)
    return _with_parties(page, n, coded)


def mode_of(signal: Signal) -> str | None:
    """The likeliest mode; “none” is taken only where no mode is a quarter as likely as that."""
    named = next(((mode, chance) for mode, chance in signal.modes if mode), None)
    likeliest = signal.modes[0][1] if signal.modes else 0.0
    return named[0] if named is not None and named[1] >= _NAMED * likeliest else None


def _with_parties(page: Page, n: int, coded: Coded) -> Coded:
    """The parties that grammar and coder agree on."""
    parties, signal = page.parties[n], coded.signal
    assert signal is not None  # noqa: S101  # only what the coder sees comes here
    sentence, verbal = page.sentences[n], coded.trigger.pos == "verb"
    # Those who meet “in Cairo” do not meet Cairo.
    apart = frozenset(k for k, p in enumerate(parties) if coded.trigger.reciprocal and slots.is_scene(sentence, p))
    # “Zubrowka's ally condemned …”: who owns the doer does nothing.
    owners = frozenset(k for k in range(len(parties)) if verbal and _owns_a_party(sentence, parties, k))
    leading = frozenset(k for k, p in enumerate(parties) if _leads_another(sentence, p, coded.at))
    if coded.rule is not None and coded.trigger.reciprocal and not verbal and coded.actors:
        # “C worries about A's cooperation with B”: whoever stands before its owner is not in it.
        apart |= frozenset(k for k in range(min(coded.actors)) if parties[k].mention.first < coded.first)
    doing = _chosen(parties, signal.actors, signal.recipients, coded.actors, _LIKELIEST_ACTOR, apart | owners, leading)
    suffering = _chosen(parties, signal.recipients, signal.actors, coded.recipients, _LIKELIEST_RECIPIENT, apart)
    return replace(coded, actors=doing, recipients=tuple(p for p in suffering if p not in doing))


def _leads_another(sentence: Sentence, party: Party, at: int) -> bool:
    """Whether the party is the subject of a clause that is not the trigger's own, nor one around it."""
    around = {at, *sentence.ancestors(at)}
    tokens = sentence.tokens[party.mention.first : party.mention.last]
    return any(t.dep in ("nsubj", "nsubjpass") and t.head != at and (t.head not in around or t.head > at) for t in tokens)


def _owns_a_party(sentence: Sentence, parties: Sequence[Party], k: int) -> bool:
    """Whether party `k` is the owner of a noun that is a party itself, or is apposed to one."""
    if not parties[k].mention.possessor:
        return False
    owned = sentence.tokens[parties[k].mention.last - 1].head
    near = {owned, *(c for c in sentence.children[owned] if sentence.tokens[c].dep == "appos")}
    return any(p.mention.holds(i) for n, p in enumerate(parties) if n != k for i in near)


def _chosen(
    parties: Sequence[Party],
    for_it: Sequence[float],
    against: Sequence[float],
    ruled: Sequence[int],
    floor: float,
    barred: AbstractSet[int],
    leading: AbstractSet[int] = frozenset(),
) -> tuple[int, ...]:
    """The parties likely to play a part, and unlikely to play the other one; those `barred` only where the grammar says so."""
    chances = [0.0 if k in barred else chance_of(p, for_it) for k, p in enumerate(parties)]
    others = [chance_of(p, against) for p in parties]
    pointed = {k for k, chance in enumerate(chances) if chance >= _POINTED_AT and chance >= others[k]}
    held = {k for k in ruled if others[k] < _POINTED_AT and (not pointed or chances[k] >= _HELD)}
    if held & pointed:
        # Where both agree on somebody, whoever leads another clause does not join in: “…, the agency added”.
        pointed -= leading - held
    best = max(range(len(chances)), key=lambda k: chances[k], default=None)
    if not pointed | held and best is not None and chances[best] >= max(floor, others[best]):
        return (best,)
    return tuple(sorted(pointed | held))


def rules_out(party: Party, signal: Signal | None) -> bool:
    """Whether the coder is sure that the party suffers nothing: “admiration at the new houses”."""
    return signal is not None and chance_of(party, signal.recipients) < _RULED_OUT


def chance_of(party: Party, chances: Sequence[float]) -> float:
    """How likely a party is, given the chances of each token of its sentence."""
    inside = chances[party.mention.first : party.mention.last]
    return sum(inside) / len(inside)
