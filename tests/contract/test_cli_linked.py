"""What the store is asked on the command line: events, contested, origins, story, judge, link."""

import json
from datetime import datetime, timedelta

import made
import pytest
from click.testing import CliRunner

from reportedly.cli import main
from reportedly.export.jsonl import dumps
from reportedly.store import Database, Store

NOW = datetime(2024, 3, 20, 12, 0)  # noqa: DTZ001  # as the store keeps it, in UTC


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command on a store with three reports: a shelling, its denial two days later, and something else."""
    where = str(tmp_path / "store.db")
    store = Store(Database(where, create=True))
    readings = [made.attack_told_otherwise("a"), made.denial("b", made.DAY + timedelta(2)), made.talks("c")]
    store.write([(r, dumps(r)) for r in readings], store.begin("add", "0", NOW))
    store.database.close()
    monkeypatch.setenv("REPORTEDLY_STORE", where)

    def go(*args):
        return CliRunner().invoke(main, args)

    assert go("link").stderr == "3 reports placed.\n"
    return go


ID = made.attack_told_otherwise("a").events[0].id
OTHER = made.talks("c").events[0].id


def test_events_say_how_they_stand(run):
    """Two lines an event: id, days, who and whom; then the status and who says so."""
    lines = run("events").stdout.splitlines()
    assert lines[0] == f"{ID} · 2024-03-14 to 2024-03-16 · ASSAULT: Ruritania [AAA] → Zubrowka [BBB]"
    assert lines[1] == "   contested: asserted by BBB; denied by AAA · 2 reports"
    assert run("events", "--type", "consult").stdout.startswith(OTHER)
    done = run("events", "--party", "Marshal of Nowhere")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No such event is stored.\n")


def test_events_as_json(run):
    """One object a line, with days as they are written everywhere and names as lists."""
    (line,) = run("contested", "--format", "jsonl").stdout.splitlines()
    found = json.loads(line)
    assert (found["id"], found["status"], found["first"], found["denied"]) == (ID, "contested", "2024-03-14", ["AAA"])
    assert found["actors"] == [{"name": "Ruritania", "country": "AAA"}]


def test_origins_show_both_sides_with_their_words(run):
    """Each side with its origins, where they stand, and the words; how the status changed."""
    shown = run("origins", ID[:8]).stdout
    assert "changed  2024-03-14 single-source → 2024-03-16 contested" in shown
    asserted, denied = shown.split("asserted by")[1].split("denied by")
    assert "BBB (state, opponent)" in asserted
    assert "AAA (state, party to it)" in denied
    assert "Ruritania denied that it shelled the harbour" in denied
    assert json.loads(run("origins", ID, "--format", "json").stdout)["ledger"]["status"] == "contested"


def test_a_story_shows_its_reports(run):
    """The reports in order, and what they tell; by a report's id or an event's."""
    shown = run("story", "b").stdout
    assert shown == run("story", ID).stdout
    assert shown.splitlines()[0] == "story a · 2 reports"
    assert ID in shown
    assert json.loads(run("story", "b", "--format", "json").stdout)["reports"][1]["id"] == "b"


def test_judging_and_undoing(run):
    """A judgement is placed at once, listed with who made it, and undone by its number."""
    done = run("judge", "same", ID, OTHER, "--who", "a reader")
    assert (done.exit_code, done.stderr) == (0, "Judgement 1 is kept; reportedly judge undo 1 takes it back.\n")
    assert "3 reports" in run("origins", OTHER).stdout
    assert "judged   1." in run("origins", OTHER).stdout
    refused = run("judge", "different", ID, OTHER)
    assert refused.exit_code == 2
    assert "Try: reportedly judge undo 1" in refused.stderr
    assert run("judge", "undo", "1", "--who", "another").exit_code == 0
    assert "undone by another" in run("judge", "list").stdout
    assert "2 reports" in run("origins", ID).stdout
    assert run("judge", "undo", "1").stderr.startswith("The judgement 1 was taken back before.")
    assert run("judge", "undo", "7").exit_code == 2


def test_correcting(run):
    """Type, parties and stance as given; what is no type, or nothing, is refused with what to try."""
    done = run("judge", "correct", ID, "--type", "coerce", "--actor", "Graustark", "--recipient", "FRA", "--who", "a reader")
    assert done.exit_code == 0
    shown = run("events", "--type", "COERCE").stdout
    assert "COERCE: Graustark → France [FRA]" in shown
    assert "corrected: type COERCE" in run("judge", "list").stdout
    wrong = run("judge", "correct", ID, "--type", "SNEEZE")
    assert (wrong.exit_code, "ASSAULT" in wrong.stderr) == (2, True)
    assert run("judge", "correct", ID).stderr.startswith("Nothing is corrected.")
    assert run("judge", "correct", ID, "--stance", "denies", "--speaker", "Zubrowka").exit_code == 0


def test_pairs_to_judge(run):
    """Pairs that may be one event, or word that there is none."""
    done = run("judge", "pairs")
    assert done.exit_code == 0
    assert "likely the same" in done.stdout or done.stderr == "No pair is left open.\n"


def test_linking_again_changes_nothing(run):
    """All is placed anew, with the same outcome."""
    before = run("events").stdout + run("story", "a").stdout
    assert run("link", "--again").stderr == "3 reports placed.\n"
    assert run("events").stdout + run("story", "a").stdout == before
    assert run("link").stderr == "0 reports placed.\n"
