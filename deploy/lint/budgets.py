"""Budgets of size: files, functions, templates and their lines.

The numbers are the project's own rule (CONTRIBUTING.md): over budget means split by
concept, not by length. Complexity and arguments are ruff's part of the same rule.
Median and 90th percentile are asked of the product; the maximum of every file,
tests and scripts too. Migrations are generated and left out.
"""

import ast
import statistics
import sys
from collections.abc import Iterator

from tree import PRODUCT, ROOT, lines, with_suffix

FILE_MAX, FILE_MEDIAN, FILE_P90 = 400, 120, 200
FUNCTION_MAX, FUNCTION_MEDIAN, FUNCTION_P90 = 50, 10, 20
TEMPLATE_MAX, LINE_MAX = 120, 160
NAMELESS = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py", "helper.py"}


def p90(sizes: list[int]) -> int:
    """Return the 90th percentile of `sizes` (lines), nearest rank."""
    return sorted(sizes)[max(0, -(-len(sizes) * 9 // 10) - 1)] if sizes else 0


def functions(path: str) -> Iterator[tuple[str, int]]:
    """Yield (name with line, length in lines) of every function in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=path)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{path}:{node.lineno} {node.name}", length


def over(what: str, sizes: dict[str, int], limit: int) -> list[str]:
    """Return a sentence for each member of `sizes` above `limit` (lines)."""
    return [
        f"{name}: {what} of {size} lines, the limit is {limit}"
        for name, size in sizes.items()
        if size > limit
    ]


def wide(*suffixes: str) -> list[str]:
    """Return a sentence for each line that nobody reads at one glance."""
    return [
        f"{path}:{number}: line of {len(line)} signs, the limit is {LINE_MAX}"
        for path in with_suffix(*suffixes)
        for number, line in enumerate(lines(path), start=1)
        if len(line) > LINE_MAX
    ]


def spread(what: str, sizes: list[int], median: int, ninth: int) -> list[str]:
    """Return sentences when the middle or the 90th percentile is above its limit."""
    faults = []
    if sizes and statistics.median(sizes) > median:
        faults.append(
            f"{what}: median {statistics.median(sizes)} lines, limit {median}"
        )
    if p90(sizes) > ninth:
        faults.append(
            f"{what}: 90th percentile {p90(sizes)} lines, the limit is {ninth}"
        )
    return faults


def of_product(sizes: dict[str, int]) -> list[int]:
    """Return the sizes of product code only, leaving out empty files."""
    return [size for name, size in sizes.items() if name.startswith(PRODUCT) and size]


def main() -> int:
    """Print every breach; exit code 1 when there is one."""
    python = with_suffix(".py")
    files = {path: len(lines(path)) for path in python}
    others = {p: len(lines(p)) for p in with_suffix(".js", ".css", ".sh")}
    defs = dict(pair for path in python for pair in functions(path))
    templates = {path: len(lines(path)) for path in with_suffix(".html", ".typ")}
    faults = [
        *over("file", files | others, FILE_MAX),
        *over("function", defs, FUNCTION_MAX),
        *over("template", templates, TEMPLATE_MAX),
        *wide(".html", ".typ", ".js"),
        *spread("files", of_product(files), FILE_MEDIAN, FILE_P90),
        *spread("functions", of_product(defs), FUNCTION_MEDIAN, FUNCTION_P90),
        *(
            f"{path}: this name hides a concept; name the module after what it holds"
            for path in python
            if path.rsplit("/", 1)[-1] in NAMELESS
        ),
    ]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    if not faults:
        sizes = of_product(defs)
        sys.stdout.write(
            f"{len(files)} files, product functions median "
            f"{statistics.median(sizes) if sizes else 0} p90 {p90(sizes)}\n"
        )
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
