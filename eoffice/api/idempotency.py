"""A POST that is sent twice is done once (Idempotency-Key).

The same person, key and request get the first answer again for 24 hours; the same
key with another request, or from another seat, is refused. The answer is kept in the
transaction of the act, so neither exists without the other. A refusal changes nothing
and is not kept: a repeat is judged anew. Only one that counts a try (a wrong secret)
is kept, so that a request sent twice costs one try.

Rights are of this moment: a kept answer is given to those who still see all that it
names, as deep as they did (`eoffice.audit.sight`), and what only reads is asked again
each time.

Acts that do slow work between short transactions (signing, uploads) are marked with
`settles_itself`: they run outside, under a lock of the session, and their answer is
kept right after. Where the process dies between the two, the repeat meets the
finished act, which such operations must recognise by its state.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import scope_of
from eoffice.api.problems import problem
from eoffice.api.request_body import UNSTORABLE
from eoffice.audit.sight import require_same_sight, require_sight, things_told
from eoffice.database.collisions import tried_again
from eoffice.database.session_locks import lock_in_transaction, session_lock
from eoffice.errors import Fault, Invalid, KeyReused, OfficeError, StillRunning
from eoffice.once.models import IdempotentAnswer
from eoffice.once.requests import request_digest, rewind
from eoffice.organisation.access import require_administrator

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
MAX_KEY_LENGTH = 200
WAIT = "4s"  # a double click waits for the first; longer work is told to come back
KEPT_HEADERS = ("Content-Type", "Location", "ETag")
View = TypeVar("View", bound=Callable[..., Any])


def settles_itself(view: View) -> View:
    """Mark a view whose operation keeps its own short transactions."""
    view.settles_itself = True  # type: ignore[attr-defined]
    return view


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a view so that a keyed POST is done once.

    With a key or without, an act that collides with another is done again, whole: its
    answer is kept in the same transaction, so that a lost try keeps none.
    """

    @wraps(view)
    def run(request: HttpRequest, **values: Any) -> Any:
        return tried_again(
            lambda: _once(request, view, values),
            before_again=lambda: rewind(request),
        )

    return run


def _once(
    request: HttpRequest, view: Callable[..., Any], values: dict[str, Any]
) -> Any:
    key = request.headers.get(HEADER)
    if key is None or not _is_act(request, view):
        return view(request, **values)
    _check_key(key)

    def act() -> HttpResponse:
        return _answer_of_view(request, view, values)

    if getattr(view, "settles_itself", False):
        return _outside(request, key, act)
    return _inside(request, key, act)


def _is_act(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Tell whether there is something to do once, and somebody to keep it for."""
    is_known = hasattr(request, "auth")
    reads = scope_of(view, request.method) == TokenScope.READ
    return request.method == "POST" and is_known and not reads


def _check_key(key: str) -> None:
    if not key.strip() or len(key) > MAX_KEY_LENGTH or UNSTORABLE.search(key):
        message = _("A key of 1 to 200 characters is wanted.")
        raise Invalid([Fault(field=HEADER, code="wrong_form", message=message)])


def _answer_of_view(
    request: HttpRequest, view: Callable[..., Any], values: dict[str, Any]
) -> HttpResponse:
    """Run the view and return its answer as it will be sent."""
    operation = request.api_operation  # type: ignore[attr-defined]
    name = operation.signature.response_arg
    fresh = values.get(name) if name else None
    fresh = fresh or operation.api.create_temporal_response(request)
    result = view(request, **values)
    answer: HttpResponse = operation._result_to_response(request, result, fresh)
    return answer


def _inside(
    request: HttpRequest, key: str, act: Callable[[], HttpResponse]
) -> HttpResponse:
    digest = request_digest(request)
    with transaction.atomic():
        lock_in_transaction(_lock_name(request, key), wait=WAIT, busy=StillRunning)
        if first := _first_answer(request, key, digest):
            return first
        response = act()
        _keep(request, key, digest, response)
    return response


def _outside(
    request: HttpRequest, key: str, act: Callable[[], HttpResponse]
) -> HttpResponse:
    digest = request_digest(request)
    with session_lock(_lock_name(request, key), wait=WAIT, busy=StillRunning):
        if first := _first_answer(request, key, digest):
            return first
        try:
            response = act()
        except OfficeError as refusal:
            if refusal.is_counted:
                _keep(request, key, digest, problem(refusal), is_counted=True)
            raise
        with transaction.atomic():
            _keep(request, key, digest, response)
    return response


def _lock_name(request: HttpRequest, key: str) -> str:
    return f"{_user_id(request)}:{key}"


def _user_id(request: HttpRequest) -> UUID:
    user_id: UUID = request.auth.pk  # type: ignore[attr-defined]
    return user_id


def _first_answer(request: HttpRequest, key: str, digest: str) -> HttpResponse | None:
    kept = IdempotentAnswer.objects.filter(user_id=_user_id(request), key=key).first()
    if kept is None:
        return None
    if kept.created_at < timezone.now() - KEPT:
        kept.delete()
        return None
    if kept.body_sha256 != digest:
        raise KeyReused
    _require_rights(request, kept)
    response = HttpResponse(bytes(kept.body), status=kept.status)
    for name, value in kept.headers.items():
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _require_rights(request: HttpRequest, kept: IdempotentAnswer) -> None:
    """Raise `NotFound` where the sender may not see any more what was answered."""
    actor = request.actor  # type: ignore[attr-defined]
    view = request.api_operation.view_func  # type: ignore[attr-defined]
    if scope_of(view, request.method) == TokenScope.ADMINISTER:
        require_administrator(actor)
    require_sight(actor, request.path, kept.headers.get("Location"))
    require_same_sight(actor, kept.things)


def _keep(
    request: HttpRequest,
    key: str,
    digest: str,
    response: HttpResponse,
    *,
    is_counted: bool = False,
) -> None:
    is_success = response.status_code < 300  # noqa: PLR2004  2xx; there is no 1xx
    if response.streaming or not (is_success or is_counted):
        return
    IdempotentAnswer.objects.create(
        user_id=_user_id(request),
        key=key,
        path=request.path[:300],
        body_sha256=digest,
        status=response.status_code,
        body=response.content,
        things=_things(request, response),
        headers={
            name: response.headers[name]
            for name in KEPT_HEADERS
            if name in response.headers
        },
    )


def _things(request: HttpRequest, response: HttpResponse) -> list[list[object]]:
    actor = request.actor  # type: ignore[attr-defined]
    return things_told(actor, response.content.decode("utf-8", "replace"))


def forget_old_answers() -> int:
    """Drop answers older than 24 hours; return how many. For the sweeper."""
    old = timezone.now() - KEPT
    return IdempotentAnswer.objects.filter(created_at__lt=old).delete()[0]
