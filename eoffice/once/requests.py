"""A request as it was sent: its digest, and its files put back to the beginning."""

import hmac

from django.conf import settings
from django.http import HttpRequest


def rewind(request: HttpRequest) -> None:
    """Put the files of a request back to their beginning: a try may have read them."""
    if request.content_type == "multipart/form-data":
        for name in request.FILES:
            for file in request.FILES.getlist(name):
                file.seek(0)


def request_digest(request: HttpRequest) -> str:
    """Return a keyed SHA-256 of what was asked: path, query, body, from which position.

    Keyed, because a body may hold a secret that a plain hash would let one guess.
    """
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, request.get_full_path().encode() + b"\0", "sha256")
    chosen = getattr(request.actor, "chosen", None)  # type: ignore[attr-defined]
    digest.update(f"{chosen.position.pk if chosen else None}\0".encode())
    if request.content_type == "multipart/form-data":
        # as parsed, not as sent: a browser draws another boundary each time
        for name in sorted(request.POST):
            digest.update(repr((name, request.POST.getlist(name))).encode())
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                digest.update(repr((name, file.name, file.size)).encode())
                for chunk in file.chunks():
                    digest.update(chunk)
                file.seek(0)
    else:
        digest.update(request.body)
    return digest.hexdigest()
