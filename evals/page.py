"""Where measured figures stand in the docs: between two markers of a page, under the command that printed them.

Knows the markers; nothing of what is measured.
"""

import re
import sys
from pathlib import Path


def write(path: Path, rows: list[str], command: str, name: str = "measured") -> None:
    """Puts the rows between the markers of that name in the page; the rest of it stays.

    Raises:
        SystemExit: the page, or a marker in it, is not there.
    """
    page = path.read_text("utf-8") if path.is_file() else ""
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    block = "\n".join([opening, *rows, "", f"Printed by `{command}`.", closing])
    written, count = re.subn(f"{opening}.*?{closing}", lambda _: block, page, flags=re.DOTALL)
    if count != 1:
        sys.exit(f"{path} has {count} pairs of {opening} and {closing}, not one. Try: give it one pair.")
    path.write_text(written, "utf-8")
