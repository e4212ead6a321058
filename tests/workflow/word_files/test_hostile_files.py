"""Files made to hurt, and files of another kind: each with a sentence, none read."""

import pytest

from tests.eoffice.objects.files import bomb_docx, pdf
from tests.workflow.word_files import papers
from workflow.word_files.errors import WordFileRefused
from workflow.word_files.sandboxed import read_word_file


def broken() -> bytes:
    return papers.word("Isi yang terpotong.")[:-200]


REFUSED = {
    "macros": papers.with_macros,
    "entities": papers.with_entities,
    "file_encrypted": papers.locked,
    "file_too_large": bomb_docx,
    "file_broken": broken,
    "other_kind": pdf,
}


@pytest.mark.parametrize("code", REFUSED)
def test_such_a_file_is_refused_with_a_sentence(code):
    with pytest.raises(WordFileRefused) as refusal:
        read_word_file(REFUSED[code]())

    assert refusal.value.code == f"word_{code}"
    assert "Word" in str(refusal.value)


def test_a_part_that_lies_about_its_size_is_a_broken_file():
    with pytest.raises(WordFileRefused) as refusal:
        read_word_file(papers.lying_sizes())

    assert refusal.value.code == "word_file_broken"


def test_what_is_nested_beyond_reason_is_refused_and_less_is_read():
    with pytest.raises(WordFileRefused):
        read_word_file(papers.nested_tables(2000))

    found = read_word_file(papers.nested_tables(20))
    assert found.blocks == ({"type": "paragraph", "value": "dalam"},)


def test_a_template_outside_the_file_is_told_and_never_fetched():
    found = read_word_file(papers.with_outside_template())

    assert [block["value"] for block in found.blocks] == ["Isi."]
    [one] = found.dropped
    assert (one.kind, one.times) == ("template", 1)
    assert "1" in one.message


def test_a_large_picture_is_left_out_and_its_bytes_are_no_text():
    data = papers.word("Isi.")
    data = papers.with_part(data, "word/media/foto.png", bytes(range(256)) * 40_000)

    assert read_word_file(data).blocks[0]["value"] == "Isi."
