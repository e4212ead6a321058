"""`/arsip/catat/`: enter a record that is no letter of the house."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.disposal.posted import posted
from archive.admin.entrance import uuid_of
from archive.admin.registering.forms import RecordForm
from archive.records.keepers import is_keeper
from archive.registering.registering import register_record
from eoffice.accounts.models import User
from eoffice.errors import NotFound, OfficeError
from eoffice.files import receive_upload
from eoffice.once.forms import once
from eoffice.shell.acting import acting


def record_new(request: HttpRequest) -> HttpResponse:
    """Ask for the facts of the record; enter it, filed where a file was chosen."""
    actor = acting(request)
    if not is_keeper(actor):
        raise NotFound
    first = {"record_file": uuid_of(request.GET, "berkas")}
    form = RecordForm(
        posted(request), request.FILES or None, actor=actor, initial=first
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = form.row(_taken_in(request, form))

            def act() -> str:
                made = register_record(actor=actor, row=row)
                return reverse("record_read", args=[made.pk])

            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The record is entered."))
            return redirect(address)
    crumbs = [(_("Archive"), reverse("record_list")), (_("Enter a record"), "")]
    status = 422 if form.errors else 200
    context = {"form": form, "crumbs": crumbs}
    return render(request, "archive/registering/new.html", context, status=status)


def _taken_in(request: HttpRequest, form: RecordForm) -> list[UUID]:
    """Take in the scan, outside the transaction of the act: bytes before rows."""
    file = form.cleaned_data["scan"]
    if file is None:
        return []
    owner = cast("User", request.user)
    taken = receive_upload(
        owner=owner, name=file.name, stream=file, actor=acting(request)
    )
    return [taken.pk]
