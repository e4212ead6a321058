"""A POST that is sent twice is done once (Idempotency-Key).

The same person, key and request get the first answer again for 24 hours; the same
key with another request is refused. The answer is kept in the transaction of the
act, so neither exists without the other. A refusal changes nothing and is not kept:
a repeat is judged anew.

Acts that do slow work between short transactions (signing, uploads) are marked with
`settles_itself`: they run outside, under a lock of the session, and their answer is
kept right after. Where the process dies between the two, the repeat meets the
finished act, which such operations must recognise by its state.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.api.errors import KeyReused, StillRunning
from eoffice.api.models import IdempotentAnswer
from eoffice.api.reading import UNSTORABLE
from eoffice.errors import Fault, Invalid

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
MAX_KEY_LENGTH = 200
WAIT = "4s"  # a double click waits for the first; longer work is told to come back
LOCK_TIMEOUT = "55P03"  # lock_not_available
KEPT_HEADERS = ("Content-Type", "Location", "ETag")
View = TypeVar("View", bound=Callable[..., Any])


def settles_itself(view: View) -> View:
    """Mark a view whose operation keeps its own short transactions."""
    view.settles_itself = True  # type: ignore[attr-defined]
    return view


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a view so that a keyed POST is done once."""

    @wraps(view)
    def run(request: HttpRequest, **values: Any) -> Any:
        key = request.headers.get(HEADER)
        is_open = not hasattr(request, "auth")  # nobody to keep an answer for
        if request.method != "POST" or key is None or is_open:
            return view(request, **values)
        _check_key(key)

        def act() -> HttpResponse:
            return _answer(request, view, values)

        if getattr(view, "settles_itself", False):
            return _outside(request, key, act)
        return _inside(request, key, act)

    return run


def _check_key(key: str) -> None:
    if not key.strip() or len(key) > MAX_KEY_LENGTH or UNSTORABLE.search(key):
        message = _("A key of 1 to 200 characters is wanted.")
        raise Invalid([Fault(field=HEADER, code="wrong_form", message=message)])


def _answer(
    request: HttpRequest, view: Callable[..., Any], values: dict[str, Any]
) -> HttpResponse:
    """Run the view and return its answer as it will be sent."""
    operation = request.api_operation  # type: ignore[attr-defined]
    name = operation.signature.response_arg
    fresh = values.get(name) if name else None
    fresh = fresh or operation.api.create_temporal_response(request)
    return operation._result_to_response(request, view(request, **values), fresh)


def _inside(
    request: HttpRequest, key: str, act: Callable[[], HttpResponse]
) -> HttpResponse:
    digest = request_digest(request)
    with transaction.atomic():
        _wait_for_lock("pg_advisory_xact_lock", _lock_number(request, key))
        if first := _first_answer(request, key, digest):
            return first
        response = act()
        _keep(request, key, digest, response)
    return response


def _outside(
    request: HttpRequest, key: str, act: Callable[[], HttpResponse]
) -> HttpResponse:
    digest = request_digest(request)
    with _session_lock(_lock_number(request, key)):
        if first := _first_answer(request, key, digest):
            return first
        response = act()
        with transaction.atomic():
            _keep(request, key, digest, response)
    return response


@contextmanager
def _session_lock(number: int) -> Iterator[None]:
    """Hold a lock that ends with the connection, should the process die."""
    with transaction.atomic():
        _wait_for_lock("pg_advisory_lock", number)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [number])


def _wait_for_lock(function: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lock_timeout', %s, true)", [WAIT])
        try:
            cursor.execute(f"select {function}(%s)", [number])
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") == LOCK_TIMEOUT:
                raise StillRunning from error
            raise
        cursor.execute("select set_config('lock_timeout', '0', true)")


def _lock_number(request: HttpRequest, key: str) -> int:
    digest = hashlib.sha256(f"{_user_id(request)}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _user_id(request: HttpRequest) -> UUID:
    user_id: UUID = request.auth.pk  # type: ignore[attr-defined]
    return user_id


def request_digest(request: HttpRequest) -> str:
    """Return a keyed SHA-256 of what was asked: path, query and body.

    Keyed, because a body may hold a secret that a plain hash would let one guess.
    """
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, request.get_full_path().encode() + b"\0", "sha256")
    if request.content_type == "multipart/form-data":
        for name in sorted(request.POST):
            digest.update(repr((name, request.POST.getlist(name))).encode())
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                digest.update(repr((name, file.name, file.size)).encode())
                for chunk in file.chunks():
                    digest.update(chunk)
                file.seek(0)
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _first_answer(request: HttpRequest, key: str, digest: str) -> HttpResponse | None:
    kept = IdempotentAnswer.objects.filter(user_id=_user_id(request), key=key).first()
    if kept is None:
        return None
    if kept.created_at < timezone.now() - KEPT:
        kept.delete()
        return None
    if kept.body_sha256 != digest:
        raise KeyReused
    response = HttpResponse(bytes(kept.body), status=kept.status)
    for name, value in kept.headers.items():
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _keep(request: HttpRequest, key: str, digest: str, response: HttpResponse) -> None:
    if response.status_code >= 300 or response.streaming:  # noqa: PLR2004  success only
        return
    IdempotentAnswer.objects.create(
        user_id=_user_id(request),
        key=key,
        path=request.path[:300],
        body_sha256=digest,
        status=response.status_code,
        body=response.content,
        headers={
            name: response.headers[name]
            for name in KEPT_HEADERS
            if name in response.headers
        },
    )


def forget_old_answers() -> int:
    """Drop answers older than 24 hours; return how many. For the sweeper."""
    old = timezone.now() - KEPT
    return IdempotentAnswer.objects.filter(created_at__lt=old).delete()[0]
