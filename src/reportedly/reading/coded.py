"""An event as the steps of reading pass it on: a trigger, a type, the parties' places in the sentence."""

from dataclasses import dataclass

from reportedly.codebook import Trigger
from reportedly.model import Realis
from reportedly.models import Signal


@dataclass(frozen=True, slots=True)
class Coded:
    """One event in one sentence.

    `at` is the token that triggers it, `first` to `last` (exclusive) the trigger's words;
    `actors` and `recipients` are party indices in that sentence; an actor may be a “we” or “I” whose
    speaker has yet to be found.  `negated` says that the sentence tells it did not happen; `signal` is
    what the trained coder says of the trigger's words, `rule` the trigger of the codebook that fits them,
    and `because` names the rule of PLOVER that changed the type afterwards.
    """

    sentence: int
    at: int
    first: int
    last: int
    type: str
    mode: str | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    weight: float
    trigger: Trigger
    realis: Realis = Realis.ACTUAL
    negated: bool = False
    signal: Signal | None = None
    rule: Trigger | None = None
    because: str | None = None
