"""Where measured figures stand in the docs: between two markers of a page, under the command that printed them.

Knows the markers; nothing of what is measured.
"""

import re
import sys
from pathlib import Path

_BLOCK = re.compile(r"<!-- measured -->.*?<!-- /measured -->", re.DOTALL)


def write(path: Path, rows: list[str], command: str) -> None:
    """Puts the rows between the markers of the page; the rest of it stays.

    Raises:
        SystemExit: the page, or a marker in it, is not there.
    """
    page = path.read_text("utf-8") if path.is_file() else ""
    block = "\n".join(["<!-- measured -->", *rows, "", f"Printed by `{command}`.", "<!-- /measured -->"])
    written, count = _BLOCK.subn(lambda _: block, page)
    if count != 1:
        sys.exit(f"{path} has {count} pairs of <!-- measured --> and <!-- /measured -->, not one. Try: give it one pair.")
    path.write_text(written, "utf-8")
