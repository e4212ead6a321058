"""Where rooms hang their doors: routers by prefix, collected before the first request.

A house calls `register_router` in its `api/all_routes.py`; the API is put together
from them when the URLs are loaded (`eoffice.api.root`). So no room below imports one
above it.
"""

from dataclasses import dataclass

from ninja import Router


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A router and where it hangs."""

    prefix: str
    router: Router
    tag: str


_doors: dict[str, Door] = {}


def register_router(prefix: str, router: Router, *, tag: str | None = None) -> None:
    """Hang `router` at `/api/v1<prefix>`; `tag` groups it in the documentation.

    `prefix` starts with a slash and may be `/` for a router that names whole paths
    itself. The same router twice is fine (`ready()` may run again in tests).

    Raises:
        ValueError: another router hangs at this prefix.
    """
    name = tag or prefix.strip("/").split("/")[0] or "office"
    known = _doors.get(f"{prefix}|{name}")
    if known is not None and known.router is not router:
        message = f"two routers at {prefix}"
        raise ValueError(message)
    _doors[f"{prefix}|{name}"] = Door(prefix=prefix, router=router, tag=name)


def registered_doors() -> tuple[Door, ...]:
    """Return all doors in the order of their prefixes."""
    return tuple(sorted(_doors.values(), key=lambda door: (door.prefix, door.tag)))
