"""Trained weights and the classes that run them: texts in, annotations out; nothing of events."""

from reportedly.models.attributor import Attributor, Heard
from reportedly.models.coder import Blend, Coder, Evidence, Signal
from reportedly.models.neighbours import Neighbour, Neighbours
from reportedly.models.networks import Networks
from reportedly.models.parser import Parser, Sentence, Token
from reportedly.models.prose import Prose, Repair

__all__ = [
    "Attributor",
    "Blend",
    "Coder",
    "Evidence",
    "Heard",
    "Neighbour",
    "Neighbours",
    "Networks",
    "Parser",
    "Prose",
    "Repair",
    "Sentence",
    "Signal",
    "Token",
]
