"""Runs of five words of a sentence as numbers: what reports copied from one another share.

Quotations are left out, for two reports of one speech share its words without sharing an author; so are datelines,
credits and the furniture of pages.  A run is a number by its words alone (CRC-32 of each word in a polynomial modulo
2^64), the same on every machine.
"""

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.uint64]
_RUN = 5
_BASE = np.uint64(0x9E3779B97F4A7C15)
_END = re.compile(r"[.!?]['\"”’)]*\s|\n")
_WORD = re.compile(r"[^\W_]+")
# At least three words between marks, within one paragraph: shorter ones are names and terms.
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»|„[^“\n]*“")
_SHORT = 3
_DATELINE = re.compile(r"^[^\n.!?]{2,80}?(?:\([A-Z][\w .&/-]{1,40}\)\s*)?(?:--+|—|–)\s*", re.MULTILINE)
_CREDIT = re.compile(
    r"^\W*(?:\(?(?:additional )?(?:reporting|writing|editing|edited|compiled|translated) by\b|©|copyright\b|"
    r"read more\b|also read\b|sign up\b|subscribe\b|advertisement\b|follow us\b|share this\b|related:|photo:|image:|source:).*$",
    re.IGNORECASE | re.MULTILINE,
)


def shingles(text: str) -> Shingles:
    """The runs of a text: sorted, each once; an empty array where it has fewer than five words of its own."""
    own = _QUOTED.sub(_unless_long, _CREDIT.sub(" ", _DATELINE.sub("", text)))
    found = [(crc32(w.encode()), n) for n, part in enumerate(_END.split(own.lower())) for w in _WORD.findall(part)]
    if len(found) < _RUN:
        return np.empty(0, dtype=np.uint64)
    words, sentence = np.array(found, dtype=np.uint64).T
    many = len(words) - _RUN + 1
    runs = np.zeros(many, dtype=np.uint64)
    for n in range(_RUN):
        runs = runs * _BASE + words[n : many + n]
    # A run over the end of a sentence is lost where sentences are put in another order.
    runs = runs[sentence[:many] == sentence[_RUN - 1 :]]
    # The last step spreads what differs in few bits over all.
    return np.unique((runs ^ (runs >> np.uint64(29))) * _BASE)


def _unless_long(found: re.Match[str]) -> str:
    return found[0] if len(found[0].split()) < _SHORT else " \n "
