"""The records of a codebook: frozen, with no I/O; what a type, a mode, a context and a trigger are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

PartOfSpeech = Literal["verb", "noun"]
Condition = bool | None | frozenset[str]


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of some type was done; `score` is `None` where the codebook gives the mode none."""

    name: str
    score: float | None
    definition: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of act between political actors.

    Attributes:
        score: from -10 (conflict) to +10 (cooperation).
        quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        reciprocal: every party is an actor, unless a trigger says otherwise.
        when_planned: the type that an act of this one has while it is only intended; `None` is itself.
        modes: by name, in the order of the file; treat as read-only.
    """

    name: str
    definition: str
    score: float
    quad: int
    recipient_needed: bool
    reciprocal: bool
    when_planned: str | None
    modes: Mapping[str, Mode]

    def __str__(self) -> str:
        return f"{self.name} ({self.score:+g})"


@dataclass(frozen=True, slots=True)
class Context:
    """A subject matter of a text; any of `words` (lower-case lemmas or phrases) signals it.

    So does an event of one of `modes` (“ASSAULT aerial”), with a party of one of `sectors`, or of one of
    the types in `between_states` from one state to another.
    """

    name: str
    definition: str
    words: tuple[str, ...]
    modes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    between_states: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Trigger:
    """One lemma phrase that tells of one type, with its conditions and where its parties stand.

    An empty tuple is no condition.  In an item of several words (“tear gas”) the last is the head
    and the earlier ones stand before it as compound or adjective.

    Attributes:
        words: lower-case lemmas.  Verb: the verb, then particles, prepositions, adverbs or predicate
            adjectives that depend on it, the second preposition on the first; a preposition that opens
            a date (“called her on Friday”) is none of them.  Noun: the head stands last, its
            modifiers before it.
        object: the verb's direct object (passive: its subject) must have one of these heads; in a phrase
            that ends in a preposition, that preposition's object will do as well (“put on” + “alert”).
        not_object: the object must have none of these heads.
        intransitive: the verb must have no direct object.
        subject: the verb's subject (passive: its agent) must have one of these heads.
        not_subject: the subject must have none of these heads.
        complement: `True`: a clause or infinitive must follow, on the verb or on the last of `words`;
            `False`: none may; `None`: either will do.
        complement_verbs: the verb of that clause must be one of these.
        not_complement_verbs: the verb of that clause must be none of these.
        modifier: a noun must have one of these as compound or adjective.
        not_modifier: a noun must have none of these.
        actor: where the doer stands: “subject”, “object” or a preposition.
        of: what a noun's of-phrase names: “recipient”, “actor” or “theme” (neither party).
        recipient: where the other party stands, best first: “object”, “subject”, “clause” (the subject
            of the complement), “inside” (anywhere within object or complement), or a preposition.
        reciprocal: every party is an actor (the trigger's own word, else its type's).
        requires: parties without which nothing is coded: “actor”, “recipient”.
        weight: how surely the phrase, in news, tells of this type: 0 to 1.
    """

    type: str
    pos: PartOfSpeech
    words: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    mode: str | None = None
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    intransitive: bool = False
    subject: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    complement: bool | None = None
    complement_verbs: tuple[str, ...] = ()
    not_complement_verbs: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    not_modifier: tuple[str, ...] = ()
    actor: str = "subject"
    of: str = "theme"
    requires: tuple[str, ...] = ()
    weight: float = 0.8

    @property
    def head(self) -> str:
        """The lemma under which the trigger is found: a verb's first word, a noun's last."""
        return self.words[0] if self.pos == "verb" else self.words[-1]

    @property
    def phrase(self) -> str:
        """The words as one string."""
        return " ".join(self.words)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that must hold of a text besides the words; two triggers equal in this compete."""
        return (
            frozenset(self.object),
            frozenset(self.not_object),
            self.intransitive,
            frozenset(self.subject),
            frozenset(self.not_subject),
            self.complement,
            frozenset(self.complement_verbs),
            frozenset(self.not_complement_verbs),
            frozenset(self.modifier),
            frozenset(self.not_modifier),
            frozenset(self.requires),
        )

    def __str__(self) -> str:
        return f"{self.phrase} ({self.pos}) → {self.type}{f' {self.mode}' if self.mode else ''}"


def specificity(trigger: Trigger) -> tuple[int, int, float, str, str]:
    """A sort key, most specific first: more words, more conditions, more weight; then by name, so order is fixed."""
    positive = (
        trigger.object,
        trigger.subject,
        trigger.complement_verbs,
        trigger.modifier,
        trigger.complement is not None,
    )
    met = sum(map(bool, positive))
    return -len(trigger.words), -met, -trigger.weight, trigger.type, trigger.mode or ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A whole codebook.

    Plain dicts stand behind the mappings, because a codebook travels to worker processes and a
    mapping proxy cannot be pickled; treat them as read-only.

    Attributes:
        types: by name, in the order of the file.
        verb_triggers: by the verb's lemma, most specific first.
        noun_triggers: by the head noun's lemma, most specific first.
    """

    name: str
    version: str
    types: Mapping[str, EventType]
    contexts: tuple[Context, ...]
    verb_triggers: Mapping[str, tuple[Trigger, ...]]
    noun_triggers: Mapping[str, tuple[Trigger, ...]]

    def score(self, type_: str, modes: Iterable[str] = ()) -> float | None:
        """The score from -10 to +10: that of the first mode that has one, else the type's; `None` for no such type."""
        known = self.types.get(type_)
        if known is None:
            return None
        scores = (known.modes[m].score for m in modes if m in known.modes)
        return next((s for s in scores if s is not None), known.score)

    def quad(self, type_: str) -> int | None:
        """The quad class, 1 to 4; `None` for no such type."""
        known = self.types.get(type_)
        return known.quad if known else None

    def __iter__(self) -> Iterator[Trigger]:
        for index in (self.verb_triggers, self.noun_triggers):
            for triggers in index.values():
                yield from triggers

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({len(self.types)} types, {len(self.contexts)} contexts)"
