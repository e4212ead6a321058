"""The port to the classification tree, which the archive keeps.

Letters carry a code; the tree, its names and default classes live in the room
above. That room provides the catalogue when it starts; without one every code is
unknown and no letter can be submitted: closed, not open.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eoffice.errors import ServiceDown

LEAVES_OFFERED = 6  # what a sentence holds; the picker leads through all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassificationEntry:
    """One code as a letter needs it; `security_class` is the lowest it may have.

    Only leaves are for letters and files: what stands above them has no retention.
    """

    code: str
    name: str
    security_class: str
    is_leaf: bool
    valid_from_on: date | None = None
    valid_to_on: date | None = None


class ClassificationCatalogue(Protocol):
    """What the archive answers."""

    def find(self, code: str) -> ClassificationEntry | None:
        """Return the code in force today, or nothing."""
        ...

    def search(self, words: str, limit: int) -> list[ClassificationEntry]:
        """Return codes that match by code or name, best first."""
        ...

    def matching(self, words: str, on: date | None = None) -> QuerySet[Any]:
        """Return rows in force on the day (today), with `code` and `rank`: 0 is best.

        To be paged; `entry` makes an entry of a row.
        """
        ...

    def leaves_of(self, code: str, limit: int) -> list[ClassificationEntry]:
        """Return the deepest codes in force below the code, in their order."""
        ...

    def proposed(self, text: str, limit: int) -> list[tuple[ClassificationEntry, str]]:
        """Return the deepest codes a text speaks of, with the words that say so."""
        ...

    def entry(self, row: Any) -> ClassificationEntry:
        """Return a row of `matching` as a letter needs it."""
        ...


_provided: list[ClassificationCatalogue] = []


def provide(catalogue: ClassificationCatalogue) -> None:
    """Make `catalogue` the one in use (called once, at start)."""
    _provided[:] = [catalogue]


def catalogue() -> ClassificationCatalogue:
    """Return the catalogue in use.

    Raises:
        ServiceDown: none was provided.
    """
    if not _provided:
        raise ServiceDown
    return _provided[0]


def heading_words(heading: ClassificationEntry) -> str:
    """Return why a code above others is refused, with the codes it leads to."""
    known = catalogue().leaves_of(heading.code, LEAVES_OFFERED + 1)
    offered = [f"{one.code} {one.name}" for one in known[:LEAVES_OFFERED]]
    if len(known) > LEAVES_OFFERED:
        offered.append("…")
    told = _("%(code)s is a heading and has no retention. Choose below it: %(leaves)s")
    return told % {"code": heading.code, "leaves": "; ".join(offered)}
