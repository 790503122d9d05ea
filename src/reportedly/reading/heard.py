"""What the trained attributor hears: its probabilities over a paragraph's tokens as sources, cues and contents."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model import Span, Stance
from reportedly.models import Heard, Sentence, Token
from reportedly.reading import accounts, denials, grammar, nominal, relays
from reportedly.reading.atoms import Kind
from reportedly.reading.page import ALLEGATIONS, Page, Said, together

# A cue at least this likely hands its content over; a token at least this likely is of the source, of the content.
CUE, _SOURCE, _CONTENT = 0.6, 0.25, 0.5
# Pieces of a content so few tokens apart are one, if no token between them is less likely than this to be of it.
_GAP, _BETWEEN = 3, 0.25
# A piece that weighs less than this beside the weightiest is a slip.
_SLIP = 0.15
# Of another sentence than its own a content takes at least this share of the words, or nothing.
_MOST = 0.5
# Contents that share so much of their characters, of one source, are told once.
_SAME = 0.8
# “is said to”: of these passives the subject is never the source (that of “was convinced” is).
_HEARSAY = frozenset("say report allege rumour rumor claim suspect believe think suppose accuse understand".split())
_NEGATIONS = frozenset("not no n't never neither nor decline refuse".split())
_NOT = frozenset("not no n't never neither nor none nobody nothing".split())
_ACCEPTING = frozenset("accept acknowledge admit agree believe concede know recognise recognize say".split())
# Of a content so many tokens are its opening.
_NEAR = 6
_OPEN = frozenset({"unclear", "uncertain", "unknown", "unconfirmed"})
_VOICING = frozenset("voice express raise cast throw have".split())
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph's tokens in order: for each its sentence and its place in it."""

    page: Page
    places: Sequence[Place]

    def start(self, t: int) -> int:
        n, i = self.places[t]
        return self.page.sentences[n].tokens[i].start

    def end(self, t: int) -> int:
        n, i = self.places[t]
        return self.page.sentences[n].tokens[i].end

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of tokens `first` to `last`, inclusive."""
        return self.start(first), self.end(last)


def find(page: Page) -> Iterator[Said]:
    """What is heard in each paragraph of a document, the surest reading of each content."""
    rows: dict[int, list[Place]] = {}
    for n, (sentence, paragraph) in enumerate(zip(page.sentences, page.paragraphs, strict=True)):
        rows.setdefault(paragraph, []).extend((n, i) for i in range(len(sentence.tokens)))
    for paragraph, places in rows.items():
        row = _Row(page, places)
        kept: list[Said] = []
        for heard in sorted(page.heard[paragraph], key=lambda h: -h.chance):
            said = _said(row, heard)
            if said is not None and not any(_told_already(said, k) for k in kept):
                kept.append(said)
        yield from kept


def _told_already(said: Said, other: Said) -> bool:
    """Whether two cues hand over one content of one source; a chain has several sources."""
    return said.source_spans == other.source_spans and alike(said.content, other.content) > _SAME


def alike(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    """The share of the characters of two contents that both hold (0 to 1)."""
    shared = sum(max(min(b, d) - max(a, c), 0) for a, b in one for c, d in other)
    whole = sum(b - a for a, b in one) + sum(d - c for c, d in other) - shared
    return shared / whole if whole else 0.0


def _said(row: _Row, heard: Heard) -> Said | None:
    if heard.chance < CUE or heard.last > len(row.places):
        return None
    spots = _in_place(row, heard, _pieces(heard))
    if not spots or _in_a_name(row, heard):
        return None
    content = tuple(row.span(a, b) for a, b in spots)
    n = row.places[heard.at][0]
    source = None if _hides(row, heard) else _who(row, heard)
    spans: tuple[Span, ...] = ()
    sources: tuple[int, ...] = ()
    voice = None
    document = row.page.document
    if source is not None:
        n = row.places[source[0]][0]
        sources = tuple(k for k in _parties(row, source) if row.page.parties[n][k].actors)
        span = document.span(*row.span(*source))
        spans, voice = (span,), None if sources else span
    cue = document.span(row.start(heard.first), row.end(heard.last - 1))
    noun = _token(row, heard.at).pos in ("NOUN", "PROPN")
    stance = _stance(row, heard, spots)
    # “denied it”: the words denied stand elsewhere.
    back = stance is not Stance.ASSERTS and all(_points(_token(row, t)) for a, b in spots for t in range(a, b + 1))
    if back:
        content = ()
    return Said(n, sources, spans, cue, content, stance, heard.kind, back, noun=noun, voice=voice, chance=heard.chance)


def _points(token: Token) -> bool:
    return (
        token.pos in ("DET", "PUNCT")
        or token.lower in ("it", "this", "that", "them", "these", "those")
        or token.lemma in ALLEGATIONS
    )


def _in_a_name(row: _Row, heard: Heard) -> bool:
    """“the People's Front”: a word of a name says nothing."""
    n, i = row.places[heard.at]
    token = row.page.sentences[n].tokens[i]
    return token.pos == "PROPN" and any(p.mention.first <= i < p.mention.last for p in row.page.parties[n])


