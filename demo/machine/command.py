"""`eoffice demo start|stop|reset`, what `make demo` calls."""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from demo.machine.folder import DemoError, DemoFolder
from demo.machine.processes import Process
from demo.machine.supervisor import Demo, interrupt_on_signals, say, serve, start, stop

FOLDER = Path("var") / "demo"
COLUMNS = ("username", "password", "signing_secret", "name", "position")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="eoffice demo", description=__doc__)
    parser.add_argument("act", choices=["start", "stop", "reset"])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--engine", choices=["tantivy", "elasticsearch"])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    given = parser.parse_args(arguments)
    given.engine = given.engine or "tantivy"
    return given


def accounts_table(folder: DemoFolder) -> str:
    """Return the people of the demo as lines of text."""
    path = folder.path("accounts.json")
    if not path.exists():
        return ""
    people = json.loads(path.read_text())
    rows = [COLUMNS, *([str(p.get(c) or "") for c in COLUMNS] for p in people)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(f"  {line.rstrip()}" for line in lines)


def run(folder: DemoFolder, *, port: int, engine: str) -> None:
    """Start, print how to get in, serve until stopped, stop."""
    supervisor = Process(folder=folder, name="supervisor")
    if supervisor.pid():
        known = folder.read("run.json").get("base_url", "another port")
        message = f"the demo already runs on {known}: make demo-stop ends it"
        raise DemoError(message)
    began = time.monotonic()
    # recorded before anything is started: a second start finds it and refuses
    supervisor.record(os.getpid())
    interrupt_on_signals()
    try:
        demo = Demo.of(folder, port=port, engine=engine)
        start(demo)
        sys.stdout.write(f"{accounts_table(folder)}\n")
        say(f"{demo.base_url} is open after {time.monotonic() - began:.1f} s")
        say("Ctrl-C or `make demo-stop` ends it; the data stay")
        serve(demo)
    finally:
        # first its record: `stop` would else end this very process
        folder.path("run", "supervisor.json").unlink(missing_ok=True)
        say("stopping")
        stop(folder)


def main(arguments: Sequence[str]) -> int:
    """Carry out one act; exit code 1 with a sentence when it cannot be done."""
    given = parse(arguments)
    folder = DemoFolder(given.folder.resolve())
    try:
        if given.act == "start":
            run(folder, port=given.port, engine=given.engine)
        else:
            stop(folder)
            say("stopped")
        if given.act == "reset":
            shutil.rmtree(folder.root, ignore_errors=True)
            say("all data of the demo are gone")
    except DemoError as error:
        sys.stderr.write(f"demo: ERROR: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
