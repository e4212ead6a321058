"""Filing from the pages: one record, or all chosen proposals at once."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.admin.entrance import address_query, words_of
from archive.admin.records.listing import NAMES
from archive.admin.records.paging import MOST_ROWS
from archive.record_files import access as file_access
from archive.record_files.errors import SomeRefused
from archive.record_files.filing import code_differs, file_record
from archive.record_files.filing_many import file_records
from archive.records import access as record_access
from archive.records.keepers import is_keeper
from archive.records.shown import list_title
from eoffice.errors import NotFound
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting


@require_POST
def accept_proposals(request: HttpRequest) -> HttpResponse:
    """File every chosen record where it was proposed, or none, and say why not.

    A choice is `record:file` as it was shown, so that nothing goes into another file
    than the archivist has read. Pressed twice it tells the same: a record that lies
    in its file already counts as filed.
    """
    actor = acting(request)
    # 404 and not 403: people who file nothing learn nothing of its doors.
    if not is_keeper(actor):
        raise NotFound
    choices = [_choice(one) for one in request.POST.getlist("usul")]
    if len(choices) > MOST_ROWS:  # no page of ours offers so many
        raise NotFound

    def act() -> str:
        reason = _("As proposed on the list of records")
        filing = file_records(actor=actor, choices=choices, reason=reason)
        if filing is not None:
            return reverse("filing_page", args=[filing.pk])
        return f"{reverse('record_list')}?{address_query(request.GET, NAMES)}"

    try:
        return redirect(once(request, act))
    except SomeRefused as refusal:
        refused = refusal.refused
    context = {
        "outcomes": [_outcome(actor, one, refused) for one in choices],
        "refused": len(choices),
        "query": address_query(request.GET, NAMES),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Filing"), "")],
    }
    return render(request, "archive/outcomes.html", context, status=SomeRefused.status)


def _choice(chosen: str) -> tuple[UUID, UUID]:
    record_id, _colon, file_id = chosen.partition(":")
    try:
        return UUID(record_id), UUID(file_id)
    except ValueError as error:
        raise NotFound from error


def _outcome(
    actor: Actor, choice: tuple[UUID, UUID], refused: Mapping[UUID, str]
) -> dict[str, object]:
    record_id, _file_id = choice
    record = record_access.visible_record(actor, record_id)
    # All or none: those without a fault of their own are told why they stayed too.
    others = _("Not filed, because others of the choice could not be.")
    return {
        "record": record,
        "title": list_title(record, actor),
        "fault": refused.get(record_id, others),
    }


@require_POST
def file_one(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Put one record into the chosen file, or move it there.

    Where the codes differ, ask why first: a warning, not a refusal.
    """
    actor = acting(request)
    target = file_access.visible_record_file(actor, request.POST.get("berkas", ""))
    record = record_access.visible_record(actor, record_id)
    file_access.require(actor, "record.file", record)
    reason = words_of(request.POST, "alasan", 1000)
    if code_differs(record, target) and not reason:
        crumbs = [
            (_("Archive"), reverse("record_list")),
            (record.number, reverse("record_read", args=[record_id])),
            (_("Filing"), ""),
        ]
        context = {"record": record, "file": target, "crumbs": crumbs}
        return render(request, "archive/file_with_reason.html", context)

    def act() -> str:
        file_record(
            actor=actor,
            record_id=record_id,
            record_file_id=target.pk,
            # The page shows where it lies, so choosing another file is meant as a move.
            move=record.record_file_id is not None,
            reason=reason,
        )
        return reverse("record_read", args=[record_id])

    address = once(request, act)
    messages.success(request, _("Filed into %(title)s.") % {"title": target.title})
    return redirect(address)
