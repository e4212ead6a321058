"""Starts, watches and stops the processes of the demo.

A start is safe at any time: after `kill -9` of some or all processes it keeps what is
healthy, replaces the rest and loses no data. While it serves, a process that dies is
started again. The product's own processes are always started fresh, so that changed
code is what runs.
"""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from demo.machine import fingerprints
from demo.machine.folder import DemoError, DemoFolder, choose_ports, is_free
from demo.machine.object_store import ObjectStore
from demo.machine.postgres import Postgres
from demo.machine.processes import Process, reap
from demo.machine.surroundings import (
    bucket_prefix,
    credentials,
    destroyer_settings,
    process_environment,
    settings,
)

SERVICE_PATIENCE_S = 60
READY_PATIENCE_S = 90
PORT_PATIENCE_S = 4
DATABASE_TRIES = 5
WATCH_EVERY_S = 1.0
POLL_S = 0.1
OK = 200
WEB_THREADS = 8


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"demo: {text}\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The demo of one folder, port and search engine."""

    folder: DemoFolder
    port: int
    engine: str
    postgres: Postgres
    objects: ObjectStore

    @classmethod
    def of(cls, folder: DemoFolder, *, port: int, engine: str) -> "Demo":
        """Return the demo with its ports and secrets, made when it is new."""
        kept = credentials(folder)
        in_use = any(Process(folder=folder, name=n).pid() for n in SERVICES)
        ports = choose_ports(folder, in_use=in_use)
        return cls(
            folder=folder,
            port=port,
            engine=engine,
            postgres=Postgres(folder, ports["postgres"], kept["database_password"]),
            objects=ObjectStore(
                folder=folder,
                ports=ports,
                access_key=kept["s3_access_key"],
                secret_key=kept["s3_secret_key"],
                destroyer=(
                    kept["s3_destroyer_access_key"],
                    kept["s3_destroyer_secret_key"],
                ),
            ),
        )

    @property
    def base_url(self) -> str:
        """Address for people."""
        return f"http://localhost:{self.port}"

    def settings(self) -> dict[str, str]:
        """Return the settings of the product in the demo."""
        return settings(
            folder=self.folder,
            postgres=self.postgres,
            objects=self.objects,
            port=self.port,
            engine=self.engine,
        )

    def environment(self) -> dict[str, str]:
        """Return the whole environment of the product's processes."""
        return process_environment(self.settings())

    def relay(self) -> Process:
        """Return the process that carries events out of the database."""
        return Process(
            folder=self.folder,
            name="relay",
            command=[program("eoffice"), "relay"],
            environment=self.environment(),
        )

    def destroyer(self) -> Process:
        """Return the process that destroys records, alone with the key for it."""
        own = destroyer_settings(self.folder)
        return Process(
            folder=self.folder,
            name="destroyer",
            command=[program("eoffice"), "destroyer"],
            environment=self.environment() | own,
        )

    def web(self) -> Process:
        """Return the web server."""
        return Process(
            folder=self.folder,
            name="web",
            command=[
                program("gunicorn"),
                f"--bind=127.0.0.1:{self.port}",
                "--workers=1",
                f"--threads={WEB_THREADS}",
                "--worker-class=eoffice.gateway.worker.BufferedWorker",
                "--timeout=120",
                # the sign of life of a worker must not wait for a slow disk
                "--worker-tmp-dir=/dev/shm",
                "eoffice.wsgi",
            ],
            environment=self.environment(),
        )

    def processes(self) -> list[Process]:
        """Return all processes in the order of their start."""
        services = [self.postgres.process(), self.objects.process()]
        return [*services, self.relay(), self.destroyer(), self.web()]


SERVICES = ("postgres", "objects")
OURS = ("web", "relay", "destroyer")
ALL = (*SERVICES, *OURS)


def program(name: str) -> Path:
    """Return a program of the environment that runs us."""
    return Path(sys.executable).parent / name


def wait_until(ready: Callable[[], bool], process: Process, patience_s: float) -> None:
    """Return when `ready`; DemoError when the process ends or time is up."""
    deadline = time.monotonic() + patience_s
    while not ready():
        reap()
        if process.pid() is None:
            raise process.fail("stopped while starting")
        if time.monotonic() > deadline:
            raise process.fail(f"is not ready after {patience_s:.0f} seconds")
        time.sleep(POLL_S)


def start_services(demo: Demo) -> None:
    """Start database and object store, or keep those that run and answer."""
    store = demo.objects.process()
    if store.pid() is None:
        store.launch()
    start_database(demo)
    wait_until(demo.objects.answers, store, SERVICE_PATIENCE_S)


def start_database(demo: Demo) -> None:
    """Start the database server; sessions of a killed one may hold it up a moment."""
    database = demo.postgres.process()
    for remaining in reversed(range(DATABASE_TRIES)):
        if database.pid() is None:
            demo.postgres.prepare()
            database.launch()
        try:
            wait_until(demo.postgres.answers, database, SERVICE_PATIENCE_S)
        except DemoError:
            if not remaining:
                raise
            time.sleep(WATCH_EVERY_S)
        else:
            break
    demo.postgres.create_database()


