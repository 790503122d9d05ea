"""Trained weights and the classes that run them: texts in, annotations out; nothing of events."""

from reportedly.models.parser import Parser, Sentence, Token

__all__ = ["Parser", "Sentence", "Token"]
