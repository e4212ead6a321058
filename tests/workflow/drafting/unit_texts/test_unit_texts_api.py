"""`/unit-texts`: programs keep, read, change and retire what the pages keep."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of, patch, post, program_of
from workflow.models import Letter, TextKind, UnitText
from workflow.unit_texts.keeping import TextInput, keep_unit_text
from workflow.unit_texts.queries import snippets_for

pytestmark = pytest.mark.django_db
BLOCKS = [{"type": "paragraph", "value": "Yth. <var>nama</var>, hadir."}]
TABLE = [{"type": "fields", "value": [{"label": "Hari", "value": "Senin"}]}]
ROOT = "/unit-texts"


def kept(office, name="Penutup", kind=TextKind.SNIPPET, body=BLOCKS) -> UnitText:
    letter = make_draft(office, body=BLOCKS, subject="Undangan bulanan")
    given = TextInput(kind=kind, name=name, body=body)
    return keep_unit_text(actor=actor(office.drafter), letter_id=letter.pk, given=given)


def test_a_program_keeps_lists_changes_and_retires_a_snippet(office):
    program, letter = program_of(office.drafter), make_draft(office)
    given = {"letter": str(letter.pk), "kind": "snippet", "name": "Tutup"}

    made = post(program, ROOT, {**given, "body": BLOCKS})
    one = f"{ROOT}/{made.json()['id']}"
    missing = patch(program, one, {"name": "Penutup"})
    changed = patch(program, one, {"body": TABLE}, if_match=made.headers["ETag"])
    stale = patch(program, one, {"name": "Penutup"}, if_match=made.headers["ETag"])
    listed = program.get(f"/api/v1{ROOT}?kind=snippet").json()["items"]
    retired = post(program, f"{one}/retire")

    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1{one}"
    assert (missing.status_code, stale.status_code) == (428, 412)
    assert changed.json()["body"] == TABLE
    assert [(row["name"], "body" in row) for row in listed] == [("Tutup", False)]
    assert retired.status_code == 204
    assert program.get(f"/api/v1{one}").status_code == 404
    assert UnitText.objects.get().parts == ["fields"]


def test_a_letter_begins_from_a_template_and_never_from_a_snippet(office):
    program = program_of(office.drafter)
    template, snippet = kept(office, kind=TextKind.TEMPLATE), kept(office)
    before = Letter.objects.count()

    begun = post(program, f"{ROOT}/{template.pk}/draft")
    refused = post(program, f"{ROOT}/{snippet.pk}/draft")

    assert (begun.status_code, refused.status_code) == (201, 404)
    assert begun.json()["subject"] == "Undangan bulanan"
    assert Letter.objects.count() == before + 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "required"),
        ({"subject": "Hal"}, "of_templates_alone"),
        ({"body": []}, "no_text"),
        ({"name": "Pembuka"}, "name_taken"),
    ],
)
def test_a_change_that_cannot_be_kept_changes_nothing(office, changes, code):
    kept(office, name="Pembuka")
    text = kept(office)

    answer = patch(
        program_of(office.drafter), f"{ROOT}/{text.pk}", changes, if_match='"1"'
    )

    assert [one["code"] for one in answer.json()["errors"]] == [code]
    text.refresh_from_db()
    assert (text.name, text.body, text.row_version) == ("Penutup", BLOCKS, 1)


def test_who_does_not_draft_for_the_unit_finds_nothing(office):
    text, program = kept(office), program_of(office.stranger)

    answers = [
        program.get(f"/api/v1{ROOT}/{text.pk}"),
        patch(program, f"{ROOT}/{text.pk}", {"name": "X"}, if_match='"1"'),
        post(program, f"{ROOT}/{text.pk}/retire"),
        post(program, f"{ROOT}/{text.pk}/draft"),
    ]

    assert {one.status_code for one in answers} == {404}
    assert program.get(f"/api/v1{ROOT}").json()["items"] == []


def test_the_editor_reads_names_and_no_bodies(office):
    for number in range(3):
        kept(office, name=f"Potongan {number}")
    address = reverse("letter_edit", args=[make_draft(office).pk])

    with CaptureQueriesContext(connection) as queries:
        page = client_of(office.drafter).get(address).content.decode()

    asked = [one["sql"] for one in queries if 'FROM "workflow_unittext"' in one["sql"]]
    assert len(asked) == 1
    assert '"workflow_unittext"."body"' not in asked[0]
    assert "Potongan 2" in page


def test_offered_is_what_may_stand_in_the_letter(office):
    kept(office)
    kept(office, name="Jadwal", body=TABLE)

    names = [
        [one.name for one in snippets_for(actor(office.kabag), allowed)]
        for allowed in ([], ["fields", "table"])
    ]

    assert names == [["Penutup"], ["Jadwal", "Penutup"]]
