"""Claims on passages of our own: stance, realis and speaker of every gold event.

    python evals/passages.py [--half dev|test] [--show]

`gold/claims/{dev,test}.jsonl` hold passages written for this project from many theatres, a JSON object a
line: chains of sources, denials, doubts, plans, negations, each label with its reason.  Nothing is trained
on either half; rules were looked at beside the dev half only.

Two readings of each figure.  *Given*: the gold's events are handed to the steps that say how an event is
told and by whom, so that only these are measured.  *Found*: the program reads the passage; an event it
does not find, by type and trigger, counts as missed.

    stance, realis   macro-F1 over the classes: a gold claim and the claim of its event that answers it
                     (the speaker agrees; else the next one) are one pair; claims without one are missed or extra
    speaker          share of gold claims answered by a claim whose speaker agrees: both the report's own
                     voice, or spans that overlap, or the same country with a sector in common
    via              share of the gold's chains whose further sources are all named
"""

import argparse
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.codebook import Trigger, load_codebook
from reportedly.config import Settings
from reportedly.model import Actor, Claim, Document, Realis, Stance
from reportedly.reader import Reader
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page

GOLD = Path(__file__).parent / "gold" / "claims"
HALVES = ("dev", "test")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the gold has it."""

    span: Span
    country: str | None
    sector: str


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as the gold has it."""

    speaker: Party | None
    via: tuple[Party, ...]
    stance: Stance
    realis: Realis
    note: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the gold has it."""

    type: str
    trigger: Span
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its events."""

    id: str
    text: str
    events: tuple[Happening, ...]


def read(path: Path) -> Iterator[Passage]:
    """The passages of one file.

    Raises:
        ValueError: words that a line quotes do not stand in its text, or stand there more than once.
    """
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            yield Passage(row["id"], row["text"], tuple(_happening(row["text"], e) for e in row["events"]))


def _happening(text: str, event: dict[str, object]) -> Happening:
    def parties(name: str) -> tuple[Party, ...]:
        return tuple(_party(text, p) for p in event[name])  # type: ignore[attr-defined]  # JSON

    claims = tuple(
        Told(
            _party(text, c["speaker"]) if c["speaker"] else None,
            tuple(_party(text, v) for v in c["via"]),
            Stance(c["stance"]),
            Realis(c["realis"]),
            c["note"],
        )
        for c in event["claims"]  # type: ignore[attr-defined]  # JSON
    )
    return Happening(str(event["type"]), place(text, str(event["trigger"])), parties("actors"), parties("recipients"), claims)


def _party(text: str, party: dict[str, str]) -> Party:
    return Party(place(text, party["words"]), party["country"], party["sector"])


def place(text: str, words: str) -> Span:
    """Where quoted words stand: “word#2” is the second “word”; without a number they stand there once, as whole words."""
    numbered = re.fullmatch(r"(.*)#(\d+)", words, re.DOTALL)
    words, number = (numbered[1], int(numbered[2])) if numbered else (words, 0)
    spots = [m.start() for m in re.finditer(re.escape(words), text)]
    if not number and len(spots) > 1:
        spots = [s for s in spots if _is_whole(text, s, s + len(words))]
    if not words.strip() or len(spots) < max(number, 1) or (not number and len(spots) != 1):
        raise ValueError(f"{words!r} stands {len(spots)} times in {text!r}")
    start = spots[max(number, 1) - 1]
    return start, start + len(words)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


# --- what the program says ---------------------------------------------------------------------------


def given(reader: Reader, passage: Passage) -> list[tuple[Happening, tuple[Claim, ...]]]:
    """The claims that the program makes of events it is given."""
    document = Document(passage.id, passage.text)
    made = reader.claims_of(document, lambda page: [_coded(page, e) for e in passage.events])
    return list(zip(passage.events, made, strict=True))


def _coded(page: Page, event: Happening) -> Coded:
    """A gold event as the steps of reading pass it on."""
    n, tokens = next((n, spots) for n, s in enumerate(page.sentences) if (spots := _tokens(page, n, event.trigger)) or s is None)
    sentence = page.sentences[n]
    at = next((i for i in tokens if sentence.tokens[i].head not in tokens), tokens[0])
    pos = "noun" if sentence.tokens[at].pos in ("NOUN", "PROPN") else "verb"
    kind = load_codebook().types[event.type]
    trigger = Trigger(event.type, pos, (sentence.tokens[at].lemma,), (), kind.reciprocal, None)
    signal = next((s for s in page.signals[n] if any(s.holds(i) for i in tokens)), None)
    actors, recipients = (
        tuple(
            k
            for k, p in enumerate(page.parties[n])
            if any(
                _overlap((sentence.tokens[p.mention.first].start, sentence.tokens[p.mention.last - 1].end), q.span) for q in some
            )
        )
        for some in (event.actors, event.recipients)
    )
    return Coded(
        n, at, tokens[0], tokens[-1] + 1, event.type, None, actors, recipients, 1.0, trigger, signal=signal
    )  # fmt: skip


def _tokens(page: Page, n: int, span: Span) -> list[int]:
    return [t.i for t in page.sentences[n].tokens if _overlap((t.start, t.end), span)]


def found(reader: Reader, passages: Sequence[Passage]) -> Iterator[list[tuple[Happening, tuple[Claim, ...] | None]]]:
    """The claims of each event that the program finds in the passages, `None` where it does not."""
    for passage, reading in zip(passages, reader.read(Document(p.id, p.text) for p in passages), strict=True):
        left = list(reading.events)
        rows: list[tuple[Happening, tuple[Claim, ...] | None]] = []
        for event in passage.events:
            alike = [
                e
                for e in left
                if e.type == event.type and _same_sentence(passage.text, event.trigger, e.sentence.start, e.sentence.end)
            ]
            best = min(alike, key=lambda e: abs(e.trigger.start - event.trigger[0]), default=None)
            if best is not None:
                left.remove(best)
            rows.append((event, best.claims if best else None))
        yield rows


