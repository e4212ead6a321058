"""`/laporan/buku/…/salinan/`: a long book, written while one goes on working."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import NotFound
from eoffice.jobs.models import JobState
from eoffice.jobs.queries import JobFacts, job_of
from eoffice.objects.models import StoredObject
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import ProgressJob
from workflow.admin.books.asked import (
    asked_id,
    asked_name,
    asked_paper,
    asked_period,
)
from workflow.books.copying import KIND, copy_of, start_copy
from workflow.books.order import ExportOrder
from workflow.books.registers import BOOKS
from workflow.reading_copies import give_book


def register_copy(request: HttpRequest, book: str) -> HttpResponseBase:
    """Have a long book written (POST), tell how far it is, give the file (GET)."""
    actor, name = acting(request), asked_name(book)
    if request.method == "POST":
        return _start(request, book, name)
    job = _job(request, actor)
    if job.finished_at and request.GET.get("berkas"):
        return _file(request, actor, book, job)
    poll = f"{reverse('register_copy_state', args=[book])}?kerja={job.id}"
    context = {
        "book": book,
        "title": str(BOOKS[name].title),
        "job": job,
        "failed": job.state in {JobState.FAILED, JobState.PARTLY_FAILED},
        "progress": None
        if job.finished_at
        else ProgressJob(done=job.done, total=job.total, poll_url=poll),
        "crumbs": [
            (_("Reports"), reverse("reports")),
            (BOOKS[name].title, reverse("register_page", args=[book])),
            (_("Copy of the book"), ""),
        ],
    }
    return render(request, "workflow/books/copy.html", context)


def register_copy_state(request: HttpRequest, book: str) -> JsonResponse:
    """Tell a page that polls how far it is."""
    asked_name(book)
    job = _job(request, acting(request))
    is_over = job.finished_at is not None
    return JsonResponse({"done": job.done, "total": job.total, "finished": is_over})


def _start(request: HttpRequest, book: str, name: str) -> HttpResponse:
    order = ExportOrder(
        name=name,
        form="xlsx" if request.POST.get("bentuk") == "xlsx" else "pdf",
        period=asked_period(request),
        paper=asked_paper(request),
    )

    def act() -> str:
        job = start_copy(actor=acting(request), order=order)
        return f"{reverse('register_copy', args=[book])}?kerja={job.pk}"

    return redirect(once(request, act))


def _job(request: HttpRequest, actor: Actor) -> JobFacts:
    job_id = asked_id(request, "kerja")
    if job_id is None:
        raise NotFound
    job = job_of(job_id, owner_id=actor.user_id)
    # The person's other jobs are no business of this page.
    if job.kind != KIND:
        raise NotFound
    return job


def _file(
    request: HttpRequest, actor: Actor, book: str, job: JobFacts
) -> HttpResponseBase:
    stored = copy_of(actor=actor, job_id=job.id, order_name=asked_name(book))
    if not isinstance(stored, StoredObject):
        raise NotFound
    form = "pdf" if stored.media_type == "application/pdf" else "xlsx"
    return give_book(request, stored, name=f"buku-agenda-{book}.{form}")
