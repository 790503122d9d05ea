"""Who says what: every source–cue–content relation of a document.

Direct and indirect speech, “according to”, “as noted in a statement by”, pictures and reports that show
something, and accounts that continue (“In the KCNA report, …”) are found here; nouns that tell a saying in
`nominal`, quotations over several sentences in `quotations`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.knowledge.cues import Cue, Cues
from reportedly.model import Span, Stance
from reportedly.models import Sentence, Token
from reportedly.reading import accounts, denials, grammar, heard, nominal, quotations, relays
from reportedly.reading.page import ALLEGATIONS, Page, Said, phrase, pieces, said, together

_OPENING, _CLOSING = frozenset({"“", "``", '"'}), frozenset({"”", "''", '"'})
_SHORTEST_CONTENT = 3
_TAKES_NOUN = frozenset(
    "deny confirm announce allege claim report reject doubt question dispute acknowledge admit reveal disclose show "
    "predict suspect refute challenge dismiss rebut promise pledge threaten fear expect".split()
)
_ANAPHORS = frozenset(
    "this it that these those claim allegation charge accusation report reports involvement responsibility assertion "
    "suggestion wrongdoing rumor rumour such them account version finding conclusion statement story narrative boast "
    "insinuation news".split()
)
_COMMITTING = frozenset(
    "agree ask beg call choose command commit decide demand direct forbid instruct intend invite offer order plan pledge "
    "prepare promise propose refuse request resolve swear threaten undertake urge vow want warn".split()
)
_IS_TO = frozenset({"is", "are", "is to", "are to", "was to", "were to"})
# To condemn an act is not to tell of it.
_JUDGING = frozenset(
    "condemn criticise criticize denounce deplore praise welcome hail applaud decry regret mourn protest".split()
)
_FAILING = frozenset("decline refuse fail unable unwilling impossible hard difficult".split())
_REFUSING = frozenset("decline refuse will would wo neither nor".split())
_CONFIRMING = frozenset({"confirm", "deny", "comment", "acknowledge"})
_TELLING = frozenset({"say", "tell", "disclose", "reveal", "specify", "clarify"})


def find(page: Page, cues: Cues) -> tuple[Said, ...]:
    """All attributions of a document, in the order of their cues."""
    ruled: list[Said] = []
    for n in range(len(page.sentences)):
        ruled.extend(_verbal(page, n, cues))
        ruled.extend(accounts.according(page, n))
        ruled.extend(accounts.continued(page, n))
        ruled.extend(accounts.headlined(page, n))
        ruled.extend(nominal.find(page, n, cues))
        ruled.extend(_unverified(page, n))
        ruled.extend(_unclear(page, n))
        ruled.extend(_verdict(page, n))
    relayed = [s for n in range(len(page.sentences)) for s in relays.find(page, n)]
    found = [*relayed, *(s for s in _together(page, ruled, tuple(heard.find(page))) if not _relayed(page, s, relayed))]
    found += list(relays.complete(page, found))
    found += [s for n in range(len(page.sentences)) for s in accounts.framed(page, n)]
    found += [s for n in range(len(page.sentences)) for s in accounts.so_says(page, n, found)]
    found = list(_same_speaker(page, found))
    found = quotations.complete(page, found)
    found += list(accounts.carried_on(page, found))
    found += list(denials.find(page, found))
    return tuple(sorted(_distinct(found), key=lambda s: (s.cue.start, s.content)))


def _same_speaker(page: Page, found: Sequence[Said]) -> Iterator[Said]:
    """“The ministry said …. A second meeting is planned, it said.”: whoever spoke last goes on, not the last place named."""
    last: Said | None = None
    for one in sorted(found, key=lambda s: s.cue.start):
        pronoun = bool(one.source_spans) and one.source_spans[0].text.lower() in ("it", "they")
        if not pronoun:
            last = one if one.kind == "speech" and one.sources and not one.noun else last
            yield one
            continue
        near = last is not None and one.kind == "speech" and page.document.text.count("\n", last.cue.start, one.cue.start) <= 1
        yield replace(one, sentence=last.sentence, sources=last.sources) if last is not None and near else one


def _relayed(page: Page, one: Said, relayed: Sequence[Said]) -> bool:
    """Whether a cue is one of passing on, whose sources are told with the saying that it belongs to."""
    sentence = page.sentences[one.sentence]
    verbs = [t.i for t in sentence.tokens if one.cue.start <= t.start < one.cue.end and t.pos == "VERB"]
    citing = bool(verbs) and all(relays.is_relay(sentence, i) for i in verbs)
    return citing or any(one.cue.overlaps(r.cue) for r in relayed)


def _together(page: Page, ruled: Sequence[Said], trained: Sequence[Said]) -> list[Said]:
    """The rules' findings as the attributor hears them, each cue once, and what only one of them finds."""
    out: list[Said] = []
    used: set[int] = set()
    for other in trained:
        same = [k for k, s in enumerate(ruled) if s.cue.overlaps(other.cue) and s.back == other.back]
        best = max(same, key=lambda k: (_refused(ruled[k], other), heard.alike(ruled[k].content, other.content)), default=None)
        one = _as_meant(page, other) if best is None else _as_heard(ruled[best], other)
        out.append(one)
        # Of “X denied allegations by Y”, heard as one cue, X's denial and what Y alleges both stay.
        used.update(k for k in same if k == best or (ruled[k].stance is Stance.ASSERTS and not _anothers(ruled[k], one)))
    return [*out, *(s for k, s in enumerate(ruled) if k not in used)]


