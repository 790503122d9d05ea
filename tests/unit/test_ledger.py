"""Ledgers: who says so, who denies it, and how that changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import DECLINES, Realis, Stance
from reportedly.stories.ledger import Said, Status, ledger
from reportedly.stories.origins import Kind, Origin

RURITANIA, ZUBROWKA, COURIER = (Origin(name, name, Kind.STATE, None) for name in ("Ruritania", "Zubrowka", "Courier"))


def said(origin, day, stance=Stance.ASSERTS, realis=Realis.ACTUAL, note=None, document=None):
    """A claim of a report of March 2024."""
    return Said(document or f"d{day}", origin, date(2024, 3, day) if day else None, stance, realis, note)


def test_one_wire_in_two_hundred_papers_is_one_source():
    """Reports of one origin do not corroborate each other."""
    found = ledger(said(COURIER, 1 + n % 5, document=f"d{n}") for n in range(200))
    assert found.status is Status.SINGLE_SOURCE
    assert found.asserted == (COURIER,)
    assert (found.first, found.last) == (date(2024, 3, 1), date(2024, 3, 5))


def test_two_origins_corroborate():
    """Independent origins are counted in the words of the status."""
    assert str(ledger([said(COURIER, 1), said(ZUBROWKA, 2)])) == "corroborated (2 independent origins)"


def test_alleged_and_denied_is_contested():
    """Alleged by one and denied by another, whoever spoke first; both are named."""
    found = ledger([said(RURITANIA, 2, Stance.DENIES), said(ZUBROWKA, 1)])
    assert (found.status, found.asserted, found.denied) == (Status.CONTESTED, (ZUBROWKA,), (RURITANIA,))


def test_only_denied():
    """What only denials tell of is denied."""
    assert ledger([said(RURITANIA, 1, Stance.DENIES)]).status is Status.DENIED


def test_taken_back():
    """Whoever alone asserted it and later denies it has taken it back; his last word counts."""
    found = ledger([said(COURIER, 1), said(COURIER, 3, Stance.DENIES)])
    assert found.status is Status.RETRACTED
    assert [c.status for c in found.changes] == [Status.SINGLE_SOURCE, Status.RETRACTED]


def test_planned_then_done():
    """Plans become deeds on the day somebody tells of them as done."""
    found = ledger([said(RURITANIA, 1, realis=Realis.PLANNED), said(COURIER, 4)])
    assert [(c.day.day, c.status) for c in found.changes] == [(1, Status.PLANNED), (4, Status.SINGLE_SOURCE)]
    assert ledger([said(RURITANIA, 1, realis=Realis.POSSIBLE)]).status is Status.POSSIBLE


def test_reported_denied_confirmed():
    """Whoever denied and then confirms is no denier any more."""
    found = ledger([said(COURIER, 1), said(RURITANIA, 2, Stance.DENIES), said(RURITANIA, 5)])
    assert [c.status for c in found.changes] == [Status.SINGLE_SOURCE, Status.CONTESTED, Status.CORROBORATED]


def test_the_unknown_count_for_nobody():
    """Claims without a known origin are kept and do not corroborate."""
    found = ledger([said(None, 1), said(None, 2), said(COURIER, 3)])
    assert (found.status, found.unknown) == (Status.SINGLE_SOURCE, 2)


def test_a_refusal_says_nothing():
    """Neither confirming nor denying changes no status."""
    assert ledger([said(COURIER, 1), said(None, 2, Stance.DOUBTS, note=DECLINES)]).status is Status.SINGLE_SOURCE
    with pytest.raises(ValueError, match="without a claim"):
        ledger([said(None, 2, note=DECLINES)])


def test_doubts():
    """A doubt alone is a doubt; beside an assertion it contests it."""
    assert ledger([said(COURIER, 1, Stance.DOUBTS)]).status is Status.DOUBTED
    assert ledger([said(COURIER, 1, Stance.DOUBTS), said(ZUBROWKA, 1, document="e")]).status is Status.CONTESTED


@given(
    st.lists(
        st.tuples(st.sampled_from([RURITANIA, ZUBROWKA, COURIER, None]), st.integers(1, 5), st.sampled_from(Stance)),
        min_size=1,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_reading_does_not_matter(claims, random):
    """Claims of reports with names of their own give one ledger in whatever order they are read."""
    told = [said(o, d, s, document=f"d{n}") for n, (o, d, s) in enumerate(claims)]
    assert ledger(told) == ledger(random.sample(told, len(told)))
