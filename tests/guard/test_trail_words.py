"""Every act that a room declared has words, and so has every thing it is recorded of.

An act that nobody declared cannot be recorded (`TrailAct`, asked by the type checker);
here each class of acts is found in the source and must have been said at start.
"""

import ast
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.utils.functional import Promise

from eoffice.audit.models import AuditEvent
from eoffice.audit.queries import trail_lines
from eoffice.audit.trail_words import has_action_words, has_thing_word
from eoffice.importing.carrying_out import ORDER
from eoffice.importing.trail_acts import ImportAct
from tests.guard.world import build_world

ROOMS = ("eoffice", "workflow", "archive", "search", "demo")
BASES = ("TrailAct", "EventName")


def declared(base: str) -> Iterator[type]:
    """Yield the classes of names that the product's source declares."""
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if base not in text:
                continue
            module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
            for node in ast.parse(text).body:
                if isinstance(node, ast.ClassDef) and base in {
                    getattr(one, "attr", getattr(one, "id", "")) for one in node.bases
                }:
                    yield getattr(import_module(module), node.name)


def test_every_act_that_a_room_declared_has_words_of_its_own():
    acts = [act for room in declared("TrailAct") for act in room]

    assert len(acts) > 80
    assert [act for act in acts if not has_action_words(act.value)] == []
    assert [act for act in acts if not isinstance(act.label, Promise)] == []


@pytest.mark.parametrize("base", BASES)
def test_a_name_is_declared_once(base):
    names = [one.value for room in declared(base) for one in room]

    assert len(names) == len(set(names))


def test_acts_of_an_import_have_words():
    assert {kind.upper() for kind in ORDER} == set(ImportAct.names)


@pytest.mark.django_db
def test_every_thing_in_the_trail_of_a_whole_office_has_a_word_and_a_name():
    build_world()

    events = list(AuditEvent.objects.all())
    kinds = {event.object_type for event in events}
    assert {kind for kind in kinds if not has_thing_word(kind)} == set()
    lines = trail_lines(events)
    still_there = {line.kind for line in lines if not line.thing}
    assert still_there == set()
