"""Measures the reading of times on expressions of our own, each in its sentences: evals/gold/times/{dev,test}.jsonl.

    python evals/expressions.py [--half dev|test] [--show]

A line is {"id", "sentence", "text", "published", "earliest", "latest", "granularity", "note"}; null dates: it names no
calendar date.  The sets were written before the grammar was changed to fit anything in them, the test half was
never looked at since.  Strict: both ends right.  Milliseconds are for a sentence read whole.
"""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportedly.model import Granularity, When
from reportedly.reading import times

GOLD = Path(__file__).resolve().parent / "gold" / "times"
HALVES = ("dev", "test")
Ends = tuple[str | None, str | None]


def rows(half: str) -> list[dict[str, str | None]]:
    """The expressions of one half."""
    return [json.loads(line) for line in (GOLD / f"{half}.jsonl").read_text("utf-8").splitlines() if line]


def measure(half: str) -> dict[str, float]:
    """The share of expressions whose both ends are right, and the time a sentence takes."""
    read = rows(half)
    start = time.perf_counter()
    answers = [_answer(row) for row in read]
    spent = time.perf_counter() - start
    right = sum(answer == _wanted(row) for answer, row in zip(answers, read, strict=True))
    return {"strict": right / len(read), "milliseconds": 1000 * spent / len(read)}


def wrong(half: str) -> Iterator[str]:
    """What was read otherwise than the gold has it."""
    for row in rows(half):
        answer = _answer(row)
        if answer != _wanted(row):
            yield f"{row['id']} {row['text']!r} ({row['published']}): {_wanted(row)}, read as {answer}"


def _answer(row: dict[str, str | None]) -> Ends:
    sentence, text, published = (str(row[key]) for key in ("sentence", "text", "published"))
    start = sentence.index(text)
    return _ends(times.within(sentence, start, start + len(text), date.fromisoformat(published)))


def _ends(when: When | None) -> Ends:
    if when is None or when.granularity is Granularity.VAGUE:
        return None, None
    return tuple(d.isoformat() if d else None for d in (when.earliest, when.latest))  # type: ignore[return-value]


def _wanted(row: dict[str, str | None]) -> Ends:
    return row["earliest"], row["latest"]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, default="dev")
    parser.add_argument("--show", action="store_true", help="print what was read otherwise than the gold has it")
    given = parser.parse_args()
    if given.show:
        print(*wrong(given.half), sep="\n")
    print(json.dumps(measure(given.half)))


if __name__ == "__main__":
    main()
