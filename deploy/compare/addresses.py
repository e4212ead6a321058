"""Addresses of the demo: which are like each other, what their files are called."""

import re
from urllib.parse import parse_qsl, urldefrag, urlsplit

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
PART_THAT_VARIES = re.compile(rf"{UUID}|(?<=[/=v])\d[\d-]*(?=[/.&]|$)")
# Mails were written when the demo had another port.
HOST = re.compile(r"\b(?:https?://)?(?:localhost|127\.0\.0\.1):\d{4,5}")
# `django.core.signing`: content, time and signature, another each time. The further
# pages of a search have a view of the engine in theirs, the icons their own hash.
SIGNED = re.compile(
    r"\.?[\w-]{8,}={0,2}(?::|%3A)\w{6}(?::|%3A)[\w-]{20,}"
    r"|(?<=\blanjut=)[^&\"\s]+|(?<=/sprite/\?h=)\w+"
)
NAME_MOST = 150
# The log-out is the visitor's own, the description the programs'; static files are
# no pages.
LEFT_OUT = ("/masuk/keluar/", "/logout/", "/static/", "/api/v1/openapi.json", "//")


def ours(link: str) -> str | None:
    """Return the link as path and query when it leads to a page of the demo."""
    link = HOST.sub("", urldefrag(link.strip())[0], count=1)
    if not link.startswith("/") or link.startswith(LEFT_OUT) or " " in link:
        return None
    return link


def steady(address: str) -> str:
    """Return the address with `{cursor}` for what is signed anew each time."""
    return SIGNED.sub("{cursor}", address)


def pattern(address: str) -> str:
    """Return the address with `{}` for ids, numbers, days and cursors."""
    parts = urlsplit(steady(address))
    query = "&".join(
        f"{name}={value}" for name, value in sorted(parse_qsl(parts.query))
    )
    return PART_THAT_VARIES.sub("{}", f"{parts.path}{query and '?'}{query}")


def family(address: str) -> str:
    """Return the pattern with the names of its parameters only."""
    path, _, query = pattern(address).partition("?")
    names = sorted({name.partition("=")[0] for name in query.split("&")})
    return f"{path}?{'&'.join(names)}"


def file_name(address: str) -> str:
    """Return the name of the file of this address: short ids, no slashes."""
    short = re.sub(UUID, lambda found: found.group()[-8:], steady(address))
    plain = re.sub(r"[^\w.=&?{}-]+", "_", short.strip("/")) or "_"
    return plain[:NAME_MOST]
