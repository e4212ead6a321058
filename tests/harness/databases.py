"""A database per worker, cloned from a migrated template; restored by cloning again.

Migrations run once per change of a migration, of reference data or of the lock file:
the template's name carries their fingerprint, so later runs only clone (about 50 ms
in memory). Tests inside a transaction roll back as usual. A test that commits cannot
flush: audit tables refuse TRUNCATE, and the reference data would go with it. Its
worker's database is dropped and cloned again instead.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from demo.machine import fingerprints
from tests.harness.isolation import CHECKOUT, Place, with_database
from tests.harness.services import ROOT

TEMPLATE = "eoffice_template_"
TEMPLATES_KEPT = 30  # of about 25 MB: checkouts side by side have one each


@contextmanager
def server(url: str) -> Iterator[psycopg.Connection]:
    """Yield a connection outside any transaction, to make and drop databases."""
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def databases(connection: psycopg.Connection, start: str) -> list[str]:
    """Return the databases whose name starts with `start`, newest first."""
    rows = connection.execute(
        "select datname from pg_database where starts_with(datname, %s)"
        " order by oid desc",
        [start],
    )
    return [name for (name,) in rows]


def drop(connection: psycopg.Connection, name: str) -> None:
    """Drop a database, ending whatever is still connected to it."""
    statement = sql.SQL("drop database if exists {} with (force)")
    connection.execute(statement.format(sql.Identifier(name)))


def clone(connection: psycopg.Connection, template: str, name: str) -> None:
    """Make `name` a fresh copy of `template`."""
    drop(connection, name)
    statement = sql.SQL("create database {} template {} strategy file_copy")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def migrate(url: str) -> None:
    """Run all migrations on the database at `url`, as an operator would."""
    program = Path(sys.executable).parent / "eoffice"
    for command in (["migrate", "--noinput"], ["createcachetable"]):
        answer = subprocess.run(
            [program, *command, "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            message = f"{command[0]} on the template failed:\n{answer.stderr[-4000:]}"
            raise RuntimeError(message)


def ensure_template(url: str) -> str:
    """Return the name of the migrated template, making it when it is not there."""
    name = TEMPLATE + fingerprints.of_database()
    with server(url) as connection:
        if name in databases(connection, TEMPLATE):
            return name
        # of this template alone: others are made meanwhile
        connection.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [name])
        if name not in databases(connection, TEMPLATE):
            raw = (
                f"{name}_raw"  # renamed only when complete: a killed run leaves no half
            )
            drop(connection, raw)
            connection.execute(
                sql.SQL("create database {}").format(sql.Identifier(raw))
            )
            migrate(with_database(url, raw))
            connection.execute(
                sql.SQL("alter database {} rename to {}").format(
                    sql.Identifier(raw), sql.Identifier(name)
                )
            )
            for old in databases(connection, TEMPLATE)[TEMPLATES_KEPT:]:
                drop(connection, old)
    return name


def drop_leftovers(url: str) -> None:
    """Drop databases of this checkout whose run has ended without doing so."""
    with server(url) as connection:
        for name in databases(connection, f"eoffice_{CHECKOUT}_"):
            run = name.split("_")[2]
            if not Path(f"/proc/{run}").exists():
                drop(connection, name)


class WorkerDatabase:
    """The database of one worker, for the length of its run."""

    def __init__(self, url: str, place: Place) -> None:
        self._url = url
        self._name = place.database
        self._template = ""

    def create(self) -> None:
        """Clone the template, migrating it first when it is not there."""
        drop_leftovers(self._url)
        self._template = ensure_template(self._url)
        self.restore()

    def restore(self) -> None:
        """Put the database back to the template's state, reference data included.

        A template that runs of other checkouts have pushed out is made again.
        """
        try:
            self._clone()
        except psycopg.errors.InvalidCatalogName:
            self._template = ensure_template(self._url)
            self._clone()

    def _clone(self) -> None:
        with server(self._url) as connection:
            clone(connection, self._template, self._name)

    def remove(self) -> None:
        """Drop the database."""
        with server(self._url) as connection:
            drop(connection, self._name)
