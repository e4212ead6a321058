"""All drafts of a batch are submitted in one act, each by its own rules."""

import pytest

from eoffice.errors import NotFound, StateForbids
from eoffice.jobs.models import JobState
from eoffice.jobs.operations import run_job
from tests.office.kabupaten import actor
from tests.workflow.merging.merge_tables import good, made
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.merging.creating import create_letters
from workflow.merging.submitting import submit_letters
from workflow.models import ApprovalStep, Letter, MergeBatch

pytestmark = pytest.mark.django_db


def submit(office, batch: MergeBatch):
    return submit_letters(actor=actor(office.drafter), batch_id=batch.pk)


def states(batch: MergeBatch) -> list[str]:
    letters = Letter.objects.filter(merge_row__batch=batch)
    return list(letters.order_by("merge_row__number").values_list("status", flat=True))


def test_a_letter_that_breaks_a_rule_stays_and_the_others_go_once(office):
    batch = made(office)
    broken = Letter.objects.filter(merge_row__batch=batch, merge_row__number=2).get()
    edit_draft(
        actor=actor(office.drafter),
        letter_id=broken.pk,
        row_version=None,
        content=LetterInput(given=frozenset({"subject"}), subject=""),
    )
    job = submit(office, batch)
    assert submit(office, batch) == job
    run_job(job.pk)
    job.refresh_from_db()

    assert job.state == JobState.PARTLY_FAILED
    assert job.items.get(state=JobState.FAILED).message
    assert states(batch) == ["draft", "in_verification"]
    steps = ApprovalStep.objects.filter(letter__merge_row__batch=batch, state="open")
    assert [step.position for step in steps] == [office.kabag.position]


def test_nothing_is_submitted_before_it_is_made_or_by_others(office):
    batch = good(office)
    create_letters(actor=actor(office.drafter), batch_id=batch.pk)
    with pytest.raises(StateForbids):
        submit(office, batch)
    with pytest.raises(NotFound):
        submit_letters(actor=actor(office.kabag), batch_id=batch.pk)
