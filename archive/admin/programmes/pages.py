"""`/arsip/program/`: vital and protected records, what is due, and doing it."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.disposal.posted import posted
from archive.admin.paging import LongPaginator
from archive.admin.programmes.forms import DutyForm, EnterForm, LeaveForm
from archive.programmes import access
from archive.programmes.keeping import ProgrammeInput, enter_programme, fulfil_duty
from archive.programmes.leaving import leave_programme
from archive.programmes.lists import NAMES, sheet_of_programme
from archive.programmes.models import ProgrammeFile, ProgrammeKind
from archive.record_files import access as file_access
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.queue import Tag
from eoffice.spreadsheets import MEDIA_TYPE, file_answer

PAGE_SIZE = 50
SOON = timedelta(days=30)


def due_of(entry: ProgrammeFile, today: date) -> Tag:
    """Return when the next duty is due, as a tag."""
    if not entry.duty:
        return Tag(text=_("All done"), icon="circle-check", kind="ok")
    if entry.due_on is None:
        return Tag(text=_("The activity has not ended"), icon="hourglass")
    if entry.due_on < today:
        return Tag(text=entry.duty, icon="triangle-alert", kind="late")
    kind = "due" if entry.due_on <= today + SOON else ""
    return Tag(text=entry.duty, icon="calendar", kind=kind)


def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the files of a programme, the first due first."""
    actor, today = acting(request), timezone.localdate()
    asked = request.GET.get("jenis", "")
    kind = asked if asked in ProgrammeKind.values else ProgrammeKind.VITAL
    rows = access.programmes_visible_to(actor).filter(kind=kind)
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "page": page,
        "rows": [(one, due_of(one, today)) for one in page.object_list],
        "kinds": ProgrammeKind.choices,
        "kind": kind,
        "is_vital": kind == ProgrammeKind.VITAL,
        "query": f"jenis={kind}",
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Programmes"), "")],
    }
    return render(request, "archive/programmes/list.html", context)


def programme_enter(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Enter a file into a programme."""
    actor = acting(request)
    file = file_access.visible_record_file(actor, file_id)
    file_access.require(actor, "record.file", file)
    form = EnterForm(posted(request))

    def enter() -> str:
        content = ProgrammeInput(**form.cleaned_data)
        made = enter_programme(actor=actor, record_file_id=file_id, content=content)
        return reverse("programme_page", args=[made.pk])

    if address := _done(request, form, enter):
        messages.success(request, _("Entered into the programme."))
        return redirect(address)
    context = {
        "form": form,
        "file": file,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (file.title, reverse("record_file_page", args=[file.pk])),
            (_("Programmes"), ""),
        ],
    }
    status = _status(form)
    return render(request, "archive/programmes/enter.html", context, status=status)


def programme_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one file of a programme; sent, note that its duty was done."""
    actor, today = acting(request), timezone.localdate()
    entry = access.visible_programme(actor, entry_id)
    first = {"version": entry.row_version, "done_on": today}
    form = DutyForm(posted(request), initial=first)

    def fulfil() -> str:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        fulfil_duty(actor=actor, entry_id=entry_id, expected_version=version, **given)
        return reverse("programme_page", args=[entry_id])

    if address := _done(request, form, fulfil):
        messages.success(request, _("Saved."))
        return redirect(address)
    context = {
        "entry": entry,
        "form": form,
        "due": due_of(entry, today),
        "may_leave": access.may(actor, "programme.leave", entry),
        "may_fulfil": bool(entry.duty) and access.may(actor, "programme.fulfil", entry),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Programmes"), f"{reverse('programmes')}?jenis={entry.kind}"),
            (entry.record_file.title, ""),
        ],
    }
    status = _status(form)
    return render(request, "archive/programmes/page.html", context, status=status)


def programme_leave(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Say what taking out does; sent, take the file out of the programme."""
    actor = acting(request)
    entry = access.visible_programme(actor, entry_id)
    access.require(actor, "programme.leave", entry)
    form = LeaveForm(posted(request), initial={"version": entry.row_version})

    def leave() -> str:
        given = form.cleaned_data
        file_id = leave_programme(
            actor=actor,
            entry_id=entry_id,
            reason=given["reason"],
            expected_version=given["version"],
        )
        return reverse("record_file_page", args=[file_id])

    if address := _done(request, form, leave):
        messages.success(request, _("Taken out of the programme."))
        return redirect(address)
    context = {
        "entry": entry,
        "form": form,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Programmes"), f"{reverse('programmes')}?jenis={entry.kind}"),
            (entry.record_file.title, reverse("programme_page", args=[entry_id])),
            (_("Take out"), ""),
        ],
    }
    status = _status(form)
    return render(request, "archive/programmes/leave.html", context, status=status)


def programme_sheet(request: HttpRequest) -> HttpResponse:
    """Give the list of a programme with the columns of the law; no cell can run."""
    actor, asked = acting(request), request.GET.get("jenis", "")
    is_known = asked in ProgrammeKind.values
    kind = ProgrammeKind(asked) if is_known else ProgrammeKind.VITAL
    sheet = sheet_of_programme(actor, kind)
    return file_answer(sheet, MEDIA_TYPE, f"daftar-arsip-{NAMES[kind]}.xlsx")


def _done(
    request: HttpRequest, form: EnterForm | DutyForm | LeaveForm, act: Callable[[], str]
) -> str:
    if request.method != "POST" or not form.is_valid():
        return ""
    try:
        return once(request, act)
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)
    return ""


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
