"""`…/tanda-tangan/<session>/`: how far the signing is, and what came of each letter."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from eoffice.accounts.models import User
from eoffice.errors import NotFound, StateForbids
from eoffice.jobs.models import JobState
from eoffice.jobs.operations import cancel_job
from eoffice.jobs.queries import ItemFacts, JobFacts, job_of
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.components import Act, JobLine, ProgressJob, Tally
from workflow.admin.signing.bulk_secret import show_secret
from workflow.letters import access
from workflow.letters.models import Letter
from workflow.letters.queries.shown import shown_title
from workflow.pades.errors import WrongSecret
from workflow.signing.sessions.ending import KIND

OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})
LEFT = OPEN | {JobState.CANCELLED}
LOOKS = {JobState.SUCCEEDED: "ok", JobState.FAILED: "bad"}
WAITING_SHOWN = 3


def _session(request: HttpRequest, job_id: UUID) -> JobFacts:
    job = job_of(job_id, owner_id=acting(request).user_id)
    # The person's other jobs are no business of this page.
    if job.kind != KIND:
        raise NotFound
    return job


def _tally(job: JobFacts) -> dict[str, int]:
    states = [item.state for item in job.items]
    return {
        "signed": states.count(JobState.SUCCEEDED),
        "refused": states.count(JobState.FAILED),
        "waiting": sum(state in LEFT for state in states),
    }


def _line(item: ItemFacts, letter: Letter | None) -> JobLine:
    look = LOOKS.get(JobState(item.state), "wait")
    # The position may have changed hands while the session ran.
    title = shown_title(letter) if letter else _("A letter that is no longer yours")
    text = item.message
    if look == "ok" and letter:
        text = letter.number
    elif item.state == JobState.CANCELLED:
        text = _("Called off; it stays on your desk.")
    elif look == "wait":
        text = _("Gets its number when its turn comes.")
    words = _("Look") if look == "bad" else pgettext("act", "Open")
    url = reverse("letter_read", args=[letter.pk]) if letter else ""
    act = Act(label=words, url=url) if letter and look != "wait" else None
    return JobLine(title=title, text=text, state=look, act=act)


def _lines(request: HttpRequest, job: JobFacts) -> list[JobLine]:
    ids = [item.ref for item in job.items]
    visible = access.letters_visible_to(acting(request)).filter(pk__in=ids)
    letters = {str(letter.pk): letter for letter in visible.defer("body")}
    lines = [_line(item, letters.get(item.ref)) for item in job.items]
    waiting = [line for line in lines if line.state == "wait"]
    if len(waiting) <= WAITING_SHOWN or job.finished_at:
        return lines
    rest = ngettext("%(count)d letter after it", "The next %(count)d letters",
                    len(waiting)) % {"count": len(waiting)}  # fmt: skip
    turn = _("Each gets its number when its turn comes.")
    others = [line for line in lines if line.state != "wait"]
    return [*others, JobLine(title=rest, text=turn)]


def _part(request: HttpRequest, job: JobFacts) -> ProgressJob:
    counted = _tally(job)
    labels = {
        "signed": _("signed and on their way"),
        "refused": _("to be looked at"),
        "waiting": _("called off")
        if job.state == JobState.CANCELLED
        else _("waiting for their turn"),
    }
    poll = "" if job.finished_at else reverse("letters_sign_state", args=[job.id])
    return ProgressJob(
        done=job.done,
        total=job.total,
        tallies=[
            Tally(name=name, number=counted[name], label=label)
            for name, label in labels.items()
        ],
        lines=_lines(request, job),
        poll_url=poll,
    )


def _wrong_secret(job: JobFacts) -> bool:
    return any(item.code == WrongSecret.code for item in job.items)


def _fault(job: JobFacts) -> str:
    left = int(job.result.get("tries_left") or 0)
    refusal = WrongSecret()
    refusal.tell_tries_left(left)
    kept = _("Your choices are kept.")
    return f"{refusal.faults[0].message} {kept}"


def letters_sign_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show the session; after a wrong secret ask again, with every choice kept."""
    job = _session(request, job_id)
    # Back to the box with the choices kept: a mistyped secret costs no reading.
    if job.finished_at and _wrong_secret(job):
        return show_secret(request, fault=_fault(job))
    counted = _tally(job)
    title = ngettext("Signing %(count)d letter", "Signing %(count)d letters", job.total)
    told = _("%(signed)d signed") % counted
    if counted["refused"]:
        told = _("%(signed)d signed, %(refused)d to be looked at") % counted
    context = {
        "crumbs": [(_("Home"), reverse("wagtailadmin_home")), (_("Signing"), "")],
        "job": job,
        "title": told if job.finished_at else title % {"count": job.total},
        "progress": _part(request, job),
    }
    return render(request, "workflow/signing/bulk_job.html", context)


@require_POST
def letters_sign_cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Call off what has not been signed yet; pressing late is told, not punished."""
    job, actor = _session(request, job_id), acting(request)

    def act() -> str:
        owner = cast("User", request.user)
        cancel_job(job_id=job.id, owner=owner, actor=actor)
        return reverse("letters_sign_job", args=[job.id])

    try:
        once(request, act)
    except StateForbids:
        messages.info(request, _("All letters were done before you called it off."))
    else:
        messages.success(request, _("Called off. Letters not reached stay with you."))
    return redirect("letters_sign_job", job_id=job_id)


def letters_sign_state(request: HttpRequest, job_id: UUID) -> JsonResponse:
    """Tell a page that polls how far the session is."""
    job = _session(request, job_id)
    return JsonResponse(
        {
            "done": job.done,
            "total": job.total,
            "finished": job.finished_at is not None,
            "tally": _tally(job),
        }
    )
