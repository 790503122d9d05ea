"""Quotations: where they stand, and who speaks where the quoted sentences themselves do not say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.model import Stance
from reportedly.reading.page import Page, Said

_MARK = re.compile(r"[“”\"\n]|``|''")
_CARRIED_ON = re.compile(r"\s*(?:[“\"]|``)")
_LONGEST_QUOTE = 4000


def complete(page: Page, found: list[Said]) -> list[Said]:
    """Quoted sentences that carry no cue are given to whoever speaks in the sentence next to them."""
    out = list(found)
    for quotation in _quotations(page.document.text):
        inside = [
            (n, start, end) for start, end in quotation for n, s in enumerate(page.sentences) if s.start < end and start < s.end
        ]
        speaker = _quoted_by(found, [n for n, _, _ in inside]) if inside else None
        if speaker is None:
            continue
        for n, start, end in inside:
            sentence = page.sentences[n]
            piece = (max(start, sentence.start), min(end, sentence.end))
            middle = (piece[0] + piece[1]) // 2
            if not any(s.covers(middle) and s.kind == "speech" for s in found):
                out.append(replace(speaker, content=(piece,), stance=Stance.ASSERTS, depth=0, chance=None))
    return out


def _quotations(text: str) -> Iterator[list[tuple[int, int]]]:
    """Each quotation as its stretches; one that runs over paragraphs opens anew in each and closes in the last."""
    quotation: list[tuple[int, int]] = []
    for start, end, closed in _stretches(text):
        if quotation and not _CARRIED_ON.fullmatch(text, quotation[-1][1], start):
            yield quotation
            quotation = []
        quotation.append((start, end))
        if closed:
            yield quotation
            quotation = []
    if quotation:
        yield quotation


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Offsets between quotation marks, and whether a closing mark stands there or only the paragraph ends."""
    start: int | None = None
    for found in _MARK.finditer(text):
        mark = found.group()
        if mark == "\n":
            if start is not None and start < found.start():
                yield start, found.start(), False
            start = None
        elif start is None:
            start = found.end() if mark not in ("”", "''") else None
        elif mark not in ("“", "``"):
            if start < found.start() <= start + _LONGEST_QUOTE:
                yield start, found.start(), True
            start = None


def _quoted_by(found: Sequence[Said], inside: Sequence[int]) -> Said | None:
    """The nearest direct attribution: in the quoted sentences, right after them, or right before."""
    for n in (*inside, inside[-1] + 1, inside[0] - 1):
        for said in found:
            if said.sentence == n and said.kind == "speech" and said.sources and not said.noun and not said.back:
                return said
    return None
