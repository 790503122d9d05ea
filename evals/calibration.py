"""How far an event's confidence can be believed: bins, a plot in signs, and the expected calibration error.

    python evals/calibration.py [--write docs/quality.md]

Every event of the reports in the claims gold, however unsure, is right where the gold has one of its type and
parties in that sentence, an optional one included.  Without ../shared it ends with status 3.
"""

import argparse
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import detail
import gate
from reportedly.config import Settings
from reportedly.reader import Reader

WIDTH = 40
_BLOCK = re.compile(r"<!-- calibration -->.*?<!-- /calibration -->", re.DOTALL)


def rows(told: list[tuple[float, bool]]) -> list[str]:
    """A Markdown block: a bar for the share that is right in each bin, a mark where it should end."""
    lines = ["```", "mean conf.  right    n"]
    for mean, share, count in detail.reliability(told):
        bar = list("█" * round(share * WIDTH) + " " * (WIDTH - round(share * WIDTH)))
        bar[min(round(mean * WIDTH), WIDTH - 1)] = "|"
        lines.append(f"{mean:10.2f}  {share:5.2f}  {count:3d}  {''.join(bar).rstrip()}")
    error = detail.calibration_error(told)
    return [
        *lines,
        "```",
        "",
        f"Expected calibration error {error:.3f} over {len(told)} events; `|` is where each bar should end.",
    ]


def main() -> int:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="a page with <!-- calibration --> markers")
    asked = parser.parse_args()
    if not gate.SHARED.is_dir():
        print("The gold in ../shared is not there. Try: put the shared folder beside the project.", file=sys.stderr)
        return 3
    reader = Reader(replace(Settings.from_environment(os.environ), min_confidence=0.0))
    readings = list(reader.read(gate.documents("claims")))
    found = rows(detail.confidences(readings, gate.SHARED / "gold/claims/dev"))
    print("\n".join(found))
    if asked.write:
        block = "\n".join(
            ["<!-- calibration -->", *found, "", "Printed by `python evals/calibration.py`.", "<!-- /calibration -->"]
        )
        asked.write.write_text(_BLOCK.sub(lambda _: block, asked.write.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
