"""What is told of a batch, and what of one of its letters; the desk's own rows."""

from uuid import uuid4

import pytest
from django.utils import timezone

from eoffice.jobs.models import Job, JobItem
from eoffice.jobs.operations import run_job
from eoffice.notifications.models import Notification
from eoffice.notifications.operations.notifying import Message
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.workflow.merging.merge_tables import on_its_way
from workflow.approval.models import Decision, DecisionKind
from workflow.approval.operations.approving import return_letter
from workflow.approval.operations.submitting import submit_letter
from workflow.merging.deciding import BatchOrder, decide_letters, take_out
from workflow.merging.submitting import submit_letters
from workflow.models import Letter, MergeBatch
from workflow.outgoing.batch_notices import tell
from workflow.outgoing.desk import own_count, own_items
from workflow.signing.sessions.ending import KIND as SESSION

pytestmark = pytest.mark.django_db


def letter_of(batch: MergeBatch, number: int) -> Letter:
    return Letter.objects.get(merge_row__batch=batch, merge_row__number=number)


def send_back(office, letter: Letter) -> None:
    step = letter.steps.get(state="open")
    kabag = actor(office.kabag)
    return_letter(actor=kabag, letter_id=letter.pk, step_id=step.pk, note="Ubah.")


def send_all_back(office, batch: MergeBatch) -> None:
    order = BatchOrder(
        kind=DecisionKind.RETURNED, as_of=timezone.now(), note="Ubah semua."
    )
    job = decide_letters(actor=actor(office.kabag), batch_id=batch.pk, order=order)
    run_job(job.pk)


def unread(person, kind: str) -> list[str]:
    drain()
    lines = Notification.objects.filter(official=person.official, kind=kind)
    return list(
        lines.filter(read_at=None).order_by("pk").values_list("path", flat=True)
    )


def test_one_letter_returned_is_told_by_itself_and_comes_anew(office):
    batch = on_its_way(office, 3)
    desk = unread(office.kabag, "letter.to_initial")
    assert len(desk) == 1
    letter = letter_of(batch, 2)
    send_back(office, letter)
    assert unread(office.drafter, "letter.returned") == [f"/naskah-keluar/{letter.pk}/"]

    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    assert unread(office.kabag, "letter.to_initial") == desk * 2
    assert unread(office.drafter, "letter.returned") == []


def test_a_batch_returned_as_one_is_told_once_and_let_go_of(office):
    batch = on_its_way(office, 2)
    for _round in range(2):
        send_all_back(office, batch)
        [path] = unread(office.drafter, "letter.returned")
        assert str(batch.pk) in path
        assert unread(office.kabag, "letter.to_initial") == []
        drafter = actor(office.drafter)
        run_job(submit_letters(actor=drafter, batch_id=batch.pk).pk)
        assert unread(office.drafter, "letter.returned") == []
        assert len(unread(office.kabag, "letter.to_initial")) == 1


def test_the_line_at_a_desk_goes_when_all_was_taken_out(office):
    batch = on_its_way(office, 2)
    kabag = actor(office.kabag)
    drain()
    take_out(actor=kabag, batch_id=batch.pk, numbers=[2])
    assert len(unread(office.kabag, "letter.to_initial")) == 1
    take_out(actor=kabag, batch_id=batch.pk, numbers=[3])
    assert unread(office.kabag, "letter.to_initial") == []


def test_returned_letters_are_rows_of_the_desk_apart_from_the_drafts(office):
    batch = on_its_way(office, 3)
    drafter, today = actor(office.drafter), timezone.localdate()
    before = own_count(drafter, today)
    send_back(office, letter_of(batch, 2))
    [one] = [item for item in own_items(drafter, today) if item.act == "mend"]
    assert str(letter_of(batch, 2).pk) in one.url
    send_back(office, letter_of(batch, 3))
    [both] = [item for item in own_items(drafter, today) if item.kind == "letter_batch"]
    assert both.url.endswith(f"/kelompok/{batch.pk}/")
    assert own_count(drafter, today) == before + 1


def test_what_one_session_signed_is_told_once_and_the_rest_by_itself(office):
    batch = on_its_way(office, 3)
    letters = [letter_of(batch, number) for number in (2, 3, 4)]
    session = Job.objects.create(kind=SESSION, owner=office.sekda.user, total=2)
    seat = office.drafter.position.pk
    for n, letter in enumerate(letters):
        version, step = letter.current_version, letter.steps.get(state="open")
        Decision.objects.create(
            step=step,
            version=version,
            content_hash=version.content_hash,
            kind=DecisionKind.SIGNED,
            official=office.sekda.official,
            position=office.sekda.position,
        )
        if n < 2:
            JobItem.objects.create(job=session, order=n, ref=str(letter.pk))
        path = f"/naskah-keluar/{letter.pk}/"
        message = Message(kind="letter.sent", text="Dikirim", path=path)
        tell(uuid4(), seat, letter, "Dikirim", message)

    together, alone = unread(office.drafter, "letter.sent")
    assert str(batch.pk) in together
    assert str(letters[2].pk) in alone
