"""The database behind the store: opened by its URL or path, kept at the newest schema, its errors told in a sentence.

Knows SQLAlchemy's engine and Alembic; nothing of readings.
"""

import getpass
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from reportedly.errors import MissingError, StoreError, UsageError

_URL = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)
# How long a writer waits for another one.
_PATIENCE = 30.0
# What SQLite keeps of the file in memory, in KiB.
_CACHE = 128 * 1024
_WRITING = "reportedly_writing"
_POSTGRESQL = "postgresql+pg8000"
_HINT = "a path such as reports.db, or postgresql://user@host/name"


class Database:
    """An open database.

    Args:
        where: the path of a SQLite file, or the URL of a PostgreSQL database.
        any_version: open one with an older schema too.
        create: make the file, or the tables in an empty database, where they are not there.
        patience: seconds to wait while another process writes.

    Raises:
        UsageError: `where` is neither.
        StoreError: it cannot be opened, is none of ours, or is of another version.
        MissingError: the driver for PostgreSQL is not installed.
    """

    def __init__(self, where: str, *, create: bool = False, any_version: bool = False, patience: float = _PATIENCE) -> None:
        self.path = None if _URL.match(where) else Path(where)
        self.name = where if self.path else _without_password(where)
        self.engine = self._engine(where, create=create, patience=patience)
        with self.told(), self.writing() if create else self.engine.connect() as connection:
            if not any_version:
                self._check_version(connection, create=create)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection on which all is written or nothing; other writers wait."""
        with self.told(), self.engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout."""
        with self.told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tells what the database complains of in a sentence.

        Raises:
            StoreError: instead of the database's own error.
        """
        try:
            yield
        except DBAPIError as error:
            raise _told(_complaint(error), self.name) from error

    def upgrade(self) -> tuple[str | None, str]:
        """Brings the tables to the newest schema: the version before and the one after.

        Raises:
            StoreError: it was made by a newer version of the program.
        """
        with self.writing() as connection:
            before = MigrationContext.configure(connection).get_current_revision()
            self._refuse_newer(before)
            _migrate(connection)
            return before, newest()

    def version(self) -> str | None:
        """The version of the schema; `None` where there are no tables yet."""
        with self.told(), self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def close(self) -> None:
        """Lets go of the file or the server."""
        self.engine.dispose()

    def _engine(self, where: str, *, create: bool, patience: float) -> Engine:
        if self.path is not None:
            if not create and not self.path.exists():
                raise StoreError(f"There is no store at {str(self.path)!r}.", hint="make it: reportedly add FILE…")
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"{str(self.path)!r} cannot be made: {error.strerror}.", hint=_HINT) from error
            engine = create_engine(_address(self.path), connect_args={"timeout": patience})
            _prepare_sqlite(engine, patience)
            return engine
        try:
            url = make_url(where)
            if url.get_backend_name() != "postgresql":
                raise UsageError(f"{self.name!r} is no store.", hint=_HINT)
            if not url.database:
                raise UsageError(f"{self.name!r} names no database.", hint=_HINT)
            url = url.set(drivername=_POSTGRESQL, username=url.username or getpass.getuser(), host=url.host or "localhost")
            return create_engine(url)
        except (ArgumentError, NoSuchModuleError) as error:
            raise UsageError(f"{self.name!r} is no store.", hint=_HINT) from error
        except ImportError as error:
            raise MissingError("PostgreSQL's driver is not installed.", hint="pip install 'reportedly[postgresql]'") from error

    def _check_version(self, connection: Connection, *, create: bool) -> None:
        found = MigrationContext.configure(connection).get_current_revision()
        self._refuse_newer(found)
        if found == newest():
            return
        if found is None and create:
            _migrate(connection)
        elif found is None:
            raise StoreError(f"{self.name!r} holds no store.", hint="make one: reportedly add FILE…")
        else:
            raise StoreError(f"{self.name!r} has the older schema {found}.", hint="reportedly db upgrade")

    def _refuse_newer(self, found: str | None) -> None:
        if found is not None and found not in _known():
            raise StoreError(
                f"{self.name!r} has the schema {found}, which this version does not know.", hint="a newer version of reportedly"
            )


def newest() -> str:
    """The version of the schema that this program writes."""
    return max(_known())


def _without_password(where: str) -> str:
    """A URL without its password."""
    try:
        return make_url(where).render_as_string(hide_password=True)
    except ArgumentError:
        return where


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("reportedly.store").joinpath("migrations")).replace("%", "%%"))
    return config


def _migrate(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _address(path: Path) -> str:
    """The URL of a file; where nothing beside it can be written, and nobody else does, as one that never changes.

    Write-ahead logging needs a file beside the store even to read it (https://sqlite.org/wal.html#read_only_databases).
    """
    if not path.exists() or os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return f"sqlite:///{path}"
    return f"sqlite:///{path.absolute().as_uri()}?mode=ro&immutable=1&uri=true"


def _prepare_sqlite(engine: Engine, patience: float) -> None:
    """Write-ahead logging, foreign keys, and transactions that begin where we say."""

    @event.listens_for(engine, "connect")
    def connected(raw: DBAPIConnection, _record: object) -> None:
        # The driver's own beginnings leave changes of tables outside of transactions.
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in (
            f"busy_timeout={int(patience * 1000)}",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            "wal_autocheckpoint=16000",
            f"cache_size=-{_CACHE}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA journal_mode")
        if (cursor.fetchone() or [""])[0] != "wal":
            # Not asked again: a file that may only be read can be read all the same.
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        options: dict[str, Any] = dict(connection.get_execution_options())
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITING) else "BEGIN")


def _complaint(error: DBAPIError) -> str:
    """What the driver says; PostgreSQL's is a code and a message."""
    said = error.orig.args[0] if error.orig is not None and error.orig.args else ""
    return f"{said.get('C', '')} {said.get('M', '')}" if isinstance(said, dict) else str(error.orig)


def _told(complaint: str, name: str) -> StoreError:
    said = complaint.lower()
    for words, message, hint in _COMPLAINTS:
        if any(word in said for word in words):
            return StoreError(message.format(name=name), hint=hint)
    first = next(iter(complaint.strip().splitlines()), "no reason given")
    return StoreError(f"The store {name!r} failed: {first}.", hint="reportedly db check")


_COMPLAINTS = (
    (("full", "no space left", "53100"), "The disk of {name!r} is full; what was stored before is as it was.",
     "free some space, and run the same command again"),
    (("readonly", "read-only", "25006", "permission denied", "42501"), "The store {name!r} may only be read.",
     "write access to the file and its folder, or another store with --store"),
    (("locked", "busy"), "Another process writes to {name!r} and did not end in time.", "the same command when it has ended"),
    (("not a database", "malformed"), "{name!r} is no store, or is damaged.", "the right path, or a backup"),
    (("unable to open", "disk i/o"), "{name!r} cannot be opened.", "a path in a folder that can be written"),
    (("can't create a connection", "connection refused", "could not connect", "network", "28p01", "3d000", "28000"),
     "The server of {name!r} does not let us in.", "its address, user, password and database name"),
)  # fmt: skip
