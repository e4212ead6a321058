"""`/naskah-keluar/massal/kelompok/<id>/`: what the table holds, and its letters."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Stale, StateForbids
from eoffice.jobs.models import Job
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from eoffice.spreadsheets import MEDIA_TYPE, file_answer
from workflow.admin.merging.work_shown import AT_DESK, progress_of
from workflow.merging import access
from workflow.merging.creating import create_letters
from workflow.merging.faults import read_faults
from workflow.merging.models import MergeBatch
from workflow.merging.queries import (
    BatchTally,
    decision_job,
    job_for,
    latest_job,
    letters_to_submit,
    own_decision,
    tally_of,
)
from workflow.merging.sheets import fault_sheet
from workflow.merging.submitting import submit_letters

FAULTS_SHOWN = 50


@office_view
def merge_batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show what was found; then, how far the work is and what came of it."""
    actor = acting(request)
    batch = access.visible_batch(actor, batch_id)
    job = job_for(actor, batch)
    counted = tally_of(actor, batch)
    context = {
        "crumbs": [
            (_("Outgoing letters"), reverse("letter_list")),
            (_("Mail merge"), ""),
        ],
        "batch": batch,
        "tally": counted,
        "job": job,
        "progress": progress_of(batch, job) if job else None,
        "decisions": batch.decisions.select_related("official", "position"),
        **_found(actor, batch, counted),
    }
    return render(request, "workflow/merging/batch.html", context)


def _found(actor: Actor, batch: MergeBatch, counted: BatchTally) -> dict[str, Any]:
    drafts = access.may(actor, "batch.create", batch)
    # What stands in the table is for who brought it.
    faults = read_faults(batch.faults) if drafts else []
    making = latest_job(batch)
    is_made = making is not None and making.finished_at is not None
    submits = access.may(actor, "batch.submit", batch) and is_made
    return {
        "faults": faults[:FAULTS_SHOWN],
        "more_faults": max(0, len(faults) - FAULTS_SHOWN),
        "may_create": drafts and not batch.fault_count and counted.left > 0,
        "to_submit": letters_to_submit(batch).count() if submits else 0,
    }


@office_view
def merge_batch_state(request: HttpRequest, batch_id: UUID) -> JsonResponse:
    """Tell a page that polls how far the work is."""
    actor = acting(request)
    batch = access.visible_batch(actor, batch_id)
    at_desk = AT_DESK in request.GET
    decided = own_decision(actor, batch) if at_desk else None
    job = decision_job(decided) if at_desk else job_for(actor, batch)
    if job is None:  # checked, and nothing is being made yet
        return JsonResponse({"done": 0, "total": batch.row_count, "finished": False})
    is_over = job.finished_at is not None
    return JsonResponse({"done": job.done, "total": job.total, "finished": is_over})


@office_view
def merge_batch_faults(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Give everything the check found as a spreadsheet."""
    actor = acting(request)
    batch = access.visible_batch(actor, batch_id)
    access.require(actor, "batch.create", batch)
    return file_answer(fault_sheet(batch), MEDIA_TYPE, "periksa-surat-massal.xlsx")


@office_view
@require_POST
def merge_batch_create(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Have the letters made; pressing twice is the same job."""
    return _begun(request, batch_id, create_letters)


@office_view
@require_POST
def merge_batch_submit(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Have all of them submitted; pressing twice is the same job."""
    return _begun(request, batch_id, submit_letters)


def _begun(
    request: HttpRequest, batch_id: UUID, begin: Callable[..., Job]
) -> HttpResponse:
    actor = acting(request)

    def act() -> str:
        begin(actor=actor, batch_id=batch_id)
        return reverse("merge_batch", args=[batch_id])

    try:
        return redirect(once(request, act))
    except (Stale, StateForbids) as refusal:
        messages.error(request, str(refusal))
    return redirect("merge_batch", batch_id=batch_id)
