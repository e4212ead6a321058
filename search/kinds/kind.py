"""What search has to know of a kind of thing, all of it in one value.

The rest of search goes over the registry of `search.kinds` and asks nothing of a kind
but this, so a kind that lacks an answer cannot even be imported.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from archive.records.access import READER
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.outbox.events import EventName
from search.document import SearchRecord
from search.faces import Face
from workflow.tokens import POSITION

Row = TypeVar("Row", bound=Model)
#: Tokens of the person himself: they open every class (`finding.access`).
OWN = (POSITION, READER)
_TOLD = ("id", "kind", "security", "access", "direction", "status", "unit")
#: Ids by the word that an event names them with: `letter_id` and `letter_ids` are
#: the ids of "letter".
Named: TypeAlias = Mapping[str, set[UUID]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBy:
    """Names of the fields by which a row is listed while the engine is away.

    Empty where a kind has no such field; an empty `security_class` says that nothing
    of the kind is ever above the ordinary class.
    """

    subject: str = "subject"
    number: str = "number"
    sender: str = ""
    day: str
    security_class: str = "security_class"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letters whose faces are asked for: by their keys, and their copies on desks."""

    keys: frozenset[UUID]
    #: Ids of the incoming letters that were delivered of them.
    copies: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfLetter(Generic[Row]):
    """How a kind's rows are faces of a letter (`search.faces`).

    The key of a letter is its id; of what came from outside, or was entered by hand,
    the id of that. Only what is asked of a face is read: of a letter to all schools
    there are hundreds.
    """

    #: What may be found at all, as `Kind.rows`, with nothing beside.
    rows: Callable[[], QuerySet[Row]]
    #: Such rows with all that `key` and `face` read, and no more.
    light: Callable[[QuerySet[Row]], QuerySet[Row]]
    key: Callable[[Row], UUID]
    face: Callable[[Row], Face]
    #: Which rows are faces of the letters.
    of: Callable[[Letters], Q]
    #: The key of each of the ids, whether or not it can still be found.
    keys: Callable[[Iterable[UUID]], Mapping[UUID, UUID]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Row]):
    """A kind of thing that can be found: its rows, document, rights, words, events."""

    #: Stands in the index and in the API; it never changes.
    name: str
    label: Promise
    #: A glyph of the shell.
    icon: str
    #: The name of its page's address, which takes the id.
    page: str

    model: type[Row]
    #: What may be found at all, with all that `document` reads.
    rows: Callable[[], QuerySet[Row]]
    #: The search record of a row, as of a version (`present_version`).
    document: Callable[[Row, int], SearchRecord]
    #: The authorised rows. A search tells of content: the person who knows only of the
    #: agenda entry finds nothing.
    visible_to: Callable[[Actor | None], QuerySet[Row]]

    of_letter: OfLetter[Row]
    listed_by: ListedBy
    #: Words for the values of `status`.
    states: Mapping[str, Promise]
    #: Whether people ask for these states in words, as in `status:terkirim`.
    has_asked_states: bool = True

    #: Events after which a thing of this kind is found by other words or people.
    events: tuple[EventName, ...]
    #: The words by which events name ids that `touched` looks at.
    named_by: tuple[str, ...]
    #: Ids of this kind that the named ids are about. Kinds are asked in the order of
    #: the registry, and each finds the answers of those before it under their names.
    touched: Callable[[Named], set[UUID]]

    def address(self, pk: str) -> str:
        """Return where the thing is read."""
        return reverse(self.page, args=[pk])


def facts_of(face: Face) -> dict[str, Any]:
    """Return the fields of a search record that its face tells as well."""
    return {name: getattr(face, name) for name in _TOLD}


def tokens_of_row(tokens: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the fields of a face that tell of its tokens."""
    given = tuple(tokens)
    own = tuple(token for token in given if token.startswith(OWN))
    return {"access": given, "own": own}


def of_unit(unit: Unit) -> dict[str, object]:
    """Return the fields of a search record that tell of its unit."""
    path = unit.path or [unit.pk]
    return {"unit_path": tuple(str(pk) for pk in path)}
