"""`/pengaturan/organisasi/impor/<draft>/`: applying what was shown, with progress."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.accounts.step_up import require_step_up
from eoffice.admin.organisation.importing import places_of
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.importing.jobs import queue_import
from eoffice.jobs.queries import JobFacts, job_of
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import ImportDraft
from eoffice.shell.components import ProgressJob
from eoffice.shell.entry import office_view


def _job(actor: Actor, draft_id: UUID) -> tuple[ImportDraft, JobFacts]:
    drafts = ImportDraft.objects.filter(made_by_id=actor.user_id, job_id__isnull=False)
    # without the file, which is large: a page that polls comes here again and again
    draft = drafts.defer("content").filter(pk=draft_id).first()
    if draft is None or draft.job_id is None:
        raise NotFound
    return draft, job_of(draft.job_id, owner_id=actor.user_id)


@office_view
def import_apply(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Have exactly what was shown applied (POST), and tell how far it is (GET).

    Applying asks for the password once more.
    """
    actor = administrator(request)
    if request.method == "POST":
        require_step_up(request)
        queue_import(actor=actor, draft_id=draft_id)
        return redirect("import_apply", draft_id)
    draft, job = _job(actor, draft_id)
    context = {
        "draft": draft,
        "job": job,
        "progress": None if job.finished_at else _progress(draft, job),
        "is_applied": bool(job.result.get("applied")),
        "is_asked": "agreement" in job.result,
        "refusal": job.items[0].message if job.items else "",
        "places": places_of(_refusal(job)),
    }
    return render(request, "eoffice/organisation/import_job.html", context)


@office_view
def import_state(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """Tell a page that polls how far it is."""
    _draft, job = _job(administrator(request), draft_id)
    is_over = job.finished_at is not None
    return JsonResponse({"done": job.done, "total": job.total, "finished": is_over})


def _progress(draft: ImportDraft, job: JobFacts) -> ProgressJob:
    return ProgressJob(
        done=job.done,
        total=job.total,
        left=_("%(n)s changes, all of them or none") % {"n": draft.total},
        poll_url=reverse("import_state", args=[draft.pk]),
    )


def _refusal(job: JobFacts) -> Invalid:
    told = job.result.get("errors", [])
    return Invalid([Fault(**{k: one[k] for k in Fault.__slots__}) for one in told])
