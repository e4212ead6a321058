"""Every act recorded in code has words, and so has every thing it is recorded of.

Actions are found in the source: the first argument of `record`, a constant, or what
callers give to a function that hands it on. What cannot be followed fails the test;
the acts of an import are made from its kinds.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from eoffice.audit.models import AuditEvent
from eoffice.audit.queries import trail_lines
from eoffice.audit.trail_words import has_action_words, has_thing_word
from eoffice.importing.carrying_out import ORDER
from tests.guard.world import build_world

ROOMS = ("eoffice", "workflow", "archive", "search", "demo")
TRAILS = {"trail", "audit"}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                if "record(" in text:
                    yield path.relative_to(settings.BASE_DIR), ast.parse(text)


def constants(tree: ast.Module) -> dict[str, str]:
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    found[target.id] = node.value.value
    return found


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def is_record(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and called(node) == "record" and node.args):
        return False
    on = node.func.value if isinstance(node.func, ast.Attribute) else None
    return on is None or (isinstance(on, ast.Name) and on.id in TRAILS)


def resolved(tree: ast.Module, value: ast.expr, inside: ast.FunctionDef) -> list[str]:
    """Return the actions that the expression may be."""
    match value:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp():
            return resolved(tree, value.body, inside) + resolved(
                tree, value.orelse, inside
            )
        case ast.Name(id=name) if name in constants(tree):
            return [constants(tree)[name]]
        case ast.Name(id=name):
            return handed_on(tree, name, inside)
    return []


def handed_on(tree: ast.Module, name: str, inside: ast.FunctionDef) -> list[str]:
    """Return what callers in the module give for the parameter."""
    parameters = [one.arg for one in (*inside.args.args, *inside.args.kwonlyargs)]
    if name not in parameters:
        return []
    place, found = parameters.index(name), []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and called(node) == inside.name:
                    named = {one.arg: one.value for one in node.keywords}
                    given = named.get(name) or node.args[place]
                    found += resolved(tree, given, function)
    return found


def recorded() -> dict[str, list[str]]:
    """Return each place that records, and the actions that it may record."""
    found = {}
    for path, tree in sources():
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in filter(is_record, ast.walk(function)):
                where = f"{path}:{node.lineno}"
                found[where] = resolved(tree, node.args[0], function)
    return found


def test_every_act_recorded_in_code_has_words():
    places = recorded()

    assert len(places) > 50
    assert [where for where, actions in places.items() if not actions] == []
    silent = {
        (where, action)
        for where, actions in places.items()
        for action in actions
        if not has_action_words(action)
    }
    assert silent == set()


def test_acts_of_an_import_have_words():
    silent = [kind for kind in ORDER if not has_action_words(f"{kind}.imported")]

    assert silent == []


@pytest.mark.django_db
def test_every_thing_in_the_trail_of_a_whole_office_has_a_word_and_a_name():
    build_world()

    events = list(AuditEvent.objects.all())
    kinds = {event.object_type for event in events}
    assert {kind for kind in kinds if not has_thing_word(kind)} == set()
    lines = trail_lines(events)
    still_there = {line.kind for line in lines if not line.thing}
    assert still_there == set()
