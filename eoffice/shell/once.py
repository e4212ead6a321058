"""A form that is sent twice is done once: the key in it finds the first result.

The key belongs to the form as it was sent: the same key with another content, or at
another address, is another act. So whoever goes back, mends the form and sends it
again is not answered with what came of the first.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from django.db import connection, transaction
from django.http import HttpRequest

from eoffice.accounts.models import User
from eoffice.api.idempotency import request_digest
from eoffice.api.models import IdempotentAnswer

FOUND = 303


@dataclass(frozen=True, slots=True, kw_only=True)
class _Press:
    """One press of a button: who, which form, with what in it."""

    user: User
    path: str
    form: str
    digest: str

    @property
    def key(self) -> str:
        """Return the name under which the result is kept (134 characters)."""
        return f"form:{self.form}:{self.digest}"

    @property
    def lock(self) -> int:
        """Return the number of the lock that presses of this form share."""
        mixed = hashlib.sha256(f"{self.user.pk}:{self.form}".encode()).digest()
        return int.from_bytes(mixed[:8], "big", signed=True)

    def first_address(self) -> str | None:
        """Return where the first press led, if there was one."""
        kept = IdempotentAnswer.objects.filter(user=self.user, key=self.key).first()
        return str(kept.headers["Location"]) if kept else None

    def keep(self, address: str) -> None:
        """Keep where this press leads."""
        IdempotentAnswer.objects.create(
            user=self.user,
            key=self.key,
            path=self.path[:300],
            body_sha256=self.digest,
            status=FOUND,
            body=b"",
            headers={"Location": address},
        )


def _press_of(request: HttpRequest) -> _Press | None:
    given = request.POST.get("idempotency_key", "")
    if not given:
        return None
    form = hashlib.sha256(f"{request.path}\n{given}".encode(errors="replace"))
    return _Press(
        user=cast("User", request.user),
        path=request.path,
        form=form.hexdigest(),
        digest=request_digest(request),
    )


def once(request: HttpRequest, act: Callable[[], str]) -> str:
    """Run `act` in a transaction and return the address it answers.

    A second press waits for the first and gets its address; a refusal is not kept.
    """
    press = _press_of(request)
    with transaction.atomic():
        if press is None:
            return act()
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [press.lock])
        first = press.first_address()
        if first is not None:
            return first
        address = act()
        press.keep(address)
    return address


def once_in_steps(request: HttpRequest, act: Callable[[], str]) -> str:
    """Do the same for acts that keep short transactions of their own.

    Should the process die between the act and its note, the second press meets the
    finished act, which such operations recognise by its state.
    """
    press = _press_of(request)
    if press is None:
        return act()
    with _session_lock(press.lock):
        first = press.first_address()
        if first is not None:
            return first
        address = act()
        press.keep(address)
    return address


@contextmanager
def _session_lock(number: int) -> Iterator[None]:
    """Hold a lock that ends with the connection, should the process die."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [number])
