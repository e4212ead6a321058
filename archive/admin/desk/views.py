"""`/arsip/tampilan/`: keeping the view one looks at, and removing one's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.admin.entrance import address_query
from archive.admin.record_files.filters import NAMES as FILE_NAMES
from archive.admin.records.filters import NAMES as RECORD_NAMES
from archive.desk.models import ViewedList
from archive.desk.saving import remove_view, save_view
from eoffice.errors import Invalid, NotFound
from eoffice.once.forms import once
from eoffice.shell.acting import acting

PAGES = {ViewedList.RECORDS: "record_list", ViewedList.FILES: "record_file_list"}
NAMES = {ViewedList.RECORDS: RECORD_NAMES, ViewedList.FILES: FILE_NAMES}


def address_of(viewed: str, query: str) -> str:
    """Return where the list stands with these filters, columns and sorting."""
    page = reverse(PAGES[ViewedList(viewed)])
    return f"{page}?{query}" if query else page


@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    """Keep filters, columns and sorting of a list under a name; show it again."""
    actor, given = acting(request), request.POST
    viewed = given.get("daftar", "")
    if viewed not in ViewedList.values:
        raise NotFound
    shown = ViewedList(viewed)
    # Only what the list itself reads: no view leads anywhere else.
    query = address_query(_read(given.get("alamat", "")), NAMES[shown])

    def act() -> str:
        save_view(actor=actor, viewed=shown, name=given.get("nama", ""), query=query)
        return address_of(shown, query)

    try:
        address = once(request, act)
    except Invalid as refusal:
        messages.error(request, str(refusal.faults[0].message))
        return redirect(address_of(shown, query))
    messages.success(request, _("The view was saved."))
    return redirect(address)


def _read(text: str) -> QueryDict:
    try:
        return QueryDict(text)
    except ValueError:  # more parameters than anybody sends
        return QueryDict()


@require_POST
def view_remove(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Remove a view of one's own; what it showed stays as it is."""
    actor = acting(request)

    def act() -> str:
        return address_of(remove_view(actor=actor, view_id=view_id).viewed, "")

    address = once(request, act)
    messages.success(request, _("The view was removed."))
    return redirect(address)
