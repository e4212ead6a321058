"""Finds in the sources every place that could delete, move or shorten what is kept."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSES = ("archive", "workflow", "eoffice", "search")
ENDS_BYTES = frozenset(
    [
        "remove_object",
        "remove_objects",
        "delete_version",
        "delete_rest",
        "delete_unkept",
        "delete_places",
        "delete_left",
        "leave_copy",
        "_raw_delete",
        "drop_unused_rows",
    ]
)
SHORTENS = frozenset(
    [
        "lift_legal_hold",
        "set_object_retention",
        "delete_object_retention",
        "disable_object_legal_hold",
    ]
)
MOVES = frozenset({"record_file", "record_file_id"})
ENDS = frozenset({"active_until", "inactive_until", "locked_until"})
#: Files whose rows are the evidence of records; a delete there is one of rows.
ROWS = ("archive",)


def found_paths() -> set[tuple[str, str]]:
    """Return (kind, module:function) of every such place in the sources."""
    return {
        (kind, f"{'.'.join(path.with_suffix('').parts)}:{function}")
        for house in HOUSES
        for path in sorted(Path(house).rglob("*.py"))
        if not {"migrations", "__pycache__"} & set(path.parts)
        for function, kind in _places(ast.parse(path.read_text()), house)
    }


def _places(tree: ast.Module, house: str) -> Iterator[tuple[str, str]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                for kind in _kinds(node, house):
                    yield function.name, kind


def _kinds(node: ast.AST, house: str) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = _name(node.func)
        keywords = {one.arg for one in node.keywords}
        if name in ENDS_BYTES or (name == "delete" and house in ROWS):
            yield "deletes"
        if name in SHORTENS or (name == "update" and keywords & ENDS):
            yield "shortens"
        if name == "update" and keywords & MOVES:
            yield "moves"
    if isinstance(node, ast.Assign):
        written = {leaf for one in node.targets for leaf in _attributes(one)}
        if written & ENDS:
            yield "shortens"
        if written & MOVES:
            yield "moves"


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _attributes(target: ast.expr) -> Iterator[str]:
    for node in ast.walk(target):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
