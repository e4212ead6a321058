"""New kinds of blocks in what reads a letter beside its page: lines, HTML, speech."""

import json
from html import unescape

import pytest
from django.utils.html import strip_tags

from workflow.admin.letters.text_view import letter_html
from workflow.differences.passages import changes_between
from workflow.differences.trees import differences, plain_text
from workflow.letters.spoken_text import spoken_text
from workflow.rendering.block_lines import block_lines
from workflow.rendering.errors import TextNotPrintable
from workflow.rendering.tree import canonical_json
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.typesetting.layouts import LAYOUTS
from workflow.typesetting.page_proof import folded
from workflow.typesetting.tree_texts import body_texts

from . import letters
from .layout_examples import EXAMPLES, example


def told(tree) -> list[str]:
    return [text for part in body_texts(tree.model_dump()) if (text := part.text)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lines_html_and_speech_say_what_the_page_says(layout):
    tree = EXAMPLES[layout]
    content = json.loads(canonical_json(tree))
    lines = folded(" ".join(line for one in tree.body for line in block_lines(one)))
    html = folded(unescape(strip_tags(letter_html(tree))))
    spoken = folded(spoken_text(content))

    for text in told(tree):
        wanted = folded(text)
        assert wanted in lines
        assert wanted in spoken
        assert wanted in html


def test_no_mark_of_a_block_is_read_aloud():
    spoken = spoken_text(json.loads(canonical_json(EXAMPLES["laporan"])))
    assert not {"left", "right", "center"} & set(spoken.split())
    radiogram = spoken_text(json.loads(canonical_json(EXAMPLES["radiogram"])))
    assert "letter" not in radiogram.split()


def test_a_changed_point_of_a_dictum_is_told_in_its_words():
    old = example("keputusan")
    dictum = old.body[1]
    points = dictum.value.items
    last = letters.parse_body(
        [{"type": "numbered_list", "value": ["Keputusan ini berlaku surut."]}]
    )[0].value
    value = dictum.value.model_copy(update={"items": (*points[:-1], *last)})
    changed = dictum.model_copy(update={"value": value})
    new = old.model_copy(update={"body": (old.body[0], changed)})

    words = {change.after for change in changes_between(old, new)}
    runs = differences(old.model_dump(mode="json"), new.model_dump(mode="json"))

    assert "surut." in " ".join(words)
    assert [(one.block, one.change) for one in runs.blocks] == [("b1", "changed")]
    assert any(
        run.op == "insert" and "surut" in run.text for run in runs.blocks[0].words
    )


def test_words_of_merged_cells_stay_apart():
    row = [{"text": [{"kind": "text", "text": "satu"}], "colspan": 2}] * 2
    assert plain_text(row).split() == ["satu", "satu"]


def test_a_sign_without_glyph_in_a_consideration_is_named_with_its_sentence():
    sign = "日"
    value = [
        {"label": "Menimbang", "style": "letter", "items": ["bahwa a;", f"b {sign}"]}
    ]
    tree = letters.letter([{"id": "k", "type": "considerations", "value": value}])

    with pytest.raises(TextNotPrintable) as refusal:
        TypstRenderer().render(tree, tree.type, letters.final(tree))

    (fault,) = refusal.value.faults
    assert (fault.block_id, fault.index, fault.excerpt) == ("k", 0, f"b {sign}")
