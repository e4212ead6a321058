"""A form that is sent twice is done once: the key in it finds the first result."""

import hashlib
from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest

from eoffice.api.models import IdempotentAnswer
from workflow.admin.acting import acting

FOUND = 303


def once(request: HttpRequest, act: Callable[[], str]) -> str:
    """Run `act` in a transaction and return the address it answers.

    A second press waits for the first and gets its address; a refusal is not kept.
    """
    key = f"form:{request.POST.get('idempotency_key', '')}"[:200]
    user_id = acting(request).user_id
    digest = hashlib.sha256(f"{user_id}:{key}".encode()).digest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            number = int.from_bytes(digest[:8], "big", signed=True)
            cursor.execute("select pg_advisory_xact_lock(%s)", [number])
        kept = IdempotentAnswer.objects.filter(user_id=user_id, key=key).first()
        if kept is not None and key != "form:":
            return str(kept.headers["Location"])
        address = act()
        if key != "form:":
            IdempotentAnswer.objects.create(
                user_id=user_id,
                key=key,
                path=request.path[:300],
                body_sha256=digest.hex(),
                status=FOUND,
                body=b"",
                headers={"Location": address},
            )
    return address
