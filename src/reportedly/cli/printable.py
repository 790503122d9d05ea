"""What may go to a terminal: a report's text must not be able to move the cursor or turn the line round."""

import re

# Control characters except the line's end, the two-way marks that reorder a line, and lone surrogates,
# which no encoding can hold.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with every character that would steer a terminal shown as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    """The printable text with each run of white space made one space."""
    return printable(re.sub(r"\s+", " ", text))
