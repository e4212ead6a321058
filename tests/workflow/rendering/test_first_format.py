"""Trees frozen before the second format: they validate, hash and print as they did."""

import json
from pathlib import Path

import pytest

from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree, content_hash
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters
from .page_lines import lines_of

STORED = Path(__file__).parent / "first_format"
NAMES = ("surat_dinas", "nota_dinas")


def stored(name: str) -> dict:
    """Return what the release before wrote: content, its hash, pieces of its pages."""
    return json.loads((STORED / f"{name}.json").read_text())


@pytest.mark.parametrize("name", NAMES)
def test_an_old_tree_is_read_and_keeps_its_hash(name):
    kept = stored(name)

    tree = LetterTree.model_validate(kept["content"])

    assert tree.format == 1
    assert content_hash(tree) == kept["hash"]


@pytest.mark.parametrize("mode", ["frozen", "final"])
@pytest.mark.parametrize("name", NAMES)
def test_an_old_tree_prints_as_it_was_initialled(name, mode):
    kept = stored(name)
    tree = LetterTree.model_validate(kept["content"])
    frozen = RenderFacts(mode="frozen", content_hash=content_hash(tree))
    facts = frozen if mode == "frozen" else letters.final(tree)

    drawn = TypstRenderer().render(tree, tree.type, facts)

    shown = [
        [line.page, line.left, line.baseline, line.size, line.text]
        for line in lines_of(drawn.bytes)
    ]
    assert shown == kept["pages"][mode]
