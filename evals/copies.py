"""Measures whether copies of a report are traced back to it: wire-like copies made here, from a corpus, and kept nowhere.

    python evals/copies.py [--seed N] [--copies 200] [--show]

Of as many reports of the corpus a copy is made: trimmed, its sentences in another order, house style put in, quotation marks
changed, a credit to the agency added or not, out up to three days later in a paper that does not exist.  They are
mixed among all originals.  A copy is right if it is traced to the report it was made from; a false copy is an original that is
traced to anything, and every one of these is printed to be looked at.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportedly.stories.copies import Copy, Text, pairs, roots
from reportedly.stories.shingles import shingles

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "kcna.jsonl"
_PAPERS = ("Strelsau Courier", "Nebelsbad Post", "Zenda Evening News", "Hentzau Gazette")
_STYLE = (
    (r"\bthe DPRK\b", "North Korea"), (r"\bDPRK\b", "North Korean"),
    (r"\bthe respected Comrade ", ""), (r"\bRespected Comrade ", ""),
    (r"\bthe WPK\b", "the ruling party"), (r"\bROK\b", "South Korea"), (r"\bthe U\.S\.", "the United States"),
)  # fmt: skip
_CREDITS = ("(KCNA)", "The agency KCNA reported.", "State media said so on Thursday.", "", "")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def originals() -> list[dict[str, str]]:
    """The corpus."""
    return [json.loads(line) for line in CORPUS.read_text("utf-8").split("\n") if line.strip()]


def rewritten(text: str, rng: random.Random) -> str:
    """A wire-like copy of a report."""
    lead, *rest = [s for s in _SENTENCE.split(re.sub(r"^.{0,60}\(KCNA\)\s*-+\s*", "", text)) if s.strip()]
    kept = rng.sample(rest, max(1, round(len(rest) * rng.uniform(0.35, 0.95)))) if rest else []
    if rng.random() < 0.5:  # noqa: PLR2004  # half of them keep the order
        kept.sort(key=rest.index)
    sentences = [lead, *kept]
    if rng.random() < 0.6:  # noqa: PLR2004  # most papers have a style
        for found, put in _STYLE:
            sentences = [re.sub(found, put, s) for s in sentences]
    if rng.random() < 0.3 and len(sentences) > 1:  # noqa: PLR2004  # some quote what was not quoted
        n = rng.randrange(1, len(sentences))
        sentences[n] = f"“{sentences[n].rstrip('.')},” the report said."
    body = " ".join(sentences).replace('"', rng.choice(['"', "“", "”"]))
    credit = rng.choice(_CREDITS)
    headline = f"{rng.choice(('Pyongyang', 'North Korea', 'KCNA'))}: {' '.join(lead.split()[:6])}"
    return "\n".join(filter(None, [headline, f"{rng.choice(('', 'SEOUL — '))}{body}", credit]))


def texts(rows: list[dict[str, str]], count: int, rng: random.Random) -> Iterator[tuple[Text, str | None]]:
    """Originals and copies, each with what it was made from."""
    for n, row in enumerate(rows):
        yield Text(f"kcna-{n:04}", date.fromisoformat(row["date"]).toordinal(), shingles(row["text"]), "KCNA", "KCNA"), None
    for n in rng.sample(range(len(rows)), count):
        row = rows[n]
        copy = rewritten(row["text"], rng)
        day = date.fromisoformat(row["date"]).toordinal() + rng.randrange(4)
        credit = "KCNA" if "KCNA" in copy else None
        yield Text(f"copy-{n:04}", day, shingles(copy), rng.choice(_PAPERS), credit), f"kcna-{n:04}"


def measure(
    rows: list[dict[str, str]], count: int = 200, seed: int = 1
) -> tuple[dict[str, Text], list[tuple[Text, str, Copy | None]], list[Copy]]:
    """Makes copies and traces them: all texts by name, those traced wrongly with what they were made from, false copies."""
    made = list(texts(rows, count, random.Random(seed)))  # noqa: S311  # repeatable, not secret
    known = {text.name: text for text, _ in made}
    traced = roots(pairs(known.values()), known)
    wrong = [(t, of, traced.get(t.name)) for t, of in made if of and (t.name not in traced or traced[t.name].of != of)]
    return known, wrong, [copy for name, copy in traced.items() if name.startswith("kcna-")]


def main() -> None:
    """Makes, traces, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="print what was traced otherwise")
    given = parser.parse_args()
    rows = originals()
    known, wrong, false = measure(rows, given.copies, given.seed)
    for text, of, got in wrong if given.show else ():
        print(text.name, len(text.runs), "of", of, len(known[of or ""].runs), "traced to", got)
    for copy in false:
        print("false:", copy, rows[int(copy.name[5:])]["headline"], "|", copy.of)
    print(json.dumps({"copies": given.copies, "right": 1 - len(wrong) / given.copies, "false_among_originals": len(false)}))


if __name__ == "__main__":
    main()
