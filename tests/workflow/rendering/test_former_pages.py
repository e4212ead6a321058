"""Trees frozen by a release before: they validate, hash and print as they did."""

import json
from pathlib import Path

import pytest

from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree, content_hash
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters
from .page_lines import lines_of

HERE = Path(__file__).parent
NAMES = ("surat_dinas", "nota_dinas")
FORMATS = {"first_format": 1, "second_format": 2}
STORED = [(kind, name) for kind in FORMATS for name in NAMES]


def stored(kind: str, name: str) -> dict:
    """Return what a release before wrote: content, its hash, pieces of its pages."""
    return json.loads((HERE / kind / f"{name}.json").read_text())


@pytest.mark.parametrize(("kind", "name"), STORED)
def test_an_old_tree_is_read_and_keeps_its_hash(kind, name):
    kept = stored(kind, name)

    tree = LetterTree.model_validate(kept["content"])

    assert tree.format == FORMATS[kind]
    assert content_hash(tree) == kept["hash"]


@pytest.mark.parametrize("mode", ["frozen", "final"])
@pytest.mark.parametrize(("kind", "name"), STORED)
def test_an_old_tree_prints_as_it_was_initialled(kind, name, mode):
    kept = stored(kind, name)
    tree = LetterTree.model_validate(kept["content"])
    frozen = RenderFacts(mode="frozen", content_hash=content_hash(tree))
    facts = frozen if mode == "frozen" else letters.final(tree)

    drawn = TypstRenderer().render(tree, tree.type, facts)

    shown = [
        [line.page, line.left, line.baseline, line.size, line.text]
        for line in lines_of(drawn.bytes)
    ]
    assert shown == kept["pages"][mode]
