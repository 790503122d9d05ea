"""Counts in how many news reports each word stands: what `stories/words.py` weighs words by.

    python training/frequencies.py ../shared

Reads the news texts of the attribution gold's training half, of the gold of places and of the corpus (its first 300
reports, so that one agency does not rule) and writes `src/reportedly/stories/data/frequencies.tsv.gz`: numbers of ours
about words, no text.
The reports that stories are scored on are not read.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from reportedly.stories import words

OUT = Path(__file__).resolve().parents[1] / "src/reportedly/stories/data/frequencies.tsv.gz"
_OF_ONE_AGENCY = 300
# A word of fewer reports counts as one that none has: it weighs most.
_LEAST = 3


def reports(shared: Path) -> Iterator[str]:
    """The texts."""
    for path in sorted((shared / "gold" / "attribution" / "train").rglob("*.txt")):
        yield path.read_text("utf-8")
    for name in ("geovirus", "tr-news"):
        yield from (row["text"] for row in _rows(shared / "gold" / "places" / f"{name}.jsonl"))
    yield from (row["text"] for row in list(_rows(shared / "corpora" / "kcna.jsonl"))[:_OF_ONE_AGENCY])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    yield from (json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip())


def main() -> None:
    """Writes the table."""
    texts = list(reports(Path(sys.argv[1])))
    lines = [f"reports\t{len(texts)}", *(f"{word}\t{count}" for word, count in words.counted(texts, _LEAST))]
    OUT.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{len(lines) - 1} words of {len(texts)} reports in {OUT.name}")


if __name__ == "__main__":
    main()
