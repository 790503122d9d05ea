"""The codebook: event types, their modes, contexts, and the words that tell of them, all as data.

Knows how a codebook is written (TOML) and what it must not say; knows nothing of text or parsing.
`load_codebook()` gives the built-in PLOVER one, `load_codebook(folder)` one of your own.
"""

from reportedly.codebook.loading import load_codebook
from reportedly.codebook.records import Codebook, Context, EventType, Mode, PartOfSpeech, Trigger

__all__ = ["Codebook", "Context", "EventType", "Mode", "PartOfSpeech", "Trigger", "load_codebook"]
