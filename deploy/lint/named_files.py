"""Files that our prose names stand where it says.

Names in backticks: a path from the project's root (`deploy/lint/tree.py`), with
`::name` for what is defined in it, and `*` for any of several (a template also as
Django finds it); and the links of Markdown. A name with `<...>` in it is a pattern
for the reader and not looked for.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from tree import ROOT, lines, project_files

NAMED = re.compile(
    r"`((?:eoffice|workflow|archive|search|demo|bench|tests|deploy|docs|frontend|locale"
    r"|templates)"
    r"/[^`\s<>{}]*)`"
)
LINKED = re.compile(r"\]\((?!\w+:|#)([^)\s#]+)")
PROSE = (".md", ".py")


@lru_cache
def places() -> frozenset[str]:
    """Return every file of the project and every folder that holds one."""
    found = set(project_files())
    for path in project_files():
        found.update(str(folder) for folder in PurePosixPath(path).parents)
    return frozenset(found)


def stands(path: str) -> bool:
    """Tell whether a file or folder is in the project; `*` stands for any name."""
    path = path.rstrip("/")
    if path.endswith(".html") and f"templates/{path}" in places():
        return True
    if "*" not in path:
        return path in places()
    return any(PurePosixPath(place).match(path) for place in places())


def fault_of(named: str) -> str | None:
    """Return what is wrong with a name in backticks, or None."""
    path, _, defined = named.partition("::")
    if not stands(path):
        return f"{path} does not exist; name the file as it is today"
    begins = rf"^\s*(async def|def|class) {re.escape(defined)}\b"
    is_set = rf"^\s*{re.escape(defined)}\b[^=]* = "
    if defined and not any(re.match(f"{begins}|{is_set}", x) for x in lines(path)):
        return f"{path} defines no {defined}"
    return None


def linked_faults(path: str, line: str) -> Iterator[str]:
    """Yield the links of a line that lead to no file of the project."""
    for target in LINKED.findall(line):
        place = (ROOT / path).parent / target
        if not place.exists():
            yield f"the link to {target} leads nowhere"


def faults() -> Iterator[str]:
    """Yield a sentence for every file named in prose that is not there."""
    for path in project_files():
        if not path.endswith(PROSE):
            continue
        for number, line in enumerate(lines(path), start=1):
            told = [says for name in NAMED.findall(line) if (says := fault_of(name))]
            if path.endswith(".md"):
                told.extend(linked_faults(path, line))
            yield from (f"{path}:{number}: {says}" for says in told)
