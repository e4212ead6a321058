"""The address and the code of a link, and what the database keeps of them.

Both are made from the secret of the installation and the link's id, so they can be
shown again to those who may, and stand nowhere: the database has digests. The code's
digest is bound to the address, which nobody can guess: a copy of the database does
not help to find eight digits.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from workflow.dispatches.models import SecureLink

TOKEN_BYTES = 18  # 144 bits, 24 signs
CODE_DIGITS = 8
LONGEST_CODE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSecret:
    """What opens a letter: the token of its address, and the code."""

    token: str
    code: str

    @property
    def address(self) -> str:
        """Return the whole address, from the configured base."""
        return f"{settings.BASE_URL}{reverse('public_sent', args=[self.token])}"

    @property
    def grouped_code(self) -> str:
        """Return the code as people read it out: `1234 5678`."""
        return f"{self.code[:4]} {self.code[4:]}"


def secret_of_new(link_id: UUID) -> LinkSecret:
    """Return what opens a link that is made just now."""
    return _made(settings.SECRET_KEY, link_id)


def secret_of(link: SecureLink) -> LinkSecret | None:
    """Return what opens the link, or nothing when no key of ours made it."""
    for key in _keys():
        found = _made(key, link.pk)
        if hmac.compare_digest(token_digest(found.token), link.token_digest):
            return found
    return None


def token_digest(token: str) -> str:
    """Return what the database keeps of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(token: str, code: str) -> str:
    """Return what the database keeps of a code."""
    return hashlib.sha256(f"{token}:{code}".encode()).hexdigest()


def typed_code(text: str) -> str:
    """Return the digits of a code as somebody typed it."""
    return "".join(sign for sign in text[:LONGEST_CODE] if sign in "0123456789")


def _keys() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _made(key: str, link_id: UUID) -> LinkSecret:
    token = base64.urlsafe_b64encode(_derived(key, "address", link_id)[:TOKEN_BYTES])
    number = int.from_bytes(_derived(key, "code", link_id)[:8], "big")
    code = str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)
    return LinkSecret(token=token.decode(), code=code)


def _derived(key: str, purpose: str, link_id: UUID) -> bytes:
    told = f"workflow.dispatches.{purpose}:{link_id}".encode()
    return hmac.new(key.encode(), told, "sha256").digest()
