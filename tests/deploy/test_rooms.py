"""The check of the rooms finds what it promises, on a small house made for it."""

import importlib
from types import ModuleType

import grimp
import pytest

from tests.harness.services import ROOT


@pytest.fixture
def lint(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "deploy" / "lint"))

    def module(name: str) -> ModuleType:
        return importlib.import_module(name)

    return module


def house(*imports):
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        for name in (importer, imported):
            parts = name.split(".")
            for deep in range(1, len(parts) + 1):
                graph.add_module(".".join(parts[:deep]))
        graph.add_import(importer=importer, imported=imported)
    return graph


def found(module, graph):
    return [(breach.rule, breach.where) for breach in module.breaches(graph)]


def test_a_circle_of_files_is_found_however_long(lint):
    graph = house(("p.a", "p.b"), ("p.b", "p.c"), ("p.c", "p.a"), ("p.c", "p.d"))

    assert found(lint("circles"), graph) == [
        ("circles of files", "p.a <-> p.b <-> p.c")
    ]


def test_folders_make_a_circle_though_no_file_does(lint):
    graph = house(("p.a.one", "p.b.one"), ("p.b.two", "p.a.two"))

    assert found(lint("circles"), graph) == [("circles of folders", "p.a <-> p.b")]


def test_folders_deep_inside_are_looked_at_too(lint):
    graph = house(("p.x.a.one", "p.x.b.one"), ("p.x.b.two", "p.x.a.two"))

    assert found(lint("circles"), graph) == [("circles of folders", "p.x.a <-> p.x.b")]


def test_a_house_built_upwards_has_no_circle(lint):
    graph = house(("p.a.one", "p.b.one"), ("p.a.two", "p.b.two"), ("p.b.one", "p.c"))

    assert found(lint("circles"), graph) == []


@pytest.mark.parametrize(
    ("importer", "imported", "rule"),
    [
        ("workflow.letters.access", "eoffice.api.paging", "api is for doors"),
        ("workflow.letters.access", "eoffice.api", "api is for doors"),
        ("search.admin.page", "workflow.admin.books.views", "pages of others"),
        ("archive.records.models", "demo.people", "not shipped"),
        ("archive.records.models", "tests.office", "not shipped"),
    ],
)
def test_an_import_across_a_border_is_found(lint, importer, imported, rule):
    assert found(lint("borders"), house((importer, imported))) == [
        (rule, f"{importer} -> {imported}")
    ]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("workflow.api.incoming.routes", "eoffice.api.paging"),
        ("eoffice.audit.api", "eoffice.api.paging"),
        ("workflow.apps", "eoffice.api.registry"),
        ("workflow.admin.incoming.pages", "eoffice.shell.acting"),
    ],
)
def test_doors_and_neighbours_pass(lint, importer, imported):
    assert found(lint("borders"), house((importer, imported))) == []


def test_two_classes_of_one_name_are_a_fault(lint, monkeypatch):
    names = lint("double_names")
    made = [("Slip", "workflow/a.py"), ("Slip", "search/b.py"), ("One", "search/b.py")]
    monkeypatch.setattr(names, "classes", lambda: iter(made))

    [fault] = names.breaches()
    assert (fault.where, fault.says) == ("Slip", "workflow/a.py and search/b.py")


def test_every_class_of_the_product_has_a_name_of_its_own(lint):
    names = [name for name, _path in lint("double_names").classes()]

    assert "Disposition" in names
    assert len(names) == len(set(names))
