"""`/check` and submitting give one answer, whatever stands in the letter."""

import pytest

from eoffice.errors import Invalid
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft
from tests.office.visitors import token_client
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.page_check import judged_letter
from workflow.models import Letter, LetterStatus

pytestmark = pytest.mark.django_db
AMOUNTS = ["123.456.789.000,00"] * 12


def paragraph(text):
    return {"type": "paragraph", "value": text}


BODIES = {
    "whole": ([paragraph("Dengan hormat.")], set()),
    "emoji": ([paragraph("Selamat bertugas \U0001f64f")], {"text_not_printable"}),
    "gap": ([paragraph("")], {"empty"}),
    "gap_and_emoji": (
        [paragraph(""), paragraph("\U0001f64f")],
        {"empty", "text_not_printable"},
    ),
    "nothing": ([], {"required"}),
    "too_wide": (
        [{"type": "table", "value": {"header": AMOUNTS, "rows": [AMOUNTS]}}],
        {"table_too_wide"},
    ),
    "tall": (
        [
            {
                "type": "table",
                "value": {"header": ["A", "B"], "rows": [["1", "kata " * 900]]},
            }
        ],
        set(),
    ),
}


@pytest.mark.parametrize(("body", "codes"), BODIES.values(), ids=BODIES)
def test_check_and_submit_say_the_same(body, codes):
    house = build_office()
    letter = make_draft(house, body=body)

    answer = token_client(house.drafter).get(f"/api/v1/letters/{letter.pk}/check")
    try:
        submit_letter(actor=actor(house.drafter), letter_id=letter.pk)
        refused = set()
    except Invalid as refusal:
        refused = {(fault.field, fault.code) for fault in refusal.faults}

    told = {(fault["field"], fault["code"]) for fault in answer.json()["faults"]}
    assert told == refused
    assert answer.json()["passed"] is not bool(refused)
    assert {code for _field, code in told} == codes
    status = Letter.objects.get(pk=letter.pk).status
    assert (status == LetterStatus.DRAFT) is bool(codes)


def test_a_fault_of_the_page_names_the_part():
    house = build_office()
    letter = make_draft(house, body=[paragraph("Isi."), BODIES["too_wide"][0][0]])

    (fault,) = judged_letter(letter, []).faults

    assert (fault.field, fault.code, fault.index) == ("body.1", "table_too_wide", 1)
    assert "Tabel" in str(fault.message)
