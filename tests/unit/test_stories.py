"""Stories: which reports are read together, and that the order in which they come decides nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stories.clusters import ANY_DAY, COMPLETE, Rules, joined, replay
from reportedly.stories.grouping import WINDOW, Loose, Report, of_day, stories
from reportedly.stories.words import Table, cosine, weighted

DAY = date(2024, 3, 12)
DAM = "The dam above Strelsau burst on Monday and flooded the mills of Hentzau, the water board of Ruritania said."
DAM_AGAIN = "Mills in Hentzau stood under water on Tuesday after the dam above Strelsau burst, the water board said."
STRIKE = "Bakers in Nebelsbad walked out over flour prices, and the guild of Zubrowka called for a general strike."


def report(name: str, text: str, day: date | None = DAY) -> Report:
    """A report without a title."""
    return Report(name, None, text, day)


def test_reports_of_one_event_are_one_story():
    """Two reports of a burst dam stand together, one of a strike by itself; a story is named after its first report."""
    found = stories([report("a", DAM), report("b", STRIKE), report("c", DAM_AGAIN, DAY + timedelta(days=1))])
    assert found == {"a": "a", "b": "b", "c": "a"}


def test_a_story_ends_when_nothing_follows_for_days():
    """The same words weeks later are another story."""
    found = stories([report("a", DAM), report("b", DAM_AGAIN, DAY + timedelta(days=WINDOW + 1))])
    assert found["a"] != found["b"]


def test_reports_without_a_day_go_with_any_story():
    """An undated report joins the story it is about, however old that is."""
    assert stories([report("b", DAM_AGAIN, None), report("a", DAM)]) == {"a": "a", "b": "a"}


def test_no_reports_are_no_stories():
    """Nothing gives nothing; a report without any words stands alone."""
    assert stories([]) == {}
    assert stories([report("a", "…"), report("b", DAM)]) == {"a": "a", "b": "b"}


def test_words_weigh_by_rarity_and_names_more():
    """A rare name outweighs a common word; the squares of the weights sum to about one in fixed point."""
    words = weighted(None, DAM)
    assert words["strelsau"] > words["water"] > words["said"]
    assert sum(w * w for w in words.values()) == pytest.approx((1 << 12) ** 2, rel=0.01)


def test_likeness_is_the_same_from_both_sides():
    """Cosines are sums of whole numbers: who is asked about whom does not matter."""
    words = {"one": weighted(None, DAM), "other": weighted(None, DAM_AGAIN)}
    table = Table(words)
    found = table.alike(["one", "other"], ["other", "one"], 0.0)
    assert found["one"]["other"] == found["other"]["one"] == cosine(words["one"], words["other"]) > 0.16
    assert table.alike(["one"], ["one", "other"], 0.99) == {"one": {}}
    assert table.alike([], [], 0.0) == {}


def test_old_clusters_grow_and_are_never_joined():
    """Something new that is near to two old clusters goes to the nearer; these stay apart."""
    near = {"n": {"a": 0.9, "b": 0.8}}
    assert joined(["n"], [("a",), ("b",)], near, Rules(0.5)) == (("a", "n"), ("b",))


def test_what_must_be_apart_is_never_joined():
    """Neither by itself nor through a third that is near to both."""
    near = {"a": {"b": 0.9, "c": 0.8}, "b": {"a": 0.9, "c": 0.8}, "c": {"a": 0.8, "b": 0.8}}
    assert joined("abc", [], near, Rules(0.3), {"a": {"b"}, "b": {"a"}}) == (("a", "c"), ("b",))


def test_complete_linkage_needs_every_pair():
    """By its farthest member a chain is no cluster; on average it is."""
    near = {"a": {"b": 0.9}, "b": {"a": 0.9, "c": 0.6}, "c": {"b": 0.6}}
    assert joined("abc", [], near, Rules(0.3)) == (("a", "b", "c"),)
    assert joined("abc", [], near, Rules(0.3, COMPLETE)) == (("a", "b"), ("c",))


def test_a_loose_group_is_cut_where_its_halves_have_little_in_common():
    """Two floods of one coast share most words; what tells them apart decides."""
    common = "The sea broke the dyke of the Ruritanian coast, and the wardens of the coast opened the halls"
    first = [f"{common}. Hentzau, January, Captain Sapt, the old lighthouse, tide {n}." for n in range(5)]
    second = [f"{common}. Zenda, August, Marshal Fritz, the new harbour, storm {n}." for n in range(5)]
    words = {f"{n:02}": weighted(None, text) for n, text in enumerate([*first, *second])}
    assert [len(s) for s in of_day(words, Table(words), list(words), [])] == [5, 5]
    assert [len(s) for s in of_day(words, Table(words), list(words), [], Loose(apart=0.0))] == [10]


class Kept:
    """A calendar whose roots are kept, as a store keeps them."""

    def __init__(self) -> None:
        self.at: dict[str, int] = {}
        self.roots: dict[str, str] = {}

    def days(self) -> list[int]:
        """The days in order."""
        return sorted(set(self.at.values()))

    def on(self, day: int) -> list[str]:
        """What lies on a day."""
        return sorted(n for n, d in self.at.items() if d == day)

    def root(self, name: str) -> str | None:
        """Where it was put before."""
        return self.roots.get(name)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4)), min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_batch_and_incremental_agree(things, random):
    """However reports arrive, one by one or all at once, early or late, the clusters are the same."""
    days = {f"r{n:02}": ANY_DAY if day == 12 else day for n, (day, _) in enumerate(things)}
    kind = {f"r{n:02}": k for n, (_, k) in enumerate(things)}

    def make(today, old):
        everything = [*today, *(n for c in old.values() for n in c)]
        near = {a: {b: 1.0 / (1 + abs(kind[a] - kind[b])) for b in everything if b != a} for a in today}
        return joined(today, list(old.values()), near, Rules(0.5))

    batch = Kept()
    batch.at = dict(days)
    batch.roots = replay(batch, set(batch.days()), 2, make).roots
    single = Kept()
    for name in random.sample(sorted(days), len(days)):
        single.at[name] = days[name]
        single.roots |= replay(single, {days[name]}, 2, make).roots
    assert single.roots == batch.roots
