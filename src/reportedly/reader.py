"""The line, spelled out: documents in, readings out.

`Reader` loads what it needs once; `read` streams batches through the steps by name, in order.
Changing the order is a change of this file, not a setting.  The same class serves one process, a
pool and a cluster.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reportedly.codebook import load_codebook
from reportedly.config import Settings
from reportedly.errors import InputError
from reportedly.knowledge import Gazetteer, load_knowledge
from reportedly.knowledge.cues import load_cues
from reportedly.model import Actor, Claim, Document, Event, Failure, Pair, PairCode, Reading, Who
from reportedly.models import Attributor, Coder, Heard, Neighbour, Neighbours, Networks, Parser, Prose, Sentence, Signal
from reportedly.reading import (
    actors,
    atoms,
    attributions,
    claims,
    contexts,
    events,
    locating,
    mentions,
    pairs,
    places,
    repairs,
    segments,
    times,
    toponyms,
    trained,
)
from reportedly.reading.actors import Party
from reportedly.reading.atoms import Kind
from reportedly.reading.coded import Coded
from reportedly.reading.explanations import Explanation, explain
from reportedly.reading.page import Page
from reportedly.reading.records import Surroundings, events_of
from reportedly.reading.segments import Segments


@dataclass(slots=True)
class _Prepared:
    """An item of a batch, taken apart and parsed, or why it could not be; coder and attributor tell as they find."""

    item: Document | Failure
    found: Segments
    parsed: tuple[tuple[Sentence, ...], ...]
    signals: Iterator[tuple[Signal, ...]]
    heard: Iterator[tuple[Heard, ...]]
    error: Exception | None = None


class Reader:
    """Reads documents into events, each with who says so.

    Args:
        settings: the model, the codebook and the rest; see `Settings`.
        coder: the trained coder to use instead of the one that comes with the package.

    Raises:
        MissingError: the spaCy pipeline is not installed or the cache folder cannot be written.
        CodebookError: the codebook holds something that is not understood.
    """

    def __init__(self, settings: Settings | None = None, coder: Coder | None = None) -> None:
        self.settings = settings or Settings()
        self._codebook = load_codebook(self.settings.codebook)
        self._knowledge = load_knowledge(self.settings.actors)
        self._people = repairs.names({t.entry.name for some in self._knowledge.terms.values() for t in some})
        self._cues = load_cues()
        self._gazetteer = Gazetteer.open(self.settings.cache_dir)
        self._rivals = frozenset(
            name
            for name, entry in self._knowledge.single_names()
            if entry.kind in ("country", "capital") and any(p.country != entry.country for p in self._gazetteer.lookup(name)[:4])
        )
        self._parser = Parser(self.settings.model)
        networks = coder.networks if coder else Networks()
        # The trained coder knows the built-in types: with a codebook of one's own the rules code alone.
        self._coder = None if self.settings.codebook else coder or Coder(networks)
        attributor = Attributor(networks)
        self._attributor = attributor if self.settings.attributions == "trained" and attributor.is_there else None
        self._neighbours = Neighbours(self._coder.folder) if self._coder else None

    def read(self, items: Iterable[Document | Failure]) -> Iterator[Reading]:
        """One reading an item, in order; what could not be read becomes an empty reading that says why.

        Args:
            items: documents, or failures of the sources they should have come from.
        """
        stream = iter(items)
        waiting: list[_Prepared] = []
        while batch := list(islice(stream, self.settings.batch_size)):
            # The coder works on this batch beside the steps that finish the last one.
            prepared = self._prepared(batch)
            yield from map(self._reading, waiting)
            waiting = prepared
        yield from map(self._reading, waiting)

    def classify(self, marked: Iterable[Pair]) -> Iterator[PairCode]:
        """The relation from actor to recipient of each marked pair, in order, never fewer than came in.

        A pair that cannot be read gets no type and the score 0.
        """
        for pair in marked:
            try:
                yield self._pair(pair)
            except Exception:  # noqa: BLE001  # as promised: a line out for each line in
                yield PairCode(pair.id, None, (), 0.0)

    def page(self, document: Document) -> Page:
        """A document's sentences, parties and signals: what the steps that find events begin with."""
        return self._page(document, self._prepared([document])[0])

    def claims_of(self, document: Document, told: Callable[[Page], Sequence[Coded]]) -> tuple[tuple[Claim, ...], ...]:
        """The claims of events that are given: each as it is told in its sentence, and by whom.

        Args:
            document: what the events are told in.
            told: the events, made from the document's page.
        """
        prepared = self._prepared([document])[0]
        page, around = self._surveyed(document, prepared)
        coded = [events.how_told(page.sentences[c.sentence], c) for c in told(page)]
        return claims.make(page, coded, around.said, _publisher(document, prepared.found))

    def explain(self, document: Document) -> tuple[Explanation, ...]:
        """Why each event of a document is coded as it is, those too that the threshold leaves out.

        Raises:
            InputError: the document cannot be read; `read` would give a failure.
        """
        reading = next(self.read([document]))
        for failure in reading.failures:
            raise InputError(failure.message, hint=failure.hint)
        prepared = self._prepared([document])[0]
        page, around = self._surveyed(reading.document, prepared)
        coded = self._coded(page)
        likely = self._likely(coded)
        told = [*self._told(page, likely, prepared.found, around)]
        told += [(one, event) for one, event in self._told(page, coded, prepared.found, around) if one not in likely]
        told.sort(key=lambda pair: (pair[0].sentence, pair[0].at))
        return tuple(explain(page, one, event, kept=self._sure(event)) for one, event in told)

    def neighbours(self, document: Document, event: Event, count: int = 3) -> tuple[Neighbour, ...]:
        """The training sentences whose triggers are most like an event's, nearest first; none without a trained coder."""
        if self._coder is None or self._neighbours is None:
            return ()
        sentence, trigger = event.sentence, event.trigger
        at = (trigger.start - sentence.start, trigger.end - sentence.start)
        words = self._mended(Prose(document.text[sentence.start : sentence.end], sentence.start)).blanked()
        return self._neighbours.nearest(self._coder.vector(words, at), count)

    def who(self, document: Document, start: int, end: int) -> tuple[Who, ...]:
        """Whom the words from `start` to `end` of a report stand for, and why: one, several, or nobody.

        Raises:
            InputError: the report cannot be read.
        """
        if len(document.text) > self.settings.max_chars:
            failure = self._too_long(document)
            raise InputError(failure.message, hint=failure.hint)
        page = self.page(document)
        party = next((p for s, f in zip(page.sentences, page.parties, strict=True) for p in _meant(s, f, start, end)), None)
        if party is None:
            return ()
        return tuple(
            Who(actor, identity.person, identity.sure, identity.reasons)
            for p in party
            for actor, identity in zip(p.actors, p.identities, strict=True)
        )

    def _pair(self, pair: Pair) -> PairCode:
        page = self.page(Document(pair.id, pair.text))
        ruled = pairs.code(pair, page, self._codebook)
        if self._coder is None:
            return ruled
        signals = [s for seen in page.signals for s in seen]
        return pairs.told(pair, self._coder.relation(pair.text, pair.actor, pair.recipient), ruled.type, signals)

    def _prepared(self, batch: Sequence[Document | Failure]) -> "list[_Prepared]":
        """The items of a batch, parsed together, with what the coder is about to see in them."""
        taken_apart = [self._taken_apart(item) for item in batch]
        try:
            parsed = iter(list(self._parser.parse(p for found in taken_apart for p in found.paragraphs)))
        except Exception:  # noqa: BLE001  # one of them cannot be parsed: each is tried alone
            return [self._alone(item, found) for item, found in zip(batch, taken_apart, strict=True)]
        return [
            self._begun(item, found, tuple(islice(parsed, len(found.paragraphs))))
            for item, found in zip(batch, taken_apart, strict=True)
        ]

    def _alone(self, item: Document | Failure, found: Segments) -> "_Prepared":
        """One item of a batch that could not be parsed together."""
        try:
            return self._begun(item, found, tuple(self._parser.parse(found.paragraphs)))
        except Exception as error:  # noqa: BLE001  # this is the one
            return _Prepared(item, found, (), iter(()), iter(()), error)

    def _begun(self, item: Document | Failure, found: Segments, parsed: tuple[tuple[Sentence, ...], ...]) -> "_Prepared":
        sentences = [s for paragraph in parsed for s in paragraph]
        if isinstance(item, Failure):
            return _Prepared(item, found, parsed, iter(()), iter(()))
        return _Prepared(item, found, parsed, self._signals(item, sentences), self._heard(item, parsed))

    def _signals(self, document: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[Signal, ...]]:
        """What the trained coder sees in each sentence; nothing where there is none."""
        if self._coder is None:
            return iter([()] * len(sentences))
        return self._coder.read([_words(document, s) for s in sentences])

    def _heard(self, document: Document, paragraphs: Sequence[Sequence[Sentence]]) -> Iterator[tuple[Heard, ...]]:
        """What the attributor hears in each paragraph; nothing where there is none."""
        if self._attributor is None:
            return iter([()] * len(paragraphs))
        return self._attributor.read([_joined(document, sentences) for sentences in paragraphs])

    def _taken_apart(self, item: Document | Failure) -> Segments:
        if isinstance(item, Failure) or len(item.text) > self.settings.max_chars:
            return Segments((), (), ())
        found = segments.split(item, self._is_place)
        return replace(found, paragraphs=tuple(map(self._mended, found.paragraphs)))

    def _mended(self, prose: Prose) -> Prose:
        return replace(prose, repairs=repairs.find(prose.text, self._people))

    def _is_place(self, name: str) -> bool:
        entry = self._knowledge.lookup(name.title() if name.isupper() else name)
        return bool(entry and entry.kind in ("country", "capital")) or bool(self._gazetteer.lookup(name))

    def _reading(self, prepared: "_Prepared") -> Reading:
        item = prepared.item
        if isinstance(item, Failure):
            return Reading(Document(item.doc_id, ""), failures=(item,))
        if len(item.text) > self.settings.max_chars:
            return Reading(replace(item, text=""), failures=(self._too_long(item),))
        if prepared.error is not None:
            return Reading(item, failures=(_broken(item, prepared.error),))
        document = replace(item, related=(*item.related, *prepared.found.related))
        try:
            return self._read_one(document, prepared)
        except Exception as error:  # noqa: BLE001  # one bad document never loses the others
            return Reading(document, failures=(_broken(document, error),))

    def _too_long(self, item: Document) -> Failure:
        return Failure(
            item.doc_id,
            f"The text has {len(item.text):,} characters, more than {self.settings.max_chars:,}.",
            "split it into reports, or raise REPORTEDLY_MAX_CHARS",
        )

    # --- the steps --------------------------------------------------------------------------------

    def _read_one(self, document: Document, prepared: "_Prepared") -> Reading:
        page, around = self._surveyed(document, prepared)
        return Reading(
            document,
            tuple(event for _, event in self._events(page, prepared.found, around) if self._sure(event)),
            # Where the attributor listens, what only rules propose serves the claims and is no finding of its own.
            tuple(s.record(document) for s in around.said if s.content and (s.chance is not None or self._attributor is None)),
            tuple(p.place for p in around.places),
            around.times,
        )

    def _surveyed(self, document: Document, prepared: "_Prepared") -> tuple[Page, Surroundings]:
        """The page, and what else the document tells that its events may take up."""
        page = self._page(document, prepared)
        prose = [(p.blanked(), p.start) for p in prepared.found.paragraphs]
        told = times.find_all(prose, document.published, eastern=self._is_eastern(prepared.found))
        located = tuple(
            places.find(document, page.sentences, prepared.found.datelines, self._knowledge, self._gazetteer, page.countries())
        )
        said = attributions.find(page, self._cues)
        return page, Surroundings(said, told, located, self._outlet(document, prepared.found))

    def _events(self, page: Page, found: Segments, around: Surroundings) -> tuple[tuple[Coded, Event], ...]:
        """The likely events, each with what it was made of: denials and quarrels are laid on nothing else."""
        return self._told(page, self._likely(self._coded(page)), found, around)

    def _likely(self, coded: Sequence[Coded]) -> list[Coded]:
        return [c for c in coded if c.weight >= self.settings.min_confidence]

    def _coded(self, page: Page) -> tuple[Coded, ...]:
        return events.code(page, self._codebook, self._coder.blend if self._coder else None)

    def _told(self, page: Page, coded: Sequence[Coded], found: Segments, around: Surroundings) -> tuple[tuple[Coded, Event], ...]:
        made = claims.make(page, coded, around.said, _publisher(page.document, found))
        tagged = contexts.find(page, self._codebook, coded)
        return tuple(events_of(page, self._codebook, list(zip(coded, made, tagged, strict=True)), around))

    def _sure(self, event: Event) -> bool:
        return event.confidence >= self.settings.min_confidence

    def _page(self, document: Document, prepared: "_Prepared") -> Page:
        sentences = tuple(s for paragraph in prepared.parsed for s in paragraph)
        numbers = tuple(n for n, paragraph in enumerate(prepared.parsed) for _ in paragraph)
        signals, heard = tuple(prepared.signals), tuple(prepared.heard)
        told = atoms.hints(sentences, self._knowledge)
        elsewhere = self._namesakes(document, sentences, prepared.found, told.nations)
        told = replace(told, namesakes=elsewhere, twins=dict(_twins(document.text)))
        named = [
            mentions.find(s, self._knowledge, document.published, told, trained.spans(len(s.tokens), seen))
            for s, seen in zip(sentences, signals, strict=True)
        ]
        resolved = actors.resolve(
            document, sentences, named, self._filed_from(prepared.found), self._country_of_place, self._knowledge
        )
        return Page(document, sentences, resolved, numbers, signals, heard)

    def _namesakes(
        self, document: Document, sentences: Sequence[Sentence], found: Segments, nations: frozenset[str]
    ) -> dict[str, str]:
        """Names of states and capitals that mean another place here (“Georgia” by Atlanta), and in which country it lies."""
        out = {"Georgia": "USA"} if _GEORGIAN_OFFICES.search(document.text) else {}
        if self._rivals.isdisjoint(t.text for s in sentences for t in s.tokens):
            return out
        named = toponyms.find(document, sentences, found.datelines, self._knowledge, self._gazetteer)
        meant = locating.choose(named, Counter(nations), document.text)
        for toponym, place in zip(named, meant, strict=True):
            entry = self._knowledge.lookup(toponym.span.text)
            if entry is not None and place.country and entry.country != place.country and entry.kind in ("country", "capital"):
                out[toponym.span.text] = place.country
        return out

    def _country_of_place(self, name: str, at_hand: Counter[str]) -> str | None:
        found = locating.best(self._gazetteer.lookup(name), at_hand)
        return found.country if found else None

    def _is_eastern(self, found: Segments) -> bool:
        """Whether the report was filed where the day begins hours before it does in Europe and America."""
        places_of = (self._gazetteer.lookup(d.place.split(",")[0]) for d in found.datelines)
        filed = next((p for p in (locating.best(some, Counter()) for some in places_of) if p), None)
        return filed is not None and filed.lon >= _EASTERN

    def _filed_from(self, found: Segments) -> str | None:
        """The country of the first dateline's place."""
        for dateline in found.datelines:
            entry = self._knowledge.lookup(dateline.place.split(",")[-1].strip().title())
            if entry and entry.country:
                return entry.country
            # “LUTZ, Ruritania”: where the state is named and unknown, no namesake elsewhere is guessed.
            if "," not in dateline.place:
                return self._country_of_place(dateline.place, Counter())
        return None

    def _outlet(self, document: Document, found: Segments) -> Actor | None:
        """The agency of the dateline as a party, for the “we” of its own commentaries."""
        for dateline in found.datelines:
            entry = self._knowledge.lookup(dateline.agency) if dateline.agency else None
            if entry and dateline.agency and dateline.agency_start is not None:
                span = document.span(dateline.agency_start, dateline.agency_start + len(dateline.agency))
                return Actor(span, entry.name, entry.country, entry.sectors)
        return None


