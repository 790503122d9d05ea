"""Who says what: our own passages, and paragraphs of annotated news, as the attributor learns from them.

Our own passages are one JSON object a line: {"text": "…", "attributions": [{"source", "cue", "content", "stance", "kind"}]}.
Words are quoted as they stand in the text; “word#2” is the second “word”.  `source` is null where nobody is
named; `content` is a list of stretches.

    python training/sayings.py training/attributions/*.jsonl      checks them, prints counts, exits 1 on an error

The annotated news is PolNeAR's, in brat's stand-off format, read from `../shared` and never copied.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from network import KINDS, STANCES
from sentences import span

KEYS = {"source", "cue", "content", "stance", "kind"}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says what by which words, as (start, end) in code points; `stance` and `kind` are `None` where nobody marked them."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: int | None = None
    kind: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage, or paragraph, with its sayings."""

    text: str
    sayings: tuple[Saying, ...]


def own(path: Path) -> Iterator[Passage]:
    """The passages of one file of ours.

    Raises:
        ValueError: a line says something that is not so, with the file and the line's number.
    """
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield Passage(row["text"], tuple(_saying(row["text"], a) for a in row["attributions"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error


def _saying(text: str, marked: dict[str, object]) -> Saying:
    if set(marked) != KEYS:
        raise ValueError(f"keys {sorted(marked)}")
    source, content = marked["source"], marked["content"]
    if not isinstance(content, list) or not content:
        raise ValueError(f"content {content!r}")
    return Saying(
        (span(text, str(source)),) if source else (),
        (span(text, str(marked["cue"])),),
        tuple(span(text, words) for words in content),
        STANCES.index(marked["stance"]),  # type: ignore[arg-type]  # a name that is no stance is an error, as it shall be
        KINDS.index(str(marked["kind"])),
    )


def news(folder: Path) -> Iterator[Passage]:
    """The paragraphs of annotated articles, each article by its first annotator.

    Args:
        folder: holds `text/<article>.txt` and `attributions/<article>_<annotator>.ann`.
    """
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        article = path.stem.rsplit("_", 1)[0]
        if article not in seen:
            seen.add(article)
            text = (folder / "text" / f"{article}.txt").read_bytes().decode()
            yield from _paragraphs(text, list(_brat(path.read_text("utf-8"))))


def _paragraphs(text: str, sayings: list[Saying]) -> Iterator[Passage]:
    """Each line with what has its cue there; what stands in another line is not seen."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [s for s in sayings if s.cue and start <= s.cue[0][0] < end]
            yield Passage(
                line, tuple(Saying(*(_within(some, start, end) for some in (s.source, s.cue, s.content))) for s in here)
            )
        start = end + 1


def _within(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and start < b)


def _brat(text: str) -> Iterator[Saying]:
    """The attributions of a stand-off file: text-bound spans (T), then events (E) that name them by role."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[str] = []
    for line in text.split("\n"):
        fields = line.rstrip("\r").split("\t")
        if re.fullmatch(r"T\d+", fields[0]):
            pieces = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple((int(p.split()[0]), int(p.split()[1])) for p in pieces)
        elif re.fullmatch(r"E\d+", fields[0]):
            events.append(fields[1])
    for event in events:
        roles = [part.split(":") for part in event.split()]

        def of(role: str, roles: list[list[str]] = roles) -> tuple[Span, ...]:
            return tuple(span for name, key in roles if re.fullmatch(rf"{role}\d*", name) for span in spans[key])

        yield Saying(of("Source"), of("Cue"), of("Content"))


def main() -> int:
    """Checks the files named and prints what is in them."""
    counts: Counter[str] = Counter()
    try:
        for name in sys.argv[1:]:
            for passage in own(Path(name)):
                counts["passages"] += 1
                counts.update(f"{STANCES[s.stance or 0]} {KINDS[s.kind or 0]}" for s in passage.sayings)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(f"{name:24} {count}" for name, count in counts.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
