"""Short hashes over files, to know whether work of an earlier start still stands."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("eoffice", "workflow", "archive", "search", "demo")
LENGTH = 12


def fingerprint(paths: Iterable[Path]) -> str:
    """Return a hash over names and contents of `paths`."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:LENGTH]


def found(*patterns: str) -> list[Path]:
    """Return the files of our rooms that match one of the glob `patterns`."""
    return [
        path
        for room in ROOMS
        for pattern in patterns
        for path in (ROOT / room).glob(pattern)
        if path.is_file() and path.suffix != ".pyc"
    ]


def of_database() -> str:
    """Return the fingerprint of all that shapes a migrated database."""
    settings = (ROOT / "eoffice" / "settings").glob("*.py")
    shaping = found("**/migrations/*.py", "**/seed/**/*", "**/apps.py")
    # uv.lock, as Wagtail and others bring migrations of their own
    return fingerprint([*shaping, *settings, ROOT / "uv.lock"])


def of_static_files() -> str:
    """Return the fingerprint of what `collectstatic` gathers."""
    return fingerprint([*found("**/static/**/*"), ROOT / "uv.lock"])
