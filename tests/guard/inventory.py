"""The doors of the product: what the URLconf has, and what the lists allow."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.urls import get_resolver, resolve

FOLDER = Path(__file__).parent / "doors"
KINDS = ("open", "login", "api", "shut")
UNKNOWN = {
    "uuid": "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50",
    "uuidstr": "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50",
    "int": "987654321",
}
PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")
NAMED = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass
class Inventory:
    """All lists together."""

    doors: dict[str, str] = field(default_factory=dict)
    duties: dict[str, list[str]] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)
    everybody: set[str] = field(default_factory=set)
    nobody: set[str] = field(default_factory=set)
    rights: dict[str, list[str]] = field(default_factory=dict)

    def opens_to(self, route: str, duty: str | None) -> bool:
        """Tell whether the duty alone opens the address, whoever owns the thing."""
        starts = self.rights.get(duty or "", [])
        return any(route.startswith(start) for start in starts)


@lru_cache
def inventory() -> Inventory:
    """Read every file of the folder; no door may stand in two."""
    found = Inventory()
    for path in sorted(FOLDER.glob("*.toml")):
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in KINDS:
            for route in lists.get(kind, []):
                assert route not in found.doors, f"{route} stands in two lists"
                found.doors[route] = kind
        found.duties |= lists.get("duties", {})
        found.samples |= lists.get("samples", {})
        found.everybody |= set(lists.get("everybody", []))
        found.nobody |= set(lists.get("nobody", []))
        for duty, starts in lists.get("rights", {}).items():
            found.rights.setdefault(duty, []).extend(starts)
    return found


def _routes(patterns, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def sample(route: str) -> str:
    """Return a path of this route that names nothing anybody owns."""
    known = inventory().samples.get(route)
    if known is not None:
        return f"/{known}"
    return "/" + PARAMETER.sub(lambda m: UNKNOWN.get(m.group(1) or "str", "x"), route)


def parameters(route: str) -> tuple[str, ...]:
    """Return the names of what the address asks for."""
    return tuple(name for _kind, name in NAMED.findall(route))


def filled(route: str, values: dict[str, object]) -> str:
    """Return the path of this route that names these things."""
    return "/" + NAMED.sub(lambda m: str(values[m.group(2)]), route)


def reachable_routes() -> list[str]:
    """Return the routes that answer: those behind a shut door are not counted."""
    reached = set()
    for route in _routes(get_resolver().url_patterns):
        is_plain = "^" not in route or route in inventory().samples
        reached.add(resolve(sample(route)).route if is_plain else route)
    shut = [re.compile(r) for r, k in inventory().doors.items() if k == "shut"]
    return sorted(
        route
        for route in reached
        if route in inventory().doors
        or not ("^" in route and any(one.match(route) for one in shut))
    )
