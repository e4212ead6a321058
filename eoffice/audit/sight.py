"""Things that people may see or not: how rooms look them up by the ids in paths.

A room registers its things by the name that their id has in its paths (`letter_id`).
Then one place asks, whatever the door: kept answers are given to those who may see
the thing still; a refused look at a classed thing is logged; an opening of a secret
one is recorded in the trail.
"""

import logging
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from eoffice.audit import trail
from eoffice.audit.trail_acts import OpeningAct
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor

logger = logging.getLogger(__name__)
READING = frozenset({"GET", "HEAD"})
GIVEN = frozenset({200, 206})
REFUSED = 404
IDS = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """A thing above the ordinary class; `is_secret`: each opening is recorded."""

    thing: models.Model
    security_class: str
    is_secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """`visible` raises `NotFound`; `classed` returns nothing for ordinary things.

    `depths` narrow ids to those the person sees: first at all, then what more there
    is to see (the content beside the entry). One query each.
    """

    visible: Callable[[Actor | None, UUID], object]
    classed: Callable[[UUID], Classed | None] = lambda _pk: None
    depths: tuple[Callable[[Actor, Collection[UUID]], Iterable[UUID]], ...] = ()


_sights: dict[str, Sight] = {}


def register_sight(name: str, sight: Sight) -> None:
    """Have ids called `name` in paths looked up so."""
    _sights[name] = sight


def _things(names: Mapping[str, object]) -> Iterator[tuple[Sight, UUID]]:
    for name, value in names.items():
        if name in _sights:
            yield _sights[name], UUID(str(value))


def require_sight(actor: Actor, *paths: str | None) -> None:
    """Go on where the actor may see everything that the paths name.

    Raises:
        NotFound: not any more; like anything that is not theirs.
    """
    for path in filter(None, paths):
        try:
            names = resolve(path).kwargs
        except Resolver404:
            continue
        for sight, pk in _things(names):
            sight.visible(actor, pk)


def leads_to_classed(path: str) -> bool:
    """Tell whether the path names a thing that is above the ordinary class by now."""
    try:
        names = resolve(path).kwargs
    except Resolver404:
        return False
    return any(sight.classed(pk) is not None for sight, pk in _things(names))


def things_told(actor: Actor, text: str) -> list[list[object]]:
    """Return which things the text names that the person sees, and how deep.

    As `[name, depth, [id, ...]]`, to be kept beside an answer and asked again by
    `require_same_sight`. Ids in addresses count: a title may stand beside them.
    """
    named = {UUID(one) for one in IDS.findall(text)}
    told: list[list[object]] = []
    for name, sight in _sights.items():
        for depth, narrow in enumerate(sight.depths):
            seen = sorted(str(pk) for pk in narrow(actor, named)) if named else []
            if seen:
                told.append([name, depth, seen])
    return told


def require_same_sight(actor: Actor, told: Iterable[Sequence[Any]]) -> None:
    """Go on where the actor sees all that was told once, as deep as then.

    Raises:
        NotFound: not any more.
    """
    for name, depth, listed in told:
        wanted = {UUID(one) for one in listed}
        if not wanted <= set(_sights[name].depths[depth](actor, wanted)):
            raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How deep a view let look: the content, and with which reason; or no content."""

    is_content: bool
    reason: str = ""


def tell_opening(request: HttpRequest, *, is_content: bool, reason: str = "") -> None:
    """Have the trail say what this request opened, where the view knows better."""
    request.opening = Opening(is_content=is_content, reason=reason)  # type: ignore[attr-defined]


class SightMiddleware:
    """Log refused looks at classed things; record every opening of secret ones.

    The event is written before the answer leaves: without it there is none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then look at what was answered about."""
        response = self.get_response(request)
        names = request.resolver_match.kwargs if request.resolver_match else {}
        if names and request.user.is_authenticated:
            self._note(request, response.status_code, names)
        return response

    def _note(
        self, request: HttpRequest, status: int, names: Mapping[str, object]
    ) -> None:
        was_read = request.method in READING and status in GIVEN
        if not was_read and status != REFUSED:
            return
        for sight, pk in _things(names):
            classed = sight.classed(pk)
            if classed is None:
                continue
            if status == REFUSED:
                _log_refusal(request, sight, classed)
            elif _is_opening(request, classed):
                _record_opening(request, classed)


def _opening(request: HttpRequest) -> Opening:
    told: Opening | None = getattr(request, "opening", None)
    return told or Opening(is_content=True)


def _is_opening(request: HttpRequest, classed: Classed) -> bool:
    told = _opening(request)
    # Whoever had to say why is recorded, whatever the class.
    return told.is_content and (classed.is_secret or bool(told.reason))


def _log_refusal(request: HttpRequest, sight: Sight, classed: Classed) -> None:
    actor: Actor | None = request.actor or None  # type: ignore[attr-defined]
    try:
        sight.visible(actor, classed.thing.pk)
    except NotFound:
        told = {
            "user": str(request.user.pk),
            "kind": classed.thing._meta.label_lower,
            "thing": str(classed.thing.pk),
            "security_class": classed.security_class,
            "method": request.method,
            "door": request.resolver_match.route if request.resolver_match else "",
        }
        logger.warning("refused_attempt", extra=told)


@transaction.atomic
def _record_opening(request: HttpRequest, classed: Classed) -> None:
    reason = _opening(request).reason
    trail.record(
        OpeningAct.OPENED,
        classed.thing,
        actor=request.actor or None,  # type: ignore[attr-defined]
        security_class=classed.security_class,
        door=request.resolver_match.route if request.resolver_match else "",
        **({"reason": reason} if reason else {}),
    )
