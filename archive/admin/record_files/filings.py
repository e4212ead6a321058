"""`/arsip/pemberkasan/<id>/`: what one act of filing did, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.record_files.models import Filing
from archive.record_files.undoing import hindrance, undo_filing, visible_filing
from archive.records import access as record_access
from archive.records.access import tell_depth
from archive.records.shown import list_title
from eoffice.errors import StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting


def filing_page(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show what the person's own filing did, record by record."""
    actor = acting(request)
    filing = visible_filing(actor, filing_id)
    return _shown(request, actor, filing)


def _shown(
    request: HttpRequest, actor: Actor, filing: Filing, status: int = 200
) -> HttpResponse:
    hindered = hindrance(filing)
    context = {
        "filing": filing,
        "outcomes": _outcomes(actor, filing),
        "hindered": str(hindered) if hindered else "",
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Filing"), "")],
    }
    return render(request, "archive/filing.html", context, status=status)


def _outcomes(actor: Actor, filing: Filing) -> list[dict[str, object]]:
    """Return the records of the filing one may still see, with their files."""
    moves = filing.moves.select_related("to_file", "from_file").order_by("id")
    rows = record_access.records_visible_to(actor).filter(filings__filing=filing)
    records = {one.pk: one for one in rows}
    tell_depth(records.values(), actor)
    return [
        {
            "record": record,
            "title": list_title(record, actor),
            "file": move.to_file,
            "before": move.from_file,
        }
        for move in moves
        if (record := records.get(move.record_id)) is not None
    ]


@require_POST
def filing_undo(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Take the person's own filing back, or say why it stands."""
    actor = acting(request)

    def act() -> str:
        undo_filing(actor=actor, filing_id=filing_id)
        return reverse("filing_page", args=[filing_id])

    try:
        address = once(request, act)
    except StateForbids as refusal:
        filing = visible_filing(actor, filing_id)
        return _shown(request, actor, filing, status=refusal.status)
    messages.success(request, _("Taken back: the records lie where they lay before."))
    return redirect(address)
