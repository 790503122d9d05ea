"""Answers of `query` as JSON: each record an object, days as YYYY-MM-DD, unknown as `null`."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any


def answer_to_json(value: object) -> Any:  # noqa: ANN401  # what JSON holds
    """A record, or what a record holds, as JSON has it; `name`, by which records are put together inside, is left out."""
    if is_dataclass(value):
        hidden = "name" if hasattr(value, "asserted") and hasattr(value, "type") else None
        return {f.name: answer_to_json(getattr(value, f.name)) for f in fields(value) if f.name != hidden}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): answer_to_json(v) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [answer_to_json(v) for v in value]
    return value
