"""`/arsip/<id>/terbuka/`, `/arsip/terbuka/<id>/`: releasing a record, taking back."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.disposal.posted import posted
from archive.admin.open_data.forms import ReleaseForm, WithdrawForm
from archive.admin.open_data.lists import sign_of
from archive.admin.open_data.sheets import sheets_of
from archive.open_data import access
from archive.open_data.models import OpenRecord, OpenState
from archive.open_data.reading import found_on, legible_pages_of
from archive.open_data.reasons import why_failed
from archive.open_data.releasing import release_record, withdraw_release
from archive.records.access import readable_record
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.shell.acting import acting

TAKEN = (OpenState.MAKING, OpenState.RELEASED)


def release_page(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show what the rules find and decide what is blacked out; sent, release."""
    actor = acting(request)
    record = readable_record(actor, record_id)
    access.require(actor, "open_data.release", record)
    there = OpenRecord.objects.filter(record=record).first()
    if there is not None and there.state in TAKEN and request.method != "POST":
        return redirect("open_record", there.pk)
    pages = legible_pages_of(record)
    found = found_on(pages)
    first = {"title": record.subject}
    form = ReleaseForm(posted(request), found=found, initial=first)

    def release() -> str:
        wanted = form.release()
        made = release_record(actor=actor, record_id=record_id, release=wanted)
        return reverse("open_record", args=[made.pk])

    if address := _done(request, form, release):
        messages.success(request, _("Decided. The copy is being made."))
        return redirect(address)
    context = {
        "record": record,
        "form": form,
        "pages": len(pages),
        "sheets": sheets_of(record, pages, found),
        "pictures": [str(page.number) for page in pages if page.is_picture],
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (record.number, reverse("record_read", args=[record.pk])),
            (_("Open data"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/open_data/release.html", context, status=status)


def open_page(request: HttpRequest, open_id: UUID) -> HttpResponse:
    """Show one open copy; sent, take it back."""
    actor = acting(request)
    found = access.visible_open_record(actor, open_id)
    decides = access.may(actor, "open_data.withdraw", found.record)
    if request.method == "POST" and not decides:
        raise NotFound
    form = WithdrawForm(posted(request), initial={"version": found.row_version})

    def withdraw() -> str:
        given = form.cleaned_data
        withdraw_release(
            actor=actor,
            open_id=open_id,
            reason=given["reason"],
            expected_version=given["version"],
        )
        return reverse("open_record", args=[open_id])

    if address := _done(request, form, withdraw):
        messages.success(request, _("Taken back; the copy is deleted."))
        return redirect(address)
    context = {
        "found": found,
        "form": form,
        "sign": sign_of(found.state),
        "why": why_failed(found.why) if found.why else "",
        "decides": decides,
        "may_withdraw": decides and found.state == OpenState.RELEASED,
        "may_release": decides and found.state not in TAKEN,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Open data"), reverse("open_data")),
            (found.title, ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/open_data/page.html", context, status=status)


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], str]) -> str:
    if request.method != "POST" or not form.is_valid():
        return ""
    try:
        return once(request, act)
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)  # type: ignore[attr-defined]
    return ""
