"""What is wrong with a row of the table, or worth a look."""

from dataclasses import asdict, dataclass
from json import dumps, loads
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One finding: row 1 is the heads; with `stops` nothing is made before it is gone.

    `row` 0: the draft itself, or the table as a whole.
    """

    row: int
    column: str
    code: str
    message: str
    stops: bool = True

    @property
    def place(self) -> str:
        """Return where, as the API names fields: `12.nama`."""
        return ".".join(filter(None, (str(self.row), self.column)))


def kept_faults(faults: list[RowFault]) -> str:
    """Return faults as they are stored."""
    return dumps([asdict(one) for one in faults])


def read_faults(stored: str) -> list[RowFault]:
    """Return faults as they were found, in the order of the rows."""
    rows: list[dict[str, Any]] = loads(stored or "[]")
    return [RowFault(**one) for one in rows]
