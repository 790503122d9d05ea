"""Counts in sentences, and those that differ."""

import pytest

from reportedly.stories.numbers import counts, side_by_side


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ruritania sent 12,000 troops over the river.", [(12000, "troops")]),
        ("About three thousand soldiers marched.", [(3000, "soldier")]),
        ("At least four people were killed and 30 others wounded.", [(4, "people killed"), (30, "people injured")]),
        ("Two dozen rockets and a hundred shells fell.", [(24, "rocket"), (100, "shell")]),
        ("Some 3.5 million leaflets came down.", [(3_500_000, "leaflet")]),
        ("Twenty-two balloons crossed.", [(22, "balloon")]),
        ("In 2019 it was 5 percent, 10 km and 3 days.", []),
        ("It cost $40 and 12 euros on 14 March at 10 p.m.", []),
        ("Nothing is counted.", []),
    ],
)
def test_counts(sentence, expected):
    """A number with the noun after it, and what befell those counted; no years, days, money or measures."""
    assert [(c.number, c.of) for c in counts(sentence)] == expected


def test_only_what_differs_between_givers_is_shown():
    """Each number from the smallest, with who gives it; what all give alike, or one gives alone, is left out."""
    told = [
        ("A", "It sent 12,000 troops and 4 ships."),
        ("B", "It sent 3,000 troops and 4 ships."),
        ("C", "3,000 troops and 9 tents"),
    ]
    (found,) = side_by_side(told)
    assert (found.of, found.numbers) == ("troops", ((3000, ("B", "C")), (12000, ("A",))))
