"""Drafts with parts the editor cannot show: named, mended, copied, thrown away."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from eoffice.audit.models import AuditEvent
from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import client_of
from workflow.models import Letter
from workflow.rendering.body import parse_body

pytestmark = pytest.mark.django_db
BROKEN = [
    {"id": "a", "type": "paragraph", "value": "<p>Baris satu<br>dan <b>dua</b></p>"},
    {"id": "b", "type": "paragraph", "value": "Tetap"},
    {
        "id": "c",
        "type": "numbered_list",
        "value": [{"text": "butir<hr>a", "note": "dan catatan"}],
    },
]
SHAPELESS = [
    {"id": "a", "type": "numbered_list", "value": "bukan daftar"},
    {"id": "b", "type": "table", "value": 7},
    {"id": "c", "type": "fields", "value": [7]},
    {"id": "d", "type": "paragraph", "value": "<b>x"},
    {"id": "e", "type": "people_table", "value": {"name": "Bayu"}},
    {"id": 5, "type": "gambar", "value": {"alt": "Denah"}, "more": "kata"},
    "lepas",
]


def kept_as(letter, raw):
    """Write a body past every door, as an older release or an import might have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflow_letter SET body = %s WHERE id = %s",
            [json.dumps(raw), letter.pk],
        )
    return Letter.objects.get(pk=letter.pk)


def url(name, letter):
    return reverse(name, args=[letter.pk])


@pytest.mark.parametrize("raw", [BROKEN, SHAPELESS], ids=["breaks", "shapes"])
def test_a_broken_draft_shows_which_parts_and_is_mended_on_demand(office, raw):
    letter = kept_as(make_draft(office), raw)
    client = client_of(office.drafter)

    shown = client.get(url("letter_edit", letter))
    mended = client.post(url("letter_mend", letter), follow=True)

    assert shown.status_code == 200
    assert "tidak dapat ditampilkan" in shown.content.decode()
    assert mended.status_code == 200
    assert 'data-controller="wf-editor ' in mended.content.decode()


def test_mending_keeps_the_words_and_the_parts_that_open(office):
    letter = kept_as(make_draft(office), BROKEN)
    client = client_of(office.drafter)
    shown = client.get(url("letter_edit", letter)).content.decode()

    client.post(url("letter_mend", letter))

    assert "Baris satu dan dua" in shown
    assert "Bagian 2" not in shown
    kept = Letter.objects.get(pk=letter.pk)
    assert kept.body == [
        {"id": "a", "type": "paragraph", "value": "Baris satu dan dua"},
        BROKEN[1],
        {"id": "c", "type": "paragraph", "value": "dan catatan butir a"},
    ]
    assert kept.row_version == letter.row_version + 1
    assert AuditEvent.objects.filter(action="letter.mended").count() == 1


def test_mending_a_whole_draft_changes_nothing(office):
    letter = make_draft(office)

    client_of(office.drafter).post(url("letter_mend", letter))

    assert Letter.objects.get(pk=letter.pk).row_version == letter.row_version
    assert not AuditEvent.objects.filter(action="letter.mended").exists()


def test_nobody_mends_the_draft_of_another_or_a_letter_on_its_way(office):
    draft = kept_as(make_draft(office), BROKEN)
    under_way = submitted(office)

    theirs = client_of(office.kabag).post(url("letter_mend", draft))
    late = client_of(office.drafter).post(url("letter_mend", under_way))

    assert theirs.status_code == 404
    assert late.status_code in {404, 409}
    assert Letter.objects.get(pk=draft.pk).body == BROKEN


@pytest.mark.parametrize("raw", [BROKEN, SHAPELESS], ids=["breaks", "shapes"])
def test_a_broken_letter_is_copied_and_the_copy_opens(office, raw):
    letter = kept_as(make_draft(office), raw)
    client = client_of(office.drafter)

    copied = client.post(url("letter_copy", letter), follow=True)

    assert copied.status_code == 200
    assert 'data-controller="wf-editor ' in copied.content.decode()


def test_a_broken_draft_is_thrown_away(office):
    letter = kept_as(make_draft(office), SHAPELESS)

    answer = client_of(office.drafter).post(url("letter_delete", letter))

    assert answer.status_code == 302
    assert not Letter.objects.filter(pk=letter.pk).exists()


def test_the_rules_and_the_preview_answer_for_a_broken_draft(office):
    letter = kept_as(make_draft(office), SHAPELESS)
    client = client_of(office.drafter)

    answer = client.post(url("letter_preview", letter), {"row_version": "1"})

    assert answer.status_code == 200
    codes = {fault["code"] for fault in answer.json()["faults"]}
    assert "wrong_shape" in codes


def test_mending_loses_no_word_of_any_shape(office):
    letter = kept_as(make_draft(office), SHAPELESS)

    client_of(office.drafter).post(url("letter_mend", letter))

    kept = Letter.objects.get(pk=letter.pk).body
    words = " ".join(block["value"] for block in kept)
    assert words == "bukan daftar 7 7 x Bayu kata Denah lepas"
    parse_body(kept)


@pytest.mark.parametrize("raw", ["teks saja", {"words": "teks saja"}, 7, None])
def test_a_body_that_is_no_list_opens_too(office, raw):
    letter = kept_as(make_draft(office), raw)
    client = client_of(office.drafter)

    client.post(url("letter_mend", letter))
    page = client.get(url("letter_edit", letter)).content.decode()

    assert 'data-controller="wf-editor ' in page
    assert raw != "teks saja" or "teks saja" in page


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 2_000_001, "letter_too_long"),
        (json.dumps([{"type": "paragraph", "value": "x" * 40_000}]), "text_too_long"),
        (json.dumps([{"type": "paragraph", "value": "<br>" * 9_000}]), "text_too_long"),
        (json.dumps([{"type": "paragraph", "value": "\ud800"}]), "unreadable"),
        (json.dumps([{"type": "paragraph", "value": "\0"}]), "unreadable"),
        ("[" * 100_000, "unreadable"),
        ('[{"type": "page_break", "value": ' + "9" * 5_000 + "}]", "unreadable"),
    ],
)
def test_a_form_no_letter_needs_is_refused(office, text, code):
    letter = make_draft(office)
    form = {"body": text, "row_version": str(letter.row_version)}

    answer = client_of(office.drafter).post(url("letter_save", letter), form)

    assert answer.status_code == 422
    assert code in [fault["code"] for fault in answer.json()["faults"]]
    assert Letter.objects.get(pk=letter.pk).body == letter.body
