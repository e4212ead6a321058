"""Habits that no other tool checks, one sentence per breach.

Nothing unfinished (promises in comments, skipped or assertion-free tests), no
exception from a rule without its reason, no script or style inside a page (our
content security policy would refuse it), no fake in product code, no address of the
office as text, no file named that is not there, and nothing of the machine the code
was written on.
"""

import ast
import re
import sys
from collections.abc import Iterator

import named_files
from addresses import literal_addresses
from tree import PRODUCT, ROOT, lines, project_files, with_suffix

CODE = (
    ".py",
    ".html",
    ".js",
    ".css",
    ".sh",
    ".toml",
    ".yaml",
    ".yml",
    ".typ",
    "Makefile",
)
PROSE = (*CODE, ".md")
# Split in two, so that this file is no breach of its own rule.
PROMISE = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
SKIPPED = re.compile(
    r"mark\.(skip|xf"
    r"ail)|import"
    r"orskip|unittest\.sk"
    r"ip|pytest\.(skip|xf"
    r"ail)\("
)
LOCKING = {"select_for_update", "update_or_create"}
WITH_KEY = re.compile(r"#\s*locks the key: \S+")
FAKE = re.compile(r"unittest\.mock|MagicMock|\bimport (responses|moto)\b|\bfrom moto\b")
MACHINE = re.compile(r"(?<![\w.])/wo" r"rk/|/tmp/bash_" r"jobs|\.\./sha" r"red/")
BARE_NOQA = re.compile(r"#\s*noqa(?!:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\s+\S)")
INLINE = {
    "script inside the page": re.compile(
        r"<script\b(?![^>]*\b(src=|type=[\"']application/(json|ld\+json)))",
        re.IGNORECASE,
    ),
    "style inside the page": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript: address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}
# A call whose name says that it asserts counts as an assertion.
ASSERTING = re.compile(
    r"^(assert|django_assert|validate_|check|expect|raises|warns|fail|refuses|must)"
)


def matches(paths: list[str], rule: re.Pattern[str], says: str) -> Iterator[str]:
    """Yield a sentence for every line of `paths` that `rule` finds."""
    for path in paths:
        for number, line in enumerate(lines(path), start=1):
            if rule.search(line):
                yield f"{path}:{number}: {says}"


def inline_parts() -> Iterator[str]:
    """Yield a sentence for every script or style written into a page."""
    for path in with_suffix(".html"):
        text = re.sub(r"{#.*?#}", "", "\n".join(lines(path)), flags=re.DOTALL)
        for says, rule in INLINE.items():
            for found in rule.finditer(text):
                number = text.count("\n", 0, found.start()) + 1
                yield f"{path}:{number}: {says}; put it into a static file"


def asserts(function: ast.AST) -> bool:
    """Tell whether a test function can fail by its own claim."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = getattr(called, "attr", getattr(called, "id", ""))
            if ASSERTING.match(name):
                return True
    return False


def tests_without_claim() -> Iterator[str]:
    """Yield a sentence for every test that asserts nothing."""
    for path in with_suffix(".py"):
        if not path.startswith("tests/"):
            continue
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=path)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.name.startswith("test")
                and not asserts(node)
            ):
                yield f"{path}:{node.lineno}: {node.name} asserts nothing"


def locks_with_keys() -> Iterator[str]:
    """Yield a sentence for every row lock that also locks what points at the row.

    `FOR UPDATE` makes everybody wait who writes a row with a foreign key to this one,
    until they commit, and then with the head of the audit chain in their hands. Only
    an act that deletes the row or changes its key needs it, and says why on its line.
    """
    for path in with_suffix(".py"):
        if not path.startswith(PRODUCT):
            continue
        text = lines(path)
        for node in ast.walk(ast.parse("\n".join(text), filename=path)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", "")
            if name not in LOCKING or any(k.arg == "no_key" for k in node.keywords):
                continue
            if not WITH_KEY.search(text[(node.end_lineno or node.lineno) - 1]):
                yield (
                    f"{path}:{node.lineno}: {name} locks keys; say no_key=True, or"
                    " `# locks the key: <why>`"
                )


def faults() -> Iterator[str]:
    """Yield every breach of the habits."""
    product = [path for path in with_suffix(".py") if path.startswith(PRODUCT)]
    prose = [p for p in project_files() if p.endswith(PROSE)]
    yield from matches(
        with_suffix(*CODE), PROMISE, "a promise in a comment; file an issue"
    )
    yield from matches(
        with_suffix(".py"), SKIPPED, "a skipped test; a missing service fails"
    )
    yield from matches(
        with_suffix(".py"), BARE_NOQA, "noqa without its code and reason"
    )
    yield from matches(product, FAKE, "a fake in product code")
    yield from matches(prose, MACHINE, "a path of one machine")
    yield from inline_parts()
    yield from locks_with_keys()
    yield from tests_without_claim()
    yield from literal_addresses()
    yield from named_files.faults()


def main() -> int:
    """Print every breach; exit code 1 when there is one."""
    found = list(faults())
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
