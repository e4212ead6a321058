"""Whether somebody may still see the thing that an answer is about.

Rooms register how their things are looked up, by the name that the id has in their
paths (`letter_id`). Kept answers ask it before they are given out again.
"""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import scope_of
from eoffice.errors import NotFound
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor

Sight = Callable[[Actor | None, UUID], object]
_sights: dict[str, Sight] = {}


def register_sight(name: str, visible: Sight) -> None:
    """Have ids called `name` in paths looked up by `visible`; it raises `NotFound`."""
    _sights[name] = visible


def require_sight(request: HttpRequest, location: str | None) -> None:
    """Go on where the sender may see what the path and `Location` name.

    Raises:
        NotFound: not any more; like anything that is not theirs.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    view = request.api_operation.view_func  # type: ignore[attr-defined]
    administers = scope_of(view, request.method) == TokenScope.ADMINISTER
    if administers and not is_administrator(actor):
        raise NotFound
    for path in filter(None, (request.path, location)):
        for name, value in _ids_in(path).items():
            if name in _sights:
                _sights[name](actor, UUID(str(value)))


def _ids_in(path: str) -> dict[str, object]:
    try:
        return resolve(path).kwargs
    except Resolver404:
        return {}
