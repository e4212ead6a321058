"""The checklist of settings: values of plain ones, bare names of secret ones."""

import os
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from eoffice.environment import Environment, environment

MUST_BE_KEPT = ("FIELD_KEYS", "SECRET_KEY")


def settings_list() -> dict[str, Any]:
    """Return what a restorer has to set; no secret, and no address with a password."""
    env = environment()
    plain: dict[str, str] = {}
    secret: list[str] = []
    for name, field in Environment.model_fields.items():
        value = getattr(env, name)
        if (
            field.annotation is SecretStr
            or isinstance(value, SecretStr)
            or _hides_a_password(str(value))
        ):
            secret.append(name)
        elif name in os.environ:
            plain[name] = str(value)
    return {
        "set": plain,
        "secret": sorted({*secret, *MUST_BE_KEPT}),
        "keep_elsewhere": list(MUST_BE_KEPT),
    }


def _hides_a_password(value: str) -> bool:
    try:
        return bool(urlsplit(value).password)
    except ValueError:
        return True  # unreadable: rather left out
