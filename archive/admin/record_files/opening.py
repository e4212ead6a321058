"""`/arsip/berkas/baru/`: open a record file."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.entrance import words_of
from archive.record_files.filing import FileInput, open_record_file
from archive.records.keepers import is_keeper, units_kept_by
from eoffice.errors import Invalid, NotFound
from eoffice.once.forms import once
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from eoffice.shell.forms import OfficeFormMixin


class FileForm(OfficeFormMixin, forms.Form):
    """What opens a berkas; the rules are the operation's."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Processing unit"), empty_label=None
    )
    classification_code = forms.CharField(
        label=gettext_lazy("Classification code"),
        max_length=40,
        help_text=gettext_lazy("For example 000.1.5. It decides the retention."),
    )
    title = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=300,
        help_text=gettext_lazy("One activity and its year, in one line."),
    )


def file_new(request: HttpRequest) -> HttpResponse:
    """Ask for unit, code and title; open the file."""
    actor = acting(request)
    if not is_keeper(actor):
        raise NotFound
    first = {"classification_code": words_of(request.GET, "kode", 40)}
    form = FileForm(request.POST or None, initial=first)
    # Units the person files for; the operation asks again, under the lock.
    units = units_kept_by(actor).filter(closed_on__isnull=True).order_by("name")
    form.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice field
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        content = FileInput(
            unit_id=given["unit"].pk,
            classification_code=given["classification_code"],
            title=given["title"],
        )

        def act() -> str:
            made = open_record_file(actor=actor, content=content)
            return reverse("record_file_page", args=[made.pk])

        try:
            address = once(request, act)
        except Invalid as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field, str(fault.message))
        else:
            messages.success(request, _("The file is open and takes records."))
            return redirect(address)
    crumbs = [
        (_("Archive"), reverse("record_list")),
        (_("Record files"), reverse("record_file_list")),
        (_("New file"), ""),
    ]
    return render(request, "archive/file_new.html", {"form": form, "crumbs": crumbs})
