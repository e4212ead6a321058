"""Names of aliases and indexes; open records and restricted ones never share."""

import datetime as dt
from dataclasses import dataclass

from search.elastic.mapping import stamp


@dataclass(frozen=True, slots=True)
class Shelf:
    """The aliases of one of the two sets: open, or restricted."""

    base: str

    @property
    def read(self) -> str:
        """Alias that searches use."""
        return self.base

    @property
    def write(self) -> str:
        """Alias that writes use."""
        return f"{self.base}-write"

    @property
    def building(self) -> str:
        """Alias of the index under construction; absent otherwise."""
        return f"{self.base}-building"

    def first(self) -> str:
        """The index made when there is none; a fixed name, so two starts agree."""
        return f"{self.base}-{stamp()}-first"

    def next(self, now: dt.datetime) -> str:
        """Name of the index of a rebuild."""
        return f"{self.base}-{stamp()}-{now:%Y%m%d%H%M%S%f}"


def shelves(prefix: str) -> tuple[Shelf, Shelf]:
    """(open, restricted). ``prefix`` keeps installations on one server apart."""
    return Shelf(f"{prefix}-letters"), Shelf(f"{prefix}-restricted")
