"""Sentences of real reports that we annotated, kept as offsets: the words stay where they are.

One JSON object a line in `annotations/*.jsonl`: {"corpus", "doc", "start", "end", "sha256", "events"}.  `start` and
`end` are offsets of a sentence in a document of ../shared; the spans of an event, [start, end], count
from the sentence's start.  The document's SHA-256 says that the offsets still mean what they meant.

    python training/annotations.py ../shared training/annotations/*.jsonl      checks them, prints counts
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sentences import Marked, Written

from reportedly.codebook import load_codebook
from reportedly.model import Realis

# Corpora of one JSON object a line: the file, and the field that names the document.
_LINES = {"tr-news": ("places/tr-news.jsonl", "doc_id"), "pairs": ("pairs/dev.jsonl", "id")}


def read(path: Path, shared: Path) -> Iterator[Written]:
    """The annotated sentences of one file.

    Args:
        path: a file of `annotations/`.
        shared: the folder that holds the gold and its texts.

    Raises:
        ValueError: a document has changed, or a line says something that is not so.
    """
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line:
            continue
        row = json.loads(line)
        text = _documents(row["corpus"], shared)[row["doc"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            raise ValueError(f"{path}:{number}: the text of {row['doc']!r} is not the one that was annotated")
        sentence = text[row["start"] : row["end"]]
        yield Written(sentence, tuple(_marked(e, len(sentence)) for e in row["events"]))


def _marked(event: dict[str, object], length: int) -> Marked:
    spans = [event["trigger"], *event["actors"], *event["recipients"]]  # type: ignore[misc]  # JSON
    if event["type"] not in load_codebook().types or not all(0 <= s < e <= length for s, e in spans):
        raise ValueError(f"{event!r} does not fit its sentence")
    trigger, *parties = ((int(s), int(e)) for s, e in spans)
    doers = len(event["actors"])  # type: ignore[arg-type]  # JSON
    return Marked(
        str(event["type"]),
        None if event["mode"] is None else str(event["mode"]),
        trigger,
        tuple(parties[:doers]),
        tuple(parties[doers:]),
        Realis(str(event["realis"])),
        bool(event["negated"]),
    )


@cache
def _documents(corpus: str, shared: Path) -> dict[str, str]:
    if corpus in _LINES:
        file, name = _LINES[corpus]
        lines = (shared / "gold" / file).read_text("utf-8").split("\n")
        rows = (json.loads(line) for line in lines if line.strip())
        return {row[name]: row["text"] for row in rows}
    folder = shared / "gold" / "attribution" / "train"
    return {str(p.relative_to(folder)): p.read_bytes().decode("utf-8") for p in sorted(folder.rglob("*.txt"))}


def main(shared: Path, paths: list[Path]) -> int:
    """Checks files and prints what they hold."""
    found = [written for path in paths for written in read(path, shared)]
    types = Counter(e.type for written in found for e in written.events)
    print(f"{len(found)} sentences, {sum(not w.events for w in found)} without an event")
    print(" ".join(f"{name} {count}" for name, count in types.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]]))
