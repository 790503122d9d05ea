"""Reads a codebook folder: `codebook.toml`, `types.toml`, `contexts.toml` and `triggers/<type>.toml`.

A user's folder is read by the same rules as the built-in one.  Unknown keys, types and modes are
refused rather than passed over, since a misspelt condition would silently code too much.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from reportedly.codebook.records import Codebook, Context, EventType, Mode, PartOfSpeech, Trigger, specificity
from reportedly.codebook.tables import Table, read_table
from reportedly.errors import CodebookError

PREPOSITIONS = frozenset(
    {
        "about",
        "above",
        "across",
        "after",
        "against",
        "ahead",
        "along",
        "alongside",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "between",
        "beyond",
        "by",
        "down",
        "for",
        "from",
        "in",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "past",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "up",
        "upon",
        "via",
        "with",
        "within",
        "without",
    }
)
VERB_PLACES = PREPOSITIONS | {"object", "subject", "clause", "inside"}
VERB_RECIPIENT = ("object", "to", "on", "against", "with", "at", "from", "for", "over", "inside")
NOUN_RECIPIENT = ("against", "on", "to", "with", "at", "from", "for", "over")
DEFAULT_WEIGHT = 0.8
LINKING_WORDS = frozenset({"of", "to", "for", "from", "with", "against", "the", "a", "an", "and"})

_SHARED_KEYS = ("lemmas", "mode", "recipient", "reciprocal", "requires", "weight")
_VERB_KEYS = (
    *_SHARED_KEYS,
    "object",
    "not_object",
    "intransitive",
    "subject",
    "not_subject",
    "complement",
    "complement_verbs",
    "not_complement_verbs",
    "actor",
)
_NOUN_KEYS = (*_SHARED_KEYS, "modifier", "not_modifier", "of")

# PLOVER's sectors of actors (manual 0.8).
SECTORS = frozenset("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split())


def load_codebook(folder: Path | None = None) -> Codebook:
    """The codebook in `folder`; `None` is the built-in PLOVER one.

    Raises:
        CodebookError: the folder or one of its files is missing, or says something that is not understood.
    """
    if folder is None:
        return _builtin()
    if not folder.is_dir():
        raise CodebookError(f"There is no codebook folder {str(folder)!r}.", hint="a folder that holds types.toml")
    return _read(folder)


@cache
def _builtin() -> Codebook:
    return _read(files("reportedly.codebook") / "plover")


def _read(folder: Traversable) -> Codebook:
    about = read_table(folder / "codebook.toml", "codebook.toml")
    about.only("name", "version")
    types = _types(read_table(folder / "types.toml", "types.toml"))
    contexts = _contexts(read_table(folder / "contexts.toml", "contexts.toml"), types)
    triggers = tuple(_triggers(folder / "triggers", types))
    verbs, nouns = (_indexed(t for t in triggers if t.pos == pos) for pos in ("verb", "noun"))
    return Codebook(about.text("name"), about.text("version"), types, contexts, verbs, nouns)


def _types(table: Table) -> dict[str, EventType]:
    table.only("type")
    types: dict[str, EventType] = {}
    for entry in table.tables("type"):
        made = _event_type(entry)
        if made.name in types:
            raise entry.wrong("name", made.name, "a name that no other type has")
        types[made.name] = made
    if not types:
        raise CodebookError(f"{table.place} holds no type.", hint="at least one table under [[type]]")
    for made in types.values():
        if made.when_planned is not None and made.when_planned not in types:
            raise table.wrong("when_planned", made.when_planned, f"one of {', '.join(types)}")
    return types


def _event_type(entry: Table) -> EventType:
    entry.only("name", "definition", "score", "quad", "recipient_needed", "reciprocal", "when_planned", "mode")
    name = entry.text("name")
    # The name is a file's stem in lower case, so only letters that keep through both ways may stand in it.
    if not re.fullmatch(r"[A-Z][A-Z0-9_-]*", name):
        raise entry.wrong("name", name, "upper-case letters, digits, _ and -, a letter first")
    quad = entry.number("quad", 1, 4)
    if not quad.is_integer():
        raise entry.wrong("quad", quad, "1, 2, 3 or 4")
    return EventType(
        name=name,
        definition=entry.text("definition"),
        score=entry.number("score", -10, 10),
        quad=int(quad),
        recipient_needed=bool(entry.flag("recipient_needed")),
        reciprocal=bool(entry.flag("reciprocal")),
        when_planned=entry.text("when_planned") if "when_planned" in entry.raw else None,
        modes=_modes(entry),
    )


def _modes(entry: Table) -> dict[str, Mode]:
    modes: dict[str, Mode] = {}
    for row in entry.tables("mode"):
        row.only("name", "score", "definition")
        name = row.text("name")
        if name in modes:
            raise row.wrong("name", name, "a name that no other mode of the type has")
        modes[name] = Mode(name, row.number("score", -10, 10) if "score" in row.raw else None, row.text("definition"))
    return modes


def _contexts(table: Table, types: Mapping[str, EventType]) -> tuple[Context, ...]:
    table.only("context")
    modes = [f"{t.name} {mode}" for t in types.values() for mode in t.modes]
    contexts: dict[str, Context] = {}
    for entry in table.tables("context"):
        entry.only("name", "definition", "words", "modes", "sectors", "between_states")
        name = entry.text("name")
        if name in contexts:
            raise entry.wrong("name", name, "a name that no other context has")
        contexts[name] = Context(
            name,
            entry.text("definition"),
            entry.words("words"),
            entry.codes("modes", modes),
            entry.codes("sectors", SECTORS),
            entry.codes("between_states", types),
        )
    return tuple(contexts.values())


def _triggers(folder: Traversable, types: Mapping[str, EventType]) -> Iterator[Trigger]:
    """The triggers of every file, each lemma phrase on its own."""
    if not folder.is_dir():
        raise CodebookError("The codebook has no folder 'triggers'.", hint="a file triggers/<type>.toml for each type")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        place = f"triggers/{file.name}"
        known = types.get(file.name.removesuffix(".toml").upper())
        if known is None or not file.name.endswith(".toml") or file.name != file.name.lower():
            hint = f"a lower-case name: {', '.join(f'{t.lower()}.toml' for t in types)}"
            raise CodebookError(f"{place} belongs to no type of types.toml.", hint=hint)
        yield from _of_file(read_table(file, place), known)


def _of_file(table: Table, type_: EventType) -> Iterator[Trigger]:
    table.only("verb", "noun")
    seen: set[tuple[object, ...]] = set()
    for entry, pos in [(e, p) for p in ("verb", "noun") for e in table.tables(p)]:
        for trigger in _verb(entry, type_) if pos == "verb" else _noun(entry, type_):
            key = (trigger.pos, trigger.words, *trigger.conditions)
            if key in seen:
                raise entry.wrong("lemmas", trigger.phrase, "a phrase that stands once with the same conditions")
            seen.add(key)
            yield trigger


def _verb(entry: Table, type_: EventType) -> Iterator[Trigger]:
    entry.only(*_VERB_KEYS)
    complement = entry.flag("complement")
    complement_verbs = entry.words("complement_verbs")
    if complement is False and complement_verbs:
        raise entry.wrong("complement", complement, "true where complement_verbs are listed")
    shared = replace(
        _shared(entry, type_, "verb", entry.words("recipient", VERB_PLACES) or VERB_RECIPIENT),
        object=_heads_last(entry, "object"),
        not_object=_heads_last(entry, "not_object"),
        intransitive=bool(entry.flag("intransitive")),
        subject=_heads_last(entry, "subject"),
        not_subject=_heads_last(entry, "not_subject"),
        complement=True if complement_verbs else complement,
        complement_verbs=complement_verbs,
        not_complement_verbs=entry.words("not_complement_verbs"),
        actor=entry.choice("actor", PREPOSITIONS | {"subject", "object"}, "subject"),
    )
    for phrase in entry.words("lemmas"):
        yield replace(shared, words=tuple(phrase.split()))


def _noun(entry: Table, type_: EventType) -> Iterator[Trigger]:
    entry.only(*_NOUN_KEYS)
    shared = replace(
        _shared(entry, type_, "noun", entry.words("recipient", PREPOSITIONS) or NOUN_RECIPIENT),
        modifier=entry.words("modifier"),
        not_modifier=entry.words("not_modifier"),
        of=entry.choice("of", {"recipient", "actor", "theme"}, "theme"),
    )
    for phrase in _heads_last(entry, "lemmas"):
        # A parser splits a hyphened noun, so its parts count as words.
        yield replace(shared, words=tuple(phrase.replace("-", " ").split()))


def _shared(entry: Table, type_: EventType, pos: PartOfSpeech, recipient: tuple[str, ...]) -> Trigger:
    """A trigger with all that verbs and nouns have in common, still without its words."""
    if not entry.words("lemmas"):
        raise entry.wrong("lemmas", None, "a list of at least one lemma phrase")
    reciprocal = entry.flag("reciprocal")
    return Trigger(
        type=type_.name,
        pos=pos,
        words=(),
        recipient=recipient,
        reciprocal=type_.reciprocal if reciprocal is None else reciprocal,
        mode=_mode(entry, type_),
        requires=entry.words("requires", {"actor", "recipient"}),
        weight=entry.number("weight", 0, 1) if "weight" in entry.raw else DEFAULT_WEIGHT,
    )


def _mode(entry: Table, type_: EventType) -> str | None:
    if "mode" not in entry.raw:
        return None
    mode = entry.text("mode")
    if mode not in type_.modes:
        raise entry.wrong("mode", mode, f"one of {type_.name}'s modes: {', '.join(type_.modes) or 'it has none'}")
    return mode


def _heads_last(entry: Table, key: str) -> tuple[str, ...]:
    """The phrases at `key`, none of which may hide its head before an of-phrase or the like."""
    found = entry.words(key)
    for phrase in found:
        if LINKING_WORDS.intersection(phrase.replace("-", " ").split()[:-1]):
            raise entry.wrong(key, phrase, "a phrase that ends in its head noun, such as 'peace talk'")
    return found


def _indexed(triggers: Iterable[Trigger]) -> dict[str, tuple[Trigger, ...]]:
    index: defaultdict[str, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        index[trigger.head].append(trigger)
    return {head: tuple(sorted(found, key=specificity)) for head, found in sorted(index.items())}
