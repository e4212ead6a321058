"""The demo authority's folder: certificates and CRLs to see, keys hidden.

    root.pem  chain.pem  root.crl  issuing.crl      what others may read
    private/  *.key (0600)  *.pem  register.json    what only the authority reads

Every file is replaced as a whole, so a reader never sees half of one; changes of
the register hold a lock, so two processes cannot lose each other's entry.
"""

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

PRIVATE_MODE = 0o600
PUBLIC_MODE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedEntry:
    """One issued certificate in the register."""

    serial: int
    common_name: str
    not_after: datetime
    revoked_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorityFolder:
    """The folder `path` and everything that is read from or written to it."""

    path: Path

    @property
    def private(self) -> Path:
        """Where keys live, closed to others."""
        return self.path / "private"

    def make(self) -> None:
        """Create both levels with their rights."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.private.mkdir(mode=0o700, exist_ok=True)

    def exists(self) -> bool:
        """Say whether an authority was completed here."""
        return (self.private / "register.json").exists()

    def save(self, name: str, content: bytes) -> None:
        """Replace a public file."""
        _replace(self.path / name, content, PUBLIC_MODE)

    def save_private(self, name: str, content: bytes) -> None:
        """Replace a file only its owner may read."""
        _replace(self.private / name, content, PRIVATE_MODE)

    def save_identity(
        self, name: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
    ) -> None:
        """Keep an authority's certificate and key."""
        self.save_private(f"{name}.key", _key_pem(key))
        self.save_private(f"{name}.pem", pem(certificate))

    def identity(
        self, name: str
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """Load an authority's certificate and key."""
        certificate = x509.load_pem_x509_certificate(
            (self.private / f"{name}.pem").read_bytes()
        )
        key = serialization.load_pem_private_key(
            (self.private / f"{name}.key").read_bytes(), password=None
        )
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"the key of {name} is not an EC key")
        return certificate, key

    def register(self) -> dict[int, IssuedEntry]:
        """Return every issued certificate by serial."""
        rows = json.loads((self.private / "register.json").read_text())
        return {row["serial"]: _entry(row) for row in rows}

    def save_register(self, entries: dict[int, IssuedEntry]) -> None:
        """Replace the register; hold `locked()` around reading and saving."""
        rows = [_row(entry) for entry in entries.values()]
        self.save_private("register.json", json.dumps(rows, indent=1).encode())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one process at a time change the register."""
        with (self.private / "lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def pem(certificate: x509.Certificate) -> bytes:
    """Write a certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _replace(path: Path, content: bytes, mode: int) -> None:
    # In the same folder: a rename is whole only within one file system.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "wb") as part:
        part.write(content)
    # Before the rename: nobody ever sees the file under other rights.
    Path(name).chmod(mode)
    Path(name).replace(path)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _entry(row: dict) -> IssuedEntry:
    return IssuedEntry(
        serial=row["serial"],
        common_name=row["common_name"],
        not_after=datetime.fromisoformat(row["not_after"]),
        revoked_at=_moment(row["revoked_at"]),
        reason=row["reason"],
    )


def _row(entry: IssuedEntry) -> dict:
    return {
        "serial": entry.serial,
        "common_name": entry.common_name,
        "not_after": entry.not_after.isoformat(),
        "revoked_at": entry.revoked_at.isoformat() if entry.revoked_at else None,
        "reason": entry.reason,
    }
