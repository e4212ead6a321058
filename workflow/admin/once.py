"""A form that is sent twice is done once: the key in it finds the first result."""

import hmac
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from eoffice.api.errors import StillRunning
from eoffice.api.models import IdempotentAnswer
from eoffice.session_locks import lock_in_transaction
from workflow.admin.acting import acting
from workflow.errors import FormSentBefore

FOUND = 303
WAIT = "20s"
CSRF = "csrfmiddlewaretoken"  # another one in every copy of the page


def once(request: HttpRequest, act: Callable[[], str]) -> str:
    """Run `act` in a transaction and return the address it answers.

    A second press waits for the first and gets its address; a refusal is not kept.
    The address is only where to look: its page asks the rights anew.

    Raises:
        FormSentBefore: the form was sent before with something else in it, or from
            another seat.
    """
    key = f"form:{request.POST.get('idempotency_key', '')}"[:200]
    actor = acting(request)
    seat = actor.chosen.position.pk if actor.chosen else None
    digest = _digest(request, str(seat))
    with transaction.atomic():
        lock_in_transaction(f"{actor.user_id}:{key}", wait=WAIT, busy=StillRunning)
        kept = IdempotentAnswer.objects.filter(user_id=actor.user_id, key=key).first()
        if kept is not None and key != "form:":
            if kept.body_sha256 != digest:
                raise FormSentBefore
            return str(kept.headers["Location"])
        address = act()
        if key != "form:":
            IdempotentAnswer.objects.create(
                user_id=actor.user_id,
                key=key,
                path=request.path[:300],
                body_sha256=digest,
                status=FOUND,
                body=b"",
                headers={"Location": address},
            )
    return address


def _digest(request: HttpRequest, seat: str) -> str:
    """Return a keyed SHA-256 of what was filled in, where and from which seat.

    Keyed, because a form may hold a secret that a plain hash would let one guess.
    """
    key, begin = settings.SECRET_KEY.encode(), repr((request.path, seat)).encode()
    digest = hmac.new(key, begin, "sha256")
    for name in sorted(set(request.POST) - {CSRF}):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    return digest.hexdigest()
