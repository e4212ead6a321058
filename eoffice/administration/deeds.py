"""Deeds: a call of an operation, written down so that it can be done later, exactly.

A deed is the name of an act and the arguments of its operation as plain JSON. Rows
are written with their version: the person who agrees later agrees to that very row. The
digest is keyed, so that what a deed holds cannot be guessed from it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.crypto import salted_hmac

from eoffice.errors import Stale

SALT = "eoffice.administration.deeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act by name, with its arguments as JSON text."""

    act: str
    text: str

    @classmethod
    def of(cls, act: str, **arguments: Any) -> Self:
        """Write the call down."""
        told = {name: _plain(value) for name, value in arguments.items()}
        # sorted: the same call, however it was written, is the same deed
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return cls(act=act, text=text)

    @property
    def digest(self) -> str:
        """Return the keyed SHA-256 of act and arguments: the same call, the same."""
        text = f"{self.act}\0{self.text}"
        return salted_hmac(SALT, text, algorithm="sha256").hexdigest()

    def arguments(self) -> dict[str, Any]:
        """Return the arguments as the operation takes them.

        Raises:
            Stale: a row changed since, or is gone.
        """
        told: dict[str, Any] = json.loads(self.text)
        return {name: _value_from_kept(value) for name, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return {
            "row": value._meta.label,
            "id": str(value.pk),
            "version": getattr(value, "row_version", None),
        }
    if isinstance(value, UUID):
        return {"uuid": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Mapping):
        return {"map": {str(name): _plain(one) for name, one in value.items()}}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int):
        return value
    message = f"a deed cannot hold {type(value).__name__}"
    raise TypeError(message)


def _value_from_kept(value: Any) -> Any:
    if isinstance(value, list):
        return [_value_from_kept(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "row" in value:
        return _row(value)
    if "uuid" in value:
        return UUID(value["uuid"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    return {name: _value_from_kept(one) for name, one in value["map"].items()}


def _row(told: dict[str, Any]) -> models.Model:
    model = apps.get_model(told["row"])
    row = model._default_manager.filter(pk=told["id"]).first()
    if row is None or getattr(row, "row_version", None) != told["version"]:
        raise Stale
    found: models.Model = row
    return found
