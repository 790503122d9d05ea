"""Why an event is coded as it is: what rule and coder said, what PLOVER made of it, who was taken for a party."""

from dataclasses import dataclass

from reportedly.codebook import Trigger
from reportedly.model import Event, Span
from reportedly.models import Signal
from reportedly.reading import trained
from reportedly.reading.coded import Coded
from reportedly.reading.page import Page


@dataclass(frozen=True, slots=True)
class Role:
    """A party that was thought of: how likely the coder takes it for a doer and for a recipient, and what it became."""

    span: Span
    actor: float | None
    recipient: float | None
    became: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The evidence for one event.

    `types` are (type, probability) of the trained coder for the trigger's words, likeliest first; `rule`
    and `rule_weight` are the codebook's rule that fits them; `decided` says in words which of the two
    decided, and `because` what PLOVER's logic changed afterwards; `modes` are the coder's modes with
    their probabilities; `kept` is false for an event that the threshold leaves out.
    """

    event: Event
    kept: bool
    decided: str
    because: str | None
    rule: str | None
    rule_type: str | None
    rule_weight: float | None
    types: tuple[tuple[str, float], ...]
    modes: tuple[tuple[str | None, float], ...]
    roles: tuple[Role, ...]


def explain(page: Page, coded: Coded, event: Event, *, kept: bool) -> Explanation:
    """The explanation of one event, from the record it was made of."""
    signal, rule = coded.signal, coded.rule
    return Explanation(
        event,
        kept,
        _decided(coded),
        coded.because,
        _in_words(rule) if rule else None,
        rule.type if rule else None,
        rule.weight if rule else None,
        tuple((name, round(chance, 3)) for name, chance in signal.types) if signal else (),
        tuple((name, round(chance, 3)) for name, chance in signal.modes) if signal else (),
        tuple(_role(page, coded, n, signal) for n in range(len(page.parties[coded.sentence]))),
    )


def _decided(coded: Coded) -> str:
    if coded.signal is None:
        return "the rule of the codebook; the coder sees no event in these words"
    if coded.rule is None:
        return "the trained coder alone; no rule of the codebook fits"
    likeliest = coded.signal.types[0][0]
    if likeliest == coded.rule.type:
        return "rule and coder agree"
    if coded.trigger.type == likeliest:
        return f"the trained coder, against the rule, which says {coded.rule.type}"
    return f"the rule of the codebook, against the coder, which leans to {likeliest}"


def _in_words(rule: Trigger) -> str:
    words = " ".join(rule.words)
    heads = f" + {' / '.join(rule.object[:3])}{' …' if len(rule.object) > 3 else ''}" if rule.object else ""  # noqa: PLR2004  # a glimpse is enough
    return f"{rule.pos} “{words}”{heads}"


def _role(page: Page, coded: Coded, n: int, signal: Signal | None) -> Role:
    party = page.parties[coded.sentence][n]
    mention = party.mention
    tokens = page.sentences[coded.sentence].tokens
    span = page.document.span(tokens[mention.first].start, tokens[mention.last - 1].end)
    became = "actor" if n in coded.actors else "recipient" if n in coded.recipients else None
    if signal is None:
        return Role(span, None, None, became)
    actor, recipient = (trained.chance_of(party, chances) for chances in (signal.actors, signal.recipients))
    return Role(span, round(actor, 3), round(recipient, 3), became)