def _who(row: _Row, heard: Heard) -> tuple[int, int] | None:
    """The tokens of the source up to “cited by” or “, citing”: who else is named there passes it on or is cited."""
    run = _best_run(heard)
    if run is None:
        return None
    first, last = _whole(row, run)
    cites = next((t for t in range(first + 1, last + 1) if _cites(row, t)), None)
    if cites is None:
        return first, last
    last = cites - 1
    while last > first and _token(row, last).pos in ("PUNCT", "PRON"):
        last -= 1
    return first, last


def _whole(row: _Row, run: tuple[int, int]) -> tuple[int, int]:
    """The run up to its noun: “The” alone names nobody."""
    n, i = row.places[run[1]]
    token = row.page.sentences[n].tokens[i]
    return (run[0], run[1] + token.head - i) if token.pos == "DET" and token.head > i else run


def _cites(row: _Row, t: int) -> bool:
    n, i = row.places[t]
    return relays.is_relay(row.page.sentences[n], i) or relays.is_seen(row.page.sentences[n], i)


def _stance(row: _Row, heard: Heard, spots: Sequence[list[int]]) -> Stance:
    """What the cue does with its content: a word of denying in it says so, else the attributor."""
    words = {_token(row, t).lemma for t in range(heard.first, heard.last)}
    if words & grammar.DENIALS and words & grammar.DENIALS <= grammar.REFUSALS and not _refuses_an_account(row, spots):
        # “rejects the declaration”: what is refused there is an act, and nobody says that it was not done.
        return Stance.ASSERTS
    if words & grammar.DENIALS and (heard.stance is Stance.ASSERTS or not words & _NEGATIONS):
        return Stance.DOUBTS if words & grammar.QUESTIONING else Stance.DENIES
    if words & _OPEN or (words & {"clear", "certain", "known"} and words & _NEGATIONS):
        return Stance.DOUBTS
    if words & grammar.VERIFYING and words & (_NEGATIONS | {"impossible"}):
        return Stance.DOUBTS
    if words & denials.NAMING and _as_false(row, spots):
        return Stance.DENIES
    opening = {_token(row, t).lemma for t in range(spots[0][0], min(spots[0][0] + 3, spots[0][1] + 1))}
    if words & _VOICING and opening & nominal.DOUBTING:
        return Stance.DOUBTS
    if heard.stance is Stance.DENIES and not (words & _NOT and words & _ACCEPTING) and not _verdict(row, heard, spots):
        # “branding it a violation”, “have no responsibility for”: harsh words are no denial, and neither are refusals.
        return Stance.ASSERTS
    return heard.stance


def _refuses_an_account(row: _Row, spots: Sequence[list[int]]) -> bool:
    """Whether what is refused was told: a clause, an allegation, something called false, or what a pronoun points back to."""
    tokens = [_token(row, t) for a, b in spots for t in range(a, b + 1)]
    if any(t.lower == "that" for t in tokens[:1]) or _points(tokens[0]):
        return True
    near = {t.lemma for t in tokens[:_NEAR]}
    return bool(near & (denials.ACCOUNTS | (nominal.FALSE - {"provocation"}))) or not any(t.pos == "NOUN" for t in tokens[:_NEAR])


def _verdict(row: _Row, heard: Heard, spots: Sequence[list[int]]) -> bool:
    """Whether the cue or what is said holds a word for what is not so."""
    words = {_token(row, t).lemma for t in range(heard.first, heard.last)}
    said = {_token(row, t).lemma for a, b in spots for t in range(a, b + 1)}
    return bool(words & (nominal.FALSE | {"denial", "refutation", "rebuttal"}) or said & (nominal.FALSE | _NOT))


def _as_false(row: _Row, spots: Sequence[list[int]]) -> bool:
    """“branded ‘pure fantasy’ a story that …”: the content opens with a verdict on an allegation that has words of its own."""
    tokens = [_token(row, t) for a, b in spots for t in range(a, b + 1)]
    verdict = next((k for k, t in enumerate(tokens) if t.lemma in nominal.FALSE), None)
    told = next((k for k, t in enumerate(tokens) if t.lemma in ALLEGATIONS and k + 1 < len(tokens)), None)
    return verdict is not None and told is not None and verdict < told


