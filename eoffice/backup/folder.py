"""The layout of a backup, and how it is known to be whole.

backup.json        format, moment, counts
database.dump      pg_dump, custom format
objects.jsonl      one line per stored version: place, hash, encryption, lock, hold
settings.json      what the environment held, without a single secret
SHA256SUMS         of the four above (`sha256sum --check` reads it)
objects/ab/abcd…   plain bytes, each file named by its own SHA-256
encrypted/ab/abcd…       ciphertext, each file named by the SHA-256 of the object's key

Format 1 had no `sealed/`: it carried encrypted objects in plain. It can be read still.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

FORMAT = 2
READ = (1, 2)
CHUNK = 1024 * 1024
LISTED = ("backup.json", "database.dump", "objects.jsonl", "settings.json")
BYTES = ("objects", "sealed")
FEW = 16  # hex digits of a name, enough to tell files apart


class BackupError(Exception):
    """The backup cannot be made or used; the message is for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptObject:
    """One version as it stood: `row` is empty for the house's own (anchors).

    `sha256` and `size` are those of the row (the plaintext); `kept_sha256` and
    `kept_size` those of the bytes that were carried. `is_destroyed`: its key is gone,
    and nothing was carried. Format 1 knew neither encryption nor carried bytes.
    """

    area: str
    key: str
    sha256: str
    size: int
    media_type: str
    row: str = ""
    locked_until: str = ""  # RFC 3339
    has_legal_hold: bool = False
    seal: str = ""  # the scheme, `objects.sealing.SCHEME`
    is_destroyed: bool = False
    kept_sha256: str = ""
    kept_size: int = 0


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """A backup's folder."""

    path: Path

    def file(self, name: str) -> Path:
        """Return the path of a listed file."""
        return self.path / name

    def bytes_of(self, kept: KeptObject) -> Path:
        """Return where the bytes of an object lie."""
        if not kept.seal:
            return self.path / "objects" / kept.sha256[:2] / kept.sha256
        name = hashlib.sha256(kept.key.encode()).hexdigest()
        return self.path / "sealed" / name[:2] / name

    def has(self, kept: KeptObject) -> bool:
        """Tell whether the carried bytes are here, whole."""
        if kept.is_destroyed:
            return True
        path = self.bytes_of(kept)
        size = kept.kept_size if kept.kept_sha256 else kept.size
        if not path.is_file() or path.stat().st_size != size:
            return False
        return hash_of(path) == (kept.kept_sha256 or kept.sha256)

    def write(self, kept: KeptObject, chunks: Iterable[bytes]) -> KeptObject:
        """Keep the bytes of an object: all of them, or no file at all.

        Returns the object with hash and length of what was written.

        Raises:
            BackupError: plain bytes that are not what their hash says.
        """
        path = self.bytes_of(kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        digest, size = hashlib.sha256(), 0
        with part.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if not kept.seal and digest.hexdigest() != kept.sha256:
            part.unlink()
            message = f"{kept.sha256[:16]}… came out of the store as something else"
            raise BackupError(message)
        part.replace(path)
        return replace(kept, kept_sha256=digest.hexdigest(), kept_size=size)

    def forget_all_but(self, kept: Iterable[KeptObject]) -> int:
        """Delete bytes that no listed object has, broken off ones too; return how many.

        What was encrypted or deleted in the office since the last backup must not stay
        here in plain. Memory: about 100 bytes an object.
        """
        names = {self.bytes_of(one).name[:FEW] for one in kept}
        gone = 0
        for root in BYTES:
            for path in (self.path / root).glob("*/*"):
                if path.suffix or path.name[:FEW] not in names:
                    path.unlink()
                    gone += 1
        return gone

    def write_json(self, name: str, facts: dict[str, Any]) -> None:
        """Write a listed file of facts."""
        text = json.dumps(facts, indent=1, sort_keys=True) + "\n"
        self.file(name).write_text(text, encoding="utf-8")

    def read_json(self, name: str) -> dict[str, Any]:
        """Read a listed file of facts."""
        found: dict[str, Any] = json.loads(self.file(name).read_text(encoding="utf-8"))
        return found

    def write_objects(
        self, kept: Iterable[KeptObject], name: str = "objects.jsonl"
    ) -> int:
        """Write the list of objects, or the working one; return how many."""
        count = 0
        with self.file(name).open("w", encoding="utf-8") as file:
            for one in kept:
                file.write(json.dumps(asdict(one), sort_keys=True) + "\n")
                count += 1
        return count

    def objects(self, name: str = "objects.jsonl") -> Iterator[KeptObject]:
        """Yield the listed objects."""
        with self.file(name).open(encoding="utf-8") as file:
            for line in file:
                yield KeptObject(**json.loads(line))

    def begin(self) -> None:
        """Make the folder for our eyes alone; until `finish` it is no backup."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)
        with suppress(FileNotFoundError):
            self.file("SHA256SUMS").unlink()

    def finish(self) -> None:
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
        found = self.format()
        if found not in READ:
            message = (
                f"this backup has format {found}, this version reads 1 and 2:"
                " restore it with the version that made it"
            )
            raise BackupError(message)

    def format(self) -> int:
        """Return the format of a finished backup."""
        return int(self.read_json("backup.json").get("format", 0))
