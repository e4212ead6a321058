"""`/pengaturan/organisasi/impor/`: a workbook in, its differences, all or nothing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import Fault, Invalid, OfficeError
from eoffice.importing.carrying_out import ImportResult, import_organisation
from eoffice.importing.drafts import bring_workbook
from eoffice.importing.template import template
from eoffice.importing.world import RowDifference
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import ImportDraft
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin

# More lines nobody reads; the counts tell of all.
SHOWN = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ACTS = {
    "create": (gettext_lazy("New"), "ok", "plus"),
    "change": (gettext_lazy("Changed"), "info", "pen-line"),
    "close": (gettext_lazy("Ended"), "due", "ban"),
}


class WorkbookForm(OfficeFormMixin, forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Workbook (XLSX) or CSV in UTF-8"),
        widget=FileBox(attrs={"accept": ".xlsx,.csv"}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One difference in words."""

    word: str
    tag: str
    icon: str
    kind: str
    ref: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPlace:
    """One fault with its place, as a spreadsheet names it."""

    sheet: str
    row: str
    column: str
    message: str


@office_view
def import_page(request: HttpRequest) -> HttpResponse:
    """Take a file and show what it would change, or all its faults."""
    actor = administrator(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft, result = bring_workbook(
                actor=actor, content=file.read(), file_name=file.name
            )
            context |= {"draft": draft, **_shown(result)}
        except OfficeError as refusal:
            context |= {"refusal": refusal, "places": places_of(refusal)}
    return render(request, "eoffice/organisation/import.html", context)


@office_view
def import_template(request: HttpRequest) -> HttpResponse:
    """Hand out the workbook to fill in."""
    administrator(request)
    answer = HttpResponse(template(), content_type=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="organisasi.xlsx"'
    return answer


def _shown(result: ImportResult) -> dict[str, Any]:
    lines = [line_of(one) for one in result.differences[:SHOWN]]
    more = len(result.differences) - len(lines)
    return {"lines": lines, "more": more, "counts": result.counts}


def shown_workbook(actor: Actor, draft: ImportDraft) -> dict[str, Any]:
    """Return what a colleague's workbook would change now, for who may agree to it."""
    context: dict[str, Any] = {"draft": draft}
    try:
        result = import_organisation(
            content=bytes(draft.content), dry_run=True, actor=actor, plan=draft.plan
        )
    except OfficeError as refusal:
        return context | {"refusal": refusal, "places": places_of(refusal)}
    return context | _shown(result)


def line_of(one: RowDifference) -> ImportLine:
    """Return the difference in the office's words; a NIK is never among them."""
    word, tag, icon = ACTS[one.act]
    told = one.as_json()["fields"]
    changes = [
        (_label(one, name), _plain(was["from"]), _plain(was["to"]))
        for name, was in told.items()
    ]
    return ImportLine(
        word=str(word),
        tag=tag,
        icon=icon,
        kind=str(one.thing._meta.verbose_name),
        ref=one.ref,
        changes=[] if one.act == "create" else changes,
    )


def _label(one: RowDifference, name: str) -> str:
    try:
        return str(one.thing._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value) if value not in (None, "") else "–"


def places_of(refusal: OfficeError) -> list[FaultPlace]:
    """Return every fault by sheet, row and column."""
    faults = refusal.faults if isinstance(refusal, Invalid) else []
    return [_place(fault) for fault in faults]


def _place(fault: Fault) -> FaultPlace:
    sheet, _mark, rest = fault.field.rpartition("!")
    row, _dot, column = rest.partition(".")
    if not sheet:
        row, column = "", rest
    return FaultPlace(sheet=sheet, row=row, column=column, message=str(fault.message))
