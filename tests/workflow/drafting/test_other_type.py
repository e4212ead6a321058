"""A draft of another type keeps its words; the editor offers what the type allows."""

import json

import pytest
from django.urls import reverse

from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of, token_client
from workflow.approval.route_check import faults_before_submit
from workflow.drafting.starting import start_letter
from workflow.letters.body import body_blocks

pytestmark = pytest.mark.django_db
TABLE = {
    "id": "t1",
    "type": "table",
    "value": {"header": ["Uraian"], "rows": [["Kertas"]]},
}


def test_another_type_keeps_every_word_and_says_what_does_not_fit(office):
    letter = make_draft(office, body=[TABLE])
    client = client_of(office.drafter)

    page = client.post(
        reverse("letter_retype", args=[letter.pk]), {"type": "radiogram"}, follow=True
    )

    letter.refresh_from_db()
    assert letter.type_version.layout == "radiogram"
    assert body_blocks(letter.body) == [TABLE]
    told = [str(one) for one in page.context["messages"]]
    assert len(told) == 2
    assert "tabel" in told[1]
    assert "block_not_allowed" in {one.code for one in faults_before_submit(letter)}
    acts = {one.act for one in page.context["editor"]["parts"]}
    assert not {"table", "heading", "page_break"} & acts
    assert "heading" not in page.content.decode().split('id="isi"')[1][:4000]
    assert json.loads(page.context["editor"]["allows"]) == letter.type_version.blocks


def test_what_nobody_touched_follows_the_type(office):
    letter = start_letter(actor(office.drafter), "surat_dinas")
    version = letter.type_version

    answer = token_client(office.drafter).patch(
        f"/api/v1/letters/{letter.pk}",
        {"type": "memo"},
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )

    assert answer.status_code == 200, answer.content
    letter.refresh_from_db()
    assert letter.letter_type.code == "memo"
    assert letter.type_version != version
    begun = [(one["type"], one["value"]) for one in letter.body]
    start = letter.type_version.start
    assert begun == [(one["type"], one["value"]) for one in start]


@pytest.mark.parametrize("code", ["tidak_ada", ""])
def test_an_unknown_type_changes_nothing(office, code):
    letter = make_draft(office)
    client = client_of(office.drafter)

    client.post(reverse("letter_retype", args=[letter.pk]), {"type": code})

    letter.refresh_from_db()
    assert (letter.letter_type.code, letter.row_version) == ("surat_dinas", 1)


def test_nobody_else_changes_the_type(office):
    letter = make_draft(office)
    client = client_of(office.kabag)

    answer = client.post(reverse("letter_retype", args=[letter.pk]), {"type": "memo"})

    assert answer.status_code == 404
    letter.refresh_from_db()
    assert letter.letter_type.code == "surat_dinas"