def _as_meant(page: Page, other: Said) -> Said:
    """What only the attributor hears: an order or a plan is nobody's account of the act."""
    n = next(k for k, s in enumerate(page.sentences) if s.start <= other.cue.start < s.end)
    sentence = page.sentences[n]
    verb = next((t for t in sentence.tokens if other.cue.start <= t.start < other.cue.end and t.pos == "VERB"), None)
    if other.stance is Stance.DOUBTS and verb is not None and other.source_spans and _would_not(sentence, other, verb):
        return replace(other, declines=True)
    if other.kind != "speech":
        return other
    if verb is None and other.cue.text.lower() in _IS_TO:
        return replace(other, kind="intention")
    if verb is not None and _only_intends(sentence, verb, other.content):
        return replace(other, kind="intention")
    if verb is not None and verb.lemma in _JUDGING and not _has_finite(page, other):
        return replace(other, kind="judgement")
    return other


def _has_finite(page: Page, other: Said) -> bool:
    inside = (t for s in page.sentences for t in s.tokens if other.covers(t.start))
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in inside)


def _would_not(sentence: Sentence, other: Said, verb: Token) -> bool:
    """“would not be drawn on whether …”: heard as leaving it open, in words of refusing."""
    words = {t.lemma for t in sentence.tokens if other.cue.start <= t.start < other.cue.end}
    asked = next((t.lower for t in sentence.tokens[verb.i + 1 :] if t.lower in ("whether", "if", "that")), None)
    pointing = other.back and verb.lemma in _CONFIRMING
    return bool(words & _REFUSING) and (pointing or asked in ("whether", "if"))


def _anothers(said: Said, other: Said) -> bool:
    """Whether a named source other than the one that is heard says it."""
    return bool(said.source_spans and other.source_spans) and not _same_source(said, other)


def _same_source(said: Said, other: Said) -> bool:
    return any(a.overlaps(b) for a in said.source_spans for b in other.source_spans)


def _refused(said: Said, other: Said) -> bool:
    """Whether the source that is heard is the one who denies it: “rejected as baseless claims that …”, heard as one cue."""
    return said.stance is not Stance.ASSERTS and _same_source(said, other)


def _as_heard(said: Said, other: Said) -> Said:
    """One saying that both found: the attributor knows better where its content ends and whose words say so.

    Of what is denied or left open the rules' content stands: nothing that a denial covers may slip out of it.
    """
    if said.stance is not Stance.ASSERTS and said.content:
        return replace(said, chance=other.chance)
    if other.source_spans or not said.sources:
        own = _same_source(said, other)
        # “rejected as baseless claims”: who is heard to reject does not make the claims.
        stance = other.stance if said.noun and not own else said.stance
        told = {"stance": stance, "kind": said.kind, "depth": said.depth, "noun": said.noun, "declines": said.declines}
        return replace(other, **told)  # type: ignore[arg-type]  # fields of the same record
    return replace(said, cue=other.cue, content=other.content or said.content, chance=other.chance)


