"""How many of what: the counts that reports of one event give, kept side by side.

A count is a number with the noun after it (“12,000 troops”, “at least four people”); years, days, sums of money, shares and
what is measured are none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ONES = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        1,
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_DOZEN = 12
_WORDS, _MANIFOLD = "|".join([*_ONES, *_TENS]), "|".join(_LARGE)
_NUMBER = re.compile(
    rf"(?<![\w.,$€£¥#-])(?P<about>about|around|nearly|some|at least|more than|over|up to|as many as|almost|roughly)?\s*"
    rf"\b(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{_WORDS})(?:-(?:{_WORDS}))?|a(?= (?:dozen|{_MANIFOLD})\b))"
    rf"(?:[ -](?P<large>dozen|{_MANIFOLD}))?(?=(?P<rest>(?:\s+[a-z][a-z’'-]*){{1,7}}))",
    re.IGNORECASE,
)
# What ends the name of what is counted.
_ENDS = frozenset(
    "and or of in on at to from with by for as were was are is be been have has had who that which will would could may might "
    "near along into during after before over under against since until out off per a an the this these those its their his "
    "her said than but while when where".split()
)
# What is measured or dated, and not counted.
_MEASURES = frozenset(
    "percent per cent year month week day hour minute second kilometer kilometre mile meter metre ton tonne dollar euro won "
    "yuan ruble pound degree am pm kilogram km century time p.m a.m january february march april may june july august "
    "september october november december th st nd mw megawatt inch foot feet point".split()
)
_MANY = {"people": "people", "troops": "troops", "men": "men", "women": "women", "children": "children", "police": "police"}
# What befell those who are counted; a number may be of it with no noun of its own (“30 wounded”).
_HARM = {
    "killed": "killed", "dead": "killed", "died": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "missing": "missing", "arrested": "arrested", "detained": "arrested", "displaced": "displaced",
}  # fmt: skip
_BEING = frozenset({"were", "was", "are", "have", "had", "has", "been", "being", "who", "got"})
_MORE = frozenset({"more", "other", "others"})
_SHORT = 3
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what: `words` as they stand in the text."""

    number: float
    of: str
    words: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted differently: each number given, from the smallest, with those who give it."""

    of: str
    numbers: tuple[tuple[float, tuple[str, ...]], ...]


def counts(sentence: str) -> Iterator[Count]:
    """The counts in a sentence."""
    for found in _NUMBER.finditer(sentence):
        of = _of(found["rest"].lower().split())
        number = _value(found["number"].lower().strip(), found["large"])
        if of is None or (number in _YEARS and "," not in found["number"] and number == int(number) and not found["large"]):
            continue
        yield Count(number, of[0], f"{found['number'].strip()}{' ' + found['large'] if found['large'] else ''} {of[1]}")


def side_by_side(told: Iterable[tuple[str, str]]) -> list[Counted]:
    """What is counted by several, and not alike by all.

    Args:
        told: who gives a sentence, and the sentence.
    """
    by: dict[str, dict[float, dict[str, None]]] = {}
    givers: dict[str, set[str]] = {}
    for who, sentence in told:
        for count in counts(sentence):
            by.setdefault(count.of, {}).setdefault(count.number, {})[who] = None
            givers.setdefault(count.of, set()).add(who)
    return [
        Counted(of, tuple((number, tuple(who)) for number, who in sorted(numbers.items())))
        for of, numbers in sorted(by.items())
        if len(numbers) > 1 and len(givers[of]) > 1
    ]


def _of(words: list[str]) -> tuple[str, str] | None:
    """What is counted, by its last noun and what befell it; the words that name it."""
    kept: list[str] = []
    for n, word in enumerate(words):
        if word in _MORE:
            continue
        if word in _ENDS:
            break
        kept.append(word)
        if word in _HARM or word in _MANY or (word.endswith("s") and not word.endswith(("ss", "ous", "’s", "'s"))):
            harm = next((w for w in words[n + 1 :] if w not in _BEING), None)
            return _kind(kept, _HARM.get(harm or ""))
    return _kind(kept, None) if kept else None


def _kind(kept: list[str], harm: str | None) -> tuple[str, str] | None:
    noun = _HARM.get(kept[-1]) or _single(kept[-1])
    if len(noun) < _SHORT or noun in _MEASURES or kept[0] in _MEASURES:
        return None
    noun = "people " + noun if kept[-1] in _HARM else noun
    return f"{noun} {harm}" if harm else noun, " ".join(kept)


def _single(word: str) -> str:
    if word in _MANY:
        return _MANY[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _value(word: str, large: str | None) -> float:
    times = _DOZEN if large and large.lower() == "dozen" else _LARGE.get((large or "").lower(), 1)
    if word[0].isdigit():
        return float(word.replace(",", "")) * times
    if word == "a":
        return float(times)
    return float(sum(_ONES.get(part) or _TENS[part] for part in word.split("-")) * times)
