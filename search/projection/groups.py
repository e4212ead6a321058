"""The faces of letters, read for a few letters at a time (`search.faces`).

They stand in the order of the registry of kinds, and within a kind by age.
"""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from search.faces import Face, behind
from search.kinds import KINDS
from search.kinds.kind import Letters
from workflow.delivery.models import Delivery

Targets = Mapping[str, set[UUID]]


class Groups:
    """Letters by their key, each with all its faces, the best first."""

    def __init__(self, faces: Mapping[UUID, list[Face]]) -> None:
        """Keep the faces of each key."""
        self._faces = faces
        self._terms: dict[UUID, Mapping[str, tuple[str, ...]]] = {}

    def behind(self, key: UUID, pk: UUID) -> tuple[str, ...]:
        """Return the terms of those who find a better face than the one of the id."""
        if key not in self._terms:
            self._terms[key] = behind(self._faces.get(key, ()))
        return self._terms[key].get(str(pk), ())

    def __iter__(self) -> Iterator[Face]:
        """Yield every face."""
        for faces in self._faces.values():
            yield from faces


def keys_of(targets: Targets) -> dict[tuple[str, UUID], UUID]:
    """Return by (kind, id) the keys of the letters that these are faces of."""
    return {
        (kind, pk): key
        for kind, ids in targets.items()
        if ids
        for pk, key in KINDS[kind].of_letter.keys(ids).items()
    }


def with_their_letters(targets: Targets) -> tuple[dict[str, set[UUID]], Groups]:
    """Return the targets with all faces of the letters they are of.

    Who sees one face finds or misses the others by it. What is no face any more is
    asked for as well: it brings the next one forward.
    """
    groups = groups_of(set(keys_of(targets).values()))
    found = {kind: set(targets.get(kind, ())) for kind in KINDS}
    for face in groups:
        found[face.kind].add(UUID(face.id))
    return {kind: ids for kind, ids in found.items() if ids}, groups


def letters_of(keys: Iterable[UUID]) -> Letters:
    """Return the letters of these keys, with their copies on desks."""
    given = frozenset(keys)
    copies = Delivery.objects.filter(letter__in=given, incoming__isnull=False)
    return Letters(
        keys=given, copies=frozenset(copies.values_list("incoming_id", flat=True))
    )


def groups_of(keys: Iterable[UUID]) -> Groups:
    """Return the faces of the letters, as they are now."""
    letters = letters_of(keys)
    found: dict[UUID, list[Face]] = {}
    for kind in KINDS.values():
        asked = kind.of_letter
        for row in asked.light(asked.rows().filter(asked.of(letters))).order_by("pk"):
            found.setdefault(asked.key(row), []).append(asked.face(row))
    return Groups(found)
