"""Measures who mentions stand for on mentions of our own: evals/gold/actors/dev.jsonl.

    python evals/mentions.py [--file FILE] [--show]

A line is {"id", "text", "mention", "published", "country", "sector", "person", "kind", …}; "start" where the words stand
more than once; "|" between the answers of a group.  A null sector or person is not judged, save that no person may be named
for what is none.  Right: country, sector (the first one told) and person are all right.
"""

import argparse
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from reportedly.knowledge import load_knowledge
from reportedly.model import Document, Who
from reportedly.reader import Reader

GOLD = Path(__file__).resolve().parent / "gold" / "actors" / "dev.jsonl"
# Never looked at: print its figures, not its lines.
UNSEEN = GOLD.with_name("test.jsonl")
# What may denote one person whether or not the gold names him.
_HUMAN = frozenset(
    {"minister", "former", "top_office", "named_leader", "short_name", "pronoun", "group_of_two", "trap_kim", "trap_other"}
)
_SURE = 0.8
Row = Mapping[str, object]


def rows(path: Path = GOLD) -> list[Row]:
    """The mentions of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def measure(reader: Reader, path: Path = GOLD) -> dict[str, float]:
    """Shares right: all three, and each; and how many wrong people were named with a confidence above .8."""
    judged = [(row, *_judged(row, answers(reader, row))) for row in rows(path)]
    total = len(judged)
    return {
        "right": sum(country and sector and person for _, country, sector, person, _ in judged) / total,
        "country": sum(country for _, country, *_ in judged) / total,
        "sector": sum(sector for _, _, sector, *_ in judged) / total,
        "person": sum(person for _, _, _, person, _ in judged) / total,
        "surely_wrong_people": float(sum(wrong for *_, wrong in judged)),
    }


def answers(reader: Reader, row: Row) -> tuple[Who, ...]:
    """Whom the mention is taken for."""
    text, mention = str(row["text"]), str(row["mention"])
    start = int(str(row.get("start", text.index(mention))))
    return reader.who(Document(str(row["id"]), text, date.fromisoformat(str(row["published"]))), start, start + len(mention))


def _judged(row: Row, found: Sequence[Who]) -> tuple[bool, bool, bool, bool]:
    countries = [who.actor.country for who in found] or [None]
    sectors = [next(iter(who.actor.sectors), None) for who in found] or [None]
    wanted = _cell(row, "country")
    country = countries == wanted if len(wanted) > 1 else countries[0] == wanted[0] and len(set(countries)) == 1
    sector = row["sector"] is None or set(_cell(row, "sector")) == set(sectors)
    people = [who.person for who in found]
    if row["person"] is not None:
        person = sorted(map(_plain, filter(None, people))) == sorted(map(_plain, filter(None, _cell(row, "person"))))
    else:
        person = row["kind"] in _HUMAN or not any(people)
    named = {_plain(who.person) for who in found if who.person and who.confidence > _SURE}
    wrong = not person and not named <= set(map(_plain, filter(None, _cell(row, "person"))))
    return country, sector, person, wrong


def _cell(row: Row, key: str) -> list[str | None]:
    return [None] if row[key] is None else [part or None for part in str(row[key]).split("|")]


def _plain(name: str) -> str:
    """A name without accents, hyphens and case; names of one person in the tables are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    known = load_knowledge().lookup(name)
    if known is not None and known.kind == "person":
        plain = "".join(c for c in unicodedata.normalize("NFKD", known.name.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.replace("-", " ").split())


def wrong(reader: Reader, path: Path) -> Iterator[str]:
    """What was read otherwise than the gold has it, the worst kinds first."""
    missed: Counter[str] = Counter()
    told = []
    for row in rows(path):
        found = answers(reader, row)
        country, sector, person, _ = _judged(row, found)
        if not (country and sector and person):
            missed[str(row["kind"])] += 1
            got = [(w.actor.country, w.actor.sectors, w.person, round(w.confidence, 2)) for w in found]
            told.append(f"{row['id']} {row['kind']} {row['published']} [{row['mention']}] in {row['text']!r}\n    "
                        f"gold {row['country']} {row['sector']} {row['person']}; read {got}")  # fmt: skip
    yield from told
    yield str(missed.most_common())


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=GOLD, help="mentions of the same form that stand elsewhere")
    parser.add_argument("--show", action="store_true", help="print what was read otherwise than the gold has it")
    given = parser.parse_args()
    reader = Reader()
    if given.show:
        print(*wrong(reader, given.file), sep="\n")
    print(json.dumps(measure(reader, given.file)))


if __name__ == "__main__":
    main()
