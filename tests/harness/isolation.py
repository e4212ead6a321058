"""Names that keep parallel workers, runs and checkouts apart on shared services."""

import os
import zlib
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from tests.harness.services import ROOT

CHECKOUT = f"{zlib.crc32(str(ROOT).encode()):08x}"


@dataclass(frozen=True, slots=True)
class Place:
    """What one worker of one run may call its own."""

    run: int
    worker: str

    @property
    def database(self) -> str:
        """Name of the worker's database."""
        return f"eoffice_{CHECKOUT}_{self.run}_{self.worker}"

    @property
    def prefix(self) -> str:
        """Start of bucket, index and queue names; fits the rules of all three."""
        return f"t{CHECKOUT}-{self.run}-{self.worker}-"


def current_place() -> Place:
    """Return the place of this process; workers count under their parent's run."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return Place(os.getppid() if worker else os.getpid(), worker or "main")


def with_database(url: str, name: str) -> str:
    """Return a PostgreSQL URL that leads to another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
