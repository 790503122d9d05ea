"""What of a text is prose, before anything is parsed: paragraphs, datelines, links to other reports.

Offsets are never touched: a paragraph is a stretch of the document's own text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportedly.model import Document, RelatedLink
from reportedly.models import Prose

# “Also Read | Headline”, “READ MORE: Headline”, “Related: Headline”.  A separator must follow, so
# that a sentence which merely begins with such words stays prose.
_RELATED = re.compile(
    r"\s*[\[(*•>-]*\s*(?:also\s+read|read\s+(?:also|more|next|this|the\s+full\s+story)|(?:see|watch)\s+also|also\s+(?:see|watch)"
    r"|watch(?:\s+(?:now|video))?|related(?:\s+(?:stories|story|articles?|news|reads?|coverage))?|more\s+(?:on\s+this|stories)"
    r"|don['’]?t\s+miss|recommended|in\s+pics|must\s+read|trending)\s*[\])]?\s*(?:\||:|–|—|-\s|»|>>?)\s*(?P<title>\S.*?)\s*$",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+")

# “PYONGYANG, October 23 (KCNA) --”, “FALLUJAH, Iraq —”, “Seoul (Reuters) -”, “Pyongyang:”.
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,3}(?:,\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?)?)"
    r"(?P<date>,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?)?"
    r"(?:\s*\((?P<agency>[A-Z][\w .&/-]{1,30})\))?\s*"
    r"(?P<mark>--+|—|–|-(?=\s)|:(?=\s))\s*"
)
_MAX_DATELINE = 80
_MARKUP_ONLY = re.compile(r"[\W_]*")
_PROSE_END = re.compile(r"[.!?:;,”\"')\]…-]\s*$")
# A text is taken as hard-wrapped where most lines of a block are this long and stop in mid-sentence.
_WRAP_MIN, _WRAP_MAX, _WRAP_LINES = 45, 100, 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report says it was filed, and by which agency; offsets into the document."""

    start: int
    end: int
    place: str
    agency: str | None
    agency_start: int | None


@dataclass(frozen=True, slots=True)
class Segments:
    """A document taken apart: what is read, what only points elsewhere, where it was filed."""

    paragraphs: tuple[Prose, ...]
    related: tuple[RelatedLink, ...]
    datelines: tuple[Dateline, ...]


def split(document: Document, is_place: Callable[[str], bool]) -> Segments:
    """The document's prose paragraphs, its related links and its datelines, in order.

    Args:
        document: the report.
        is_place: whether a name is a place's: “Seoul:” opens a report, “Question:” does not.
    """
    paragraphs: list[Prose] = []
    related: list[RelatedLink] = []
    datelines: list[Dateline] = []
    for block in _blocks(document.text):
        prose = []
        for start, end in block:
            link = _related(document, start, end)
            if link:
                related.append(link)
            else:
                prose.append((start, end))
        for start, end in _joined(document.text, prose):
            dateline = _dateline(document.text, start, end, is_place)
            if dateline:
                datelines.append(dateline)
                start = dateline.end  # noqa: PLW2901  # what follows the dateline is the paragraph
            text = document.text[start:end]
            if not _MARKUP_ONLY.fullmatch(text):
                paragraphs.append(Prose(text, start))
    return Segments(tuple(paragraphs), tuple(related), tuple(datelines))


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of non-empty lines, each line as (start, end) without its surrounding space."""
    block: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped)
            block.append((start, start + len(stripped)))
        elif block:
            yield block
            block = []
        at += len(line) + 1
    if block:
        yield block


def _related(document: Document, start: int, end: int) -> RelatedLink | None:
    found = _RELATED.match(document.text[start:end])
    if not found:
        return None
    title = found["title"]
    url = _URL.search(title)
    if url:
        title = _URL.sub("", title).strip(" ()[]") or url.group()
    return RelatedLink(document.span(start, end), title, url.group() if url else None)


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines themselves, or one stretch for all of them where the text is hard-wrapped."""
    if len(lines) < _WRAP_LINES:
        return lines
    body = lines[:-1]
    wrapped = sum(_WRAP_MIN <= end - start <= _WRAP_MAX and not _PROSE_END.search(text, start, end) for start, end in body)
    if wrapped * 2 <= len(body) or any(end - start > _WRAP_MAX for start, end in lines):
        return lines
    return [(lines[0][0], lines[-1][1])]


def _is_headline(text: str, start: int, end: int) -> bool:
    """“Minsk: claim is a provocation” ends without a stop: Minsk says it, and nothing is filed from there."""
    return text[start:end].rstrip()[-1:].isalnum()


def _dateline(text: str, start: int, end: int, is_place: Callable[[str], bool]) -> Dateline | None:
    found = _DATELINE.match(text, start, min(end, start + _MAX_DATELINE))
    if not found or found.end() >= end:
        return None
    if not found["agency"] and not is_place(found["place"].split(",")[0]):
        return None
    # A colon also follows speakers and topics: taken only after a bare place name.
    if found["mark"] == ":" and (found["date"] or _is_headline(text, start, end)):
        return None
    agency_start = found.start("agency") if found["agency"] else None
    return Dateline(start, found.end(), found["place"], found["agency"], agency_start)
