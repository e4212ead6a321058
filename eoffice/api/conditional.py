"""Versions of editable things: `ETag` on answers, `If-Match` on changes.

The version is a counter of the row (`row_version`), never a hash of its content, so
it tells nothing to those who may not see (RFC 9110 sections 8.8.3 and 13.1.1).
"""

import re

from django.http import HttpRequest, HttpResponse

from eoffice.api.errors import VersionMissing
from eoffice.errors import Stale

_ETAG = re.compile(r'^(?:W/)?"?(\d{1,9})"?$')


def set_etag(response: HttpResponse, row_version: int) -> None:
    """Name the version of the thing answered."""
    response.headers["ETag"] = f'"{row_version}"'


def required_version(request: HttpRequest) -> int | None:
    """Return the version the client read; None for `If-Match: *` (any).

    The operation compares it under its lock and raises `Stale`.

    Raises:
        VersionMissing: 428, no `If-Match`.
        Stale: 412, `If-Match` names nothing we ever gave out.
    """
    named = request.headers.get("If-Match", "").strip()
    if not named:
        raise VersionMissing
    if named == "*":
        return None
    found = _ETAG.match(named)
    if found is None:
        raise Stale
    return int(found.group(1))


def optional_version(request: HttpRequest) -> int | None:
    """Return the version of `If-Match`, or nothing where none is named.

    Raises:
        Stale: 412, `If-Match` names nothing we ever gave out.
    """
    return required_version(request) if request.headers.get("If-Match") else None
