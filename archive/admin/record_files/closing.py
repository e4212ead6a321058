"""`/arsip/berkas/<id>/tutup/`: close a file, after its consequence in a sentence."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.record_files import access
from archive.record_files.filing import close_record_file
from archive.record_files.lists import FileFilters, record_files_for
from archive.retention.dates import retention_dates
from archive.retention.models import CountedFrom
from eoffice.errors import Invalid, NotFound
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin


class ClosingForm(OfficeFormMixin, forms.Form):
    """The day of the event, where the rule counts from one."""

    trigger_on = DayField(
        label=gettext_lazy("Day of the event"),
        required=False,
        toward="past",
        help_text=gettext_lazy("Empty while it has not happened: the clock waits."),
    )


def file_close(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Say what closing does; then do it."""
    actor, today = acting(request), timezone.localdate()
    found = record_files_for(actor, FileFilters(), today).filter(pk=file_id).first()
    if found is None:
        raise NotFound
    access.require(actor, "record_file.close", found)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            close_record_file(
                actor=actor,
                record_file_id=file_id,
                trigger_on=form.cleaned_data["trigger_on"],
            )
            return reverse("record_file_page", args=[file_id])

        try:
            address = once(request, act)
        except Invalid as refusal:
            for fault in refusal.faults:
                field = fault.field if fault.field in form.fields else None
                form.add_error(field, str(fault.message))
        else:
            messages.success(request, _("The file is closed; its retention runs."))
            return redirect(address)
    rule = found.retention_rule
    context = {
        "file": found,
        "form": form,
        "rule": rule,
        "by_event": rule is not None and rule.counted_from != CountedFrom.FILE_CLOSED,
        # As if closed today: the archivist sees the ends before the clock is started.
        "dates": retention_dates(rule, closed_on=today, trigger_on=today)
        if rule
        else None,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (found.title, reverse("record_file_page", args=[found.pk])),
            (_("Close"), ""),
        ],
    }
    return render(request, "archive/file_close.html", context)
