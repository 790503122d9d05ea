"""Quotations: where they stand, and who speaks where the quoted sentences themselves do not say."""

import re
from collections.abc import Iterator, Sequence

from reportedly.model import Stance
from reportedly.reading.page import Page, Said

_MARK = re.compile(r"[“”\"\n]|``|''")
_LONGEST_QUOTE = 4000


def complete(page: Page, found: list[Said]) -> list[Said]:
    """Quoted sentences that carry no cue are given to whoever speaks in the sentence next to them."""
    out = list(found)
    for start, end in _quotations(page.document.text):
        inside = [n for n, s in enumerate(page.sentences) if s.start < end and start < s.end]
        if not inside:
            continue
        speaker = _quoted_by(found, inside)
        if speaker is None:
            continue
        for n in inside:
            sentence = page.sentences[n]
            piece = (max(start, sentence.start), min(end, sentence.end))
            middle = (piece[0] + piece[1]) // 2
            if not any(s.covers(middle) and s.kind == "speech" for s in found):
                out.append(
                    Said(speaker.sentence, speaker.sources, speaker.source_spans, speaker.cue, (piece,), Stance.ASSERTS, "speech")
                )
    return out


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Offsets between quotation marks; an opening mark without a closing one ends at its paragraph."""
    start: int | None = None
    for found in _MARK.finditer(text):
        mark = found.group()
        if mark == "\n":
            if start is not None:
                yield start, found.start()
            start = None
        elif start is None:
            start = found.end() if mark not in ("”", "''") else None
        elif mark not in ("“", "``"):
            if start < found.start() <= start + _LONGEST_QUOTE:
                yield start, found.start()
            start = None


def _quoted_by(found: Sequence[Said], inside: Sequence[int]) -> Said | None:
    """The nearest direct attribution: in the quoted sentences, right after them, or right before."""
    for n in (*inside, inside[-1] + 1, inside[0] - 1):
        for said in found:
            if said.sentence == n and said.kind == "speech" and said.sources and not said.noun and not said.back:
                return said
    return None
