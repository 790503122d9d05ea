"""Days as people hand them in: `YYYY-MM-DD` and nothing else."""

import re
from datetime import date

from reportedly.errors import UsageError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(text: str) -> date:
    """The calendar day that `text` names.

    Only ISO 8601's extended form of a day is taken, so that 03/04/2024 is never guessed at.

    Raises:
        UsageError: `text` has another form, or there is no such day.
    """
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # well formed but not in the calendar: same answer as below
    raise UsageError(f"{text!r} is not a calendar day.", hint="a day written YYYY-MM-DD, e.g. 2024-10-23")
