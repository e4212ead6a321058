"""Filing from the pages: one record, or all chosen proposals at once."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive import access
from archive.admin.entrance import acting, address_query
from archive.admin.records import NAMES, PAGE_SIZE, shown_title
from archive.operations.filing import file_record
from eoffice.errors import NotFound, OfficeError
from eoffice.organisation.actor import Actor
from eoffice.shell.once import once


@require_POST
def accept_proposals(request: HttpRequest) -> HttpResponse:
    """File every chosen record where it was proposed; tell the outcome of each.

    A choice is `record:file` as it was shown, so that nothing goes into another file
    than the archivist has read. One refusal does not stop the others. Pressed twice
    it tells the same: a record that lies in its file already counts as filed.
    """
    actor = acting(request)
    if not access.is_archivist(actor):
        raise NotFound
    outcomes = [
        _accept(actor, chosen) for chosen in request.POST.getlist("usul")[:PAGE_SIZE]
    ]
    filed = sum(1 for one in outcomes if not one["fault"])
    context = {
        "outcomes": outcomes,
        "filed": filed,
        "refused": len(outcomes) - filed,
        "query": address_query(request.GET, NAMES),
        "crumbs": [(_("Archive"), "/arsip/"), (_("Filing"), "")],
    }
    return render(request, "archive/outcomes.html", context)


def _accept(actor: Actor, chosen: str) -> dict[str, object]:
    record_id, _colon, file_id = chosen.partition(":")
    try:
        record = access.visible_record(actor, record_id)
    except OfficeError as refusal:
        return {"record": None, "title": _("Unknown record"), "fault": str(refusal)}
    outcome: dict[str, object] = {"record": record, "title": shown_title(record)}
    try:
        target = access.visible_record_file(actor, file_id)
        with transaction.atomic():
            filed = file_record(
                actor=actor, record_id=record.pk, record_file_id=target.pk
            )
    except OfficeError as refusal:
        return {**outcome, "fault": str(refusal)}
    return {**outcome, "fault": "", "record": filed, "file": target}


@require_POST
def file_one(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Put one record into the chosen file, or move it there."""
    actor = acting(request)
    target = access.visible_record_file(actor, request.POST.get("berkas", ""))

    def act() -> str:
        record = access.visible_record(actor, record_id)
        file_record(
            actor=actor,
            record_id=record.pk,
            record_file_id=target.pk,
            move=record.record_file_id is not None,
        )
        return reverse("record_read", args=[record_id])

    address = once(request, act)
    messages.success(request, _("Filed into %(title)s.") % {"title": target.title})
    return redirect(address)