def _distinct(found: Sequence[Said]) -> Iterator[Said]:
    seen = set()
    for one in found:
        key = (one.cue, one.content, one.sources)
        if key not in seen:
            seen.add(key)
            yield one


# --- verbs ----------------------------------------------------------------------------------------


def _verbal(page: Page, n: int, cues: Cues) -> Iterator[Said]:
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX") or not (token.lemma in cues.verbs or token.lemma in grammar.DENIALS):
            continue
        if _describes(sentence, token):
            # “the disputed ridge”, “an internationally recognised government”
            continue
        cue = _refusing_claims(sentence, token.i) or _matching(sentence, token.i, cues.verbs.get(token.lemma, ()))
        if cue is None:
            continue
        content, back = _verb_content(sentence, token.i, cue)
        if not content and not back:
            continue
        sources = _speakers(page, n, token.i)
        stance = _negated_stance(sentence, token.i, cue)
        voice = None if sources else _voice(page, n, token.i)
        kind = "intention" if cue.kind == "speech" and _only_intends(sentence, token, content) else cue.kind
        if back and stance is not Stance.ASSERTS and grammar.is_future(sentence, token.i):
            # “would challenge them in court”
            continue
        declines = stance is Stance.DOUBTS and cue.stance is not Stance.DOUBTS and _leaves_open(sentence, token, content)
        for one in said(page, n, token.i, sources, content, stance, kind, back=back, voice=voice):
            yield replace(one, declines=declines)


def _describes(sentence: Sentence, token: Token) -> bool:
    after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else token
    before = sentence.tokens[token.i - 1] if token.i else token
    if token.tag == "VBN" and before.pos == "ADV" and before.lower.endswith("ly") and after.pos in ("NOUN", "PROPN"):
        return not any(sentence.tokens[c].dep in ("aux", "auxpass") for c in sentence.children[token.i])
    return token.dep == "amod" and token.i < token.head


def _leaves_open(sentence: Sentence, verb: Token, content: Sequence[tuple[int, int]]) -> bool:
    """“declined to confirm the raid”, “did not say whether …”; “would not say when” takes it as given.

    Who cannot confirm it doubts it, and has refused nothing.
    """
    if any(sentence.tokens[c].lower in ("can", "ca", "could") for c in sentence.children[verb.i]):
        return False
    if sentence.tokens[verb.head].lemma in ("able", "unable"):
        return False
    if verb.lemma in _CONFIRMING:
        return True
    if verb.lemma == "draw":
        return True
    asked = next((t for t in sentence.tokens if t.i > verb.i and any(a <= t.start < b for a, b in content)), None)
    return verb.lemma in _TELLING and asked is not None and asked.lower in ("whether", "if")


def will_not_say(sentence: Sentence, verb: int) -> bool:
    """“declined to confirm”, “refused to say”: leaves open what follows, and refuses no act."""
    return sentence.tokens[verb].lemma in ("decline", "refuse") and any(
        sentence.tokens[c].dep == "xcomp" and sentence.tokens[c].lemma in _CONFIRMING | _TELLING for c in sentence.children[verb]
    )


def _only_intends(sentence: Sentence, verb: Token, content: Sequence[tuple[int, int]]) -> bool:
    """“vowed to demolish”, “ordered two men to be held”: who will act is told, and nobody's account of it."""
    if verb.lemma not in _COMMITTING or not content:
        return False
    inside = [t for t in sentence.tokens if t.i > verb.i and any(a <= t.start < b for a, b in content)]
    finite = next((t for t in inside if t.tag in ("VBD", "VBZ", "VBP", "MD")), None)
    to = next((t for t in inside if t.lower == "to" and t.tag == "TO"), None)
    if to is None:
        # “has ordered the deployment of …”
        return bool(inside) and finite is None and not any(t.text in _OPENING for t in sentence.tokens[verb.i : inside[0].i + 1])
    return finite is None or to.i < finite.i


def denies_claims(sentence: Sentence, verb: int) -> bool:
    """“rejected claims that …”, “dismissed the reports”: to refuse an allegation is to deny it, and no act of its own."""
    return sentence.tokens[verb].lemma in grammar.DENIALS and _claims_under(sentence, verb) is not None


