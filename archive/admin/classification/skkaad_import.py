"""`/pengaturan/skkaad/impor/`: what a table of the region's SKKAAD changes, then it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.classification.importing import SkkaadInput, import_security_rules
from archive.classification.securing import LONGEST
from archive.classification.tables import (
    LineGiven,
    as_text,
    lines_of_file,
    lines_of_text,
)
from eoffice.errors import Fault, Invalid, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin


class SkkaadImportForm(OfficeFormMixin, forms.Form):
    """A table of security classes, pasted or as a file, and the decree."""

    table = forms.CharField(
        label=gettext_lazy("Table"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Paste rows from a spreadsheet: code, class (biasa, terbatas, rahasia,"
            " sangat rahasia), reason."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file (XLSX, CSV)"), required=False, widget=FileBox()
    )
    basis = forms.CharField(
        label=gettext_lazy("Decree"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy(
            "It confirms these lines as one set. Without it they stay proposals."
        ),
    )
    is_complete = forms.BooleanField(
        label=gettext_lazy("This is the whole SKKAAD: lines not in it end"),
        required=False,
    )

    def lines(self) -> list[LineGiven]:
        """Return the lines of the file, or of the pasted table.

        Raises:
            Invalid: neither was brought, or with every bad line.
            ServiceDown: the file cannot be opened now.
        """
        file = self.cleaned_data.get("file")
        if file is not None:
            return lines_of_file(file.read())
        text = self.cleaned_data["table"]
        if not text.strip():
            told = _("Paste a table or choose a file.")
            raise Invalid([Fault(field="table", code="required", message=told)])
        return lines_of_text(text)

    def given(self, lines: list[LineGiven]) -> SkkaadInput:
        """Return what the operation takes."""
        told = self.cleaned_data
        return SkkaadInput(
            lines=lines, basis=told["basis"], is_complete=told["is_complete"]
        )


@office_view
def skkaad_import(request: HttpRequest) -> HttpResponse:
    """Show what the table would change; then change it, all or nothing."""
    actor = administrator(request)
    form = SkkaadImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}

    def write() -> str:
        content = form.given(form.lines())
        import_security_rules(actor=actor, content=content, dry_run=False)
        return reverse("skkaad")

    if request.method == "POST" and form.is_valid():
        try:
            if "apply" in request.POST:
                address = once(request, write)
                messages.success(request, _("Saved."))
                return redirect(address)
            lines = form.lines()
            context["changes"] = import_security_rules(
                actor=actor, content=form.given(lines), dry_run=True
            )
            # The preview carries what was read, so that nothing is chosen twice.
            context["read"] = as_text(lines)
        except OfficeError as refusal:
            form.take(refusal)
    return render(request, "archive/skkaad_import.html", context)
