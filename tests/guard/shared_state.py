"""What threads share: the objects with inner state that stand at module level.

Three kinds, found by walking the modules as they are after start-up: instances that
can change (a stemmer, a client, a lock), containers that a function of their module
fills or empties (a registry), and functions that keep what they made (`cache`), for
everybody gets the same object from them.
"""

import ast
import datetime
import decimal
import enum
import functools
import importlib
import logging
import pkgutil
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path, PurePath

from django.utils.functional import Promise

import archive
import eoffice
import search
import workflow

PACKAGES = (eoffice, workflow, archive, search)
APART = re.compile(r"\.(migrations|demo|management\.commands)(\.|$)")
PLAIN = (
    type(None), bool, int, float, complex, str, bytes, range, enum.Enum,
    datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo,
    decimal.Decimal, re.Pattern, Promise, PurePath, logging.Logger,
    type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType,
    types.MethodType, types.GenericAlias, types.UnionType,
    typing.TypeVar, typing.ParamSpec, functools.partial,
)  # fmt: skip
CONTAINERS = (dict, list, set)
CHANGING = {
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem",
    "remove", "setdefault", "update", "sort", "reverse",
}  # fmt: skip


def modules() -> Iterator[types.ModuleType]:
    """Yield every module of the product that runs in an office."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not APART.search(found.name):
                yield importlib.import_module(found.name)


def _assigned(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            names |= {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
    return names


def _name(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _changed(tree: ast.Module) -> set[str]:
    """Return names that a function of the module rebinds, fills or empties."""
    names: set[str] = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                names |= set(node.names)
            elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                names.add(_name(node))
            elif isinstance(node, ast.Attribute) and node.attr in CHANGING:
                names.add(_name(node.value))
    return names


def is_fixed(value: object) -> bool:
    """Tell whether nothing about the value can change while the house runs."""
    if isinstance(value, PLAIN):
        return True
    if isinstance(value, tuple | frozenset):
        return all(is_fixed(one) for one in value)
    if type(value).__module__ in {"typing", "_frozen_importlib"}:
        return True
    if is_dataclass(value) and value.__dataclass_params__.frozen:
        return all(
            is_fixed(part) or isinstance(part, CONTAINERS)
            for part in (getattr(value, field.name) for field in fields(value))
        )
    return False


def _keeps(value: object, module: types.ModuleType) -> bool:
    is_own = getattr(value, "__module__", "") == module.__name__
    return is_own and hasattr(value, "cache_info")


def shared_state() -> dict[str, str]:
    """Return `module:name` and the class of what threads share and may change."""
    found: dict[str, str] = {}
    for module in modules():
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        found |= {
            f"{module.__name__}:{name}": f"{type(value).__module__}."
            f"{type(value).__qualname__}"
            for name, value in shared_in(module, tree)
        }
    return found


def _rebound(tree: ast.Module) -> set[str]:
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
        for name in node.names
    }


def shared_in(
    module: types.ModuleType, tree: ast.Module
) -> Iterator[tuple[str, object]]:
    assigned, changed, rebound = _assigned(tree), _changed(tree), _rebound(tree)
    for name, value in vars(module).items():
        may_change = not isinstance(value, CONTAINERS) or name in changed
        is_own = name in assigned and may_change and not is_fixed(value)
        if is_own or name in rebound or _keeps(value, module):
            yield name, value
