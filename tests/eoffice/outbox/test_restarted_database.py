"""The database server is restarted in the middle of an act: no half, no twice."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from demo.machine.folder import DemoFolder
from demo.machine.postgres import Postgres, programs
from demo.machine.supervisor import Demo

pytestmark = pytest.mark.slow
PATIENCE_S = 60
ACT = [sys.executable, "-m", "tests.eoffice.outbox.restarting"]
ROWS = {
    "accounts_user": "username = 'saksi'",
    "audit_auditevent": "action = 'test.happened'",
    "outbox_outboxevent": "name = 'test.happened'",
}


def until(condition, what):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.05)


def start(server: Postgres) -> None:
    server.prepare()
    server.process().launch()
    until(server.answers, "the server answers")


def copy_tables(server: Postgres, file: Path) -> None:
    """Fill the server from the worker's database, which is migrated already."""
    for name, *words in (
        ("pg_dump", f"--file={file}", os.environ["DATABASE_URL"]),
        ("pg_restore", "--exit-on-error", f"--dbname={server.url}", file),
    ):
        command = [programs() / name, "--format=custom", "--no-owner", *words]
        subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def server(django_db_setup, tmp_path: Path) -> Iterator[Postgres]:
    """A database server of the test's own, with the product's tables."""
    server = Demo.of(
        DemoFolder(tmp_path / "demo"), port=8999, engine="tantivy"
    ).postgres
    start(server)
    try:
        server.create_database()
        copy_tables(server, tmp_path / "tables.dump")
        yield server
    finally:
        server.process().stop()


def environment(server: Postgres, **more: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": server.url, **more}


def counts(server: Postgres) -> dict[str, int]:
    with psycopg.connect(server.url) as connection:
        return {
            table: connection.execute(
                f"select count(*) from {table} where {which}"
            ).fetchone()[0]
            for table, which in ROWS.items()
        }


def test_an_act_that_a_restart_cuts_leaves_nothing_and_is_done_once_again(
    server: Postgres, tmp_path: Path
):
    stop, go = tmp_path / "stop", tmp_path / "go"
    cut = subprocess.Popen(
        ACT,
        env=environment(server, STOP_FILE=str(stop), GO_FILE=str(go)),
        stderr=subprocess.DEVNULL,
    )
    until(stop.exists, "the act stands in the middle")

    server.process().stop()
    start(server)
    go.write_text("")
    ended = cut.wait(PATIENCE_S)
    left = counts(server)
    again = subprocess.run(ACT, env=environment(server), check=False)

    assert ended != 0
    assert left == dict.fromkeys(ROWS, 0)
    assert again.returncode == 0
    assert counts(server) == dict.fromkeys(ROWS, 1)