def _hides(row: _Row, heard: Heard) -> bool:
    """“are said to have met”, “allegedly”: nobody is named as saying so; the subject is whom it is said of."""
    token = _token(row, heard.at)
    sentence = row.page.sentences[row.places[heard.at][0]]
    if token.pos == "ADV" or (_token(row, heard.first).lower == "it" and token.pos == "ADJ"):
        return True
    passive = token.lemma in _HEARSAY | grammar.VERIFYING and any(
        sentence.tokens[c].dep == "auxpass" for c in sentence.children[token.i]
    )
    return passive and grammar.agent_of(sentence, token.i) is None


def _token(row: _Row, t: int) -> Token:
    n, i = row.places[t]
    return row.page.sentences[n].tokens[i]


def _pieces(heard: Heard) -> list[list[int]]:
    """The stretches of tokens, ends inclusive, that are the content."""
    pieces: list[list[int]] = []
    for t, chance in enumerate(heard.contents):
        if chance < _CONTENT or heard.first <= t < heard.last:
            continue
        if pieces and _joins(heard, pieces[-1][1] + 1, t):
            pieces[-1][1] = t
        else:
            pieces.append([t, t])
    weights = [sum(heard.contents[a : b + 1]) for a, b in pieces]
    return [p for p, w in zip(pieces, weights, strict=True) if w >= _SLIP * max(weights)]


def _in_place(row: _Row, heard: Heard, spots: Sequence[list[int]]) -> list[list[int]]:
    """The stretches without scraps of other sentences: a saying that runs on takes a sentence whole, or most of it."""
    weightiest = max(spots, key=lambda p: sum(heard.contents[p[0] : p[1] + 1]), default=None)
    at_home = {row.places[heard.at][0], *(() if weightiest is None else (row.places[t][0] for t in weightiest))}
    taken = Counter(row.places[t][0] for a, b in spots for t in range(a, b + 1))
    whole = {n for n, count in taken.items() if count >= _MOST * len(row.page.sentences[n].tokens)}
    return [p for p in spots if any(row.places[t][0] in at_home | whole for t in p)]


def _joins(heard: Heard, first: int, last: int) -> bool:
    """Whether the tokens between two pieces are no more than a faint stretch of the content."""
    between = range(first, last)
    if len(between) > _GAP or any(heard.first <= t < heard.last for t in between):
        return False
    return all(heard.contents[t] >= _BETWEEN for t in between)


def _best_run(heard: Heard) -> tuple[int, int] | None:
    """The stretch of tokens with the likeliest, ends inclusive, that may be the source; one faint token does not break it."""
    runs: list[list[int]] = []
    for t, chance in enumerate(heard.sources):
        if chance < _SOURCE or heard.first <= t < heard.last:
            continue
        follows = runs and t - runs[-1][1] <= 2  # noqa: PLR2004  # the token after, or the one after that
        if follows and not runs[-1][1] < heard.first <= t:
            runs[-1][1] = t
        else:
            runs.append([t, t])
    best = max(runs, key=lambda r: max(heard.sources[r[0] : r[1] + 1]), default=None)
    return None if best is None else (best[0], best[1])


def _parties(row: _Row, source: tuple[int, int]) -> tuple[int, ...]:
    """Party indices of a source: whoever its head names, else the last named in it (“photographs published by KCNA”)."""
    n, first = row.places[source[0]]
    last = row.places[source[1]][1] if row.places[source[1]][0] == n else len(row.page.sentences[n].tokens) - 1
    sentence, parties = row.page.sentences[n], row.page.parties[n]
    inside = [k for k, p in enumerate(parties) if first <= p.mention.first <= last or p.mention.first <= first < p.mention.last]
    head = _head(sentence, first, last)
    named = grammar.party_at(parties, head)
    if named is not None and named in inside:
        # “both the rebels and the army command”: the parse joins what the words between them hide.
        conjoined = [k for k in inside if k != named and sentence.tokens[parties[k].mention.last - 1].dep == "conj"]
        return tuple(dict.fromkeys((*together(parties, named), *conjoined)))
    if inside and parties[inside[-1]].mention.kind is Kind.COUNTRY and sentence.tokens[head].lemma not in accounts.TELLERS:
        # “the agency's office in Primorye”: the place does not speak.
        return ()
    return (inside[-1],) if inside else ()


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The token of a stretch that hangs from outside it."""
    return next((i for i in range(first, last + 1) if not first <= sentence.tokens[i].head <= last), last)
