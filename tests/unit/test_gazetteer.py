"""Places by name: compiled once, never half done, our own facts first."""

import pytest

from reportedly.errors import MissingError
from reportedly.knowledge import Gazetteer
from reportedly.knowledge.compiling import compiled_path
from reportedly.model import Precision


@pytest.fixture(scope="module")
def gazetteer(cache_dir):
    """The compiled table of the run's own cache folder."""
    return Gazetteer.open(cache_dir)


def test_largest_namesake_comes_first(gazetteer):
    """Among cities of one name the most populous leads."""
    places = gazetteer.lookup("Paris")
    assert places[0].country == "FRA"
    assert len({p.country for p in places}) > 1


def test_countries_outrank_cities(gazetteer):
    """“Georgia” is the state before any town of that name."""
    first = gazetteer.lookup("Georgia")[0]
    assert (first.country, first.precision) == ("GEO", Precision.COUNTRY)


def test_our_own_facts_outrank_all(gazetteer):
    """Sites, straits and regions that no gazetteer package has are found, whatever the article or the quotation mark."""
    assert gazetteer.lookup("Punggye-ri")[0].precision is Precision.SITE
    assert gazetteer.lookup("the Taiwan Strait")[0].precision is Precision.REGION


def test_unknown_names_are_nowhere(gazetteer):
    """What is on no map gets no coordinates."""
    assert gazetteer.lookup("Nebelsbad-on-the-Marsh") == ()


def test_compiled_file_is_reused(cache_dir):
    """Opening again reads the compiled file and leaves it as it is; no half-done file lies beside it."""
    Gazetteer.open(cache_dir)
    before = compiled_path(cache_dir).stat().st_mtime_ns
    Gazetteer.open(cache_dir)
    assert compiled_path(cache_dir).stat().st_mtime_ns == before
    assert [p.name for p in cache_dir.iterdir()] == [compiled_path(cache_dir).name]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """Where the cache folder cannot be written, one sentence names it and the setting that mends it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(MissingError, match="REPORTEDLY_CACHE_DIR"):
        Gazetteer.open(tmp_path / "file" / "cache")
