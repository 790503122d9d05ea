"""What the extraction of a text broke, and how it is to be read.

Two things that whole archives suffer from: names set in bold whose spaces were lost on both sides
(“ComradeKim Jong Unreceived”), and boxes with a person's further headlines that were poured into
the sentence after the name.  Only what the tables or the repeated name make certain is mended.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.models import Repair

# Names, and what may be one with words stuck to it; it may begin inside a word: “ComradeKim”.
_NAMES = re.compile(r"(?:(?<=[a-z])|\b)[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)+")
# “President Anson Anson P. AnsonRivals join forces … MORE”: the full name repeats the last word, and a
# headline follows without a space.
_BOX = re.compile(r"\b(?P<last>[A-Z][\w'’-]+)(?P<box> (?:[A-Z][\w.'’-]* ){1,5}(?P=last)(?=[A-Z0-9]).{10,800}? MORE\b)")
# A shorter last word also begins other names.
_LONG = 5
_WORDS = 3

# The last words of names by the words before them: {"Kim Jong": ("Un", "Il")}.
Glued = Mapping[str, Sequence[str]]


def names(people: Iterable[Sequence[str]]) -> Glued:
    """Names of people as `find` looks them up.

    Args:
        people: their names in words.
    """
    found: dict[str, list[str]] = {}
    for words in people:
        if len(words) > 1 and (len(words) >= _WORDS or len(words[-1]) >= _LONG):
            found.setdefault(" ".join(words[:-1]), []).append(words[-1])
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
        for n in range(len(words) - 1, 0, -1):
            tail = next((t for t in people.get(" ".join(words[:n]), ()) if words[n].startswith(t)), None)
            if tail is None:
                continue
            start, end = found.start(), found.start() + len(" ".join(words[:n])) + 1 + len(tail)
            rest = words[n][len(tail) :]
            stuck = len(rest) > 1 and rest.isalpha()
            if start > 0 and text[start - 1].islower() and (stuck or not rest[:1].isalpha()):
                yield Repair(start, start, " ")
            if stuck:
                yield Repair(end, end, " ")
            break
