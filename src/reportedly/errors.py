"""What can go wrong for a person, each with a hint that mends it.

    ReportedlyError
    ├── UsageError        the call was wrong: an option, a date, a path      exit status 2
    ├── MissingError      the machine lacks something: a model, a package    exit status 3
    ├── StoreError        the store cannot be opened, read or written       exit status 3
    ├── InputError        one document cannot be read; the others are        exit status 1
    └── CodebookError     a codebook file says something it must not         exit status 2

Knows nothing else of this package.
"""


class ReportedlyError(Exception):
    """One sentence with the value at fault, and what to try.

    Args:
        message: one sentence, ending in a full stop, that quotes the value at fault.
        hint: what to try, without the word "Try".
    """

    exit_status = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\nTry: {self.hint}"


class UsageError(ReportedlyError):
    """The call itself was wrong."""

    exit_status = 2


class MissingError(ReportedlyError):
    """The machine lacks something that the call needs."""

    exit_status = 3


class StoreError(ReportedlyError):
    """The store cannot be opened, read or written; what it held before is as it was."""

    exit_status = 3


class InputError(ReportedlyError):
    """One document cannot be read; it becomes a `Failure` and the others go on."""

    exit_status = 1


class CodebookError(ReportedlyError):
    """A codebook file holds something that is not understood."""

    exit_status = 2
