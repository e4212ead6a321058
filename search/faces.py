"""One letter, one hit: of its faces a searcher finds the best one he may see.

A letter, its copies on desks and the records of them all are *faces* of one letter,
each with rights of its own. First comes what opens to the searcher himself, by a grant
of his (`own`), the copy on his desk before the letter; then what he sees through his
unit or register, the letter before its copies. A face carries, as terms, who finds a
better one (`behind`), and a searcher with such a term leaves it out. So the count is
exact for each searcher, and whoever sees one face alone learns of no other.

A filter that tells faces apart (`FIELDS`) is asked of each face: then only those that
agree in the field hide each other, or the letter would be lost with its best face.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

#: Filter fields in which faces of one letter differ by their nature.
FIELDS = ("kind", "direction", "status", "unit")
Scope: TypeAlias = frozenset[str]
EVERYWHERE: Scope = frozenset()
# States are words of a kind, so a state asked for asks for the kind as well.
_STATE: Scope = frozenset({"kind", "direction", "status"})
_OF_KIND: tuple[Scope, ...] = (
    EVERYWHERE,
    frozenset({"kind"}),
    frozenset({"direction"}),
    frozenset({"kind", "direction"}),
    _STATE,
)
SCOPES = (*_OF_KIND, *(scope | {"unit"} for scope in _OF_KIND))
# What is asked for by them only some kinds have, as a day of receipt.
_ASKED_AS = {"received_on": "kind"}
_TERM_BYTES = 8
_Place: TypeAlias = tuple[Scope, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What tells of one face whom it hides others from.

    ``access`` and ``security`` as in the search record, and the fields of `FIELDS`;
    ``own`` are those tokens of ``access`` that searchers bear as grants to the person.
    """

    id: str
    kind: str
    direction: str = ""
    status: str = ""
    unit: str = ""
    security: int
    access: tuple[str, ...]
    own: tuple[str, ...] = ()
    #: A copy on a desk: whoever works there finds it before the letter itself.
    is_on_desk: bool = False

    def places(self) -> list[_Place]:
        """Return for each scope the values that another face needs to hide it."""
        return [
            (scope, tuple(getattr(self, field) for field in FIELDS if field in scope))
            for scope in SCOPES
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiding:
    """By which terms in ``behind`` a face is left out for a searcher.

    By one of ``own`` always; by one of ``others`` unless it opens by a grant of his.
    """

    own: list[str]
    others: list[str]


def scope_of(fields: Iterable[str]) -> Scope:
    """Return the scope in which faces hide each other when these are asked for."""
    asked = {_ASKED_AS.get(field, field) for field in fields}
    if "status" in asked:
        asked |= _STATE
    return frozenset(asked & {*FIELDS})


def behind(faces: Sequence[Face]) -> Mapping[str, tuple[str, ...]]:
    """Return by id the terms of those who find a better face of the same letter.

    ``faces`` are all there are of it, those seen through an office in this order.
    """
    if len(faces) == 1:
        return {faces[0].id: ()}
    found: dict[str, set[str]] = {face.id: set() for face in faces}
    at = {face.id: face.places() for face in faces}
    by_grant = sorted(faces, key=lambda face: not face.is_on_desk)
    _hide_by(by_grant, at, found, _granted)
    _hide_by(faces, at, found, _through_an_office)
    _hide_by_any_grant(faces, at, found)
    return {face_id: tuple(sorted(terms)) for face_id, terms in found.items()}


def _granted(scope: Scope, face: Face) -> set[str]:
    return {_term(scope, "own", token) for token in face.own}


def _through_an_office(scope: Scope, face: Face) -> set[str]:
    level = str(face.security)
    tokens = set(face.access).difference(face.own)
    return {_term(scope, level, token) for token in tokens}


def _hide_by(
    faces: Iterable[Face],
    at: Mapping[str, list[_Place]],
    found: Mapping[str, set[str]],
    terms: Callable[[Scope, Face], set[str]],
) -> None:
    """Give each face the terms of those before it, place by place."""
    before: dict[_Place, set[str]] = defaultdict(set)
    for face in faces:
        for place in at[face.id]:
            found[face.id] |= before[place]
            before[place] |= terms(place[0], face)


def _hide_by_any_grant(
    faces: Iterable[Face],
    at: Mapping[str, list[_Place]],
    found: Mapping[str, set[str]],
) -> None:
    """Give each face the grants of all: what is granted comes before what is not."""
    together: dict[_Place, list[Face]] = defaultdict(list)
    for face in faces:
        for place in at[face.id]:
            together[place].append(face)
    for (scope, _values), those in together.items():
        terms = {_term(scope, "any", token) for face in those for token in face.own}
        for face in those if len(those) > 1 else ():
            found[face.id] |= terms


def hiding(
    scope: Scope, *, grants: Iterable[str], tokens: Iterable[str], clearance: int
) -> Hiding:
    """Return what hides faces from a searcher; see `engines.contract.Access`."""
    given, levels = list(grants), [str(level) for level in range(clearance + 1)]
    through = [_term(scope, level, token) for token in tokens for level in levels]
    return Hiding(
        own=sorted(_term(scope, "own", token) for token in given),
        others=sorted([*through, *(_term(scope, "any", token) for token in given)]),
    )


@lru_cache(maxsize=20_000)
def _term(scope: Scope, how: str, token: str) -> str:
    """A short name for "who bears the token finds a better face, in the scope"."""
    letters = "".join(field[0] for field in FIELDS if field in scope)
    named = f"{letters}|{how}|{token}".encode()
    digest = hashlib.blake2b(named, digest_size=_TERM_BYTES).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
