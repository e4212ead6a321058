"""Finished dispositions stand on their letter's record; minutes are records too."""

import pytest

from archive.exchange.packages.contents import disposition_facts
from archive.models import Record
from eoffice.outbox.relay import drain
from tests.office.incoming import disposed, disposition
from tests.office.kabupaten import actor
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of, token_client
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
)
from workflow.models import Letter
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db
NOTE, ANSWER = "Teliti angka tahun lalu", "Sudah dicocokkan dengan BPKAD"


def test_a_finished_disposition_is_part_of_the_record(office):
    given = disposed(office, office.kabag, note=NOTE)
    below = forward_disposition(
        actor=actor(office.kabag),
        disposition_id=given.pk,
        content=disposition(office.drafter),
    )
    complete_disposition(
        actor=actor(office.drafter), disposition_id=below.pk, answer=ANSWER
    )
    complete_disposition(
        actor=actor(office.kabag), disposition_id=given.pk, answer="Selesai"
    )
    drain()
    record = Record.objects.get(incoming=given.incoming)

    page = client_of(office.sekda).get(f"/arsip/{record.pk}/").text

    for words in (NOTE, ANSWER, "Selesai", office.drafter.position.title):
        assert words in page
    packed = disposition_facts(record, actor(office.sekda))
    assert packed[0]["note"] == NOTE
    [share] = packed[0]["receivers"]
    assert share["handed_on"][0]["receivers"][0]["answer"] == ANSWER
    # Whoever keeps the record sees what concerns it, not what others wrote each other.
    keeper = client_of(office.setda_archivist).get(f"/arsip/{record.pk}/").text
    seen = bool(disposition_facts(record, actor(office.setda_archivist)))
    assert (ANSWER in keeper) is seen


def test_signed_minutes_are_captured_as_a_record(office):
    make_signer(office.sekda)
    drafter = token_client(office.drafter.official)
    seat = office.sekda.position.pk
    shown = drafter.get(f"/api/v1/letter-types/notula/example?signatory={seat}")
    made = drafter.post(
        "/api/v1/letters", shown.json(), content_type="application/json"
    )
    assert made.status_code == 201, made.content
    letter = Letter.objects.get(pk=made.json()["id"])
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    for step in letter.steps.filter(state="open"):
        approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)

    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    drain()

    record = Record.objects.get(letter=letter)
    assert (record.letter_type, record.subject) == ("notula", letter.subject)
    content = record.contents.get()
    assert content.stored.locked_until is not None
    assert record.number
