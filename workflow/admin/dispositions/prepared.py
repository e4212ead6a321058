"""What a helper prepared: given as it is in one act, or dropped."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, Stale, StateForbids
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.admin.dispositions.giving import asked_version
from workflow.dispositions.models import PreparedDisposition
from workflow.dispositions.operations.preparing import drop_prepared, issue_prepared
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter
from workflow.rights import one_of


@office_view
@require_POST
def issue(request: HttpRequest, prepared_id: UUID) -> HttpResponse:
    """Give it as it was prepared."""
    actor = acting(request)
    incoming = _letter_of(request, prepared_id)

    def act() -> str:
        given = issue_prepared(
            actor=actor,
            prepared_id=prepared_id,
            expected_version=asked_version(request),
        )
        return reverse("disposition_read", args=[given.pk])

    try:
        address = once(request, act)
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
    except (Stale, StateForbids) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Given as it was prepared."))
        return redirect(address)
    return redirect("incoming_read", incoming.pk)


@office_view
@require_POST
def drop(request: HttpRequest, prepared_id: UUID) -> HttpResponse:
    """Drop the draft."""
    incoming = _letter_of(request, prepared_id)
    try:
        drop_prepared(actor=acting(request), prepared_id=prepared_id)
    except StateForbids as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft is dropped."))
    return redirect("incoming_read", incoming.pk)


def _letter_of(request: HttpRequest, prepared_id: UUID) -> IncomingLetter:
    rows = PreparedDisposition.objects.select_related("incoming")
    # Unknown and forbidden answer alike, to the last header.
    found = one_of(rows, prepared_id)
    return access.visible_incoming(acting(request), found.incoming_id)
