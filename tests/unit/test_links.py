"""Linking: what speaks for two tellings being of one event, and what forbids it."""

from dataclasses import replace
from datetime import date, timedelta

import made
import pytest

from reportedly.knowledge import load_knowledge
from reportedly.stories.links import SIGNS, Linking, model, seen, signs
from reportedly.stories.marks import mark

DAY = made.DAY.toordinal()


@pytest.fixture(scope="module")
def knowledge():
    """The tables."""
    return load_knowledge()


def linking(knowledge, *readings, **more):
    """The linking of some readings, all of one day."""
    marks = {r.document.doc_id: mark(r, knowledge) for r in readings}
    told = {event.name: event for m in marks.values() for event in m.events}
    return Linking(told, dict.fromkeys(told, DAY), marks, **more), sorted(told)


def sign(knowledge, name, one, other, *, one_day=True):
    """One sign of two readings' events."""
    left, right = mark(one, knowledge), mark(other, knowledge)
    found = signs(seen(left.events[0], left), seen(right.events[0], right), one_day=one_day)
    return dict(zip(SIGNS, found, strict=True))[name]


def test_the_shipped_model_knows_every_sign():
    """Each sign has a weight, and pairs are left open below the chance from which they are put together."""
    assert len(model().weights) == len(SIGNS)
    assert 0 < model().open < model().together < 1


def test_two_tellings_of_one_event_are_put_together(knowledge):
    """In other words, by others, told from the other end; something else stays by itself."""
    found, names = linking(knowledge, made.attack("a"), made.attack_told_otherwise("b"), made.talks("c"))
    clusters, _ = found.of_day(names, {})
    assert sorted(map(len, clusters)) == [1, 2]


def test_events_without_a_common_party_are_not_compared(knowledge):
    """The same words of other states are another event."""
    text = made.SHELLED.replace("Ruritania", "Graustark").replace("Zubrowka", "Freedonia")
    other = made.reading("b", text, ("shelled", ["Graustark"], ["Freedonia"]))
    found, names = linking(knowledge, made.attack("a"), other)
    assert len(found.of_day(names, {})[0]) == 2


def test_events_of_other_days_are_not_put_together(knowledge):
    """Who names the fifth and who names the ninth tells of two events, however alike the words."""
    one, other = (
        made.reading(name, made.SHELLED, (("shelled", ["Ruritania"], ["Zubrowka"]), {"when": day}))
        for name, day in (("a", date(2024, 3, 5)), ("b", date(2024, 3, 9)))
    )
    found, names = linking(knowledge, one, other)
    assert len(found.of_day(names, {})[0]) == 2


def test_what_is_judged_apart_is_apart(knowledge):
    """Also where the one that was judged lies out of reach and only its cluster is at hand."""
    found, names = linking(knowledge, made.attack("a"), made.attack_told_otherwise("b"), made.attack("c"))
    a, b, c = sorted(names, key=lambda n: n.split(" ")[0])
    assert len(found.of_day([b, c], {a: [a]})[0]) == 1
    found.apart = {a: {b}, b: {a}}
    assert ("a" in str(found.of_day([b], {a: [a]})[0])) is False or len(found.of_day([b], {a: [a]})[0]) == 2
    found.apart, found.roots_apart = {}, {b: {"far away"}}
    assert len(found.of_day([b], {"far away": [a]})[0]) == 2


def test_signs_tell_triggers_types_and_days(knowledge):
    """1 where they agree and 0 where they do not, whatever else is told."""
    rally = made.reading("a", "The rally in Ruritania took place on Friday.", ("rally", ["Ruritania"], [], "PROTEST"))
    march = made.reading("b", "Thousands joined the march in Ruritania.", ("march", ["Ruritania"], [], "PROTEST"))
    assert sign(knowledge, "trigger", rally, rally) == 1
    assert sign(knowledge, "trigger", rally, march) == 0
    assert sign(knowledge, "type", rally, march) == 1
    assert sign(knowledge, "one day", rally, march) == 1
    assert sign(knowledge, "one day", rally, march, one_day=False) == 0
    assert sign(knowledge, "other words", rally, rally) == pytest.approx(0, abs=0.01)
    assert sign(knowledge, "other words", rally, march) > 0.1


def test_headlines_are_compared_within_an_outlet(knowledge):
    """One paper's headlines that share all names speak for two occasions; those of two papers say nothing."""
    one, again, other = (
        replace(r, document=replace(r.document, title="Ruritania Shells Harbour"))
        for r in (made.attack("a"), made.attack("b"), made.attack("c", publisher="Hentzau Post"))
    )
    assert sign(knowledge, "headlines of one outlet", one, again) == 1
    assert sign(knowledge, "headlines of one outlet", one, other) == 0


def test_open_pairs_are_the_likeliest_of_two_clusters(knowledge):
    """Two clusters that were not put together leave one pair open, the later telling first."""
    careful = replace(model(), together=0.9999, open=0.001)
    readings = [made.attack("a"), made.attack_told_otherwise("b", made.DAY + timedelta(1))]
    found, names = linking(knowledge, *readings, how=careful)
    found.day = {name: DAY + ("b" in name.split(" ")[0]) for name in names}
    _, open_ = found.of_day(names, {})
    assert [(p.later.split(" ")[0], p.earlier.split(" ")[0]) for p in open_] == [("b", "a")]
    assert replace(open_[0], score=1.0).score > open_[0].score