def _same_sentence(_text: str, trigger: Span, start: int, end: int) -> bool:
    return start <= trigger[0] < end


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# --- figures -------------------------------------------------------------------------------------------


def agrees(gold: Party | None, told: Actor | None) -> bool:
    """Whether two speakers are one."""
    if gold is None or told is None:
        return gold is None and told is None
    same = gold.country is not None and gold.country == told.country and gold.sector in told.sectors
    return same or _overlap(gold.span, (told.span.start, told.span.end))


def paired(gold: Sequence[Told], told: Sequence[Claim]) -> list[tuple[Told | None, Claim | None]]:
    """Each gold claim with the claim that answers it, the likeliest pairs first; what is left over alone."""
    ranked = sorted(
        (
            (agrees(g.speaker, c.speaker), g.stance == c.stance, g.realis == c.realis, -i, -j)
            for i, g in enumerate(gold)
            for j, c in enumerate(told)
        ),
        reverse=True,
    )
    left, free = set(range(len(gold))), set(range(len(told)))
    pairs: list[tuple[Told | None, Claim | None]] = []
    for *_, i, j in ranked:
        if -i in left and -j in free:
            left.remove(-i)
            free.remove(-j)
            pairs.append((gold[-i], told[-j]))
    return [*pairs, *((gold[i], None) for i in left), *((None, told[j]) for j in free)]


def macro_f1(pairs: Sequence[tuple[object, object]]) -> float:
    """The mean of the F1 of each class that the gold has; `None` stands for no claim."""
    classes = {g for g, _ in pairs if g is not None}
    scores = []
    for one in classes:
        hit = sum(g == p == one for g, p in pairs)
        scores.append(2 * hit / (sum(g == one for g, _ in pairs) + sum(p == one for _, p in pairs)))
    return sum(scores) / len(scores)


def figures(rows: Sequence[tuple[Happening, tuple[Claim, ...] | None]]) -> dict[str, float]:
    """Every figure over some events."""
    pairs = [pair for event, claims in rows for pair in paired(event.claims, claims or ())]
    told = [(g, c) for g, c in pairs if g is not None]
    chains = [(g, c) for g, c in told if g.via]
    return {
        "stance_macro_f1": macro_f1([(g and g.stance, c and c.stance) for g, c in pairs]),
        "realis_macro_f1": macro_f1([(g and g.realis, c and c.realis) for g, c in pairs]),
        "speaker": sum(c is not None and agrees(g.speaker, c.speaker) for g, c in told) / len(told),
        "via": sum(c is not None and all(any(agrees(v, a) for a in c.via) for v in g.via) for g, c in chains)
        / max(len(chains), 1),
        "claim": sum(
            c is not None and agrees(g.speaker, c.speaker) and (g.stance, g.realis, g.note) == (c.stance, c.realis, c.note)
            for g, c in told
        )
        / len(told),
        "events_found": sum(c is not None for _, c in rows) / len(rows),
    }


def measure(reader: Reader, half: str) -> dict[str, float]:
    """The figures of one half, “given” and “found”."""
    passages = list(read(GOLD / f"{half}.jsonl"))
    alone = figures([row for p in passages for row in given(reader, p)])
    read_ = figures([row for rows in found(reader, passages) for row in rows])
    alone.pop("events_found")
    return {**{f"given_{k}": v for k, v in alone.items()}, **{f"found_{k}": v for k, v in read_.items()}}


def show(reader: Reader, half: str) -> None:
    """Prints every gold claim that the program, given the event, tells otherwise."""
    for passage in read(GOLD / f"{half}.jsonl"):
        for event, claims in given(reader, passage):
            wrong = [
                (g, c)
                for g, c in paired(event.claims, claims)
                if g is None
                or c is None
                or not agrees(g.speaker, c.speaker)
                or (g.stance, g.realis, g.note) != (c.stance, c.realis, c.note)
                or not all(any(agrees(v, a) for a in c.via) for v in g.via)
            ]
            if wrong:
                print(f"\n{passage.id} {event.type} “{passage.text[slice(*event.trigger)]}”: {passage.text}")
            for g, c in wrong:
                print(f"   gold {_in_words(passage, g)}\n   told {c} via {[str(v) for v in c.via] if c else ''}")


def _in_words(passage: Passage, told: Told | None) -> str:
    if told is None:
        return "nothing"
    who = passage.text[slice(*told.speaker.span)] if told.speaker else "the report itself"
    via = [passage.text[slice(*v.span)] for v in told.via]
    return f"{who} {told.stance} ({told.realis}) via {via} {told.note or ''}"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, default="dev")
    parser.add_argument("--show", action="store_true", help="print each claim that is told otherwise")
    asked = parser.parse_args()
    reader = Reader(Settings.from_environment(os.environ))
    if asked.show:
        show(reader, asked.half)
    passages = list(read(GOLD / f"{asked.half}.jsonl"))
    counts = Counter(str(c.stance) for p in passages for e in p.events for c in e.claims)
    print(f"{asked.half}: {len(passages)} passages, {sum(len(p.events) for p in passages)} events, claims {dict(counts)}")
    for name, value in measure(reader, asked.half).items():
        print(f"{name:24} {value:.3f}")


if __name__ == "__main__":
    main()
