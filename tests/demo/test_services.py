"""The embedded services of the demo: killed and started again, with nothing lost."""

import os
import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from minio import Minio
from minio.error import S3Error

from demo.machine import supervisor
from demo.machine.folder import DemoFolder
from demo.machine.processes import Process, start_time
from demo.machine.supervisor import Demo

pytestmark = pytest.mark.slow
NAMES = {"S3_DESTROYER_ACCESS_KEY", "S3_DESTROYER_SECRET_KEY"}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    folder = DemoFolder(tmp_path / "demo")
    demo = Demo.of(folder, port=8999, engine="tantivy")
    supervisor.start_services(demo)
    yield demo
    supervisor.stop(folder)


def kill(process: Process) -> None:
    """End it the hardest way, as a crash would."""
    pid = process.pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    while process.pid():
        supervisor.reap()


def write_row(demo: Demo) -> None:
    with psycopg.connect(demo.postgres.url) as connection:
        connection.execute("create table letter as select 1 as id")


def rows(demo: Demo) -> int:
    with psycopg.connect(demo.postgres.url) as connection:
        return connection.execute("select count(*) from letter").fetchone()[0]


def client(demo: Demo, pair: tuple[str, str] | None = None) -> Minio:
    store = demo.objects
    access, secret = pair or (store.access_key, store.secret_key)
    host = store.endpoint.removeprefix("http://")
    return Minio(host, access_key=access, secret_key=secret, secure=False)


def test_killed_services_come_back_with_all_that_was_committed(demo: Demo):
    write_row(demo)
    client(demo).make_bucket("letters", object_lock=True)
    client(demo).put_object("letters", "one", BytesIO(b"signed"), 6)

    kill(demo.postgres.process())
    kill(demo.objects.process())
    supervisor.start_services(demo)

    assert rows(demo) == 1
    assert client(demo).get_object("letters", "one").data == b"signed"
    assert demo.objects.buckets("letters") == ["letters"]


def test_the_destroyer_deletes_versions_by_a_key_of_its_own(demo: Demo):
    client(demo).make_bucket("records", object_lock=True)
    put = client(demo).put_object("records", "one", BytesIO(b"signed"), 6)

    destroyer = client(demo, demo.objects.destroyer)
    destroyer.remove_object("records", "one", version_id=put.version_id)

    assert not list(destroyer.list_objects("records", include_version=True))
    with pytest.raises(S3Error):
        destroyer.remove_bucket("records")


def test_only_the_destroyer_of_the_demo_is_given_its_key(tmp_path: Path):
    demo = Demo.of(DemoFolder(tmp_path / "one"), port=8999, engine="tantivy")
    given = {p.name: set(p.environment or {}) for p in demo.processes()}

    holders = {name for name, names in given.items() if NAMES & names}
    assert holders == {"destroyer"}
    assert not NAMES & set(demo.settings())


def test_a_second_start_keeps_services_that_run(demo: Demo):
    before = [p.process().pid() for p in (demo.postgres, demo.objects)]

    supervisor.start_services(demo)

    assert [p.process().pid() for p in (demo.postgres, demo.objects)] == before


def test_the_watcher_starts_a_dead_database_again(demo: Demo):
    write_row(demo)
    kill(demo.postgres.process())

    supervisor.start_database(demo)

    assert rows(demo) == 1


def test_stopping_leaves_no_process_and_keeps_the_data(demo: Demo):
    pids = [p.process().pid() for p in (demo.postgres, demo.objects)]

    supervisor.stop(demo.folder)

    assert [start_time(pid) for pid in pids] == ["", ""]
    assert (demo.postgres.data / "PG_VERSION").exists()


def test_secrets_are_random_private_and_kept(tmp_path: Path):
    first = Demo.of(DemoFolder(tmp_path / "one"), port=8999, engine="tantivy")
    again = Demo.of(DemoFolder(tmp_path / "one"), port=8999, engine="tantivy")
    other = Demo.of(DemoFolder(tmp_path / "two"), port=8999, engine="tantivy")

    assert again.settings()["SECRET_KEY"] == first.settings()["SECRET_KEY"]
    assert other.settings()["SECRET_KEY"] != first.settings()["SECRET_KEY"]
    assert (tmp_path / "one" / "secrets.json").stat().st_mode & 0o077 == 0


def test_a_reused_process_id_is_never_taken_for_ours(tmp_path: Path):
    process = Process(folder=DemoFolder(tmp_path), name="web")
    process.folder.write("run/web.json", {"pid": os.getpid(), "started": "1"})

    process.stop()

    assert process.pid() is None
