"""Places of a report: which words name one, and which of its namesakes is meant."""

import pytest

from reportedly.model import Document


@pytest.fixture(scope="module")
def read(reader):
    """Reads one text."""
    return lambda text: next(iter(reader.read([Document("d", text)])))


@pytest.fixture(scope="module")
def places(read):
    """The places of a text, as (words, country, precision)."""
    return lambda text: [(p.span.text, p.country, p.precision.value) for p in read(text).places]


def test_state_behind_a_town_tells_which(places):
    """“Paris, Texas” is the American town, and so is every other Paris of that report."""
    found = places("A storm hit Paris, Texas, on Monday. Schools in Paris stayed shut.")
    assert found == [("Paris", "USA", "city"), ("Texas", "USA", "admin1"), ("Paris", "USA", "city")]


def test_well_known_bearer_is_taken_where_nothing_speaks_against_it(places):
    """“Paris” alone is the capital of France, “Washington” the capital and not the state."""
    assert places("Envoys met in Paris and in Washington.") == [("Paris", "FRA", "city"), ("Washington", "USA", "city")]


def test_countries_of_the_report_choose_between_namesakes(places):
    """“Victoria” in a report of Canada is the town there, not the Australian state."""
    found = places("Canada's prime minister spoke in Ottawa. Police in Victoria, British Columbia, closed two roads in Canada.")
    assert ("Victoria", "CAN", "city") in found


def test_place_inside_the_name_of_a_public_body(places):
    """“Kentucky State Police” tells of Kentucky; a newspaper's name tells of no place."""
    assert ("Kentucky", "USA", "admin1") in places("Officers of the Kentucky State Police closed the bridge on Monday.")
    assert places("The Washington Post criticised the minister.") == []


def test_usual_abbreviations_of_states(places):
    """“NSW” is New South Wales; an acronym that is on no map is no place."""
    assert ("NSW", "AUS", "admin1") in places("Farmers in regional NSW were told to leave. The FDA said nothing.")


def test_dateline_is_a_place_but_no_events(read):
    """Where a report was filed is listed, and is not taken for the place of what it tells."""
    reading = read("GENEVA (Reuters) - Iran rejected the proposal on Monday.")
    assert [p.name for p in reading.places] == ["Geneva", "Iran"]
    assert all(event.place is None for event in reading.events)


def test_unit_called_after_a_large_town_is_the_town(places):
    """“Seoul” is the city, not the special city that is a first-order unit; “Hubei” is the province."""
    assert places("Protesters marched in Seoul and in Hubei.") == [("Seoul", "KOR", "city"), ("Hubei", "CHN", "admin1")]


def test_direction_alone_is_no_place(places):
    """“Western” is a region of Uganda to GeoNames and an adjective in every report."""
    assert places("Western leaders and the South agreed.") == []
