"""A desk looks at a sample and decides about the whole batch, each letter its own."""

import pytest
from django.utils import timezone

from eoffice.errors import Invalid, NotFound
from eoffice.jobs.models import JobState
from eoffice.jobs.operations import run_job
from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.signers import make_signer
from tests.workflow.merging.merge_tables import on_its_way
from workflow.approval.models import DecisionKind
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import recall_letter, submit_letter
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.merging import deciding
from workflow.merging.deciding import (
    BatchOrder,
    SampleUnseen,
    decide_letters,
    take_out,
)
from workflow.merging.sampling import BatchAtDesk, batch_at_desk
from workflow.merging.signing import sign_batch
from workflow.models import ApprovalStep, Decision, Letter, MergeBatch
from workflow.outgoing.desk import desk_count, desk_items
from workflow.pades.ports import Secret
from workflow.signing.queries.desk import letters_to_sign

pytestmark = pytest.mark.django_db


def at_desk(person, batch: MergeBatch) -> BatchAtDesk:
    return batch_at_desk(actor(person), batch, timezone.now())


def look(person, batch: MergeBatch) -> None:
    for one in at_desk(person, batch).sample:
        note_letter_seen(actor=actor(person), letter_id=one.of_letter)


def decide(person, batch: MergeBatch, kind=DecisionKind.APPROVED, **more):
    order = BatchOrder(kind=kind, **{"as_of": timezone.now(), **more})
    return decide_letters(actor=actor(person), batch_id=batch.pk, order=order)


def states(batch: MergeBatch) -> list[str]:
    letters = Letter.objects.filter(merge_row__batch=batch)
    return list(letters.order_by("merge_row__number").values_list("status", flat=True))


def test_the_sample_is_of_chance_and_of_the_longest_and_must_be_opened(
    office, monkeypatch
):
    monkeypatch.setattr("workflow.merging.sampling.BY_CHANCE", 1)
    monkeypatch.setattr("workflow.merging.sampling.LONGEST", 1)
    batch = on_its_way(office, 3)
    drawn = at_desk(office.kabag, batch).sample
    rest = {2, 3, 4} - {drawn[0].number, drawn[1].number}
    batch.rows.filter(number__in=rest).update(longest=900)

    again = at_desk(office.kabag, batch)
    assert len(again.sample) == 2
    assert rest <= {one.number for one in again.sample}
    with pytest.raises(SampleUnseen):
        decide(office.kabag, batch)
    assert not Decision.objects.exists()


def test_one_decision_gives_every_letter_its_own_initial_then_one_signing(office):
    batch = on_its_way(office, 2)
    [item] = desk_items(actor(office.kabag), timezone.localdate())
    assert str(batch.pk) in item.url
    assert desk_count(actor(office.kabag), timezone.localdate()) == 1
    look(office.kabag, batch)
    job = decide(office.kabag, batch, note="Sesuai.")
    assert decide(office.kabag, batch) == job
    run_job(job.pk)
    job.refresh_from_db()

    assert job.state == JobState.SUCCEEDED
    assert states(batch) == ["awaiting_signature"] * 2
    letters = Letter.objects.filter(merge_row__batch=batch)
    for letter in letters:
        given = Decision.objects.get(version=letter.current_version)
        assert given.content_hash == letter.current_version.content_hash
        assert (given.official, given.note) == (office.kabag.official, "Sesuai.")
    known = batch.decisions.get()
    assert (known.letters, known.seen) == (2, 2)

    sekda = actor(office.sekda)
    assert not letters_to_sign(sekda)
    look(office.sekda, batch)
    make_signer(office.sekda)
    session = sign_batch(
        actor=sekda, batch_id=batch.pk, as_of=timezone.now(), secret=Secret("x")
    )
    assert set(session.items.values_list("ref", flat=True)) == {
        str(letter.pk) for letter in letters
    }


def test_a_letter_changed_since_the_sample_drops_out_visibly(office):
    batch = on_its_way(office, 2)
    look(office.kabag, batch)
    drawn = timezone.now()
    first = Letter.objects.get(merge_row__batch=batch, merge_row__number=2)
    recall_letter(actor=actor(office.drafter), letter_id=first.pk)
    submit_letter(actor=actor(office.drafter), letter_id=first.pk)

    here = batch_at_desk(actor(office.kabag), batch, drawn)
    assert [one.number for one in here.letters] == [3]
    assert [(one.number, one.version_number) for one in here.later] == [(2, 2)]
    run_job(decide(office.kabag, batch, as_of=drawn).pk)
    assert states(batch) == ["in_verification", "awaiting_signature"]


def test_work_that_was_killed_goes_on_and_tells_what_it_left_out(office, monkeypatch):
    batch = on_its_way(office, 3)
    look(office.kabag, batch)
    job = decide(office.kabag, batch)
    kept = deciding.approve_step

    def killed(**given):
        kept(**given)
        raise KeyboardInterrupt

    monkeypatch.setattr(deciding, "approve_step", killed)
    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk)
    monkeypatch.undo()
    last = Letter.objects.get(merge_row__batch=batch, merge_row__number=4)
    recall_letter(actor=actor(office.drafter), letter_id=last.pk)
    run_job(job.pk)
    job.refresh_from_db()

    assert Decision.objects.count() == 2
    assert [item.code for item in job.items.order_by("order")] == ["", "", "left_batch"]


def test_a_batch_is_returned_with_a_reason_and_a_letter_taken_out_stays(office):
    batch = on_its_way(office, 2)
    with pytest.raises(Invalid):
        decide(office.kabag, batch, DecisionKind.RETURNED)
    with pytest.raises(Invalid):
        take_out(actor=actor(office.kabag), batch_id=batch.pk, numbers=[2, 99])
    take_out(actor=actor(office.kabag), batch_id=batch.pk, numbers=[2])
    assert len(desk_items(actor(office.kabag), timezone.localdate())) == 2
    run_job(decide(office.kabag, batch, DecisionKind.RETURNED, note="Nama salah").pk)

    assert states(batch) == ["in_verification", "returned"]
    step = ApprovalStep.objects.get(
        letter__merge_row__batch=batch, letter__merge_row__number=2, state="open"
    )
    approve_step(actor=actor(office.kabag), letter_id=step.letter_id, step_id=step.pk)
    assert states(batch)[0] == "awaiting_signature"


def test_nobody_decides_at_a_desk_of_others(office):
    batch = on_its_way(office, 1)
    for person in (office.drafter, office.sekda, office.stranger):
        with pytest.raises(NotFound):
            decide(person, batch)
        with pytest.raises(NotFound):
            take_out(actor=actor(person), batch_id=batch.pk, numbers=[2])


def test_a_desk_is_told_of_the_batch_once(office):
    batch = on_its_way(office, 3)
    drain()
    [bell] = Notification.objects.filter(official=office.kabag.official)
    assert str(batch.pk) in bell.path
    look(office.kabag, batch)
    run_job(decide(office.kabag, batch).pk)
    drain()

    bell.refresh_from_db()
    assert bell.read_at
    assert Notification.objects.filter(official=office.sekda.official).count() == 1
