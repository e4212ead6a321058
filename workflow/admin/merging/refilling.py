"""`…/kelompok/<id>/isi-ulang/`: the letters of a batch that came back, filled anew."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid, Stale, StateForbids
from eoffice.once.forms import once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import file_box
from workflow.admin.merging.bringing import BOX, brought_table
from workflow.merging import access
from workflow.merging.queries import letters_to_submit
from workflow.merging.refilling import refill_letters

FAULTS_SHOWN = 50


@office_view
def merge_batch_refill(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say what is filled anew and of what; then begin it, once."""
    actor = acting(request)
    if request.method != "POST":
        return _page(request, actor, batch_id)

    def act() -> str:
        access.require(actor, "batch.create", access.visible_batch(actor, batch_id))
        has_file = "table" in request.FILES
        table = brought_table(request, actor) if has_file else None
        refill_letters(actor=actor, batch_id=batch_id, table=table)
        return reverse("merge_batch", args=[batch_id])

    try:
        # In steps: scanner and sandbox are slow, and no transaction may wait for them.
        return redirect(once_in_steps(request, act))
    except Invalid as refusal:
        return _page(request, actor, batch_id, refusal.faults)
    except (Stale, StateForbids) as refusal:
        messages.error(request, str(refusal))
    return redirect("merge_batch_refill", batch_id=batch_id)


def _page(
    request: HttpRequest, actor: Actor, batch_id: UUID, faults: Sequence[Fault] = ()
) -> HttpResponse:
    batch = access.visible_batch(actor, batch_id)
    access.require(actor, "batch.create", batch)
    lying = letters_to_submit(batch).filter(taken_out_at__isnull=True).count()
    context = {
        "crumbs": [
            (_("Outgoing letters"), reverse("letter_list")),
            (_("Mail merge"), reverse("merge_batch", args=[batch.pk])),
            (_("Fill anew"), ""),
        ],
        "batch": batch,
        "lying": lying,
        "others": batch.rows.filter(letter__isnull=False).count() - lying,
        "file_box": file_box(BOX),
        "faults": [_told(fault) for fault in faults[:FAULTS_SHOWN]],
        "more_faults": max(0, len(faults) - FAULTS_SHOWN),
    }
    page = "workflow/merging/refill.html"
    return render(request, page, context, status=422 if faults else 200)


def _told(fault: Fault) -> tuple[str, str]:
    """Return where it is, by row and column of the table, and what it is."""
    row, _dot, column = str(fault.field).partition(".")
    if not row.isdecimal():
        return "", str(fault.message)
    place = _("Row %(row)s") % {"row": row}
    return f"{place}, {column}" if column else place, str(fault.message)
