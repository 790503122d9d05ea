r"""Who did what to whom in a news report, and who says so.

>>> import reportedly
>>> reading = reportedly.read("Ruritania said on Monday it had recalled its envoy.", published=date(2024, 10, 23))
>>> for event in reading.events:
...     print(event, *event.claims, sep="\n  ")
"""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from reportedly.model import (
    Actor,
    Attribution,
    Claim,
    Document,
    Event,
    Failure,
    Pair,
    PairCode,
    Place,
    Reading,
    Realis,
    Span,
    Stance,
    When,
)

if TYPE_CHECKING:
    from reportedly.reader import Reader

__version__ = "0.1.0"
__all__ = [
    "Actor", "Attribution", "Claim", "Document", "Event", "Failure", "Pair", "PairCode", "Place", "Reading", "Realis", "Span",
    "Stance", "When", "__version__", "read",
]  # fmt: skip


def read(text: str, *, published: date | None = None, title: str | None = None, publisher: str | None = None) -> Reading:
    """The events of one report, each with who says so.

    The first call loads the models (a few seconds); for many reports use `reportedly.reader.Reader`.

    Args:
        text: the report, never changed.
        published: its date of publication, on which relative dates are anchored.
        title: its headline, kept with the document and not read.
        publisher: the outlet, left out of every chain of speakers.

    Raises:
        MissingError: the spaCy pipeline is not installed, or the cache folder cannot be written.
    """
    document = Document("text", text, published, title, publisher=publisher)
    return next(_reader().read([document]))


@cache
def _reader() -> "Reader":
    import os  # noqa: PLC0415  # only the first call needs what follows

    from reportedly.config import Settings  # noqa: PLC0415
    from reportedly.reader import Reader  # noqa: PLC0415  # spaCy takes a second to import

    return Reader(Settings.from_environment(os.environ))
