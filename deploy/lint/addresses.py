"""Addresses of the office written as text, where Django would have told them.

An address has one home, the `path(...)` that names it. Everywhere else the product
says `reverse("letter_list")` or `{% url 'letter_list' %}`. A line that must spell one
says why: `# address: <why>`.
"""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from tree import PRODUCT, lines, with_suffix

SPELT = re.compile(r"#\s*address: \S+")
# An attribute or a tag's argument whose value begins like a path of this server.
IN_TEMPLATE = re.compile(r"[\w-]=[\"']/(?!/)")


@lru_cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (path, ast.parse("\n".join(lines(path)), filename=path))
        for path in with_suffix(".py")
        if path.startswith(PRODUCT)
    )


def _leading_text(node: ast.expr) -> str:
    """Return what a literal begins with, up to its first part that varies."""
    if isinstance(node, ast.JoinedStr):
        return _leading_text(node.values[0]) if node.values else ""
    told = node.value if isinstance(node, ast.Constant) else ""
    return told.partition("<")[0] if isinstance(told, str) else ""


@lru_cache
def roots() -> tuple[str, ...]:
    """Return how the office's addresses begin, read from every `path(...)`."""
    found = set()
    for _path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "path":
                found.add(f"/{_leading_text(node.args[0])}")
    return tuple(sorted(found - {"/"}))


def _docstrings(tree: ast.Module) -> set[int]:
    """Return the ids of the strings that stand as statements: they are prose."""
    return {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}


def _in_code() -> Iterator[str]:
    for path, tree in _trees():
        text, prose = lines(path), _docstrings(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in prose:
                continue
            if not _leading_text(node).startswith(roots()):
                continue
            if not SPELT.search(text[(node.end_lineno or node.lineno) - 1]):
                yield f"{path}:{node.lineno}: an address as text; say reverse(<name>)"


def _in_templates() -> Iterator[str]:
    for path in with_suffix(".html"):
        for number, line in enumerate(lines(path), start=1):
            if not path.startswith("tests/") and IN_TEMPLATE.search(line):
                yield f"{path}:{number}: an address as text; say {{% url <name> %}}"


def literal_addresses() -> Iterator[str]:
    """Yield a sentence for every address that is spelt instead of named."""
    yield from _in_code()
    yield from _in_templates()
