"""Where files stand: few at a package's root, rooms of a size, one name everywhere.

A reader who knows the office finds the file: the room `incoming` has its pages in
`admin/incoming`, its templates, static files and tests under the same word.
"""

from collections import Counter
from collections.abc import Iterator

from breach import Breach
from tree import PRODUCT, lines, with_suffix

ROOT_MAX = 10
ROOM_MAX = 3_000  # lines of Python
# Folders that hold one folder per room; a room's doors are measured room by room.
DOORS = ("admin", "api")
# What Django, Wagtail, Celery and the servers look for by name holds no concept.
OF_AN_APP = {"__init__.py", "apps.py", "models.py", "urls.py", "wagtail_hooks.py"}
ENTRIES = {
    "eoffice": {*OF_AN_APP, "wsgi.py", "celery.py", "command_line.py"},
    "workflow": OF_AN_APP,
    "archive": OF_AN_APP,
    "search": OF_AN_APP,
    "demo": OF_AN_APP,
}
# Folders that are no package's: a library looks for them, or they serve every room.
SHARED = {
    "templates": {"account": "allauth", "wagtailadmin": "Wagtail"},
    "templates/eoffice": {"components": "parts of a page that every room shows"},
    "eoffice/static": {},
    "workflow/static": {},
    "archive/static": {},
    "search/static": {},
    "demo/static": {},
    "tests": {
        "browser": "stories of an office day",
        "demo": "demo/ beside the product",
        "deploy": "deploy/ beside the product",
        "guard": "promises that hold for every door",
        "harness": "services, browser and databases of the tests",
        "office": "makers that several rooms' tests use",
    },
}
PACKAGES = tuple(folder.rstrip("/") for folder in PRODUCT)


def at_the_root() -> Iterator[Breach]:
    """Yield the packages with more concepts at their root than most rooms need."""
    for package in PACKAGES:
        names = {
            path.split("/")[1] for path in with_suffix(".py") if in_root(path, package)
        }
        concepts = sorted(names - ENTRIES[package])
        if len(concepts) > ROOT_MAX:
            yield Breach(
                rule="files at the root",
                where=package,
                says=f"{len(concepts)} files at the root, the limit is {ROOT_MAX}: "
                + ", ".join(concepts),
            )


def in_root(path: str, package: str) -> bool:
    """Tell whether a file stands directly in its package's folder."""
    return path.count("/") == 1 and path.startswith(f"{package}/")


def room_of(path: str) -> str | None:
    """Return the room whose size a file adds to, or None for a file at a root."""
    folders = path.split("/")[:-1]
    deep = 3 if folders[1:2] and folders[1] in DOORS else 2
    return "/".join(folders[:deep]) if len(folders) > 1 else None


def sizes() -> Iterator[Breach]:
    """Yield the rooms that are due to be split by the words of the office."""
    measured: Counter[str] = Counter()
    for path in with_suffix(".py"):
        room = room_of(path) if path.startswith(PRODUCT) else None
        if room:
            measured[room] += len(lines(path))
    for room, size in sorted(measured.items()):
        if size > ROOM_MAX:
            yield Breach(
                rule="size of rooms",
                where=room,
                says=f"{size} lines of Python, the limit is {ROOM_MAX}",
            )


def folders_in(place: str, *suffixes: str) -> set[str]:
    """Return the names of the folders directly inside `place` that hold files."""
    inside = [path for path in with_suffix(*suffixes) if path.startswith(f"{place}/")]
    rest = [path.removeprefix(f"{place}/").split("/") for path in inside]
    return {parts[0] for parts in rest if len(parts) > 1}


def words_of(package: str) -> set[str]:
    """Return the names of a package's rooms and of the folders of its doors."""
    doors = [folders_in(f"{package}/{door}", ".py") for door in DOORS]
    return folders_in(package, "").union(*doors) - {"static", "migrations"}


def unseen() -> Iterator[Breach]:
    """Yield the folders whose files no check of imports would ever see."""
    product = [path for path in with_suffix(".py") if path.startswith(PRODUCT)]
    packages = {path.rpartition("/")[0] for path in product if "/__init__.py" in path}
    for folder in sorted({path.rpartition("/")[0] for path in product} - packages):
        yield Breach(rule="unseen", where=folder, says="add its __init__.py")


def names() -> Iterator[Breach]:
    """Yield the folders of templates, static files and tests that name no room."""
    allowed = {
        "templates": set(PACKAGES),
        "tests": set(PACKAGES),
        **{f"{package}/static": {package} for package in PACKAGES},
    }
    for package in PACKAGES:
        for place in ("templates", f"{package}/static", "tests"):
            allowed[f"{place}/{package}"] = words_of(package)
    for place, words in sorted(allowed.items()):
        for name in sorted(folders_in(place, "") - words - set(SHARED.get(place, ()))):
            yield Breach(
                rule="same names",
                where=f"{place}/{name}",
                says="no room or door of that package has this name",
            )


def breaches() -> Iterator[Breach]:
    """Yield every file and folder that stands where nobody would look for it."""
    yield from at_the_root()
    yield from sizes()
    yield from names()
    yield from unseen()
