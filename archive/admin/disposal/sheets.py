"""`/arsip/usul-musnah/<id>/lembar/`: appraise on a filled sheet."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.disposal.list_page import crumbs_of
from archive.appraisal_sheets.bringing import (
    appraisable_list,
    bring_sheet,
    sheet_brought,
)
from archive.appraisal_sheets.judging import judge
from archive.appraisal_sheets.taking import take_sheet
from archive.appraisal_sheets.writing import workbook_of_list
from archive.disposal import access
from archive.disposal.models import DestructionList
from eoffice.accounts.models import User
from eoffice.errors import Fault, Invalid, NotFound, OfficeError, StateForbids
from eoffice.once.forms import once, once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.file_field import file_box
from eoffice.spreadsheets import MEDIA_TYPE, file_answer

PAGE_SIZE = 50
BOX = {
    "id": "file",
    "name": "file",
    "class": "eo-input",
    "accept": ".xlsx",
    "required": True,
}


def list_workbook(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Give the list out as a sheet to fill."""
    found = access.visible_list(acting(request), list_id)
    return file_answer(workbook_of_list(found), MEDIA_TYPE, "usul-musnah.xlsx")


def list_sheet(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Take a filled sheet in, show row by row what it would do, then do it."""
    actor = acting(request)
    try:
        found = appraisable_list(actor, list_id)
    except StateForbids:
        # An old link: the list went on, or one's own list is for others to appraise.
        messages.info(request, _("This is not to be done here now, or not by you."))
        return redirect("destruction_list", list_id)
    if request.method != "POST":
        return _page(request, actor, found)
    try:
        if "take" in request.POST:
            return redirect(_taken(request, actor, found))
        return redirect(_brought(request, actor, found))
    except NotFound:
        raise
    except Invalid as refusal:
        return _page(request, actor, found, refusal.faults)
    except OfficeError as refusal:
        told = Fault(field="", code=refusal.code, message=str(refusal.message))
        return _page(request, actor, found, [told])


def _brought(request: HttpRequest, actor: Actor, found: DestructionList) -> str:
    file = request.FILES.get("file")
    if file is None:
        text = _("Choose a file first.")
        raise Invalid([Fault(field="file", code="required", message=text)])

    def act() -> str:
        bring_sheet(
            actor=actor,
            owner=cast("User", request.user),
            list_id=found.pk,
            name=file.name or "",
            stream=file,
        )
        return request.path

    # In steps: scanner and sandbox are slow, and no transaction may wait for them.
    return once_in_steps(request, act)


def _taken(request: HttpRequest, actor: Actor, found: DestructionList) -> str:
    given, counts = request.POST, list[int]()

    def act() -> str:
        judged = take_sheet(
            actor=actor,
            list_id=found.pk,
            sheet_id=_id(given.get("sheet", "")),
            expected_version=_number(given.get("version", "")),
        )
        counts.append(len(judged.words))
        return reverse("destruction_list", args=[found.pk])

    address = once(request, act)
    if counts:
        words = ngettext(
            "%(n)d item has a word.", "%(n)d items have a word.", counts[0]
        )
        messages.success(request, words % {"n": counts[0]})
    return address


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - a column's integer


def _page(
    request: HttpRequest,
    actor: Actor,
    found: DestructionList,
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    sheet = sheet_brought(actor, found)
    judged = judge(sheet) if sheet else None
    conflicts = judged.conflicts if judged else []
    page = Paginator(conflicts, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "found": found,
        "sheet": sheet,
        "judged": judged,
        "page": page,
        "faults": faults,
        "file_box": file_box(BOX),
        "crumbs": crumbs_of(found, _("Appraise in a spreadsheet")),
    }
    status = 422 if faults else 200
    return render(request, "archive/disposal/sheet.html", context, status=status)
