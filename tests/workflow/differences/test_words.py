"""Two texts differ by words, in lines and rows; both can be put together again."""

import pytest

from tests.workflow.rendering.letters import letter
from workflow.differences.page_places import boxes_of
from workflow.differences.versions import version_changes
from workflow.differences.words import TextOp, places_of, text_parts

PAIRS = [
    ("", ""),
    ("", "Baru"),
    ("Lama", ""),
    ("indeks 3,41 disertai", "indeks 3,46 disertai"),
    ("Bulan | Nilai\nJuni | 40\nJuli | 41", "Bulan | Nilai\nJuni | 42\nJuli | 41"),
    ("a\nb\nc", "b\nc\nd"),
    ("satu dua", "satu  dua tiga"),
    ("satu\u2028dua tiga", "satu\u2028dua empat"),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_the_parts_hold_every_word_of_both(before, after):
    parts = text_parts(before, after)

    later = "".join(part.text for part in parts if part.op != TextOp.REMOVE)
    earlier = "".join(part.text for part in parts if part.op != TextOp.ADD)
    assert later == after
    assert earlier.split() == before.split()


def test_one_cell_is_told_and_not_its_row():
    parts = text_parts(*PAIRS[4])

    changed = [(part.op, part.text) for part in parts if part.op != TextOp.SAME]
    assert changed == [(TextOp.REMOVE, "40\n"), (TextOp.ADD, "42\n")]


def test_places_are_those_of_the_later_text():
    after = "indeks 3,46 disertai"

    places = places_of(text_parts("indeks 3,41 disertai", after))

    assert [after[a:b] for a, b in places.added] == ["3,46"]
    assert places.removed == [(7, "3,41")]


def test_words_are_found_on_pages_past_numbers_and_feet():
    pages = [
        _page(1, ["KOP", "1.", "Rapat", "di", "aula"]),
        _page(2, ["Halaman", "2", "lantai", "3", "2.", "Selesai"]),
    ]

    boxes = boxes_of(pages, [("Rapat di aula lantai 3\nSelesai", [(9, 22), (23, 30)])])

    assert [(box.page, box.x, box.width) for box in boxes] == [
        (1, 40, 8),
        (2, 20, 18),
        (2, 50, 8),
    ]


def _page(number, words):
    drawn = [[text, 10 * n, 100, 10 * n + 8, 112] for n, text in enumerate(words)]
    return {"page": number, "words": drawn}


def test_twenty_pages_are_compared_block_by_block():
    text = "Dalam rangka evaluasi yang dan dengan untuk nilai pada tahun {n}. " * 6
    texts = [text.format(n=2000 + n) for n in range(120)]
    later = [
        one.replace("evaluasi", "audit") if n % 3 == 0 else one
        for n, one in enumerate(texts)
    ]
    before, after = tree_of(texts), tree_of(later)

    found = version_changes(before, after)

    assert found.changed == 40


def tree_of(texts):
    blocks = [
        {"id": f"b{n}", "type": "paragraph", "value": text}
        for n, text in enumerate(texts)
    ]
    return letter(blocks)
