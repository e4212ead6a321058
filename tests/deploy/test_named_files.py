"""The check of names finds a file that our prose sends the reader to in vain."""

import importlib

import pytest

from tests.harness.services import ROOT


@pytest.fixture
def named_files(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "deploy" / "lint"))
    return importlib.import_module("named_files")


@pytest.mark.parametrize(
    "name",
    [
        "deploy/lint/tree.py",
        "deploy/lint/",
        "deploy/lint/tree.py::project_files",
        "deploy/lint/tree.py::PRODUCT",
        "eoffice/outbox/models.py::OutboxEvent",
        "tests/guard/doors/*.toml",
        "eoffice/components/field.html",
    ],
)
def test_what_stands_where_it_is_named_is_no_fault(named_files, name):
    assert named_files.fault_of(name) is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("deploy/lint/no_such.py", "deploy/lint/no_such.py does not exist"),
        ("deploy/none/", "deploy/none/ does not exist"),
        ("deploy/lint/none*.py", "deploy/lint/none*.py does not exist"),
        ("deploy/lint/tree.py::walls", "deploy/lint/tree.py defines no walls"),
        ("deploy/lint/none.py::walls", "deploy/lint/none.py does not exist"),
    ],
)
def test_what_is_gone_is_told(named_files, name, says):
    assert named_files.fault_of(name).startswith(says)


def test_a_link_that_leads_nowhere_is_told(named_files):
    line = "[here](../README.md), [there](no.md), [far](https://example.org/a.md)"

    assert list(named_files.linked_faults("docs/architecture.md", line)) == [
        "the link to no.md leads nowhere"
    ]
