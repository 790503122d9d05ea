"""The records of the line: frozen, with no I/O, no clock and no third party.

Offsets are Unicode code points into `Document.text`, end-exclusive (Python `str` indexing).
Unknown is `None`, never an empty string or a zero.  Every derived record carries the words it
rests on as a `Span`.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Stance(StrEnum):
    """What a speaker does with an event: says it is so, says it is not, or leaves it open."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"


class Realis(StrEnum):
    """Whether the event is told as happened or under way, as intended, or as a possibility."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"


# What a claim notes where a source was asked and left it open.
DECLINES = "declines"


class Granularity(StrEnum):
    """The finest unit a time expression fixes; `VAGUE` fixes none."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    VAGUE = "vague"


class Precision(StrEnum):
    """What kind of place a pair of coordinates stands for."""

    SITE = "site"
    CITY = "city"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, with the words that stand there."""

    start: int
    end: int
    text: str = field(compare=False)

    def overlaps(self, other: "Span") -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """True if `other` lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"“{self.text}” [{self.start}:{self.end}]"


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A line such as “Also Read | …” that points to another report; never read as text."""

    span: Span
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was given; the text is never changed.

    `language` is the one it is read as; nothing detects it.
    """

    doc_id: str
    text: str
    published: date | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
    related: tuple[RelatedLink, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end` (code points, end-exclusive).

        Raises:
            ValueError: the offsets do not lie in the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span [{start}:{end}] in a text of {len(self.text)} characters")
        return Span(start, end, self.text[start:end])

    def quote(self, span: Span) -> str:
        """The words that stand at `span` in the text."""
        return self.text[span.start : span.end]

    def __str__(self) -> str:
        return f"{self.doc_id} ({self.published or 'no date'}, {len(self.text)} characters)"


@dataclass(frozen=True, slots=True)
class Actor:
    """A party as one mention shows it: who, of which country, in which sectors.

    `country` is ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, IMG, MNC; `sectors` are PLOVER's,
    the primary one first.  `name` is the resolved name (“Kim Jong Un” for “Kim” or “he”).
    """

    span: Span
    name: str
    country: str | None
    sectors: tuple[str, ...] = ()
    id: str | None = None

    def __str__(self) -> str:
        codes = " ".join(filter(None, [self.country, *self.sectors]))
        return f"{self.name} [{codes}]" if codes else self.name


@dataclass(frozen=True, slots=True)
class Who:
    """What a mention is taken for, and why.

    `actor` is as in events; `person` the human being it denotes, as far as is known, with `confidence` (0 to 1);
    `reasons` are sentences for a person.
    """

    actor: Actor
    person: str | None
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class When:
    """An interval of whole days, both ends inclusive; an open end is `None`."""

    span: Span
    earliest: date | None
    latest: date | None
    granularity: Granularity
    rule: str

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return str(self.earliest or f"“{self.span.text}”")
        return f"{self.earliest or '…'} – {self.latest or '…'}"


@dataclass(frozen=True, slots=True)
class Place:
    """A named place with coordinates in degrees (WGS 84) and what they stand for."""

    span: Span
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    precision: Precision

    def __str__(self) -> str:
        return f"{self.name} [{self.country}]" if self.country else self.name


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the cue that ties it to a content, and the content; each a tuple of pieces."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def __str__(self) -> str:
        def words(pieces: tuple[Span, ...]) -> str:
            return " … ".join(p.text for p in pieces) or "(nobody named)"

        return f"{words(self.source)} | {words(self.cue)} | {words(self.content)}"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says so: the only record that speaks about whether an event happened.

    `speaker` is `None` for the report's own voice; `via` are the sources it came through,
    nearest first.  Where somebody was asked and would not say (“declined to confirm”, “neither
    confirmed nor denied”), nobody doubts: `speaker` is `None`, `note` is `DECLINES` and `declined` names them.
    """

    speaker: Actor | None
    via: tuple[Actor, ...]
    stance: Stance
    realis: Realis
    cue: Span | None
    confidence: float
    note: str | None = None
    declined: tuple[Actor, ...] = ()

    def __str__(self) -> str:
        who = str(self.speaker) if self.speaker else "the report itself"
        return f"{who} {self.stance} ({self.realis})"


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, as one trigger tells it; only its claims say whether it is so."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int | None
    score: float | None
    trigger: Span
    sentence: Span
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    when: When | None
    place: Place | None
    confidence: float
    claims: tuple[Claim, ...]

    def __str__(self) -> str:
        who = ", ".join(map(str, self.actors)) or "?"
        whom = f" → {', '.join(map(str, self.recipients))}" if self.recipients else ""
        return f"{who} · {self.type} “{self.trigger.text}”{whom}"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document, or one step of its reading, gave nothing."""

    doc_id: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.doc_id}: {self.message} Try: {self.hint}"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    document: Document
    events: tuple[Event, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    failures: tuple[Failure, ...] = ()

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __str__(self) -> str:
        lines = [str(self.document), *(f"  {e}\n    {'; '.join(map(str, e.claims))}" for e in self.events)]
        return "\n".join(lines + [f"  failed: {f}" for f in self.failures])


def event_id(document: Document, type_: str, trigger: Span, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> str:
    """A stable id of 16 hexadecimal digits from facts only: text, type, trigger and parties."""
    parties = ["/".join(f"{a.span.start}-{a.span.end}" for a in side) for side in (actors, recipients)]
    facts = "\x1f".join([document.sha256, type_, f"{trigger.start}-{trigger.end}", *parties])
    return hashlib.blake2b(facts.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marked parties in one text, whose relation is to be coded; offsets as everywhere."""

    id: str
    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairCode:
    """The relation of a pair; `type` is `None` where nothing was found to code."""

    id: str
    type: str | None
    modes: tuple[str, ...]
    score: float
