"""Questions about one parsed sentence: who is the subject, what is the object, which clause is this in.

Answers come from the parse where it holds and from word order where small models get it wrong:
prepositional phrases after a noun and the subject of a finite verb.
"""

from collections.abc import Iterator, Sequence

from reportedly.models import Sentence, Token
from reportedly.reading.actors import Party

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "conj", "parataxis"})
# Verbs that only carry an event noun: “held talks”, “launched an attack”.
SUPPORTS = frozenset(
    "begin break carry commence complete conclude conduct continue convene do end enter execute expand extend finish "
    "give halt have hold host impose increase initiate intensify issue keep launch lead make mount offer open order "
    "organize organise perform plan prepare provide pursue reach renew resume set sign stage start step stop "
    "strengthen boost deepen suspend sustain take undertake wage deliver send announce attend join".split()
)
# Verbs that tell who takes part: “took part in an attack”, “engaged in talks”.
JOINS = frozenset("participate engage involve join take agree enter meet return".split())
DENIALS = frozenset("deny reject dismiss refute rebut dispute doubt question contest disavow repudiate disown".split())
# Of these verbs, those that may refuse an act as well as an account of it.
REFUSALS = frozenset({"reject", "dismiss", "contest", "dispute"})
# Of these verbs, those that leave a claim open; and those of finding out whether one is so.
QUESTIONING = frozenset({"doubt", "question"})
VERIFYING = frozenset("verify corroborate authenticate substantiate confirm".split())
# Verbs whose object, not subject, is the understood subject of what follows: “urged them to leave”.
OBJECT_CONTROL = frozenset(
    "accuse advise allow ask authorize authorise ban bar beg blame call command compel convince demand direct enable "
    "encourage expect forbid force help implore instruct invite let make order permit persuade press pressure prevent "
    "prohibit push request require see show stop suspect tell train trust urge want warn condemn criticize criticise "
    "denounce depict photograph film thank praise use send deploy accompany".split()
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# “is opposed to”, “is committed to”: participles that tell what their subject is minded to do.
_STATES = frozenset({"oppose", "commit", "prepare", "determine", "concern", "worry", "dedicate", "resolve"})
_STOP = frozenset({";", ":", "—", "--"})
PREPOSITIONS = frozenset({"ADP", "SCONJ"})


def subject_of(sentence: Sentence, verb: int, seen: frozenset[int] = frozenset()) -> int | None:
    """The token that does what `verb` tells: its own subject, an agent, or one it shares with a verb above it."""
    if verb in seen:
        return None
    tokens = sentence.tokens
    token = tokens[verb]
    if is_passive(sentence, verb):
        return agent_of(sentence, verb)
    for child in sentence.children[verb]:
        if tokens[child].dep in _SUBJECTS or (tokens[child].dep in _PASSIVE and tokens[verb].lemma in _STATES):
            return _through_relative(sentence, verb, child)
    if token.dep in ("acl", "relcl") and token.tag == "VBG":
        return token.head
    if token.dep in _CLAUSES or token.dep in ("prep", "dep"):
        return _shared_subject(sentence, verb, seen | {verb})
    return None


def object_of(sentence: Sentence, verb: int) -> int | None:
    """The token `verb` is done to: direct object, passive subject, or the noun a participle describes."""
    tokens = sentence.tokens
    if is_passive(sentence, verb):
        for child in sentence.children[verb]:
            if tokens[child].dep in _PASSIVE:
                return _through_relative(sentence, verb, child)
        if tokens[verb].dep in ("acl", "relcl", "amod"):
            return tokens[verb].head
        if tokens[verb].dep in ("conj", "advcl", "xcomp"):
            above = tokens[verb].head
            if tokens[above].pos in ("VERB", "AUX"):
                return object_of(sentence, above) if is_passive(sentence, above) else subject_of(sentence, above)
        return None
    for child in sentence.children[verb]:
        if tokens[child].dep in ("dobj", "obj"):
            return _through_relative(sentence, verb, child)
    return None


def is_passive(sentence: Sentence, verb: int) -> bool:
    """True for “was attacked”, “the town attacked by” and for past participles without a subject."""
    tokens = sentence.tokens
    deps = {tokens[c].dep for c in sentence.children[verb]}
    if tokens[verb].lemma in _STATES and any(tokens[c].lower in ("to", "about") for c in sentence.children[verb]):
        return False
    if deps & {"nsubjpass", "auxpass", "csubjpass"}:
        return True
    if tokens[verb].tag != "VBN" or deps & {"nsubj", "aux"}:
        return False
    if "dobj" in deps and not deps & {"agent"}:
        return False
    above = tokens[tokens[verb].head]
    return tokens[verb].dep in ("acl", "relcl", "amod", "advcl") or (
        tokens[verb].dep == "conj" and above.tag == "VBN" and is_passive(sentence, above.i)
    )


def agent_of(sentence: Sentence, verb: int) -> int | None:
    """The noun of a by-phrase under `verb`."""
    tokens = sentence.tokens
    for child in sentence.children[verb]:
        if tokens[child].dep == "agent" or (tokens[child].dep == "prep" and tokens[child].lower == "by"):
            return next((c for c in sentence.children[child] if tokens[c].dep == "pobj"), None)
    return None


def _through_relative(sentence: Sentence, verb: int, child: int) -> int:
    """A relative pronoun stands for the noun its clause describes."""
    tokens = sentence.tokens
    if tokens[child].lower not in _RELATIVE:
        return child
    clause = verb
    while tokens[clause].dep in ("conj", "xcomp", "ccomp") and tokens[clause].head != clause:
        clause = tokens[clause].head
    return tokens[clause].head if tokens[clause].dep in ("relcl", "acl") else child


def _shared_subject(sentence: Sentence, verb: int, seen: frozenset[int]) -> int | None:
    """The subject a verb without one of its own takes from the verb or noun above it."""
    tokens = sentence.tokens
    above = tokens[verb].head
    while tokens[above].pos in ("ADP", "SCONJ", "PART") and tokens[above].head != above:
        above = tokens[above].head
    if tokens[above].pos in ("NOUN", "PROPN"):
        return _subject_by_noun(sentence, above, seen)
    if tokens[above].pos not in ("VERB", "AUX"):
        return None
    if tokens[verb].dep in ("xcomp", "ccomp", "pcomp", "advcl") and tokens[above].lemma in OBJECT_CONTROL:
        controlled = object_of(sentence, above)
        if controlled is not None:
            return controlled
    if is_passive(sentence, above) and tokens[verb].dep in ("xcomp", "pcomp", "advcl", "conj"):
        return object_of(sentence, above)
    return subject_of(sentence, above, seen)


def _subject_by_noun(sentence: Sentence, noun: int, seen: frozenset[int]) -> int | None:
    """“its pledge to leave”, “made a decision to leave”: the noun's owner, or the subject of the verb that carries it."""
    tokens = sentence.tokens
    owner = possessor_of(sentence, noun)
    if owner is not None:
        return owner
    governor = tokens[noun].head
    if tokens[governor].pos == "ADP":
        governor = tokens[governor].head
    if governor != noun and tokens[governor].pos in ("VERB", "AUX"):
        return subject_of(sentence, governor, seen)
    return None


def possessor_of(sentence: Sentence, noun: int) -> int | None:
    """The noun or pronoun that owns `noun`."""
    return next((c for c in sentence.children[noun] if sentence.tokens[c].dep == "poss"), None)


def party_at(parties: Sequence[Party], i: int | None) -> int | None:
    """The index of the party whose own words hold token `i`."""
    if i is None:
        return None
    return next((n for n, p in enumerate(parties) if p.mention.first <= i < p.mention.last), None)


def apposed(sentence: Sentence, parties: Sequence[Party], noun: int) -> int | None:
    """The party that a noun's apposition names: “the ally, South Korea's adviser …”."""
    for child in sentence.children[noun]:
        if sentence.tokens[child].dep == "appos":
            found = party_at(parties, child)
            if found is None:
                found = next((n for n in parties_in(parties, sentence.subtree(child)) if parties[n].mention.last > child), None)
            if found is not None:
                return found
    return None


def parties_in(parties: Sequence[Party], tokens: set[int]) -> list[int]:
    """Indices of the parties whose head words lie among `tokens`, in order."""
    return [n for n, p in enumerate(parties) if p.mention.last - 1 in tokens]


def phrases_after(sentence: Sentence, parties: Sequence[Party], i: int, *, verb: bool) -> Iterator[tuple[str, int]]:
    """(preposition, party) pairs to the right of token `i`, in order of the words.

    The scan goes over the words, not the tree, since that is where small parsers err most; it ends
    with the clause (a finite verb, a conjunction, a semicolon or dash), after a noun at a comma too.
    """
    preposition: str | None = "" if verb else None
    tokens = sentence.tokens
    by_first = {p.mention.first: n for n, p in enumerate(parties)}
    k = i + 1
    while k < len(tokens):
        if k in by_first:
            party = parties[by_first[k]]
            if preposition is not None and not (party.mention.kind.value == "pronoun" and not party.actors):
                yield preposition, by_first[k]
            k = max(party.mention.extent, k + 1)
            continue
        token = tokens[k]
        if _ends_clause(token):
            return
        if token.pos in PREPOSITIONS and token.dep != "mark":
            preposition = token.lower
        elif token.lower == "to" and token.dep != "aux":
            preposition = "to"
        elif token.lower == "to":
            preposition = None
        elif token.text == ",":
            if not verb:
                return
            preposition = None
        k += 1


def _ends_clause(token: Token) -> bool:
    if token.text in _STOP:
        return True
    if token.pos in ("VERB", "AUX") and token.tag in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return token.lower in (
        "that",
        "which",
        "who",
        "after",
        "when",
        "while",
        "because",
        "although",
        "if",
        "but",
        "as",
        "according",
    )


def nearest_left(sentence: Sentence, parties: Sequence[Party], verb: int) -> int | None:
    """The party right before a finite verb, when the parse names no subject; only adverbs may stand between."""
    tokens = sentence.tokens
    k = verb - 1
    while k >= 0 and (tokens[k].pos in ("ADV", "AUX", "PART") or tokens[k].text == ","):
        k -= 1
    for n, party in enumerate(parties):
        if party.mention.first <= k < party.mention.extent and not party.mention.possessor:
            return n
    return None


def carrier(sentence: Sentence, at: int) -> int | None:
    """The verb that tells an event: the trigger itself, or the verb an event noun is subject or object of."""
    token = sentence.tokens[at]
    if token.pos in ("VERB", "AUX"):
        return at
    above = sentence.tokens[token.head]
    return above.i if token.dep in ("dobj", "nsubj", "nsubjpass", "attr") and above.pos in ("VERB", "AUX") else None


def governors(sentence: Sentence, i: int) -> Iterator[int]:
    """The verbs and nouns above token `i`, nearest first, prepositions left out."""
    for above in sentence.ancestors(i):
        if sentence.tokens[above].pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
            yield above


def is_future(sentence: Sentence, verb: int) -> bool:
    """True for “will challenge”, “would reject”."""
    return any(sentence.tokens[c].lower in ("will", "would", "'ll", "’ll") for c in sentence.children[verb])


def is_negated(sentence: Sentence, i: int) -> bool:
    """True if a negation stands directly under token `i`: “did not attack”, “no attack”, “never”."""
    return any(
        sentence.tokens[c].dep == "neg" or sentence.tokens[c].lower in ("no", "never", "neither", "nor")
        for c in sentence.children[i]
    )
