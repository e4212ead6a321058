"""Checking a stranger's file: read it within limits, judge it behind walls.

Nothing of the file is kept. One address may ask so often a minute.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from eoffice import sandbox
from eoffice.accounts.client_address import client_address
from eoffice.errors import Fault, Invalid, ServiceDown, TooLarge, WrongMediaType
from eoffice.limits.counting import count_request
from workflow.pades import trust
from workflow.public.issued_letters import SignedHere
from workflow.verification import verify
from workflow.verification.sandboxed import judge_in_sandbox
from workflow.verification.verdict_words import describe

CHUNK = 1024 * 1024
ENVELOPE = 64 * 1024  # what a form needs around its file
RAW = {"application/pdf", "application/octet-stream"}
LIMITS = {"code": 60, "page": 120, "file": 12, "sent": 30}  # a minute and address


def count_visitor(request: HttpRequest, door: str) -> None:
    """Count a visit of this address at a public door.

    Raises:
        TooManyRequests: 429.
    """
    address = client_address(request, settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    count_request(f"{door}:{address or ''}"[:60], limit=LIMITS[door])


def file_of(request: HttpRequest) -> bytes:
    """Return the file of a request: the body itself, or the part `file` of a form.

    Raises:
        TooLarge: 413, before or while reading.
        WrongMediaType: 415.
        Invalid: 422, no file or an empty one.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdecimal() else 0
    # By what the sender says, before a byte is read; what was said is counted below.
    if size > settings.UPLOAD_LIMIT_BYTES + ENVELOPE:
        raise TooLarge
    if request.content_type == "multipart/form-data":
        content = _from_form(request)
    elif request.content_type in RAW or not size:
        # Programs send the bare file (curl), browsers send a form.
        content = _within_limits(request.read)
    else:
        raise WrongMediaType
    if not content:
        text = _("Choose a PDF file first.")
        raise Invalid([Fault(field="file", code="required", message=text)])
    return content


def _from_form(request: HttpRequest) -> bytes:
    try:
        file = request.FILES.get("file")
    except (MultiPartParserError, UnreadablePostError) as error:
        text = _("This form cannot be read.")
        raise Invalid([Fault(field="file", code="malformed", message=text)]) from error
    return _within_limits(file.read) if file is not None else b""


def _within_limits(read: Callable[[int], bytes]) -> bytes:
    parts, size = [], 0
    try:
        for chunk in iter(partial(read, CHUNK), b""):
            size += len(chunk)
            if size > settings.UPLOAD_LIMIT_BYTES:
                raise TooLarge
            parts.append(chunk)
    except UnreadablePostError:
        return b""
    return b"".join(parts)


def check_file(pdf: bytes) -> dict[str, Any]:
    """Return the verdict over a file in words (see `verification.words.describe`).

    Raises:
        ServiceDown: the sandbox is not available; nothing was judged.
    """
    try:
        verdict = verify(pdf, trust.policy(), SignedHere(), run=judge_in_sandbox)
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    return describe(verdict)
