"""Encrypted model fields: text and bytes that the database must not show.

AES-128-CBC with HMAC (Fernet) through `cryptography`; keys from FIELD_KEYS, the
newest writes, all of them read, so keys can rotate. A copy of the database
without the keys shows nothing.
"""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """Return the cipher of the present keys."""
    return _cipher(tuple(settings.FIELD_KEYS))


class EncryptedBinaryField(models.BinaryField):
    """Bytes, encrypted in the database."""

    def get_db_prep_value(
        self,
        value: Any,
        connection: Any,
        prepared: bool = False,  # noqa: FBT001, FBT002  Django's signature
    ) -> Any:
        """Encrypt on the way in."""
        if value is not None:
            value = cipher().encrypt(bytes(value))
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Decrypt on the way out."""
        return None if value is None else cipher().decrypt(bytes(value))


class EncryptedTextField(models.TextField):
    """Text, encrypted in the database; cannot be searched, by intent."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        if value in (None, ""):
            return value
        return cipher().encrypt(str(value).encode()).decode()

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Decrypt on the way out."""
        return value if value in (None, "") else cipher().decrypt(value).decode()
