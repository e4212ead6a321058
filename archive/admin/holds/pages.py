"""`/arsip/penahanan/`: what is kept for a case, placing a hold and lifting it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.disposal.posted import posted
from archive.admin.holds.forms import HoldForm, LiftingForm
from archive.admin.holds.scopes import scopes_in_words, things_named
from archive.admin.paging import LongPaginator, bounded_count
from archive.holds import access
from archive.holds.following import progress_of
from archive.holds.holding import covered_by
from archive.holds.models import LegalHold
from archive.holds.placing import lift_hold, place_hold
from archive.records.models import Record
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.components import ProgressJob
from eoffice.shell.queue import Tag

PAGE_SIZE = 50
NAMES = ("arsip", "berkas")  # what other pages ask to hold


def state_of(hold: LegalHold, today: date) -> Tag:
    """Return as a tag whether it holds now."""
    if hold.lifted_at is not None:
        return Tag(text=_("Lifted"), icon="undo-2")
    if hold.to_on is not None and hold.to_on < today:
        return Tag(text=_("Hold is over"), icon="clock")
    if hold.from_on > today:
        return Tag(text=_("Begins later"), icon="clock", kind="info")
    return Tag(text=_("Held now"), icon="lock", kind="due")


def hold_list(request: HttpRequest) -> HttpResponse:
    """Show the holds of the archives one keeps, newest first."""
    actor, today = acting(request), timezone.localdate()
    if not access.deals_with_holds(actor):
        raise NotFound
    rows = access.holds_visible_to(actor).select_related("unit").order_by("-id")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "page": page,
        "rows": [(one, state_of(one, today)) for one in page.object_list],
        "may_place": access.archives_of(actor).exists(),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Holds for cases"), "")],
    }
    return render(request, "archive/holds/list.html", context)


def hold_new(request: HttpRequest) -> HttpResponse:
    """Ask for the case and what it covers; keep it from then on."""
    actor = acting(request)
    access.own_archive(actor)
    form = HoldForm(posted(request), actor=actor)
    named = request.POST if request.method == "POST" else request.GET
    records, files = (_ids(named.getlist(name)) for name in NAMES)
    if request.method == "POST" and form.is_valid():
        hold = form.hold(records, files)

        def act() -> str:
            made = place_hold(actor=actor, hold=hold)
            return reverse("hold_page", args=[made.pk])

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("Kept, whatever retention says."))
            return redirect(address)
    context = {
        "form": form,
        "named": things_named(actor, records, files),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Holds for cases"), reverse("holds")),
            (_("New hold"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/holds/new.html", context, status=status)


def _ids(given: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in given]
    except ValueError as error:
        raise NotFound from error


def hold_page(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Show one hold with what it covers; sent, lift it with its reason."""
    actor = acting(request)
    people = ("unit", "placed_by", "lifted_by")
    rows = access.holds_visible_to(actor).select_related(*people)
    hold = access.one_of(rows, hold_id)
    form = LiftingForm(posted(request), initial={"version": hold.row_version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            lift_hold(
                actor=actor,
                hold_id=hold_id,
                reason=given["reason"],
                expected_version=given["version"],
            )
            return reverse("hold_page", args=[hold_id])

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The hold is lifted. Other holds keep on."))
            return redirect(address)
    scopes = list(hold.scopes.select_related("hold", "record_file", "unit"))
    may_lift = hold.lifted_at is None and access.may(actor, "hold.lift", hold)
    context = {
        "hold": hold,
        "form": form,
        "state": state_of(hold, timezone.localdate()),
        "scopes": scopes_in_words(scopes),
        "count": bounded_count(Record.objects.filter(covered_by(scopes))),
        "may_lift": may_lift,
        **_in_store(hold),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Holds for cases"), reverse("holds")),
            (hold.case_name, ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/holds/page.html", context, status=status)


def _in_store(hold: LegalHold) -> dict[str, object]:
    """Return how far the store follows: a bar while it goes on, then the number."""
    found = progress_of(hold)
    if found is None or found.is_over:
        return {"in_store": found}
    poll = reverse("hold_state", args=[hold.pk])
    bar = ProgressJob(done=found.done, total=found.total, poll_url=poll)
    return {"progress": bar}


def hold_state(request: HttpRequest, hold_id: UUID) -> JsonResponse:
    """Tell a page that polls how many files the store was told of."""
    found = progress_of(access.visible_hold(acting(request), hold_id))
    if found is None:
        raise NotFound
    told = {"done": found.done, "total": found.total, "finished": found.is_over}
    return JsonResponse(told)
