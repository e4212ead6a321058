"""`…/kelompok/<id>/periksa/`: a desk looks at a sample and decides about all of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.admin.letters.viewing import viewer_part
from workflow.admin.merging.work_shown import progress_of
from workflow.approval.models import DecisionKind
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.merging import access
from workflow.merging.deciding import BatchOrder, decide_letters, take_out
from workflow.merging.models import MergeBatch
from workflow.merging.queries import decision_job, own_decision
from workflow.merging.sampling import BatchAtDesk, batch_at_desk
from workflow.merging.signing import next_to_sign
from workflow.outgoing.letter_facts import read_letter

LATER_SHOWN = 20
ACTS = {"approve": DecisionKind.APPROVED, "return": DecisionKind.RETURNED}


def read_as_of(request: HttpRequest) -> datetime:
    """Return when the page was made that the form stands on.

    Raises:
        Invalid: it says none, or none that can be read.
    """
    try:
        told = parse_datetime(request.POST.get("as_of", ""))
    except ValueError:
        told = None
    if told is None or timezone.is_naive(told):
        text = _("Open the page anew and decide there.")
        raise Invalid([Fault(field="as_of", code="required", message=text)])
    return told


def crumbs_of(batch: MergeBatch, last: str = "") -> list[tuple[str, str]]:
    """Return the way from home over the batch at the desk."""
    desk = reverse("merge_batch_desk", args=[batch.pk])
    home = (_("Home"), reverse("wagtailadmin_home"))
    if not last:
        return [home, (_("Mail merge"), "")]
    return [home, (_("Mail merge"), desk), (last, "")]


@office_view
def merge_batch_desk(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show the sample and the acts; after a decision, how far it is carried."""
    actor = acting(request)
    batch = access.visible_batch(actor, batch_id)
    return _desk(request, actor, batch)


def _desk(
    request: HttpRequest, actor: Actor, batch: MergeBatch, fault: str = ""
) -> HttpResponse:
    now = timezone.now()
    decision = own_decision(actor, batch)
    job = decision_job(decision)
    here = _here(actor, batch, _since(request) or now)
    if here is None and decision is None:
        # Nothing waits here any more, and nothing was decided here either.
        raise NotFound
    context: dict[str, Any] = {
        "crumbs": crumbs_of(batch),
        "batch": batch,
        "here": here,
        "as_of": now.isoformat(),
        "decision": decision,
        "job": job,
        "progress": progress_of(batch, job) if job else None,
        "may_decide": access.may(actor, "batch.decide", batch),
        "to_sign": len(next_to_sign(here)) if here and here.turn.signs else 0,
        "fault": fault,
        "note": request.POST.get("note", ""),
        "later": here.later[:LATER_SHOWN] if here else [],
    }
    status = 422 if fault else 200
    return render(request, "workflow/merging/desk.html", context, status=status)


def _since(request: HttpRequest) -> datetime | None:
    """Return `as_of` of a form that was refused: what came since is told."""
    try:
        return read_as_of(request) if request.method == "POST" else None
    except Invalid:
        return None


def _here(actor: Actor, batch: MergeBatch, as_of: datetime) -> BatchAtDesk | None:
    try:
        return batch_at_desk(actor, batch, as_of)
    except NotFound:
        return None


@office_view
def merge_batch_look(request: HttpRequest, batch_id: UUID, number: int) -> HttpResponse:
    """Show the letter of one row whole; it then counts as seen at this desk."""
    actor = acting(request)
    batch = access.visible_batch(actor, batch_id)
    here = batch_at_desk(actor, batch)
    one = here.at(number)
    note_letter_seen(actor=actor, letter_id=one.of_letter)
    reading = read_letter(actor, one.of_letter)
    left = [other.number for other in here.unseen if other.number != number]
    after = next((other for other in left if other > number), None)
    context = {
        "crumbs": crumbs_of(batch, _("Row %(row)s") % {"row": number}),
        "batch": batch,
        "number": number,
        "letter": reading.letter,
        "viewer": viewer_part(reading),
        "following": after or next(iter(left), None),
        "left": len(left),
    }
    return render(request, "workflow/merging/look.html", context)


@office_view
def merge_batch_find(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Lead to the letter of the row that was typed: any may be looked at."""
    actor = acting(request)
    batch = access.visible_batch(actor, batch_id)
    typed = request.GET.get("baris", "").strip()[:6]
    if typed.isdecimal() and batch.rows.filter(number=int(typed)).exists():
        return redirect("merge_batch_look", batch_id=batch.pk, number=int(typed))
    messages.info(request, _("The table has no such row."))
    return redirect("merge_batch_desk", batch_id=batch.pk)


@office_view
@require_POST
def merge_batch_decide(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Initial or return all letters of the batch that lie here."""
    actor = acting(request)

    def act() -> str:
        order = BatchOrder(
            kind=ACTS.get(request.POST.get("act", ""), DecisionKind.RETURNED),
            as_of=read_as_of(request),
            note=request.POST.get("note", ""),
        )
        decide_letters(actor=actor, batch_id=batch_id, order=order)
        return reverse("merge_batch_desk", args=[batch_id])

    try:
        return redirect(once(request, act))
    except Invalid as refusal:
        fault = str(refusal.faults[0].message)
    except StateForbids as refusal:
        fault = str(refusal)
    return _desk(request, actor, access.visible_batch(actor, batch_id), fault)


@office_view
@require_POST
def merge_batch_take_out(
    request: HttpRequest, batch_id: UUID, number: int
) -> HttpResponse:
    """Take one letter out of the batch; it waits by itself from then on."""
    actor = acting(request)

    def act() -> str:
        take_out(actor=actor, batch_id=batch_id, numbers=[number])
        return reverse("merge_batch_desk", args=[batch_id])

    try:
        address = once(request, act)
    except Invalid as refusal:
        fault = str(refusal.faults[0].message)
        return _desk(request, actor, access.visible_batch(actor, batch_id), fault)
    except StateForbids as refusal:
        batch = access.visible_batch(actor, batch_id)
        return _desk(request, actor, batch, str(refusal))
    told = _("Row %(row)s was taken out; it waits on your desk by itself.")
    messages.success(request, told % {"row": number})
    return redirect(address)
