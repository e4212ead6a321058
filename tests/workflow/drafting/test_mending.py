"""Drafts with parts the editor cannot show: named, mended, copied, thrown away."""

import importlib
import json

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from eoffice.audit.models import AuditEvent
from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import client_of
from tests.workflow.drafting.editor_form import posted
from workflow.models import Letter

pytestmark = pytest.mark.django_db
BROKEN = [
    {"id": "a", "type": "paragraph", "value": "<p>Baris satu<br>dan <b>dua</b></p>"},
    {"id": "b", "type": "paragraph", "value": "<p>Tetap</p>"},
    {
        "id": "c",
        "type": "numbered_list",
        "value": [{"text": "<p>butir<br>a</p>", "items": []}],
    },
]
SHAPELESS = [
    {"id": "a", "type": "numbered_list", "value": "bukan daftar"},
    {"id": "b", "type": "table", "value": 7},
    {"id": "c", "type": "fields", "value": [7]},
    {"id": "d", "type": "paragraph", "value": "<p><b>x</p>"},
    {"id": "e", "type": "people_table", "value": {"name": "Bayu"}},
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


def test_what_the_editor_sends_with_breaks_opens_again(office):
    letter = make_draft(office, body=[{"type": "paragraph", "value": "Satu<br>dua"}])
    client = client_of(office.drafter)
    form = posted(Letter.objects.get(pk=letter.pk).body)
    form["body-0-value"] = form["body-0-value"].replace("dua", "dua\\ntiga")
    form["row_version"] = str(letter.row_version)

    saved = client.post(url("letter_save", letter), form)
    page = client.get(url("letter_edit", letter))

    assert saved.status_code == page.status_code == 200
    assert "public-DraftEditor" not in page.content.decode()
    assert "tiga" in page.content.decode()


@pytest.mark.parametrize("raw", [BROKEN, SHAPELESS], ids=["breaks", "shapes"])
def test_a_broken_draft_shows_which_parts_and_is_mended_on_demand(office, raw):
    letter = kept_as(make_draft(office), raw)
    client = client_of(office.drafter)

    shown = client.get(url("letter_edit", letter))
    mended = client.post(url("letter_mend", letter), follow=True)

    assert shown.status_code == 200
    assert "tidak dapat ditampilkan" in shown.content.decode()
    assert mended.status_code == 200
    assert 'data-controller="wf-editor"' in mended.content.decode()


def test_mending_keeps_the_words_and_the_parts_that_open(office):
    letter = kept_as(make_draft(office), BROKEN)
    client = client_of(office.drafter)
    shown = client.get(url("letter_edit", letter)).content.decode()

    client.post(url("letter_mend", letter))

    assert "Baris satu dan dua" in shown
    assert "Bagian 2" not in shown
    kept = Letter.objects.get(pk=letter.pk)
    assert kept.body.get_prep_value() == [
        {"id": "a", "type": "paragraph", "value": "<p>Baris satu dan dua</p>"},
        BROKEN[1],
        {"id": "c", "type": "paragraph", "value": "<p>butir a</p>"},
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
    assert Letter.objects.get(pk=draft.pk).body.get_prep_value() == BROKEN


@pytest.mark.parametrize("raw", [BROKEN, SHAPELESS], ids=["breaks", "shapes"])
def test_a_broken_letter_is_copied_and_the_copy_opens(office, raw):
    letter = kept_as(make_draft(office), raw)
    client = client_of(office.drafter)

    copied = client.post(url("letter_copy", letter), follow=True)

    assert copied.status_code == 200
    assert 'data-controller="wf-editor"' in copied.content.decode()


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


def test_the_migration_closes_the_breaks_of_stored_letters(office):
    broken = kept_as(make_draft(office), BROKEN)
    whole = make_draft(office)
    migration = importlib.import_module(
        "workflow.migrations.0013_breaks_the_editor_reads"
    )

    for _turn in range(2):  # it may run again
        migration.mend_breaks(apps, None)

    client = client_of(office.drafter)
    page = client.get(url("letter_edit", broken)).content.decode()
    assert 'data-controller="wf-editor"' in page
    raw = Letter.objects.get(pk=broken.pk).body.get_prep_value()
    assert raw[0]["value"] == "<p>Baris satu<br/>dan <b>dua</b></p>"
    assert raw[2]["value"][0]["text"] == "<p>butir<br/>a</p>"
    assert Letter.objects.get(pk=whole.pk).row_version == whole.row_version


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"text": "\n" * 20_000}, "too_many_pieces"),
        ({"text": "x" * 40_000}, "text_too_long"),
        (
            {
                "text": "ab" * 4_000,
                "inlineStyleRanges": [
                    {"offset": 0, "length": 8_000 - n, "style": "BOLD"}
                    for n in range(4_000)
                ],
            },
            "too_many_pieces",
        ),
    ],
)
def test_a_form_no_letter_needs_is_refused_before_it_is_read(office, state, code):
    letter = make_draft(office)
    block = {"key": "a", "type": "unstyled", "depth": 0, "entityRanges": []}
    form = posted(Letter.objects.get(pk=letter.pk).body)
    form["row_version"] = str(letter.row_version)
    form["body-0-value"] = json.dumps(
        {"blocks": [{"inlineStyleRanges": [], **block, **state}], "entityMap": {}}
    )

    answer = client_of(office.drafter).post(url("letter_save", letter), form)

    assert answer.status_code == 422
    assert [fault["code"] for fault in answer.json()["faults"]] == [code]
