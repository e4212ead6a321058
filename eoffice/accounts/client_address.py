"""The client's address, believed only as far as our own proxies say it."""

from django.http import HttpRequest


def client_address(request: HttpRequest, proxy_count: int) -> str | None:
    """Return the address: the peer, or the entry our last trusted proxy wrote.

    With `proxy_count` proxies the entry that counts is the one so many places from
    the end of X-Forwarded-For; anything before it is made by the client.
    """
    peer = request.META.get("REMOTE_ADDR") or None
    if proxy_count < 1:
        return peer
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    entries = [entry.strip() for entry in entries if entry.strip()]
    return entries[-proxy_count] if len(entries) >= proxy_count else peer
