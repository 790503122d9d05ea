"""The sentences written for training: reading them, with every mark checked against the text.

One JSON object a line: {"text": "…", "events": [{"type", "mode", "trigger", "actors", "recipients", "realis", "negated"}]}.
Triggers and parties are quoted as they stand in the text; “word#2” is the second “word”.  `mode` is null
where the type has none that fits; `events` is empty for a sentence that tells of no event.

    python training/sentences.py training/sentences/*.jsonl      checks them, prints counts, exits 1 on an error
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.codebook import load_codebook
from reportedly.model import Realis

# Two sentences that share half of their word 3-grams tell the same in the same words.
ALIKE = 0.5
KEYS = {"type", "mode", "trigger", "actors", "recipients", "realis", "negated"}


@dataclass(frozen=True, slots=True)
class Marked:
    """One event of a sentence; spans are (start, end) in code points, end-exclusive."""

    type: str
    mode: str | None
    trigger: tuple[int, int]
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    realis: Realis
    negated: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence with the events it tells, none or several."""

    text: str
    events: tuple[Marked, ...]


def read(path: Path) -> Iterator[Written]:
    """The sentences of one file.

    Raises:
        ValueError: a line says something that is not so, with the file and the line's number.
    """
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = row["text"]
            yield Written(text, tuple(_marked(text, e) for e in row["events"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}:{number}: {error}") from error


def _marked(text: str, event: dict[str, object]) -> Marked:
    if set(event) != KEYS:
        raise ValueError(f"keys {sorted(event)} are not {sorted(KEYS)}")
    kind = load_codebook().types.get(str(event["type"]))
    if kind is None:
        raise ValueError(f"{event['type']!r} is no type")
    mode = event["mode"]
    if mode is not None and mode not in {m.name for m in kind.modes.values()}:
        raise ValueError(f"{mode!r} is no mode of {event['type']}")
    actors, recipients = event["actors"], event["recipients"]
    if not isinstance(actors, list) or not isinstance(recipients, list) or not isinstance(event["negated"], bool):
        raise ValueError("actors and recipients are lists, negated is true or false")
    return Marked(
        kind.name,
        None if mode is None else str(mode),
        span(text, str(event["trigger"])),
        tuple(span(text, str(a)) for a in actors),
        tuple(span(text, str(r)) for r in recipients),
        Realis(str(event["realis"])),
        event["negated"],
    )


def span(text: str, quoted: str) -> tuple[int, int]:
    """Where quoted words stand first in a text; “word#2” is where they stand the second time.

    Raises:
        ValueError: they do not.
    """
    words, _, nth = quoted.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.find(words, start + 1)
        if start < 0 or not words:
            raise ValueError(f"{quoted!r} does not stand in {text!r}")
    return start, start + len(words)


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pairs of texts whose sets of word 3-grams have a Jaccard similarity of `ALIKE` or more.

    Exact, by an inverted index, where MinHash would estimate: some thousand sentences are few enough.
    Returns (index, index, similarity), the lower index first.
    """
    found = [grams(text) for text in texts]
    shared: Counter[tuple[int, int]] = Counter()
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, own in enumerate(found):
        for gram in own:
            shared.update((m, n) for m in holders[gram])
            holders[gram].append(n)
    alike = ((a, b, common / (len(found[a]) + len(found[b]) - common)) for (a, b), common in shared.items())
    return [(a, b, similarity) for a, b, similarity in alike if similarity >= ALIKE]


def grams(text: str) -> set[tuple[str, ...]]:
    """Every three words that stand side by side; a shorter text is one of them whole."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 3]) for i in range(max(len(words) - 2, 1))}


def main(paths: list[str]) -> int:
    """Checks files and prints what they hold."""
    types: Counter[str] = Counter()
    modes: Counter[str] = Counter()
    total = empty = 0
    texts: Counter[str] = Counter()
    for path in paths:
        for sentence in read(Path(path)):
            total += 1
            empty += not sentence.events
            texts[sentence.text] += 1
            types.update(e.type for e in sentence.events)
            modes.update(f"{e.type} {e.mode}" for e in sentence.events if e.mode)
    alike = {b for _, b, _ in near_duplicates(list(texts))}
    print(f"{total} sentences, {empty} without an event, {total - len(texts)} repeated, {len(alike)} near-duplicates")
    print(" ".join(f"{name} {n}" for name, n in types.most_common()))
    print(" · ".join(f"{name} {n}" for name, n in modes.most_common()))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ValueError as error:
        sys.exit(str(error))