def command(demo: Demo, *words: str, loud: bool = False) -> None:
    """Run one of the product's commands to its end; DemoError when it fails."""
    say(f"eoffice {' '.join(words)}")
    answer = subprocess.run(
        [str(program("eoffice")), *words],
        env=demo.environment(),
        stdout=None if loud else subprocess.PIPE,
        stderr=None if loud else subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode:
        end = (answer.stdout or "")[-3000:]
        message = f"`eoffice {' '.join(words)}` failed\n{end}"
        raise DemoError(message)


def start_over_when_interrupted(demo: Demo) -> None:
    """Begin a new database and new buckets when a world was left half built."""
    if demo.folder.recall("world") == "building":
        say("the last start was interrupted while building the world: starting over")
        demo.postgres.drop_database()
        demo.postgres.create_database()
        # the old buckets stay: their locked objects cannot be deleted
        for part in ("index", "mail", "trust"):
            shutil.rmtree(demo.folder.path(part), ignore_errors=True)
        attempt = (demo.folder.recall("attempt") or 1) + 1
        demo.folder.remember(world=None, database=None, attempt=attempt)


def prepare_data(demo: Demo) -> None:
    """Bring static files, tables, world and index to where this code wants them."""
    start_over_when_interrupted(demo)
    folder = demo.folder
    static, database = fingerprints.of_static_files(), fingerprints.of_database()
    if folder.recall("static") != static:
        command(demo, "collectstatic", "--noinput", "--clear", "--verbosity=0")
        folder.remember(static=static)
    if folder.recall("database") != database:
        command(demo, "migrate", "--noinput", "--verbosity=0")
        command(demo, "createcachetable", "--verbosity=0")
        folder.remember(database=database)
    if folder.recall("world") != "built":
        # said first: a start after `kill -9` must know that this world is a half one
        folder.remember(world="building", engine=demo.engine)
        command(demo, "prepare-store")
        command(demo, "check-store")
        command(demo, "build-demo-world", loud=True)
        command(demo, "rebuild-index", loud=True)
        folder.remember(world="built")
    elif folder.recall("engine") != demo.engine:
        command(demo, "rebuild-index", loud=True)
        folder.remember(engine=demo.engine)


def answers(port: int) -> bool:
    """Tell whether the office says of itself that it is usable."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == OK
    except OSError:
        return False
    finally:
        connection.close()


def start(demo: Demo) -> None:
    """Start all of it and return when the office is usable."""
    for name in OURS:
        Process(folder=demo.folder, name=name).stop()
    deadline = time.monotonic() + PORT_PATIENCE_S
    while not is_free(demo.port) and time.monotonic() < deadline:
        time.sleep(POLL_S)  # a killed server's workers notice within a second
    if not is_free(demo.port):
        message = f"port {demo.port} is taken by another program: make demo PORT=..."
        raise DemoError(message)
    say("database and object store")
    start_services(demo)
    demo.folder.write("environment.json", demo.settings())
    prepare_data(demo)
    say("web, relay and destroyer")
    demo.relay().launch()
    demo.destroyer().launch()
    demo.web().launch()
    wait_until(lambda: answers(demo.port), demo.web(), READY_PATIENCE_S)
    write_run_file(demo)


def write_run_file(demo: Demo) -> None:
    """Write `run.json`, which outside programs read to find the demo."""
    run: dict[str, Any] = {
        "base_url": demo.base_url,
        "database_url": demo.postgres.url,
        "s3": {
            "endpoint": demo.objects.endpoint,
            "access_key": demo.objects.access_key,
            "secret_key": demo.objects.secret_key,
            "buckets": demo.objects.buckets(bucket_prefix(demo.folder)),
        },
        "engine": demo.engine,
        "pids": {
            name: Process(folder=demo.folder, name=name).pid()
            for name in (*ALL, "supervisor")
        },
    }
    demo.folder.write("run.json", run)


def revive(demo: Demo) -> bool:
    """Start again what has died; tell whether anything had."""
    reap()
    dead = [process for process in demo.processes() if process.pid() is None]
    for process in dead:
        say(f"{process.name} has ended; starting it again")
        # the server that was killed has left its lock file
        if process.name == "postgres":
            demo.postgres.prepare()
        process.launch()
    return bool(dead)


def interrupt_on_signals() -> None:
    """Let SIGTERM and SIGHUP end a start as Ctrl-C does: orderly."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def serve(demo: Demo) -> None:
    """Watch the processes until somebody asks to stop."""
    asked = False

    def ask(_number: int, _frame: object) -> None:
        nonlocal asked
        asked = True

    # from here on a signal ends the loop; before, it broke off a wait
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)
    while not asked:
        if revive(demo):
            write_run_file_when_ready(demo)
        time.sleep(WATCH_EVERY_S)


def write_run_file_when_ready(demo: Demo) -> None:
    """Note the new process ids; a service that is still starting is asked later."""
    time.sleep(WATCH_EVERY_S)
    try:
        write_run_file(demo)
    except DemoError as error:
        say(str(error))


def stop(folder: DemoFolder) -> None:
    """Stop every process of the demo, the supervisor first."""
    # it stops all others itself, and would start again what we stop before it
    Process(folder=folder, name="supervisor", patience_s=30).stop()
    for name in OURS:
        Process(folder=folder, name=name).stop()
    Process(folder=folder, name="objects", patience_s=2).stop()
    # the database last: the person who is still ending writes to it
    Process(folder=folder, name="postgres", stop_signal=signal.SIGINT).stop()
    folder.path("run.json").unlink(missing_ok=True)
