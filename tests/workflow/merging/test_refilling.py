"""What came back of a batch is filled anew in one act, in place, and nothing else."""

import pytest
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, StateForbids
from eoffice.jobs.operations import run_job
from tests.harness.crossing import at_once
from tests.office.kabupaten import actor, build_office
from tests.office.signers import make_signer
from tests.office.visitors import client_of, post, program_of
from tests.workflow.merging.merge_tables import (
    HEADS,
    made,
    on_its_way,
    table_of_text,
)
from workflow.approval.models import DecisionKind
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.letters.body import body_blocks
from workflow.letters.models import StateReason
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.merging import refilling
from workflow.merging.deciding import BatchOrder, decide_letters
from workflow.merging.refilling import refill_letters
from workflow.merging.sampling import batch_at_desk
from workflow.merging.signing import sign_batch
from workflow.merging.submitting import submit_letters
from workflow.merging.under_way import StillDeciding
from workflow.models import Letter, MergeBatch
from workflow.pades.ports import Secret

pytestmark = pytest.mark.django_db
MENDED = [
    {"type": "paragraph", "value": "Bapak/Ibu <var>nama</var>, di <var>ruang</var>"}
]


def order(kind, note="Perbaiki sapaannya."):
    return BatchOrder(kind=kind, as_of=timezone.now(), note=note)


def returned(office, count=2) -> MergeBatch:
    batch = on_its_way(office, count)
    back = order(DecisionKind.RETURNED)
    job = decide_letters(actor=actor(office.kabag), batch_id=batch.pk, order=back)
    run_job(job.pk)
    batch.refresh_from_db()
    return batch


def mend(office, batch: MergeBatch, body=MENDED) -> None:
    edit_draft(
        actor=actor(office.drafter),
        letter_id=batch.source_id,
        row_version=None,
        content=LetterInput(given=frozenset({"body"}), body=body),
    )


def refill(office, batch: MergeBatch, rows=None):
    table = None if rows is None else table_of_text("\n".join([HEADS, *rows]))
    return refill_letters(actor=actor(office.drafter), batch_id=batch.pk, table=table)


def says(letter: Letter) -> str:
    letter.refresh_from_db()
    return body_blocks(letter.body)[0]["value"]


def letters(batch: MergeBatch) -> list[Letter]:
    return [row.letter for row in batch.rows.select_related("letter")]


def test_a_mended_draft_fills_every_returned_letter_in_place(office):
    batch = returned(office)
    before = letters(batch)
    mend(office, batch)

    job = refill(office, batch)
    run_job(job.pk)
    run_job(submit_letters(actor=actor(office.drafter), batch_id=batch.pk).pk)

    assert [one.pk for one in letters(batch)] == [one.pk for one in before]
    assert says(before[1]) == "Bapak/Ibu Orang 1, di Ruang 1"
    assert before[1].status == "in_verification"
    assert before[1].current_version.number == 2
    assert before[1].states.filter(reason=StateReason.REFILLED).count() == 1
    assert AuditEvent.objects.filter(action="merge.refilling").count() == 1
    batch.refresh_from_db()
    assert set(batch.rows.values_list("edition", flat=True)) == {batch.edition}
    assert len(batch_at_desk(actor(office.kabag), batch).letters) == 2


def test_a_mended_table_fills_its_rows_and_no_row_comes_or_goes(office):
    batch = returned(office)
    title = office.kadis.position.title
    rows = [f"Ibu {n},19,R{n},{title}," for n in range(2)]
    for wrong, code in ((rows[:1], "row_gone"), ([*rows, rows[0]], "row_new")):
        with pytest.raises(Invalid) as refused:
            refill(office, batch, wrong)
        assert refused.value.faults[0].code == code

    run_job(refill(office, batch, rows).pk)

    assert "Ibu 1" in says(letters(batch)[1])


