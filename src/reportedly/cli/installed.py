"""Which packages and spaCy pipelines this Python has, told from their metadata without importing them."""

from importlib import metadata

PIPELINES = "spacy_models"


def version_of(package: str) -> str | None:
    """The installed version of a distribution, or `None`."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def pipelines() -> tuple[str, ...]:
    """The names of the spaCy pipelines that are installed as packages, in alphabetical order."""
    return tuple(sorted({entry.name for entry in metadata.entry_points(group=PIPELINES)}))
