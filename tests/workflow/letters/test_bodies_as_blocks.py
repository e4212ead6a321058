"""Bodies that were kept as stream data are blocks now, with every word they had."""

import importlib

import pytest
from django.apps import apps

from tests.office.outgoing import make_draft
from tests.workflow.drafting.test_mending import kept_as
from workflow.letters.broken_parts import broken_parts, plain_words
from workflow.models import Letter
from workflow.rendering.body import parse_body

migration = importlib.import_module("workflow.migrations.0043_bodies_as_blocks")
BARE = [
    {"id": "p", "type": "paragraph", "value": '<p data-block-key="k1">Dengan</p>'},
    {"id": "h", "type": "heading", "value": "Jadwal & tempat"},
    {"id": "s", "type": "subheading", "value": "Hari pertama"},
    {
        "id": "n",
        "type": "numbered_list",
        "value": [
            {"text": "<p>satu<br/>dua</p>", "items": []},
            {
                "text": '<p data-block-key="k2">tiga <b>penting</b></p>',
                "items": [{"text": "<p>di bawah</p>"}],
            },
        ],
    },
    {
        "id": "t",
        "type": "table",
        "value": {"cells": "No | Nama\n1 | A \\| B\n\n2\tC", "widths": "1, 4"},
    },
    {
        "id": "o",
        "type": "people_table",
        "value": [{"name": "Bayu", "rank": "", "nip": "1", "position": "Analis"}],
    },
    {"id": "f", "type": "fields", "value": [{"label": "hari", "value": "Kamis"}]},
    {"id": "b", "type": "page_break", "value": None},
]


def wrapped(value):
    """Return a stored list in Wagtail's other form, at every level."""
    if not isinstance(value, list):
        return value
    return [
        {"type": "item", "id": f"i{n}", "value": wrapped_point(one)}
        for n, one in enumerate(value)
    ]


def wrapped_point(one):
    if "items" in one:
        return {**one, "items": wrapped(one["items"])}
    return one


LISTS = {"numbered_list", "people_table", "fields"}
WRAPPED = [
    {**one, "value": wrapped(one["value"])} if one["type"] in LISTS else one
    for one in BARE
]
BLOCKS = [
    {"id": "p", "type": "paragraph", "value": "Dengan"},
    {"id": "h", "type": "heading", "value": "Jadwal & tempat"},
    {"id": "s", "type": "heading", "value": {"text": "Hari pertama", "level": 2}},
    {
        "id": "n",
        "type": "numbered_list",
        "value": [
            "satu<br>dua",
            {"text": "tiga <b>penting</b>", "items": ["di bawah"]},
        ],
    },
    {
        "id": "t",
        "type": "table",
        "value": {
            "header": ["No", "Nama"],
            "rows": [["1", "A | B"], ["2", "C"]],
            "widths": [1, 4],
        },
    },
    BARE[5],
    BARE[6],
    BARE[7],
]


@pytest.mark.parametrize("stored", [BARE, WRAPPED, BLOCKS], ids=["bare", "items", "in"])
def test_stream_data_becomes_blocks(stored):
    assert migration.blocks_of(stored) == BLOCKS
    parse_body(BLOCKS)


@pytest.mark.parametrize(
    ("rich", "inline"),
    [
        (
            '<p data-block-key="a1">Satu <b>x</b></p>\n<p data-block-key="b2">Dua</p>',
            "Satu <b>x</b><br>Dua",
        ),
        ("<p>Satu</p><p></p><p>Dua</p>", "Satu<br><br>Dua"),
        ("Satu &lt; dua", "Satu &lt; dua"),
        ("<p></p>", ""),
        ("", ""),
        ("<p>Satu</p><h2>Dua</h2>", "Satu<br><h2>Dua</h2>"),
    ],
)
def test_paragraphs_of_the_old_editor_become_breaks(rich, inline):
    assert migration.inline_of(rich) == inline


BROKEN = [
    {"id": "a", "type": "numbered_list", "value": "bukan daftar"},
    {"id": "b", "type": "table", "value": {"cells": 7}},
    {"id": "c", "type": "fields", "value": ["tujuh"]},
    {"id": "d", "type": "paragraph", "value": "<p><b>tebal</p>"},
    {"id": "e", "type": "hal_lain", "value": {"isi": "kata lama"}},
    {"type": "paragraph", "value": "<p>tanpa nama</p>"},
    "lepas",
]


def test_what_cannot_be_read_keeps_its_words_and_is_offered_for_mending():
    blocks = migration.blocks_of(BROKEN)

    words = [plain_words(block["value"]) for block in blocks]
    assert words == [plain_words(one) for one in BROKEN]
    assert len(broken_parts(blocks)) == 6
    assert all(block["id"] for block in blocks)


@pytest.mark.django_db
def test_the_migration_converts_each_letter_once(office):
    old = kept_as(make_draft(office), WRAPPED)
    empty = kept_as(make_draft(office), [])
    whole = make_draft(office)

    for _turn in range(2):  # it may run again
        migration.convert(apps, None)

    assert Letter.objects.get(pk=old.pk).body == BLOCKS
    assert Letter.objects.get(pk=empty.pk).body == []
    assert Letter.objects.get(pk=whole.pk).body == whole.body


def test_going_back_and_forth_again_loses_no_word():
    blocks = migration.blocks_of(BARE)
    back = migration.stream_of(blocks)
    assert back[0]["value"] == "<p>Dengan</p>"
    assert back[4]["value"] == BARE[4]["value"] | {
        "cells": "No | Nama\n1 | A \\| B\n2 | C"
    }
    assert migration.blocks_of(back) == blocks
