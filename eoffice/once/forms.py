"""A form that is sent twice is done once: the key in it finds the first result.

The key belongs to the form as it was sent: the same key with another content, or at
another address, is another act. So the person who goes back, corrects the form and
sends it again is not answered with what came of the first. The address kept is only
where to look: its page asks the rights again.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.http import HttpRequest

from eoffice.accounts.models import User
from eoffice.database.session_locks import lock_in_transaction, session_lock
from eoffice.errors import StillRunning
from eoffice.once.models import IdempotentAnswer
from eoffice.once.requests import request_digest

FOUND = 303
WAIT = "20s"


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
    def lock(self) -> str:
        """Return the name of the lock that presses of this form share."""
        return f"{self.user.pk}:{self.form}"

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

    def done_once(self, act: Callable[[], str]) -> str:
        """Return the first press's address, doing the act where there was none."""
        first = self.first_address()
        if first is not None:
            return first
        address = act()
        self.keep(address)
        return address


def _press_of(request: HttpRequest) -> _Press | None:
    given = request.POST.get("idempotency_key", "")
    if not given:
        return None
    # a lone surrogate, which anybody may post, has no bytes
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

    Raises:
        StillRunning: the first press has not ended.
    """
    press = _press_of(request)
    with transaction.atomic():
        if press is None:
            return act()
        lock_in_transaction(press.lock, wait=WAIT, busy=StillRunning)
        return press.done_once(act)


def once_in_steps(request: HttpRequest, act: Callable[[], str]) -> str:
    """Do the same for acts that keep short transactions of their own.

    Should the process die between the act and its note, the second press meets the
    finished act, which such operations recognise by its state.
    """
    press = _press_of(request)
    if press is None:
        return act()
    with session_lock(press.lock, wait=WAIT, busy=StillRunning):
        return press.done_once(act)
