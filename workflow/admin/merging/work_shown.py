"""How the work on a batch is shown: the bar, and the rows that were refused."""

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.jobs.models import Job, JobState
from eoffice.shell.components import JobLine, ProgressJob
from workflow.approval.models import ApprovalStep
from workflow.merging.creating import KIND as CREATES
from workflow.merging.deciding import KIND as DECIDES
from workflow.merging.models import MergeBatch
from workflow.merging.refilling import KIND as REFILLS

REFUSED_SHOWN = 50
AT_DESK = "meja"  # in the address: asked for the desk's work, not the drafter's


def progress_of(batch: MergeBatch, job: Job) -> ProgressJob:
    """Return the bar of the work, refused rows first; it polls while it runs."""
    lines = [
        JobLine(title=_("Row %(row)s") % {"row": row}, text=text, state="bad")
        for row, text in _refused(batch, job)
    ]
    state = reverse("merge_batch_state", args=[batch.pk])
    if job.kind == DECIDES:
        state = f"{state}?{AT_DESK}"
    poll = "" if job.finished_at else state
    return ProgressJob(done=job.done, total=job.total, lines=lines, poll_url=poll)


def _refused(batch: MergeBatch, job: Job) -> list[tuple[int, str]]:
    # A step of making holds many rows, each with a reason of its own.
    if job.kind in {CREATES, REFILLS}:
        rows = batch.rows.exclude(refusal="").order_by("number")
        return list(rows.values_list("number", "refusal")[:REFUSED_SHOWN])
    failed = job.items.filter(state=JobState.FAILED).order_by("order")
    told = list(failed.values_list("ref", "message")[:REFUSED_SHOWN])
    if job.kind != DECIDES:
        return [(int(ref), message) for ref, message in told]
    steps = ApprovalStep.objects.filter(pk__in=[ref for ref, _message in told])
    rows_of = dict(steps.values_list("pk", "letter__merge_row__number"))
    by_ref = {str(step): row for step, row in rows_of.items()}
    return [(by_ref.get(ref, 0), message) for ref, message in told]
