"""What all tests share: one loaded reader, the folder of reports it is scored on, a closed network."""

import os
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of reports and gold beside the project; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, the reports and gold it is scored on")
    return SHARED


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory):
    """A cache folder of the run's own, so that no test depends on what was compiled before."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def reader(cache_dir):
    """The reader with default settings, loaded once."""
    from reportedly.config import Settings
    from reportedly.reader import Reader

    return Reader(Settings(cache_dir=cache_dir))


@pytest.fixture(scope="session")
def postgresql_server():
    """The URL of a private PostgreSQL server; tests that need it are skipped where PostgreSQL is not installed."""
    import postgresql

    bin_ = postgresql.programs()
    if bin_ is None:
        pytest.skip("needs PostgreSQL's server: apt-get install postgresql")
    with postgresql.server(bin_) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path):
    """Where a new store is to be, in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    from sqlalchemy import create_engine, text

    server = request.getfixturevalue("postgresql_server")
    name = f"store_{abs(hash(request.node.nodeid)):x}"
    engine = create_engine(server.replace("postgresql", "postgresql+pg8000") + "/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch):
    """No test opens a connection beyond loopback."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"a test tried to connect to {address!r}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def pytest_collection_modifyitems(items):
    """Marks what asks for the folder beside the project, so that `-m "not shared"` leaves it out."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


def _fail_if_skipped(report):
    # The name has no REPORTEDLY_ in front: the program refuses settings that it does not know.
    if os.environ.get("SKIPS_FAIL") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and SKIPS_FAIL is set: {report.longrepr}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport():
    """With SKIPS_FAIL set, as in `.ci/run`, a skipped test is a failed one."""
    outcome = yield
    _fail_if_skipped(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report():
    """The same for a whole file that is skipped before its tests are known."""
    outcome = yield
    _fail_if_skipped(outcome.get_result())
