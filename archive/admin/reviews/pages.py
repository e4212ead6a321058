"""`/arsip/penilaian-kembali/`: the reviews, a new one, and one with its files."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.disposal.posted import posted
from archive.admin.paging import LongPaginator
from archive.admin.reviews.forms import TICKED, FileReviewForm, WordForm
from archive.admin.reviews.shown import (
    WAITS,
    crumbs_of,
    page_of_review,
    state_tag,
    steps_of,
)
from archive.disposal.access import deals_with_lists
from archive.holds.access import own_archive
from archive.reviews import access
from archive.reviews.allowed_acts import allowed_acts
from archive.reviews.appraising import FileWord, appraise_files
from archive.reviews.counting import waits_for, with_counts
from archive.reviews.models import Review
from archive.reviews.proposing import ReviewProposal, propose_review
from archive.reviews.readiness import hindrance_of
from archive.reviews.states import ReviewWord
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.shell.acting import acting

PAGE_SIZE = 50


def review_list(request: HttpRequest) -> HttpResponse:
    """Show the reviews of the archives one keeps or appraises for."""
    actor = acting(request)
    if not deals_with_lists(actor):
        raise NotFound
    rows = with_counts(access.reviews_visible_to(actor)).order_by("-id")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "page": page,
        "rows": [
            (one, state_tag(one), WAITS[waits_for(one)]) for one in page.object_list
        ],
        "may_propose": actor.has_duty(PositionDuty.ARCHIVIST),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Reviews"), "")],
    }
    return render(request, "archive/reviews/lists.html", context)


def review_new(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a day; make the list of what is due."""
    actor = acting(request)
    own_archive(actor)  # nobody else proposes
    form = FileReviewForm(posted(request))
    if request.method == "POST" and form.is_valid():
        proposal = ReviewProposal(**form.cleaned_data)

        def act() -> str:
            return page_of_review(propose_review(actor=actor, proposal=proposal))

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The list is made. Nothing is decided yet."))
            return redirect(address)
    crumbs = [
        (_("Archive"), reverse("record_list")),
        (_("Reviews"), reverse("reviews")),
        (_("New review"), ""),
    ]
    context = {"form": form, "crumbs": crumbs}
    status = 422 if form.errors else 200
    return render(request, "archive/reviews/new.html", context, status=status)


def review_page(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Show the review; taken in, the committee's word on files."""
    actor = acting(request)
    people = ("proposed_by", "approved_by")
    rows = with_counts(access.reviews_visible_to(actor)).select_related(*people)
    found = rows.filter(pk=review_id).first()
    if found is None:
        raise NotFound
    form = WordForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer = _appraised(request, actor, found, form)
        if answer is not None:
            return answer
    status = 422 if form.errors else 200
    context = _shown(request, actor, found, form)
    return render(request, "archive/reviews/review.html", context, status=status)


def _appraised(
    request: HttpRequest, actor: Actor, found: Review, form: WordForm
) -> HttpResponse | None:
    """Give the word once; return where to go, or nothing while it has faults."""
    given, ticked = form.cleaned_data, _ticked(request)
    word = FileWord(
        decision=ReviewWord(given["decision"]),
        until=given["until"],
        reason=given["reason"],
    )
    is_ticked = given["which"] == TICKED
    if is_ticked and not ticked:
        form.add_error("which", _("Tick at least one file first."))
        return None
    items = ticked if is_ticked else []
    told: list[int] = []

    def act() -> str:
        told.append(
            appraise_files(actor=actor, review_id=found.pk, word=word, items=items)
        )
        return page_of_review(found)

    try:
        address = once(request, act)
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)
        return None
    count = told[0] if told else len(ticked)
    words = ngettext("%(n)d file has a word.", "%(n)d files have a word.", count)
    messages.success(request, words % {"n": count})
    return redirect(address)


def _hindrance(found: Review) -> OfficeError | None:
    """Return what the next step waits for, where the steps do not say it already."""
    return hindrance_of(found) if waits_for(found) != "appraisal" else None


def _ticked(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(one) for one in request.POST.getlist("berkas")[:PAGE_SIZE]]
    except ValueError as error:
        raise NotFound from error


def _shown(
    request: HttpRequest, actor: Actor, found: Review, form: WordForm
) -> dict[str, object]:
    rows = found.items.select_related(
        "record_file__unit", "record_file__classification"
    )
    rows = rows.defer("record_file__trigger_proof").order_by("order")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    acts = allowed_acts(actor, found)
    return {
        "found": found,
        "page": page,
        "items": list(page.object_list),
        "ticked": request.POST.getlist("berkas"),
        "state": state_tag(found),
        "steps": steps_of(found),
        "acts": acts,
        "links": {
            act: reverse(f"review_{act}", args=[found.pk])
            for act in acts
            if act != "appraise"
        },
        "is_whole": waits_for(found) == "approval",
        "hindrance": _hindrance(found),
        "documents": reverse("review_documents", args=[found.pk]),
        "form": form,
        "crumbs": crumbs_of(found),
    }
