"""The folder of the demo: where things lie, what is remembered between starts."""

import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PRIVATE = 0o600
FIRST_PORT, LAST_PORT = 21000, 31000  # below the kernel's ephemeral range
PORTS = (
    "postgres",
    "s3",
    "s3_grpc",
    "master",
    "master_grpc",
    "volume",
    "volume_grpc",
    "filer",
    "filer_grpc",
)


class DemoError(Exception):
    """The demo cannot do what was asked; the text says why and what helps."""


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """`var/demo` and the paths in it."""

    root: Path

    def path(self, *parts: str) -> Path:
        """Return a path inside, making its folder."""
        path = self.root.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def directory(self, *parts: str) -> Path:
        """Return a folder inside, made when missing."""
        path = self.root.joinpath(*parts)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def read(self, name: str) -> dict[str, Any]:
        """Return a JSON file of the folder; empty when it is not there."""
        try:
            content: dict[str, Any] = json.loads(self.path(name).read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return content

    def write(self, name: str, content: object) -> None:
        """Write a JSON file that only its owner reads, whole or not at all."""
        target = self.path(name)
        fresh = target.with_name(f".{target.name}.new")
        fresh.unlink(missing_ok=True)
        # O_EXCL on a new name: a file left behind would keep the mode it has
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2, ensure_ascii=False)
        fresh.replace(target)

    def remember(self, **facts: object) -> None:
        """Keep facts for the next start (fingerprints, the world's state)."""
        self.write("state.json", self.read("state.json") | facts)

    def recall(self, fact: str) -> Any:
        """Return a remembered fact, or None."""
        return self.read("state.json").get(fact)


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        # by connecting: a port whose old connections still close can be served again
        return probe.connect_ex(("127.0.0.1", port)) != 0


def choose_ports(folder: DemoFolder, *, in_use: bool) -> dict[str, int]:
    """Return the ports of the embedded services, kept as long as possible.

    `in_use`: one of our own services still runs and holds its port.
    """
    known: dict[str, int] = folder.read("ports.json")
    if known and (in_use or all(is_free(port) for port in known.values())):
        return known
    ports: dict[str, int] = {}
    candidate = FIRST_PORT
    for name in PORTS:
        while not is_free(candidate):
            candidate += 1
        if candidate > LAST_PORT:
            message = f"no free port between {FIRST_PORT} and {LAST_PORT}"
            raise DemoError(message)
        ports[name] = candidate
        candidate += 1
    folder.write("ports.json", ports)
    return ports