def test_what_is_on_its_way_or_taken_out_stays_with_its_line(office):
    batch = returned(office, 3)
    batch.rows.filter(number=3).update(taken_out_at=timezone.now())
    Letter.objects.filter(merge_row__batch=batch, merge_row__number=4).update(
        status="in_verification"
    )
    mend(office, batch)
    title = office.kadis.position.title
    rows = [f"Ibu {n},1980{n},Ruang {n},{title}," for n in range(3)]
    with pytest.raises(Invalid) as refused:
        refill(office, batch, rows)
    assert [one.field for one in refused.value.faults] == ["3", "4"]

    run_job(refill(office, batch).pk)

    told = [says(letter)[:10] for letter in letters(batch)]
    assert told == ["Bapak/Ibu ", "Saudara Or", "Saudara Or"]


def test_nothing_is_filled_where_nothing_changed_or_a_gap_has_no_column(office):
    batch = returned(office, 1)
    with pytest.raises(StateForbids):
        refill(office, batch)
    mend(office, batch, [{"type": "paragraph", "value": "<var>pangkat</var>"}])

    with pytest.raises(Invalid) as refused:
        refill(office, batch)

    assert [one.code for one in refused.value.faults] == ["no_column"]
    assert says(letters(batch)[0]).startswith("Saudara")


def test_a_job_that_was_killed_fills_each_letter_once(office):
    batch = made(office, 3)
    mend(office, batch)
    job = refill(office, batch)
    run_job(job.pk)
    refilling._refill(actor(office.drafter), batch.pk, 2, 4)

    assert {one.states.count() for one in letters(batch)} == {1}
    with pytest.raises(StateForbids):
        refill(office, batch)


def test_only_the_drafter_fills_anew_and_a_decision_goes_first(office):
    batch = on_its_way(office, 1)
    mend(office, batch)
    with pytest.raises(NotFound):
        refill_letters(actor=actor(office.kabag), batch_id=batch.pk)
    back = order(DecisionKind.RETURNED)
    decide_letters(actor=actor(office.kabag), batch_id=batch.pk, order=back)

    with pytest.raises(StillDeciding):
        refill(office, batch)


def test_the_page_and_a_program_fill_anew(office):
    batch = returned(office, 1)
    page = f"/naskah-keluar/massal/kelompok/{batch.pk}/"
    client = client_of(office.drafter)
    told = client.get(page).content.decode()
    shown = client.get(f"{page}isi-ulang/")
    unchanged = post(program_of(office.drafter), f"/mail-merges/{batch.pk}/refill", {})
    mend(office, batch)

    form = {"idempotency_key": "satu"}
    answers = [client.post(f"{page}isi-ulang/", form) for _press in range(2)]

    assert f"{page}isi-ulang/" in told
    assert (shown.status_code, unchanged.status_code) == (200, 409)
    assert {one.headers["Location"] for one in answers} == {page}
    assert AuditEvent.objects.filter(action="merge.refilling").count() == 1
    assert client_of(office.kabag).get(f"{page}isi-ulang/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_returning_all_and_signing_in_one_moment_begin_one_of_both():
    office = build_office()
    batch = on_its_way(office, 1)
    for person in (office.kabag, office.sekda):
        for one in batch_at_desk(actor(person), batch).sample:
            note_letter_seen(actor=actor(person), letter_id=one.of_letter)
        if person is office.kabag:
            approved = order(DecisionKind.APPROVED, note="")
            job = decide_letters(actor=actor(person), batch_id=batch.pk, order=approved)
            run_job(job.pk)
    make_signer(office.sekda)
    sekda, now = actor(office.sekda), timezone.now()
    back = order(DecisionKind.RETURNED)

    answers = at_once(
        lambda: decide_letters(actor=sekda, batch_id=batch.pk, order=back),
        lambda: sign_batch(
            actor=sekda, batch_id=batch.pk, as_of=now, secret=Secret("x")
        ),
    )

    told = [one for one in answers if isinstance(one, Exception)]
    assert [type(one) for one in told] == [StillDeciding]
