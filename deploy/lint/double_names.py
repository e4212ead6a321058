"""One name, one thing: no two classes of the product are called alike.

A schema of the API is called like the thing it shows, since programs know it by that
name; rows, parts of pages and inputs of operations are told apart by their names.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator

from breach import Breach
from tree import PRODUCT, ROOT, with_suffix

DJANGO_LOOKS_FOR = {"Command", "Migration"}


def classes() -> Iterator[tuple[str, str]]:
    """Yield (name, file) of every class at the top of a product file."""
    for path in with_suffix(".py"):
        if not path.startswith(PRODUCT) or "api" in path.split("/"):
            continue
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=path)
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in DJANGO_LOOKS_FOR:
                yield node.name, path


def breaches() -> Iterator[Breach]:
    """Yield every name that two classes share."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, path in classes():
        found[name].append(path)
    for name, paths in sorted(found.items()):
        if len(paths) > 1:
            yield Breach(
                rule="one name, one class", where=name, says=" and ".join(paths)
            )
