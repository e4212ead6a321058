"""The layout of a backup, and how it is known to be whole.

backup.json        format, moment, counts
database.dump      pg_dump, custom format
objects.jsonl      one line per stored version: place, hash, lock
settings.json      what the environment held, without a single secret
SHA256SUMS         of the four above (`sha256sum --check` reads it)
objects/ab/abcd…   the bytes, each named by its own SHA-256
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
CHUNK = 1024 * 1024
LISTED = ("backup.json", "database.dump", "objects.jsonl", "settings.json")


class BackupError(Exception):
    """The backup cannot be made or used; the message is for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptObject:
    """One version as it stood: `row` is empty for the house's own (anchors)."""

    area: str
    key: str
    sha256: str
    size: int
    media_type: str
    row: str = ""
    locked_until: str = ""  # RFC 3339
    has_legal_hold: bool = False


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Folder:
    """A backup's folder."""

    path: Path

    def file(self, name: str) -> Path:
        """Return the path of a listed file."""
        return self.path / name

    def bytes_of(self, sha256: str) -> Path:
        """Return where the bytes with this hash lie."""
        return self.path / "objects" / sha256[:2] / sha256

    def has(self, kept: KeptObject) -> bool:
        """Tell whether the bytes are here, whole."""
        path = self.bytes_of(kept.sha256)
        if not path.is_file() or path.stat().st_size != kept.size:
            return False
        return hash_of(path) == kept.sha256

    def write(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Keep bytes under their hash: all of them, or no file at all.

        Raises:
            BackupError: they are not what their hash says.
        """
        path = self.bytes_of(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        digest = hashlib.sha256()
        with part.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != sha256:
            part.unlink()
            message = f"{sha256[:16]}… came out of the store as something else"
            raise BackupError(message)
        part.replace(path)

    def write_json(self, name: str, facts: dict[str, Any]) -> None:
        """Write a listed file of facts."""
        text = json.dumps(facts, indent=1, sort_keys=True) + "\n"
        self.file(name).write_text(text, encoding="utf-8")

    def read_json(self, name: str) -> dict[str, Any]:
        """Read a listed file of facts."""
        found: dict[str, Any] = json.loads(self.file(name).read_text(encoding="utf-8"))
        return found

    def write_objects(self, kept: Iterable[KeptObject]) -> int:
        """Write the list of objects; return how many."""
        count = 0
        with self.file("objects.jsonl").open("w", encoding="utf-8") as file:
            for one in kept:
                file.write(json.dumps(asdict(one), sort_keys=True) + "\n")
                count += 1
        return count

    def objects(self) -> Iterator[KeptObject]:
        """Yield the listed objects."""
        with self.file("objects.jsonl").open(encoding="utf-8") as file:
            for line in file:
                yield KeptObject(**json.loads(line))

    def begin(self) -> None:
        """Make the folder for our eyes alone; until `seal` it is no backup."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)
        with suppress(FileNotFoundError):
            self.file("SHA256SUMS").unlink()

    def seal(self) -> None:
        """Write the checksums: from here on it counts as a backup."""
        lines = [f"{hash_of(self.file(name))}  {name}\n" for name in LISTED]
        part = self.file("SHA256SUMS.part")
        part.write_text("".join(lines), encoding="utf-8")
        part.replace(self.file("SHA256SUMS"))

    def check(self) -> None:
        """Hold every listed file against its checksum.

        Raises:
            BackupError: not finished, altered, or of another format.
        """
        sums = self.file("SHA256SUMS")
        if not sums.is_file():
            message = f"{self.path} is no finished backup (SHA256SUMS is missing)"
            raise BackupError(message)
        said: dict[str, str] = {}
        for line in sums.read_text(encoding="utf-8").splitlines():
            digest, _gap, name = line.partition("  ")
            said[name] = digest
        for name in LISTED:
            path = self.file(name)
            if not path.is_file() or hash_of(path) != said.get(name):
                message = f"{name} is missing or not what SHA256SUMS says"
                raise BackupError(message)
        if self.read_json("backup.json").get("format") != FORMAT:
            message = "this backup has another format; use the version that made it"
            raise BackupError(message)