# States that share their names, by a word of the rarer one, told of before words of the other.
_TWINS = (
    (("Congo", "Congolese"), "Brazzaville", "COG", ("Kinshasa", "Goma", "Bukavu", "DRC", "Democratic Republic")),
    (("Korean", "Koreans"), "DPRK", "PRK", ()),
    (("Korean", "Koreans"), "(KCNA)", "PRK", ()),
    (("Dominican", "Dominicans"), "Roseau", "DMA", ("Santo Domingo", "Dominican Republic")),
)
# Offices and parties that the American state has and the country has not.
_GEORGIAN_OFFICES = re.compile(
    r"\bGeorgia(?:['’]s)? (?:secretary of state|governor|gov\.|lieutenant governor|attorney general|state senat\w+"
    r"|Republicans?|Democrats?|Gov\.|Governor|Secretary of State|Attorney General)"
)


def _twins(text: str) -> Iterator[tuple[str, str]]:
    """Names of the rarer of two states of one name, where the text tells of it."""
    for names, word, country, others in _TWINS:
        at = max(text.find(word), text.find(word.upper()))
        if at >= 0 and not any(0 <= text.find(other) < at for other in others):
            yield from ((name, country) for name in names)


def _meant(sentence: Sentence, parties: Sequence[Party], start: int, end: int) -> Iterator[list[Party]]:
    """The party that some words name, with those joined to it there; what owns or follows it only tells of it."""
    tokens = sentence.tokens
    touched = [p for p in parties if tokens[p.mention.first].start < end and start < tokens[p.mention.last - 1].end]
    heads = [p for p in touched if not p.mention.modifier and (not p.mention.possessor or p is touched[-1])] or touched
    # “thousands of protesters” are protesters.
    heads = [p for p in heads if p.mention.kind is not Kind.DESCRIBED] or heads
    if heads:
        group = {parties[n].mention for n in heads[0].group}
        yield [p for p in heads if p is heads[0] or p.mention in group]