def is_denied_claim(sentence: Sentence, noun: int) -> bool:
    """“denied the accusation”: what is denied is the act alleged, not that somebody alleges it."""
    token = sentence.tokens[noun]
    return token.lemma in ALLEGATIONS and sentence.tokens[token.head].lemma in grammar.DENIALS


def _refusing_claims(sentence: Sentence, verb: int) -> Cue | None:
    if not denies_claims(sentence, verb):
        return None
    lemma = sentence.tokens[verb].lemma
    return Cue((lemma,), Stance.DOUBTS if lemma in grammar.QUESTIONING else Stance.DENIES, "speech")


def _claims_under(sentence: Sentence, verb: int) -> int | None:
    """The noun for something alleged that a verb takes: as object, passive subject, or after “as baseless”."""
    tokens = sentence.tokens
    spots = [grammar.object_of(sentence, verb)]
    spots += [c for p in sentence.children[verb] if tokens[p].lower == "as" for c in sentence.children[p]]
    found = next((i for i in spots if i is not None and tokens[i].lemma in ALLEGATIONS), None)
    if found is not None or tokens[verb].lemma not in grammar.DENIALS:
        return found
    # “dismissed as baseless a newspaper's report that …”, which small parsers take apart.
    reach = next((t.i for t in tokens[verb + 1 :] if t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text in (",", ";")), len(tokens))
    return next((t.i for t in tokens[verb + 1 : reach] if t.lemma in ALLEGATIONS and nominal.has_content(sentence, t.i)), None)


def _matching(sentence: Sentence, verb: int, cues: Sequence[Cue]) -> Cue | None:
    near = {sentence.tokens[c].lower for c in sentence.children[verb]}
    return next((c for c in cues if all(w in near for w in c.words[1:])), None)


def _negated_stance(sentence: Sentence, verb: int, cue: Cue) -> Stance:
    if sentence.tokens[verb].lemma in ALLEGATIONS and nominal.called_false(sentence, verb):
        # “said claims that … were fabricated”, where the parser takes the noun for a verb.
        return Stance.DENIES
    if not grammar.is_negated(sentence, verb) and not _cannot(sentence, verb) and not _neither(sentence, verb):
        return cue.stance
    # Not to confirm, not to say, not to deny: all leave the matter open.
    return Stance.DOUBTS


def _neither(sentence: Sentence, verb: int) -> bool:
    """“neither confirmed nor denied”."""
    first = sentence.tokens[verb].head if sentence.tokens[verb].dep == "conj" else verb
    return any(sentence.tokens[c].lower in ("neither", "nor") for c in sentence.children[first])


def _cannot(sentence: Sentence, verb: int) -> bool:
    above = sentence.tokens[sentence.tokens[verb].head]
    if above.lemma == "possible" and grammar.is_negated(sentence, above.head):
        return True
    return above.lemma in _FAILING and sentence.tokens[verb].dep in ("xcomp", "ccomp", "advcl")


def _verb_content(sentence: Sentence, verb: int, cue: Cue) -> tuple[list[tuple[int, int]], bool]:
    """Content of a verb as offsets, and whether it only points back (“denied this”)."""
    tokens = sentence.tokens
    before = _said_before(sentence, verb) if cue.kind in ("speech", "belief") else []
    if before:
        return before, False
    own = {verb}
    for child in sentence.children[verb]:
        token = tokens[child]
        if token.dep == "ccomp" or (
            token.dep in ("xcomp", "pcomp") and (token.pos in ("VERB", "AUX") or token.lower.endswith("ing"))
        ):
            return _clause(sentence, child, own, verb), False
        if token.dep == "prep" and token.lower != "by" and cue.kind == "speech":
            inner = next((c for c in sentence.children[child] if tokens[c].dep == "pcomp"), None)
            if inner is not None:
                return _clause(sentence, inner, own, verb), False
    if tokens[verb].dep == "parataxis" or (tokens[verb].dep in ("ccomp", "advcl") and _trails(sentence, verb)):
        return pieces(sentence, _own_stretch(sentence, verb) - sentence.subtree(verb)), False
    quoted = _quoted_beside(sentence, verb) or _that_clause(sentence, verb)
    if quoted:
        return quoted, False
    if tokens[verb].lemma in _TAKES_NOUN:
        return _noun_content(sentence, verb)
    return [], False


