"""Does a trigger of the codebook fit here: its words, its object, its complement, its modifiers."""

from collections.abc import Sequence

from reportedly.codebook import Trigger
from reportedly.models import Sentence
from reportedly.reading import grammar

_FARTHEST_MODIFIER = 5


def verb_fits(sentence: Sentence, verb: int, trigger: Trigger) -> bool:
    """True if the verb at token `verb`, whose lemma opens the trigger, meets all its conditions."""
    if len(trigger.words) > 1 and not _particles(sentence, verb, trigger.words[1:]):
        return False
    if trigger.intransitive and grammar.object_of(sentence, verb) is not None:
        return False
    if trigger.object or trigger.not_object:
        heads = _object_lemmas(sentence, verb, trigger)
        if trigger.object and not heads & set(trigger.object):
            return False
        if heads & set(trigger.not_object):
            return False
    if trigger.subject or trigger.not_subject:
        heads = _head_lemmas(sentence, grammar.subject_of(sentence, verb))
        if (trigger.subject and not heads & set(trigger.subject)) or heads & set(trigger.not_subject):
            return False
    return _complement_fits(sentence, verb, trigger)


def _object_lemmas(sentence: Sentence, verb: int, trigger: Trigger) -> set[str]:
    """Heads of the direct object, and of the object of a preposition that closes the trigger: “put on” + alert."""
    heads = _head_lemmas(sentence, grammar.object_of(sentence, verb))
    if len(trigger.words) > 1:
        tokens = sentence.tokens
        closers = [
            c for c in sentence.subtree(verb) if tokens[c].lower == trigger.words[-1] and tokens[c].dep in ("prep", "dative")
        ]
        for closer in closers:
            for noun in sentence.children[closer]:
                heads |= _head_lemmas(sentence, noun)
    return heads


def _particles(sentence: Sentence, verb: int, words: Sequence[str]) -> bool:
    """Particles and prepositions of a phrase must stand under the verb, within a few words of it."""
    near = [sentence.tokens[c] for c in sentence.children[verb]]
    below = [sentence.tokens[c] for t in near for c in sentence.children[t.i]]
    reach = verb + 2 + len(words)
    lowers = {
        t.lower
        for t in near
        if t.dep in ("prt", "prep", "advmod", "dative", "mark", "agent", "acomp", "dobj", "oprd") and t.i > verb
    }
    lowers |= {t.lower for t in below if t.dep in ("prep", "prt", "advmod") and verb < t.i <= reach}
    return all(w in lowers for w in words)


def _head_lemmas(sentence: Sentence, noun: int | None) -> set[str]:
    """The lemma of a noun, of what is coordinated with it, and each with the word before it."""
    if noun is None:
        return set()
    heads = [noun, *(c for c in sentence.children[noun] if sentence.tokens[c].dep == "conj")]
    lemmas = set()
    for i in heads:
        lemmas.add(sentence.tokens[i].lemma)
        if i:
            lemmas.add(f"{sentence.tokens[i - 1].lemma} {sentence.tokens[i].lemma}")
    return lemmas


def _complement_fits(sentence: Sentence, verb: int, trigger: Trigger) -> bool:
    if trigger.complement is None and not (trigger.complement_verbs or trigger.not_complement_verbs):
        return True
    lemmas = _complement_verbs(sentence, verb)
    if trigger.complement is not None and trigger.complement is not bool(lemmas):
        return False
    if trigger.complement_verbs and not lemmas & set(trigger.complement_verbs):
        return False
    return not lemmas & set(trigger.not_complement_verbs)


def _complement_verbs(sentence: Sentence, verb: int) -> set[str]:
    """Lemmas of the verbs of the clauses under a verb, or under its particle, preposition or predicate adjective."""
    tokens = sentence.tokens
    hosts = [
        verb,
        *(c for c in sentence.children[verb] if c > verb and tokens[c].dep in ("prep", "prt", "acomp", "oprd", "advmod")),
    ]
    found = {
        c
        for host in hosts
        for c in sentence.children[host]
        if tokens[c].dep in ("xcomp", "ccomp", "advcl", "pcomp") and tokens[c].pos in ("VERB", "AUX") and c > verb
    }
    return {tokens[i].lemma for i in found} | {
        tokens[c].lemma for i in found for c in sentence.children[i] if tokens[c].dep == "conj"
    }


def noun_fits(sentence: Sentence, noun: int, trigger: Trigger) -> bool:
    """True if the noun at token `noun`, whose lemma closes the trigger, meets all its conditions."""
    tokens = sentence.tokens
    extra = trigger.words[:-1]
    if extra:
        before = [(t.lower, t.lemma) for t in tokens[max(noun - 2 * len(extra), 0) : noun] if t.text != "-"][-len(extra) :]
        if len(before) < len(extra) or any(w not in pair for w, pair in zip(extra, before, strict=True)):
            return False
    if tokens[noun].dep == "compound" and tokens[tokens[noun].head].pos in ("NOUN", "PROPN") and noun + 1 == tokens[noun].head:
        # “attack helicopter”, “peace talks venue”: the noun only names a kind of thing.
        return False
    if any(tokens[c].lemma == "pose" for c in sentence.children[noun]) or tokens[tokens[noun].head].lemma == "pose":
        # “the threat posed by …” is a state of things, no act.
        return False
    modifiers = {x for c in sentence.children[noun] if c < noun for x in (tokens[c].lower, tokens[c].lemma)}
    k = noun - 1
    while k >= max(noun - _FARTHEST_MODIFIER, 0) and (tokens[k].pos in ("ADJ", "NOUN", "PROPN", "NUM") or tokens[k].text == "-"):
        modifiers |= {tokens[k].lower, tokens[k].lemma}
        k -= 1
    if trigger.modifier and not modifiers & set(trigger.modifier):
        return False
    return not modifiers & set(trigger.not_modifier)
