"""Where reports come from: files, folders, JSON Lines and standard input, each turned into a `Document`.

Knows bytes, encodings and paths; nothing of language, events or storage.
"""

from reportedly.sources.dates import parse_date
from reportedly.sources.expressions import Expression, read_expressions
from reportedly.sources.files import count_paths, read_paths
from reportedly.sources.pairs import read_pairs

__all__ = ["Expression", "count_paths", "parse_date", "read_expressions", "read_pairs", "read_paths"]
