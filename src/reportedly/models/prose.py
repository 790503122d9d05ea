"""A paragraph as it is parsed: the document's own words, with what extraction broke put right.

Offsets stay the document's.  Where a space was lost or a stretch of page furniture got into a
sentence, the parser and the coder read the mended words, and every token still says where in the
document it stands.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """In a paragraph, the characters from `start` to `end` (exclusive) are read as `put`."""

    start: int
    end: int
    put: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of prose: `text` stands at `start` in the document; `repairs` are in order and do not overlap."""

    text: str
    start: int
    repairs: tuple[Repair, ...] = ()

    def blanked(self) -> str:
        """The text with spaces where something is left out, each character still in its place."""
        text = self.text
        for repair in self.repairs:
            if not repair.put:
                text = text[: repair.start] + " " * (repair.end - repair.start) + text[repair.end :]
        return text

    def mended(self) -> "tuple[str, Offsets]":
        """The words to parse, and where in the document they stand."""
        words: list[str] = []
        mended, at = [0], [self.start]
        length = read = 0
        for repair in self.repairs:
            words += (self.text[read : repair.start], repair.put)
            length += repair.start - read + len(repair.put)
            read = repair.end
            mended.append(length)
            at.append(self.start + read)
        words.append(self.text[read:])
        return "".join(words), Offsets(mended, at)


@dataclass(frozen=True, slots=True)
class Offsets:
    """From a position in mended words to one in the document: from `mended[k]` on they run beside `at[k]`."""

    mended: Sequence[int]
    at: Sequence[int]

    def start(self, position: int) -> int:
        """Where the character at `position` stands."""
        k = bisect_right(self.mended, position) - 1
        return self.at[k] + position - self.mended[k]

    def end(self, position: int) -> int:
        """Where what ends before `position` ends."""
        return self.start(position - 1) + 1 if position else self.at[0]
