"""A private PostgreSQL server for tests: its own folder, a loopback port, an unprivileged user; stopped at the end."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USER = "nobody"
_WAIT = 30.0


def programs() -> Path | None:
    """The folder of initdb and postgres, the newest where there are several; `None` where there is none."""
    found = [Path(p).parent for p in [shutil.which("initdb")] if p]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    return next((p for p in found if (p / "initdb").exists() and (p / "postgres").exists()), None)


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """Starts one and yields its URL, without a database's name."""
    folder = Path(tempfile.mkdtemp(prefix="reportedly-pg-"))
    as_root = os.geteuid() == 0
    who = {"user": _USER} if as_root else {}
    if as_root:
        shutil.chown(folder, _USER)
    data, port = folder / "data", _free_port()
    # It refuses to be root's; the folder it starts in must be one its user may enter.
    made = subprocess.run(
        [bin_ / "initdb", "-D", data, "-U", "desk", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"],
        check=False, capture_output=True, text=True, cwd=folder, **who,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen([bin_ / "postgres", "-D", data, "-p", str(port), *options], stderr=log, cwd=folder, **who)
    try:
        _wait(port)
        yield f"postgresql://desk@127.0.0.1:{port}"
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(_WAIT)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    import pg8000.dbapi

    until = time.monotonic() + _WAIT
    while True:
        try:
            pg8000.dbapi.connect(user="desk", host="127.0.0.1", port=port, database="postgres").close()
        except (pg8000.dbapi.InterfaceError, pg8000.dbapi.DatabaseError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
