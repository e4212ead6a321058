"""`/kontak/impor/`: a spreadsheet of contacts, looked at first, then taken over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.errors import Fault, Invalid, TooLarge
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import file_box
from eoffice.spreadsheets import MEDIA_TYPE, file_answer, sheet_of
from workflow.admin.contacts.contact_pages import keeper
from workflow.contacts.importing import COLUMNS, MOST_BYTES, import_contacts

BOX = {"id": "file", "name": "file", "class": "eo-input", "accept": ".xlsx"}
EXAMPLE = (
    "Gubernur Jawa Tengah",
    "instansi",
    "Jalan Pahlawan Nomor 9|Semarang",
    "",
    "surel",
    "",
)


@office_view
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Give the empty spreadsheet with one example."""
    keeper(request)
    content = sheet_of("Kontak", COLUMNS, [EXAMPLE])
    return file_answer(content, MEDIA_TYPE, "kontak.xlsx")


@office_view
def contact_import(request: HttpRequest) -> HttpResponse:
    """Look at a file, or take it over when that was asked for.

    Taking it over twice changes nothing: what is known stays as it is.
    """
    actor = keeper(request)
    context: dict[str, Any] = {
        "crumbs": [(_("Contacts"), reverse("contact_list")), (_("Import"), "")],
        "file_box": file_box(BOX),
        "columns": COLUMNS,
    }
    if request.method != "POST":
        return render(request, "workflow/contacts/import.html", context)
    takes_over = request.POST.get("act") == "apply"
    try:
        found = import_contacts(
            actor=actor, content=_content(request), dry_run=not takes_over
        )
    except Invalid as refusal:
        context["faults"] = refusal.faults
        return render(request, "workflow/contacts/import.html", context, status=422)
    if takes_over:
        told = _("%(added)d contacts added, %(changed)d filled in.")
        numbers = {"added": len(found.added), "changed": len(found.changed)}
        messages.success(request, told % numbers)
        return redirect("contact_list")
    return render(request, "workflow/contacts/import.html", {**context, "found": found})


def _content(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        text = _("Choose a file first.")
        raise Invalid([Fault(field="file", code="required", message=text)])
    if (file.size or 0) > MOST_BYTES:
        raise TooLarge
    content: bytes = file.read()
    return content
