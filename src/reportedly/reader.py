"""The line, spelled out: documents in, readings out.

`Reader` loads what it needs once; `read` streams batches through the steps by name, in order.
Changing the order is a change of this file, not a setting.  The same class serves one process, a
pool and a cluster.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from reportedly.codebook import load_codebook
from reportedly.config import Settings
from reportedly.knowledge import Gazetteer, load_knowledge
from reportedly.knowledge.cues import load_cues
from reportedly.model import Actor, Document, Failure, Pair, PairCode, Reading
from reportedly.models import Parser, Sentence
from reportedly.reading import (
    actors,
    atoms,
    attributions,
    claims,
    contexts,
    events,
    mentions,
    pairs,
    places,
    segments,
    times,
)
from reportedly.reading.page import Page
from reportedly.reading.records import Surroundings, events_of
from reportedly.reading.segments import Segments


class Reader:
    """Reads documents into events, each with who says so.

    Args:
        settings: the model, the codebook and the rest; see `Settings`.

    Raises:
        MissingError: the spaCy pipeline is not installed or the cache folder cannot be written.
        CodebookError: the codebook holds something that is not understood.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._codebook = load_codebook(self.settings.codebook)
        self._knowledge = load_knowledge()
        self._cues = load_cues()
        self._gazetteer = Gazetteer.open(self.settings.cache_dir)
        self._parser = Parser(self.settings.model)

    def read(self, items: Iterable[Document | Failure]) -> Iterator[Reading]:
        """One reading an item, in order; what could not be read becomes an empty reading that says why.

        Args:
            items: documents, or failures of the sources they should have come from.
        """
        stream = iter(items)
        while batch := list(islice(stream, self.settings.batch_size)):
            yield from self._batch(batch)

    def classify(self, marked: Iterable[Pair]) -> Iterator[PairCode]:
        """The relation from actor to recipient of each marked pair, in order, never fewer than came in.

        A pair that cannot be read gets no type and the score 0.
        """
        for pair in marked:
            try:
                sentences = next(self._parser.parse([(pair.text, 0)]))
                page = self._page(Document(pair.id, pair.text), Segments((), (), ()), (sentences,))
                yield pairs.code(pair, page, self._codebook)
            except Exception:  # noqa: BLE001  # as promised: a line out for each line in
                yield PairCode(pair.id, None, (), 0.0)

    def _batch(self, batch: Sequence[Document | Failure]) -> Iterator[Reading]:
        taken_apart = [self._taken_apart(item) for item in batch]
        try:
            prose = ((p.text, p.start) for found in taken_apart for p in found.paragraphs)
            parsed = iter(list(self._parser.parse(prose)))
        except Exception:  # noqa: BLE001  # one of them cannot be parsed: each is tried alone
            yield from (self._alone(item, found) for item, found in zip(batch, taken_apart, strict=True))
            return
        for item, found in zip(batch, taken_apart, strict=True):
            yield self._reading(item, found, tuple(islice(parsed, len(found.paragraphs))))

    def _alone(self, item: Document | Failure, found: Segments) -> Reading:
        """The reading of one item of a batch that could not be parsed together."""
        try:
            parsed = tuple(self._parser.parse((p.text, p.start) for p in found.paragraphs))
        except Exception as error:  # noqa: BLE001  # this is the one
            return (
                Reading(item, failures=(_broken(item, error),)) if isinstance(item, Document) else self._reading(item, found, ())
            )
        return self._reading(item, found, parsed)

    def _taken_apart(self, item: Document | Failure) -> Segments:
        if isinstance(item, Failure) or len(item.text) > self.settings.max_chars:
            return Segments((), (), ())
        return segments.split(item, self._is_place)

    def _is_place(self, name: str) -> bool:
        entry = self._knowledge.lookup(name.title() if name.isupper() else name)
        return bool(entry and entry.kind in ("country", "capital")) or bool(self._gazetteer.lookup(name))

    def _reading(self, item: Document | Failure, found: Segments, parsed: tuple[tuple[Sentence, ...], ...]) -> Reading:
        if isinstance(item, Failure):
            return Reading(Document(item.doc_id, ""), failures=(item,))
        if len(item.text) > self.settings.max_chars:
            return Reading(replace(item, text=""), failures=(self._too_long(item),))
        document = replace(item, related=(*item.related, *found.related))
        try:
            return self._read_one(document, found, parsed)
        except Exception as error:  # noqa: BLE001  # one bad document never loses the others
            return Reading(document, failures=(_broken(document, error),))

    def _too_long(self, item: Document) -> Failure:
        return Failure(
            item.doc_id,
            f"The text has {len(item.text):,} characters, more than {self.settings.max_chars:,}.",
            "split it into reports, or raise REPORTEDLY_MAX_CHARS",
        )

    # --- the steps --------------------------------------------------------------------------------

    def _read_one(self, document: Document, found: Segments, parsed: tuple[tuple[Sentence, ...], ...]) -> Reading:
        page = self._page(document, found, parsed)
        told = tuple(w for p in found.paragraphs for w in times.find(p.text, p.start, document.published))
        located = places.find(document, page.sentences, self._knowledge, self._gazetteer, _countries(page))
        said = attributions.find(page, self._cues)
        coded = events.code(page, self._codebook)
        publisher = document.publisher or next((d.agency for d in found.datelines if d.agency), None)
        made = claims.make(page, coded, said, publisher)
        tagged = contexts.find(page, self._codebook, coded)
        around = Surroundings(said, told, located, self._outlet(document, found))
        coded_events = events_of(page, self._codebook, list(zip(coded, made, tagged, strict=True)), around)
        return Reading(
            document,
            tuple(e for e in coded_events if e.confidence >= self.settings.min_confidence),
            tuple(s.record(document) for s in said if s.content),
            tuple(p.place for p in located),
            told,
        )

    def _page(self, document: Document, found: Segments, parsed: tuple[tuple[Sentence, ...], ...]) -> Page:
        sentences = tuple(s for paragraph in parsed for s in paragraph)
        numbers = tuple(n for n, paragraph in enumerate(parsed) for _ in paragraph)
        told = atoms.hints(sentences, self._knowledge)
        named = [mentions.find(s, self._knowledge, document.published, told) for s in sentences]
        resolved = actors.resolve(document, sentences, named, self._filed_from(found), self._country_of_place)
        return Page(document, sentences, resolved, numbers)

    def _country_of_place(self, name: str, at_hand: Counter[str]) -> str | None:
        found = places.best(self._gazetteer.lookup(name), at_hand)
        return found.country if found else None

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


def _broken(document: Document, error: Exception) -> Failure:
    reason = f"The report could not be read: {type(error).__name__}: {error}."
    return Failure(document.doc_id, reason, "report this text as a bug")


def _countries(page: Page) -> Counter[str]:
    return Counter(a.country for parties in page.parties for p in parties for a in p.actors if a.country)
