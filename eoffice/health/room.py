"""Room on disks: said while there is some left, and when there is none.

The disks of this machine's folders are asked from the file system: temporary files,
an embedded search index, a database that lies here, and what DISK_FOLDERS names. What
lies elsewhere can only be tried or asked: the store by writing (`health.store_writes`),
a search server by its own word (`search.health`).
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.environment import environment
from eoffice.errors import ServiceDown

MB = 1024 * 1024
type_of_text = str | Promise


class DiskLow(ServiceDown):
    """A disk has less than DISK_WARN_MB left."""

    code = "disk_low"


class DiskFull(ServiceDown):
    """A disk that the office cannot do without has less than DISK_STOP_MB left."""

    code = "disk_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder that is written to; `is_vital`: without room the office stands still.

    `folder` is asked each time: nothing where it does not apply or is not here.
    """

    name: str
    label: type_of_text
    folder: Callable[[], Path | None]
    is_vital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is left on the disk of a place, in MB."""

    name: str
    label: type_of_text
    free_mb: int
    total_mb: int
    is_vital: bool

    @property
    def state(self) -> str:
        """Return `full`, `low` or `ok`."""
        env = environment()
        if self.is_vital and self.free_mb < env.DISK_STOP_MB:
            return "full"
        return "low" if self.free_mb < env.DISK_WARN_MB else "ok"


_places: dict[str, Place] = {}


def register_place(place: Place) -> None:
    """Have a place watched; the same name replaces it."""
    _places[place.name] = place


def rooms() -> list[Room]:
    """Return what is left in every place that is on this machine."""
    found = []
    for place in (*_places.values(), *_named()):
        folder = place.folder()
        if folder is None:
            continue
        try:
            usage = shutil.disk_usage(_present(folder))
        except OSError:  # its own service says what is wrong with it
            continue
        found.append(
            Room(
                name=place.name,
                label=place.label,
                free_mb=usage.free // MB,
                total_mb=usage.total // MB,
                is_vital=place.is_vital,
            )
        )
    return found


def _present(folder: Path) -> Path:
    """Return the folder, or its nearest parent that is there."""
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.exists())


def _named() -> list[Place]:
    return [
        Place(name=name, label=name, folder=partial(Path, name), is_vital=True)
        for name in environment().listed("DISK_FOLDERS")
    ]


def check_low() -> None:
    """Ask whether every disk has room to spare.

    Raises:
        DiskLow: its code names the places and what they have left.
    """
    _require(DiskLow, [room for room in rooms() if room.state != "ok"])


def check_full() -> None:
    """Ask whether every disk that counts can be written to for a while yet.

    Raises:
        DiskFull: its code names the places and what they have left.
    """
    _require(DiskFull, [room for room in rooms() if room.state == "full"])


def _require(fault: type[ServiceDown], short: list[Room]) -> None:
    if not short:
        return
    error = fault()
    told = ", ".join(f"{room.name} {room.free_mb} MB" for room in short)
    error.code = f"{fault.code}: {told}"
    raise error


def _temporary() -> Path:
    return Path(tempfile.gettempdir())


def _database() -> Path | None:
    """Return the database's folder where it lies here and we may know it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            folder = Path(cursor.fetchone()[0])
        return folder if (folder / "PG_VERSION").is_file() else None
    except (DatabaseError, OSError):  # ours may not ask, or it is another machine's
        return None


def register() -> None:
    """Register the house's own places."""
    for name, label, folder in (
        ("tmp", _("Temporary files"), _temporary),
        ("database", _("Database"), _database),
    ):
        register_place(Place(name=name, label=label, folder=folder, is_vital=True))
