"""What nobody uses: names that stand only where they are made, pages nobody names.

A name counts as used when it stands anywhere else in code, pages or tests. What a
decorator registers, and what overrides a method of a library, is called by others.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from tree import PRODUCT, ROOT, lines, project_files, with_suffix

USERS = (".py", ".html", ".txt", ".js", ".css", ".toml", ".sh", ".yaml", ".typ", "file")
#: Decorators that hand the name to nobody.
PLAIN = {
    *("property", "cached_property", "staticmethod", "classmethod", "dataclass"),
    *("cache", "lru_cache", "contextmanager", "atomic", "total_ordering"),
}
#: What Django and the test runner look for by name.
CALLED_BY_NAME = re.compile(r"(__\w+__|handler[45]\d\d|pytest_\w+|test_\w+|Test\w+)$")
READ_BY_NAME = ("/settings", "/formats/", "/apps.py")
PAGES_BY_NAME = re.compile(r"templates/(account/|wagtailadmin/|[45]\d\d\.html)")

type_of = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def named(node: ast.expr) -> str:
    """Return the last part of a decorator's name: `a.b(c)` is `b`."""
    inner = node.func if isinstance(node, ast.Call) else node
    return getattr(inner, "attr", getattr(inner, "id", ""))


def made(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """Yield (name, line) of what a file or a class without a base defines."""
    for node in body:
        if isinstance(node, type_of):
            if {named(one) for one in node.decorator_list} <= PLAIN:
                yield node.name, node.lineno
            if isinstance(node, ast.ClassDef) and not node.bases:
                yield from made(node.body)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.lineno


def users() -> str:
    """Return all code, pages and tests, migrations too, as one text."""
    used = [path for path in project_files() if path.endswith(USERS)]
    return "\n".join(line for path in used for line in lines(path))


def names(count: Counter[str]) -> Iterator[str]:
    """Yield a sentence for each name that stands only where it is made."""
    for path in with_suffix(".py"):
        if not path.startswith((*PRODUCT, "tests/", "bench/")):
            continue
        if any(part in f"/{path}" for part in READ_BY_NAME):
            continue
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=path)
        for name, line in made(tree.body):
            if count[name] == 1 and not CALLED_BY_NAME.match(name):
                yield f"{path}:{line}: nobody uses {name}"


def pages(text: str) -> Iterator[str]:
    """Yield a sentence for each template, and each icon, that nobody names."""
    quoted = set(re.findall(r"[\w.-]+", text))
    for path in with_suffix(".html", ".svg"):
        if not path.startswith("templates/") or PAGES_BY_NAME.match(path):
            continue
        name = PurePath(path)
        used = name.stem in quoted if name.suffix == ".svg" else path[10:] in text
        if not used:
            yield f"{path}: nobody shows it"


def main() -> int:
    """Print everything unused; exit code 1 when there is something."""
    text = users()
    found = [*names(Counter(re.findall(r"\w+", text))), *pages(text)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