# Degrees of longitude from which on the day is four hours or more ahead of Greenwich.
_EASTERN = 60.0


def _publisher(document: Document, found: Segments) -> str | None:
    """The outlet whose report it is, by its record or by its dateline."""
    return document.publisher or next((d.agency for d in found.datelines if d.agency), None)


def _broken(document: Document, error: Exception) -> Failure:
    reason = f"The report could not be read: {type(error).__name__}: {error}."
    return Failure(document.doc_id, reason, "report this text as a bug")


def _words(document: Document, sentence: Sentence) -> tuple[str, Sequence[tuple[int, int]]]:
    """A sentence as the coder reads it, with its tokens' offsets in it."""
    if sentence.mended is not None:
        return sentence.mended, sentence.spots
    start = sentence.start
    return document.text[start : sentence.end], [(t.start - start, t.end - start) for t in sentence.tokens]


def _joined(document: Document, sentences: Sequence[Sentence]) -> tuple[str, Sequence[tuple[int, int]]]:
    """A paragraph as the attributor reads it: its sentences' words with a space between, and their tokens' offsets in it."""
    words: list[str] = []
    spots: list[tuple[int, int]] = []
    length = 0
    for text, tokens in (_words(document, s) for s in sentences):
        spots += ((start + length, end + length) for start, end in tokens)
        words.append(text)
        length += len(text) + 1
    return " ".join(words), spots
