"""What the extraction of a text broke, and how it is to be read.

Two things that whole archives suffer from: names set in bold whose spaces were lost on both sides
(“ComradeKim Jong Unreceived”), and boxes with a person's further headlines that were poured into
the sentence after the name.  Only what the tables or the repeated name make certain is mended.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.models import Repair

# Names, and what may be one with words stuck to it; it may begin inside a word: “ComradeKim”.
_WORD = r"[A-Z](?:[^\W\d_A-Z]|['’]|-\w)+"
_NAMES = re.compile(rf"(?:(?<=[a-zà-ÿ])|\b){_WORD}(?: {_WORD})+")
# “President Anson Theodor P. AnsonRivals join forces … MORE”: the full name repeats the last word, and a
# headline follows without a space.
_BOX = re.compile(
    r"\b(?P<last>[A-Z][a-z][\w'’-]+)(?P<box> (?!(?P=last)\b)(?:[A-Z][\w.'’-]* ){1,5}(?P=last)(?=[A-Z][A-Za-z]).{10,800}? MORE\b)"
)
# A name of two words also begins others: “Kamala Harrison”.
_WORDS = 3

# The last words of names by the words before them: {"Kim Jong": ("Un", "Il")}.
Glued = Mapping[str, Sequence[str]]


def names(people: Iterable[str]) -> Glued:
    """Names of people as `find` looks them up."""
    found: dict[str, list[str]] = {}
    for lead, _, tail in (name.rpartition(" ") for name in people):
        if lead:
            found.setdefault(lead, []).append(tail)
    # “Un” is tried after any longer word that begins so.
    return {lead: tuple(sorted(tails, key=len, reverse=True)) for lead, tails in found.items()}


def find(text: str, people: Glued) -> tuple[Repair, ...]:
    """What is to be mended in a paragraph, in order.

    Args:
        text: the paragraph.
        people: names that lose their spaces (`names`).
    """
    boxes = [Repair(*m.span("box"), "") for m in _BOX.finditer(text)] if " MORE" in text else []
    apart = [r for r in _apart(text, people) if not any(b.start <= r.start < b.end for b in boxes)]
    return tuple(sorted([*boxes, *apart], key=lambda r: r.start))


def _apart(text: str, people: Glued) -> Iterator[Repair]:
    """Where a space was lost before or after a name."""
    for found in _NAMES.finditer(text):
        words = found.group().split(" ")
        first = 0
        while first < len(words) - 1:
            hit = _name(words, first, people)
            if hit is None:
                first += 1
                continue
            last, tail = hit
            start = found.start() + sum(len(w) + 1 for w in words[:first])
            end = found.start() + sum(len(w) + 1 for w in words[:last]) + len(tail)
            if first == 0 and start > 0 and text[start - 1].islower():
                yield Repair(start, start, " ")
            if len(words[last]) > len(tail) and words[last][len(tail)].isalpha():
                yield Repair(end, end, " ")
            first = last + 1


def _name(words: Sequence[str], first: int, people: Glued) -> tuple[int, str] | None:
    """The longest name that begins at `words[first]`: where its last word stands, and that word without what sticks to it."""
    for last in range(len(words) - 1, first, -1):
        for tail in people.get(" ".join(words[first:last]), ()):
            rest = words[last][len(tail) :]
            stuck = len(rest) > 1 and rest.isalpha() and last - first + 1 >= _WORDS
            if words[last].startswith(tail) and (stuck or not rest[:1].isalpha()):
                return last, tail
    return None
