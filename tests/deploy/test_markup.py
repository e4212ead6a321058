"""The check of pages' markup keeps what passed, and only that."""

import importlib
import shutil

import pytest

from tests.harness.services import ROOT

GOOD = '<!doctype html><html lang="id"><body><p>Baik</p></body></html>\n'
BAD = GOOD.replace("</p>", "</b>")


@pytest.fixture
def markup(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "deploy" / "lint"))
    module = importlib.import_module("markup")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PASSED", tmp_path / "passed")
    monkeypatch.setattr(module, "with_suffix", lambda _end: ["page.html"])
    return module


def test_a_page_that_passed_is_asked_again_when_it_changed(
    markup, tmp_path, monkeypatch
):
    page = tmp_path / "page.html"
    page.write_text(GOOD)
    assert markup.main() == 0

    monkeypatch.setattr(markup, "PROGRAM", "no such program")
    assert markup.main() == 0
    page.write_text(GOOD.replace("Baik", "Lain"))
    with pytest.raises(FileNotFoundError):
        markup.main()


def test_a_page_that_failed_is_asked_until_it_passes(markup, tmp_path):
    (tmp_path / "page.html").write_text(BAD)

    assert markup.main() != 0
    assert markup.main() != 0
    assert not markup.PASSED.exists()


def test_other_rules_ask_every_page_again(markup, tmp_path):
    (tmp_path / "page.html").write_text(GOOD.replace(' lang="id"', ""))
    project = tmp_path / "pyproject.toml"
    rules = project.read_text()
    project.write_text(rules.replace("html_has_lang = true\n", ""))
    assert markup.main() == 0

    project.write_text(rules)
    assert markup.main() != 0
