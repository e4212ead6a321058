"""Giving stored bytes to a browser: a stream that nothing may keep or run.

Decides nothing about access: the view has asked before it calls. No ETag and no
redirect to the store: both would tell strangers something.
"""

import re
from collections.abc import Iterator
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from eoffice.objects import store
from eoffice.objects.kinds import plain_name
from eoffice.objects.models import StoredObject

RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
PICTURE_HEADERS = {k: v for k, v in HEADERS.items() if k != "Accept-Ranges"}
PARTIAL, UNSATISFIABLE = 206, 416


def serve(
    request: HttpRequest, stored: StoredObject, *, name: str, inline: bool = False
) -> HttpResponseBase:
    """Answer with the bytes of `stored` under the file name `name`.

    Honours a single `Range` (RFC 9110 section 14); `Content-Disposition` by RFC 6266.

    Raises:
        ObjectMissing, StoreUnavailable: before the first byte is sent.
    """
    span = _span(request.headers.get("Range", ""), stored.size)
    if span is None:
        refusal = HttpResponse(status=UNSATISFIABLE, headers=HEADERS)
        refusal.headers["Content-Range"] = f"bytes */{stored.size}"
        return refusal
    start, length = span
    is_part = length < stored.size
    answer = StreamingHttpResponse(
        () if request.method == "HEAD" else _opened(stored, start, length),
        status=PARTIAL if is_part else 200,
        content_type=stored.media_type,
        headers=HEADERS,
    )
    answer.headers["Content-Length"] = str(length)
    answer.headers["X-Content-SHA256"] = stored.sha256
    disposition = content_disposition_header(not inline, plain_name(name))
    answer.headers["Content-Disposition"] = disposition or "attachment"
    if is_part:
        last = start + length - 1
        answer.headers["Content-Range"] = f"bytes {start}-{last}/{stored.size}"
    return answer


def _opened(stored: StoredObject, start: int, length: int) -> Iterator[bytes]:
    """Open the stream now, so that a fault is still an answer of its own."""
    if not length:
        return iter(())
    chunks = store.open_stream(stored, start=start, length=length)
    first = next(chunks, b"")
    return chain([first], chunks)


def _span(header: str, size: int) -> tuple[int, int] | None:
    """Return (start, length) to send; None when the range lies outside.

    Anything but one plain range is ignored, as the RFC allows.
    """
    found = RANGE.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return 0, size
    first, last = found.groups()
    if not first:  # the last so many bytes
        length = min(int(last), size)
        return (size - length, length) if length else None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return (start, end - start + 1) if start <= end else None
