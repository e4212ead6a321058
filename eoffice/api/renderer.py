"""Answers as JSON: instants in UTC with `Z`, ids as text, letters as they are."""

import json
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder


class OfficeEncoder(NinjaJSONEncoder):
    """Instants as RFC 3339 in UTC, to the microsecond where there are any."""

    def default(self, value: Any) -> Any:
        """Return a JSON value for what JSON does not know."""
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return super().default(value)


class OfficeRenderer(BaseRenderer):
    """Write answers with the encoder of this module."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return the body."""
        return json.dumps(data, cls=OfficeEncoder, ensure_ascii=False).encode()
