"""The regular expressions of the product, and texts that would make one go astray."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as sre
from re import _parser as parser

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("workflow", "archive", "search", "eoffice", "demo")
CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split"} | {
    "findall",
    "finditer",
}
UNBOUNDED = 20  # repeats beyond this are taken as without end
USUAL = (
    "a",
    "1",
    " ",
    "\t",
    "\n",
    "a ",
    "1.",
    "-",
    "<a",
    "(",
    "/",
    "\u00e9",
    "A1 ",
    ".",
)


ANCHORED = {"match", "fullmatch"}


@dataclass(frozen=True, slots=True)
class Written:
    """A pattern as written: `place` is file:line; anchored: never searched for."""

    place: str
    pattern: str
    flags: int
    is_anchored: bool


def product_patterns() -> list[Written]:
    """Return every pattern written out in the product."""
    return [
        written
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
        for written in _patterns_of(path)
    ]


def _patterns_of(path: Path) -> Iterator[Written]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    uses = _uses(tree)
    for node in ast.walk(tree):
        if not _is_call_of_re(node):
            continue
        text = node.args[0] if node.args else None
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield Written(
                place=f"{path.relative_to(ROOT)}:{node.lineno}",
                pattern=text.value,
                flags=_flags(node),
                is_anchored=uses.get(node.lineno, {node.func.attr}) <= ANCHORED,
            )


def _uses(tree: ast.Module) -> dict[int, set[str]]:
    """Line of `NAME = re.compile(...)` -> what is done with the name in the module."""
    called: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            called.setdefault(node.value.id, set()).add(node.attr)
    return {
        node.value.lineno: called[node.targets[0].id]
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in called
    }


def _is_call_of_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in CALLS
    )


def _flags(call: ast.Call) -> int:
    names = {n.attr for n in ast.walk(call) if isinstance(n, ast.Attribute)}
    flags = 0
    for name in names & set(re.RegexFlag.__members__):
        flags |= re.RegexFlag[name]
    return int(flags)


def hostile_pieces(written: Written) -> set[str]:
    """Return pieces to repeat: samples of what the pattern repeats, and before it."""
    pieces = set(USUAL)
    for before, body in _repeats(_parsed(written), ""):
        pieces |= {body, before + body}
    return {piece for piece in pieces if piece}


def beginnings(written: Written) -> set[str]:
    """Return samples of what stands before each repeat."""
    return {before for before, _body in _repeats(_parsed(written), "")}


def _parsed(written: Written) -> list:
    return list(parser.parse(written.pattern, written.flags))


def _repeats(items: list, before: str) -> Iterator[tuple[str, str]]:
    for kind, value in items:
        for inner in _inside(kind, value):
            yield from _repeats(inner, before)
        if "REPEAT" in str(kind) and value[1] > UNBOUNDED:
            yield before, _sample(value[2])
        before += _sample([(kind, value)])


def _inside(kind: object, value: object) -> list:
    if "REPEAT" in str(kind):
        return [value[2]]
    if kind is sre.SUBPATTERN:
        return [value[-1]]
    if kind is sre.BRANCH:
        return list(value[1])
    if kind is sre.ATOMIC_GROUP:
        return [value]
    return []


def _sample(items: list) -> str:
    return "".join(_one(kind, value) for kind, value in items)


def _one(kind: object, value: object) -> str:
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.IN:
        return _of_class(value)
    if kind in {sre.ANY, sre.NOT_LITERAL}:
        return "a"
    if "REPEAT" in str(kind):
        return _sample(value[2]) * max(1, min(value[0], 3))
    inside = _inside(kind, value)
    return _sample(inside[0]) if inside else ""


def _of_class(members: list) -> str:
    if members and members[0][0] is sre.NEGATE:
        return "a"
    for kind, value in members:
        if kind is sre.LITERAL:
            return chr(value)
        if kind is sre.RANGE:
            return chr(value[0])
        if kind is sre.CATEGORY:
            return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(value), "a")
    return "a"
