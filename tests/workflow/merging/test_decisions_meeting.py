"""Decisions about one batch that meet: the same twice, another, and a row taken out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eoffice.errors import StateForbids
from eoffice.jobs.operations import run_job
from tests.office.kabupaten import actor, make_acting
from tests.office.signers import make_signer
from tests.office.visitors import client_of
from tests.workflow.merging.merge_tables import good, made, on_its_way
from workflow.approval.models import DecisionKind
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.merging.creating import create_letters
from workflow.merging.deciding import (
    BatchOrder,
    decide_letters,
    take_out,
)
from workflow.merging.queries import job_for
from workflow.merging.sampling import batch_at_desk
from workflow.merging.signing import sign_batch
from workflow.merging.submitting import submit_letters
from workflow.merging.under_way import StillDeciding
from workflow.models import MergeBatch
from workflow.pades.ports import Secret

pytestmark = pytest.mark.django_db
PAGE = "/naskah-keluar/massal/kelompok"


def look(person, batch: MergeBatch) -> None:
    for one in batch_at_desk(actor(person), batch).sample:
        note_letter_seen(actor=actor(person), letter_id=one.of_letter)


def decide(person, batch: MergeBatch, kind=DecisionKind.APPROVED, note=""):
    order = BatchOrder(kind=kind, as_of=timezone.now(), note=note)
    return decide_letters(actor=actor(person), batch_id=batch.pk, order=order)


def test_another_decision_waits_until_the_first_has_ended(office):
    batch = on_its_way(office, 1)
    look(office.kabag, batch)
    job = decide(office.kabag, batch)
    assert decide(office.kabag, batch) == job
    with pytest.raises(StillDeciding):
        decide(office.kabag, batch, DecisionKind.RETURNED, note="Ubah")

    # The same person decides for another seat: the first one's work is no answer.
    today = timezone.localdate()
    make_acting(office.kabag, office.kadis.position, "plh", today, today)
    batch.decisions.update(position=office.kadis.position)
    with pytest.raises(StillDeciding):
        decide(office.kabag, batch)


def test_no_row_is_taken_out_while_the_batch_is_decided_or_signed(office):
    batch = on_its_way(office, 1)
    look(office.kabag, batch)
    job = decide(office.kabag, batch)
    kabag, sekda = actor(office.kabag), actor(office.sekda)
    with pytest.raises(StillDeciding):
        take_out(actor=kabag, batch_id=batch.pk, numbers=[2])
    taking = f"{PAGE}/{batch.pk}/periksa/2/keluarkan/"
    answer = client_of(office.kabag).post(taking, {"idempotency_key": "satu"})
    assert answer.status_code == 422

    with CaptureQueriesContext(connection) as asked:
        run_job(job.pk)
    locks = [one["sql"] for one in asked if "FOR NO KEY UPDATE" in one["sql"]]
    of_batch = [n for n, sql in enumerate(locks) if '"workflow_mergebatch"' in sql]
    of_letter = [n for n, sql in enumerate(locks) if 'FROM "workflow_letter"' in sql]
    assert of_batch[0] < of_letter[0]

    look(office.sekda, batch)
    make_signer(office.sekda)
    now = timezone.now()
    sign_batch(actor=sekda, batch_id=batch.pk, as_of=now, secret=Secret("x"))
    with pytest.raises(StillDeciding):
        take_out(actor=sekda, batch_id=batch.pk, numbers=[2])


def test_a_row_that_was_refused_keeps_the_others_from_nothing(office):
    batch = made(office, 2)
    batch.rows.filter(number=2).update(made_at=None, letter=None, refusal="Rusak")
    page = client_of(office.drafter).get(f"{PAGE}/{batch.pk}/").content.decode()
    assert f"{batch.pk}/buat/" in page
    assert f"{batch.pk}/ajukan/" in page


def test_the_work_shown_is_what_was_asked_last(office):
    batch = good(office, 1)
    drafter = actor(office.drafter)
    run_job(create_letters(actor=drafter, batch_id=batch.pk).pk)
    run_job(submit_letters(actor=drafter, batch_id=batch.pk).pk)
    batch.refresh_from_db()
    assert job_for(drafter, batch).pk == batch.submit_job_id
    batch.rows.update(made_at=None)
    again = create_letters(actor=drafter, batch_id=batch.pk)
    batch.refresh_from_db()
    assert job_for(drafter, batch) == again


def test_the_drafter_at_a_desk_sees_how_far_the_decision_is(office):
    batch = on_its_way(office, 2)
    look(office.kabag, batch)
    decide(office.kabag, batch)
    MergeBatch.objects.update(position=office.kabag.position)
    client = client_of(office.kabag)
    page = client.get(f"{PAGE}/{batch.pk}/periksa/")
    poll = page.context["progress"].poll_url
    assert page.context["job"].pk == batch.decisions.get().job_id
    assert client.get(poll).json() == {"done": 0, "total": 2, "finished": False}


def test_who_initials_is_asked_for_no_secret(office):
    batch = on_its_way(office, 1)
    look(office.kabag, batch)
    answer = client_of(office.kabag).get(f"{PAGE}/{batch.pk}/periksa/tandatangani/")
    assert answer.status_code == 409
    assert b"passphrase" not in answer.content
    with pytest.raises(StateForbids):
        sign_batch(
            actor=actor(office.kabag),
            batch_id=batch.pk,
            as_of=timezone.now(),
            secret=Secret("x"),
        )
