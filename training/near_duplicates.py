"""How many of our sentences are near-duplicates of another, by MinHash over word 3-grams.

    python training/near_duplicates.py training/sentences/*.jsonl      prints the rate, exits 1 above 5%

Two sentences count as near-duplicates where MinHash (128 permutations, seed 1) puts the Jaccard similarity
of their sets of word 3-grams at 0.5 or more; `sentences.py` finds the exact similarity of every pair beside it.
"""

import sys
from pathlib import Path

from datasketch import MinHash, MinHashLSH
from sentences import ALIKE, grams, read

PERMUTATIONS = 128
MOST = 0.05


def rate(texts: list[str]) -> float:
    """The share of texts that have a near-duplicate among the others."""
    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    sketches = [_sketch(text) for text in texts]
    for n, sketch in enumerate(sketches):
        index.insert(n, sketch)
    alike = {
        n
        for n, sketch in enumerate(sketches)
        if any(m != n and sketch.jaccard(sketches[m]) >= ALIKE for m in index.query(sketch))
    }
    return len(alike) / len(texts)


def _sketch(text: str) -> MinHash:
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update_batch([" ".join(gram).encode() for gram in sorted(grams(text))])
    return sketch


def main(paths: list[str]) -> int:
    """Prints the rate over all files."""
    texts = [written.text for path in paths for written in read(Path(path))]
    found = rate(texts)
    print(f"{len(texts)} sentences, {found:.2%} near-duplicates by MinHash (at most {MOST:.0%})")
    return int(found > MOST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
