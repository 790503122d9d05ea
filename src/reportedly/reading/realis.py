"""Whether a clause tells of something done, intended or merely possible, and whether it is negated."""

from itertools import pairwise

from reportedly.model import Realis
from reportedly.models import Sentence
from reportedly.reading import grammar

_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_MAY = frozenset({"may", "might", "could", "can", "ca"})
_OUGHT = frozenset({"must", "should"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should", "lest"})
_PLANNING = frozenset(
    "plan intend aim want seek hope decide prepare agree vow pledge promise schedule set expect order propose wish "
    "try attempt offer urge call ask demand request instruct need commit resolve opt choose arrange mull ready slate "
    "due poise prefer threaten warn refuse decline invite".split()
)
_MAYBE = frozenset(
    "consider ponder mull threaten fear risk suspect contemplate weigh view envisage envision worry doubt explore "
    "discuss speculate".split()
)
_PLANNED_WORDS = frozenset(
    "planned upcoming scheduled forthcoming future next proposed expected pending impending prospective eventual intended".split()
)
_POSSIBLE_WORDS = frozenset(
    "possible potential likely threatened feared suspected alleged hypothetical imminent so-called purported".split()
)
_PLAN_NOUNS = frozenset(
    "plan proposal intention decision pledge promise commitment agreement preparation invitation offer goal effort "
    "call demand request need importance necessity readiness".split()
)
_POSSIBLE_NOUNS = frozenset(
    "possibility threat risk prospect fear likelihood chance danger suspicion speculation capability".split()
)
_WILLING = frozenset({"want", "intend", "plan", "agree", "be", "let"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither", "noone"})
# Verbs under which “whether” asks after something done.
_ANSWERING = frozenset(
    "say confirm comment know tell verify establish clarify disclose reveal specify discuss deny question doubt ask wonder "
    "dispute unclear uncertain unknown clear certain".split()
)
_TOLD_OF = frozenset("say report allege rumour rumor believe think suppose understand claim".split())
_HEARSAY = frozenset("reportedly allegedly supposedly purportedly apparently ostensibly".split())
# An infinitive under these has happened: “began to shell”, “managed to leave”.
_IMPLICATIVE = frozenset(
    "begin start continue manage help force go come use cause lead get succeed dare compel happen see make let appear "
    "seem tend proceed serve be".split()
)


def of_event(sentence: Sentence, at: int) -> Realis:
    """The realis of the event that token `at` tells, in its own clause and those above it up to the first finite one."""
    here = _here(sentence, at)
    if here is not None:
        return here
    below = at
    if _presupposed(sentence, at):
        return Realis.ACTUAL
    for above in grammar.governors(sentence, at):
        token = sentence.tokens[above]
        told = _under(sentence, below, above)
        if told is not None:
            return told
        if token.pos in ("VERB", "AUX"):
            # “would not comment on whether …”: what is asked after is no plan.
            apart = sentence.tokens[below].dep in ("ccomp", "advcl", "relcl", "conj") or token.lemma in _ANSWERING
            here = None if apart else _here(sentence, above)
            if here is not None:
                return here
            if _finite(sentence, above) or sentence.tokens[below].dep in ("ccomp", "relcl"):
                break
        below = above
    return Realis.ACTUAL


def is_qualified(sentence: Sentence, at: int) -> bool:
    """Whether the event's own clause says that it is planned or possible: “would”, “may”, “if”."""
    token = sentence.tokens[at]
    told = _here(sentence, at)
    if told is None and token.pos == "NOUN" and sentence.tokens[token.head].lemma in grammar.SUPPORTS:
        # “may carry out a test”: the verb that carries the noun says so.
        told = _here(sentence, token.head)
    return told not in (None, Realis.ACTUAL)


def _presupposed(sentence: Sentence, at: int) -> bool:
    """“refused to condemn the invasion”: what is condemned is taken as done, whatever becomes of the condemning."""
    above = sentence.tokens[sentence.tokens[at].head]
    taken = sentence.tokens[at].pos == "NOUN" and sentence.tokens[at].dep == "dobj" and above.pos == "VERB"
    return taken and above.lemma not in grammar.SUPPORTS | _PLANNING | _MAYBE


def _here(sentence: Sentence, at: int) -> Realis | None:
    """What auxiliaries, adjectives and conjunctions directly around a word tell."""
    tokens = sentence.tokens
    children = [tokens[c] for c in sentence.children[at]]
    auxiliaries = {t.lower for t in children if t.dep in ("aux", "auxpass")}
    if _is_thought_possible(sentence, at):
        return Realis.POSSIBLE
    marks = {t.lower for t in children if t.dep in ("mark", "advmod") or t.pos == "SCONJ"}
    words = {t.lower for t in children}
    if (marks & _CONDITIONS and not _asked(sentence, at, marks)) or words & _POSSIBLE_WORDS:
        return Realis.POSSIBLE
    if auxiliaries & _MAY or (auxiliaries & {"would"} and _in_condition(sentence)) or words & {"possibly", "perhaps", "maybe"}:
        return Realis.POSSIBLE
    if auxiliaries & _WILL and _unless(sentence, at):
        return Realis.POSSIBLE
    if auxiliaries & _WILL or auxiliaries & _OUGHT or words & _PLANNED_WORDS or "would" in auxiliaries or "'d" in auxiliaries:
        return Realis.PLANNED
    if tokens[at].tag == "VB" and "to" in auxiliaries and _is_to(sentence, at):
        return Realis.PLANNED
    return None


def _is_thought_possible(sentence: Sentence, at: int) -> bool:
    """“it was possible (that) he would invite them”."""
    if not any(sentence.tokens[c].dep == "nsubj" for c in sentence.children[at]):
        return False
    subject = min(c for c in sentence.children[at] if sentence.tokens[c].dep == "nsubj")
    before = [t.lower for t in sentence.tokens[max(subject - 4, 0) : subject] if t.pos != "PUNCT" and t.lower != "that"]
    return bool(before) and before[-1] in ("possible", "conceivable", "likely", "unlikely")


def _asked(sentence: Sentence, at: int, marks: set[str]) -> bool:
    """“declined to say whether it had fired”: the question is open, but what it asks after is something done."""
    above = sentence.tokens[sentence.tokens[at].head]
    under = sentence.tokens[at].dep in ("ccomp", "pcomp") and (above.lemma in _ANSWERING or above.pos == "ADP")
    return bool(marks & {"whether", "if"}) and under


def _is_to(sentence: Sentence, at: int) -> bool:
    """“is to visit”, “is set to visit”: an infinitive right under a form of be."""
    above = sentence.tokens[sentence.tokens[at].head]
    return above.lemma == "be" and sentence.tokens[at].dep == "xcomp"


def _in_condition(sentence: Sentence) -> bool:
    return any(t.lower in ("if", "unless") for t in sentence.tokens) or sentence.tokens[0].lower == "should"


def _unless(sentence: Sentence, at: int) -> bool:
    """“Unless it is paid, they will burn the trucks”."""
    clauses = [c for c in sentence.children[at] if sentence.tokens[c].dep == "advcl"]
    return any(sentence.tokens[m].lower in ("unless", "if") for c in clauses for m in sentence.children[c])


def _under(sentence: Sentence, below: int, above: int) -> Realis | None:
    """What a verb or noun does to the clause or noun under it."""
    token, link = sentence.tokens[above], sentence.tokens[below]
    if token.pos in ("NOUN", "PROPN"):
        if token.lemma in _PLAN_NOUNS:
            return Realis.PLANNED
        return Realis.POSSIBLE if token.lemma in _POSSIBLE_NOUNS else None
    if link.dep in ("nsubj", "nsubjpass", "relcl"):
        return None
    if token.lemma in _MAYBE and link.dep != "advcl":
        return Realis.POSSIBLE
    perfect = any(sentence.tokens[c].lemma == "have" and sentence.tokens[c].dep == "aux" for c in sentence.children[below])
    infinitive = not (perfect and token.lemma in _TOLD_OF) and any(
        sentence.tokens[c].lower == "to" and sentence.tokens[c].dep == "aux" for c in sentence.children[below]
    )
    if infinitive and link.dep in ("xcomp", "advcl", "ccomp", "acl"):
        going = token.lower == "going"
        return None if token.lemma in _IMPLICATIVE and not going else Realis.PLANNED
    if token.lemma in _PLANNING and link.dep in ("dobj", "pobj", "pcomp", "xcomp", "ccomp", "prep"):
        return Realis.PLANNED
    return None


def _finite(sentence: Sentence, verb: int) -> bool:
    if sentence.tokens[verb].tag in ("VBD", "VBZ", "VBP"):
        return True
    return any(
        sentence.tokens[c].dep == "aux" and sentence.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD") for c in sentence.children[verb]
    )


def is_refusal(sentence: Sentence, at: int) -> bool:
    """True for “will not …”, “would never …”, “does not want to …”: not doing it is what is told."""
    children = sentence.children[at]
    if grammar.is_negated(sentence, at):
        return any(sentence.tokens[c].lower in _WILL or sentence.tokens[c].lower in ("would", "'d") for c in children)
    above = sentence.tokens[sentence.tokens[at].head]
    return above.lemma in _WILLING and sentence.tokens[at].dep in ("xcomp", "ccomp") and grammar.is_negated(sentence, above.i)


def is_performative(sentence: Sentence, at: int) -> bool:
    """True for “we want to thank …”, “I would like to warn …”: saying so is doing so."""
    above = sentence.tokens[sentence.tokens[at].head]
    return sentence.tokens[at].dep == "xcomp" and above.lemma in ("want", "like", "wish", "must", "have")


def is_hearsay(sentence: Sentence, at: int) -> bool:
    """True if the clause says “allegedly”, “reportedly” or the like without naming anybody."""
    clause = [at, *sentence.ancestors(at)]
    spots = {c for i in clause[:3] for c in sentence.children[i]}
    above = sentence.tokens[at].head
    if sentence.tokens[at].dep == "xcomp" and sentence.tokens[above].lemma in _TOLD_OF and grammar.is_passive(sentence, above):
        # “are said to have met”
        return grammar.agent_of(sentence, above) is None
    return any(sentence.tokens[c].lower in _HEARSAY or sentence.tokens[c].lower == "alleged" for c in spots)


def _nobody(sentence: Sentence, verb: int) -> bool:
    """“no shots were fired”, “nobody was detained”, “has sent no troops”: nobody did it, or to nobody."""
    for child in sentence.children[verb]:
        token = sentence.tokens[child]
        if token.dep not in ("nsubj", "nsubjpass", "dobj", "prep") or sentence.tokens[verb].pos not in ("VERB", "AUX"):
            continue
        below = {sentence.tokens[c].lower for c in sentence.children[child]}
        # “fired at nobody”
        at_nobody = token.dep == "prep" and below & _NOBODY
        none = token.lower in _NOBODY or below & {"no", "neither", "none"} or _not_one(sentence, child)
        if at_nobody or (none and token.dep != "prep"):
            return True
    return False


def _not_one(sentence: Sentence, noun: int) -> bool:
    """“not one soldier”, “not a single shot”."""
    words = [t.lower for t in sentence.tokens[max(noun - 4, 0) : noun]]
    return any(pair in (("not", "one"), ("not", "a")) for pair in pairwise(words))


def stopped_short(sentence: Sentence, at: int) -> bool:
    """“stopped short of withdrawing”."""
    above = sentence.tokens[sentence.tokens[at].head]
    return above.lower == "of" and sentence.tokens[at].dep == "pcomp" and sentence.tokens[above.head].lower == "short"


def is_negated(sentence: Sentence, at: int) -> bool:
    """True if the event's own clause, or the verb it is the object or complement of, is negated."""
    if grammar.is_negated(sentence, at) or _nobody(sentence, at):
        return True
    link, above = sentence.tokens[at].dep, sentence.tokens[at].head
    if sentence.tokens[above].lower == "without" and link in ("pcomp", "pobj"):
        # “left without signing”
        return True
    if stopped_short(sentence, at):
        return True
    if (
        sentence.tokens[above].lemma == "have"
        and any(sentence.tokens[c].lower == "yet" for c in sentence.children[above])
        and link == "xcomp"
    ):
        # “has yet to reply”: so far it has not.
        return True
    if link in ("dobj", "nsubjpass") and sentence.tokens[above].lemma not in grammar.SUPPORTS:
        # “did not condemn the attack” says nothing against the attack.
        return False
    carried = link in ("dobj", "xcomp", "attr", "acomp", "nsubjpass") or (
        link == "nsubj" and sentence.tokens[above].lemma in ("be", "take", "occur", "happen")
    )
    return carried and above != at and sentence.tokens[above].pos in ("VERB", "AUX") and grammar.is_negated(sentence, above)
