"""Which of the places that bear a name a report means.

Every candidate is scored by how well known it is and by how it fits the report: the countries named, the state or
country told right behind it (“London, Ontario”), the nearness of places that need no choosing.  One name means one
place throughout a report.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportedly.knowledge import GazetteerPlace
from reportedly.model import Precision
from reportedly.reading.toponyms import Toponym

# Weights, chosen on GeoVirus and TR-News (`evals/gate.py --only geovirus`): what one unit of each is worth in powers of
# ten of population.
_MAIN = 1.5
_COUNTRY = 3.0
_UNIT = 2.0
_NEAR = 1.5
_TOLD = 6.0
_NEAR_KM = 250.0
_KM_A_DEGREE = 111.2
# Rounds in which the places chosen so far tell the others where the report plays.
_ROUNDS = 2
_SEAT = 2.0
# A town so large is meant rather than the unit called after it.
_LARGE = 100_000
_VAST = 1_000_000
_OWN_FACT = 7.5
_STATE = 10.0


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where a report plays: how often each country is told of besides by the name in question, units, and places chosen."""

    countries: Mapping[str, float]
    units: frozenset[tuple[str, str]]
    chosen: Sequence[GazetteerPlace]


def choose(toponyms: Sequence[Toponym], at_hand: Counter[str], text: str) -> tuple[GazetteerPlace, ...]:
    """The place each toponym means, in their order.

    Args:
        toponyms: names with at least one candidate each.
        at_hand: how often the report names each country (ISO3), as a state or by its people.
        text: the report, for what stands between two names.
    """
    told = _told_behind(toponyms, text)
    hosts: dict[str, list[GazetteerPlace]] = defaultdict(list)
    names: dict[str, Toponym] = {}
    for n, toponym in enumerate(toponyms):
        names.setdefault(toponym.span.text, toponym)
        if n in told:
            hosts[toponym.span.text].append(told[n])
    mentions = Counter(t.span.text for t in toponyms)
    meant: dict[str, GazetteerPlace] = {}
    for _ in range(_ROUNDS):
        meant = {name: _likeliest(t.candidates, _scene(name, mentions, meant, at_hand), hosts[name]) for name, t in names.items()}
    return tuple(meant[t.span.text] for t in toponyms)


def best(candidates: Sequence[GazetteerPlace], at_hand: Counter[str]) -> GazetteerPlace | None:
    """The likeliest bearer of one name where only the countries at hand (ISO3, how often each) are known."""
    scene = _Scene(_shares(at_hand), frozenset(), ())
    return _likeliest(candidates, scene, ()) if candidates else None


def _likeliest(candidates: Sequence[GazetteerPlace], scene: _Scene, hosts: Sequence[GazetteerPlace]) -> GazetteerPlace:
    """The candidate that scores highest; where that is a unit called after a large town in it, the town."""
    found = max(candidates, key=lambda c: _score(c, scene, hosts))
    if found.precision in (Precision.ADMIN1, Precision.ADMIN2):
        inside = [
            c for c in candidates if c.precision is Precision.CITY and (c.country, c.admin1) == (found.country, found.admin1)
        ]
        town = max(inside, key=lambda c: c.population, default=None)
        if town is not None and town.population >= (_LARGE if town.main or town.seat else _VAST):
            return town
    return found


def _score(place: GazetteerPlace, scene: _Scene, hosts: Iterable[GazetteerPlace]) -> float:
    score = _fame(place) + _MAIN * place.main + _SEAT * place.seat
    if place.country:
        score += _COUNTRY * scene.countries.get(place.country, 0.0)
        score += _UNIT * ((place.country, place.admin1) in scene.units and place.precision is not Precision.ADMIN1)
    score += _NEAR * any(_km(place, p) < _NEAR_KM for p in scene.chosen)
    return score + _TOLD * any(_lies_in(place, host) for host in hosts)


def _fame(place: GazetteerPlace) -> float:
    if place.precision is Precision.COUNTRY:
        return _STATE
    if place.geonames_id is None and not place.population:
        return _OWN_FACT
    return math.log10(place.population + 1)


def _lies_in(place: GazetteerPlace, host: GazetteerPlace) -> bool:
    if host.precision is Precision.COUNTRY or host.admin1 is None:
        return place.country == host.country and place is not host
    return place.country == host.country and place.admin1 == host.admin1 and place.precision is not Precision.ADMIN1


def _told_behind(toponyms: Sequence[Toponym], text: str) -> dict[int, GazetteerPlace]:
    """For each toponym, the state or country named right behind it: “London, Ontario”, “Goma (DR Congo)”."""
    told: dict[int, GazetteerPlace] = {}
    for n, (left, right) in enumerate(pairwise(toponyms)):
        between = text[left.span.end : right.span.start]
        if between.strip(" ") not in (",", "(", ", in", "in"):
            continue
        hosts = [p for p in right.candidates if p.precision in (Precision.COUNTRY, Precision.ADMIN1, Precision.ADMIN2)]
        if left.candidates[0].precision is Precision.COUNTRY:
            # “China, Japan and Korea” is a list; “Turkey, Texas” a town.
            hosts = [h for h in hosts if h.precision is not Precision.COUNTRY]
        fitting = [h for h in hosts if any(_lies_in(c, h) for c in left.candidates)]
        if fitting:
            told[n] = max(fitting, key=_fame)
    return told


def _shares(at_hand: Counter[str]) -> dict[str, float]:
    """How much of a report each country has, the most named one counting whole."""
    if not at_hand:
        return {}
    most = max(at_hand.values())
    return {country: 0.5 + 0.5 * count / most for country, count in at_hand.items()}


def _scene(
    name: str,
    mentions: Mapping[str, int],
    meant: Mapping[str, GazetteerPlace],
    at_hand: Counter[str],
) -> _Scene:
    """Where the report plays, by all its names but one: what that one means must not be its own witness."""
    counts: Counter[str] = Counter(at_hand)
    others = [(n, p) for n, p in meant.items() if n != name]
    for other, place in others:
        if place.country:
            counts[place.country] += mentions[other]
    own = meant.get(name)
    if own and own.country and own.precision is Precision.COUNTRY:
        counts[own.country] -= min(mentions[name], counts[own.country])
    units = frozenset((p.country, p.admin1) for _, p in others if p.country and p.admin1 and p.precision is Precision.ADMIN1)
    small = [p for _, p in others if p.precision in (Precision.CITY, Precision.SITE, Precision.ADMIN2)]
    return _Scene(_shares(+counts), units, small)


def _km(a: GazetteerPlace, b: GazetteerPlace) -> float:
    """Kilometres between two places, on a flattened Earth: only nearness is asked."""
    dx = (a.lon - b.lon + 180) % 360 - 180
    return _KM_A_DEGREE * math.hypot(a.lat - b.lat, dx * math.cos(math.radians((a.lat + b.lat) / 2)))
