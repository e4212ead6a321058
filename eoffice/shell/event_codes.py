"""The code of an event: what a person reads to the officer, and the log holds."""

import secrets

from django.utils import timezone


def event_code() -> str:
    """Return a code like `K-2311-0952-7f3a`: day, hour of the agency, four letters."""
    return f"K-{timezone.localtime():%d%m-%H%M}-{secrets.token_hex(2)}"