def _that_clause(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """What follows “that” right after the verb, where the parser took the clause for a noun phrase."""
    tokens = sentence.tokens
    that = verb + 1
    if that >= len(tokens) or tokens[that].lower != "that" or tokens[that].head <= that + 1:
        return []
    inside = tokens[that + 1 : tokens[that].head]
    return nominal.up_to_stop(sentence, that + 1) if any(t.pos in ("VERB", "AUX") for t in inside) else []


def _said_before(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """“…, state media reported on Wednesday.”: all before the comma that a short closing clause follows."""
    tokens = sentence.tokens
    subjects = [c for c in sentence.children[verb] if tokens[c].dep == "nsubj" and c < verb]
    if not subjects or any(t.tag in ("VBD", "VBZ", "VBP", "MD") or t.dep in ("ccomp", "dobj") for t in tokens[verb + 1 :]):
        return []
    first = min(sentence.subtree(subjects[0]))
    if first < _SHORTEST_CONTENT or tokens[first - 1].text not in (",", "”", '"', "''"):
        return []
    return pieces(sentence, {i for i in _own_stretch(sentence, verb) if i < first - 1})


def _noun_content(sentence: Sentence, verb: int) -> tuple[list[tuple[int, int]], bool]:
    """“denied the attack” has content; “denied the claims” and “a claim that it denied” point back."""
    tokens = sentence.tokens
    target = _claims_under(sentence, verb)
    if target is None:
        target = grammar.object_of(sentence, verb)
    if target is None:
        if tokens[verb].dep in ("acl", "relcl"):
            target = tokens[verb].head
        else:
            return [], False
    if tokens[target].lower in _ANAPHORS or tokens[target].lemma in _ANAPHORS:
        below = sentence.subtree(target) - sentence.subtree(verb) if target == tokens[verb].head else sentence.subtree(target)
        wordy = nominal.has_content(sentence, target) and [
            i for i in below if tokens[i].pos in ("NOUN", "VERB", "PROPN") and i > target
        ]
        if wordy and tokens[target].pos == "NOUN" and target != tokens[verb].head:
            return pieces(sentence, below), False
        return [], True
    if target == tokens[verb].head:
        return [], True
    return pieces(sentence, sentence.subtree(target)), False


def _clause(sentence: Sentence, head: int, without: set[int], verb: int) -> list[tuple[int, int]]:
    return pieces(sentence, (sentence.subtree(head) - without) & _own_stretch(sentence, verb))


def _trails(sentence: Sentence, verb: int) -> bool:
    """“…, he said.” parsed under the clause it reports."""
    before = [c for c in sentence.children[verb] if sentence.tokens[c].dep == "nsubj"]
    return bool(before) and sentence.tokens[verb].head < verb and sentence.tokens[min(before) - 1].text in (",", "”", '"')


def _own_stretch(sentence: Sentence, verb: int) -> set[int]:
    """The tokens around a cue up to what joins another statement: a semicolon, or a comma with “but” or “while”."""
    tokens = sentence.tokens
    cuts = [
        t.i for t in tokens if t.text == ";" or (t.lower in ("but", "while", "although") and t.i and tokens[t.i - 1].text == ",")
    ]
    start = max((c for c in cuts if c < verb), default=-1) + 1
    end = min((c for c in cuts if c > verb), default=len(tokens))
    return set(range(start, end))


def _quoted_beside(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """The quoted stretches that the verb introduces or closes: “…,” X said; X said: “…”."""
    tokens = sentence.tokens
    out, start = [], None
    for t in tokens:
        if start is None and t.text in _OPENING:
            start = t.i + 1
        elif start is not None and t.text in _CLOSING:
            if start <= t.i - 1 and _beside(sentence, verb, start, t.i):
                out.append((tokens[start].start, tokens[t.i - 1].end))
            start = None
    return out


def _beside(sentence: Sentence, verb: int, start: int, end: int) -> bool:
    """Whether only the verb's own subject and a comma or colon stand between it and a quotation."""
    if verb >= end:
        between = sentence.tokens[end + 1 : verb]
    elif verb < start:
        between = sentence.tokens[verb + 1 : start - 1]
    else:
        return False
    return not any(t.pos in ("VERB", "AUX", "ADP", "SCONJ") or t.text in (";", ".") for t in between)


def _speakers(page: Page, n: int, verb: int) -> tuple[int, ...]:
    """Party indices of who speaks through `verb`, coordinated ones together."""
    sentence, parties = page.sentences[n], page.parties[n]
    subject = grammar.subject_of(sentence, verb)
    if subject is None and grammar.is_passive(sentence, verb) and sentence.tokens[verb].lemma in ("quote", "cite"):
        subject = grammar.object_of(sentence, verb)
    first = grammar.party_at(parties, subject)
    if first is None and subject is not None:
        first = accounts.teller(sentence, parties, subject)
    if first is None and subject is None and not grammar.is_passive(sentence, verb):
        first = grammar.nearest_left(sentence, parties, verb)
    return together(parties, first)


def _voice(page: Page, n: int, verb: int) -> Span | None:
    """The words of a subject that is no party: “witnesses said”, “the statement said”."""
    subject = grammar.subject_of(page.sentences[n], verb)
    return None if subject is None else phrase(page, n, subject)


# --- what is left open ------------------------------------------------------------------------------


def _verdict(page: Page, n: int) -> Iterator[Said]:
    """“It is not true that …”, “it is a lie that …”: the clause is denied, by whoever says so."""
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.lemma != "be" or token.pos not in ("AUX", "VERB"):
            continue
        below = sentence.children[token.i]
        words = {sentence.tokens[c].lemma for c in below if sentence.tokens[c].dep in ("acomp", "attr")}
        untrue = bool(words & nominal.FALSE) or ("true" in words and grammar.is_negated(sentence, token.i))
        hosts = (token.i, *(c for c in below if sentence.tokens[c].dep in ("acomp", "attr")))
        clause = next(
            (c for h in hosts for c in sentence.children[h] if sentence.tokens[c].dep in ("ccomp", "acl", "advcl")), None
        )
        if untrue and clause is not None and clause > token.i:
            first = min(sentence.subtree(clause))
            content = nominal.up_to_stop(sentence, first)
            yield from said(page, n, token.i, (), content, Stance.DENIES, "evidence", noun=True)


def _unverified(page: Page, n: int) -> Iterator[Said]:
    """“The reports could not be independently verified”: what was told before is left open."""
    sentence = page.sentences[n]
    for token in sentence.tokens:
        if token.lemma not in grammar.VERIFYING or token.pos != "VERB" or not grammar.is_negated(sentence, token.i):
            continue
        modal = any(sentence.tokens[c].lower in ("could", "can", "ca") for c in sentence.children[token.i])
        unable = sentence.tokens[token.head].lemma in ("able", "unable")
        if modal or unable:
            subject = grammar.subject_of(sentence, token.i)
            sources = together(page.parties[n], grammar.party_at(page.parties[n], subject))
            clause = next((c for c in sentence.children[token.i] if sentence.tokens[c].dep == "ccomp"), None)
            content = pieces(sentence, sentence.subtree(clause)) if clause is not None else _that_clause(sentence, token.i)
            yield from said(page, n, token.i, sources, content, Stance.DOUBTS, "speech", back=not content)


def _unclear(page: Page, n: int) -> Iterator[Said]:
    """“It is unclear whether …”, “it was not known if …”: left open by nobody."""
    sentence = page.sentences[n]
    for token in sentence.tokens:
        open_ = token.lemma in ("unclear", "uncertain", "unknown", "unconfirmed")
        known = token.lemma in ("clear", "certain", "know", "establish")
        above = token.head if token.pos in ("ADJ", "ADV") else token.i
        if not open_ and not (known and (grammar.is_negated(sentence, above) or grammar.is_negated(sentence, token.i))):
            continue
        subject = grammar.subject_of(sentence, above)
        hosts = [c for h in {token.i, above} for c in sentence.children[h]]
        clause = next((c for c in hosts if sentence.tokens[c].dep in ("ccomp", "advcl", "csubj", "acl") and c > token.i), None)
        named = grammar.party_at(page.parties[n], subject) if subject != clause else None
        if clause is None or named is not None or not _asks_whether(sentence, clause):
            continue
        content = nominal.up_to_stop(sentence, min(sentence.subtree(clause)))
        yield from said(page, n, token.i, (), content, Stance.DOUBTS, "evidence", noun=True)


def _asks_whether(sentence: Sentence, clause: int) -> bool:
    return any(sentence.tokens[c].lower in ("whether", "if") for c in sentence.children[clause])
