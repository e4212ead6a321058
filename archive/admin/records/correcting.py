"""`/arsip/<id>/koreksi/`: correct what a record says of itself."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.openings.reasons import opened
from archive.records import access
from archive.records.completeness import lack_words
from archive.records.correcting import (
    LONGEST,
    LONGEST_REASON,
    correct_record,
    correctable_facts,
    said,
)
from archive.records.errors import HeldAsIs
from archive.records.models import DevelopmentLevel, Medium, Record
from eoffice.errors import Invalid, NotFound
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin


class CorrectionForm(OfficeFormMixin, forms.Form):
    """The facts a person may correct of a record; the rules are the operation's."""

    letter_type = forms.CharField(
        label=gettext_lazy("Type"), max_length=LONGEST["letter_type"], required=False
    )
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=LONGEST["number"], required=False
    )
    record_date = DayField(label=gettext_lazy("Date"), toward="past", required=False)
    subject = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=LONGEST["subject"],
        required=False,
    )
    party = forms.CharField(
        label=gettext_lazy("Sender or receiver"),
        max_length=LONGEST["party"],
        required=False,
    )
    classification = forms.CharField(
        label=gettext_lazy("Classification code"), max_length=40, required=False
    )
    development = forms.ChoiceField(
        label=gettext_lazy("Development level"), choices=DevelopmentLevel.choices
    )
    medium = forms.ChoiceField(label=gettext_lazy("Medium"), choices=Medium.choices)
    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"), max_length=LONGEST_REASON
    )


def record_correct(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show what may be corrected; keep what was changed."""
    actor = acting(request)
    record = access.visible_record(actor, record_id)
    opened(request, actor, record)  # what is not opened is not corrected either
    names = correctable_facts(actor, record)
    if not names:
        raise NotFound
    form = _form(request, record, names)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        reason = given.pop("reason")
        facts = {n: v for n, v in given.items() if _differs(record, n, v)}

        def act() -> str:
            correct_record(actor=actor, record_id=record_id, facts=facts, reason=reason)
            return reverse("record_read", args=[record_id])

        try:
            address = once(request, act)
        except Invalid as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field, str(fault.message))
        except HeldAsIs as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Corrected; the old value is kept."))
            return redirect(address)
    context = {
        "record": record,
        "form": form,
        "lacks": lack_words(record),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (record.number, reverse("record_read", args=[record_id])),
            (_("Correct the facts"), ""),
        ],
    }
    return render(request, "archive/record_correct.html", context)


def _form(request: HttpRequest, record: Record, names: list[str]) -> CorrectionForm:
    first: dict[str, Any] = {name: said(record, name) for name in names}
    if "record_date" in names:
        first["record_date"] = record.record_date
    form = CorrectionForm(request.POST or None, initial=first)
    for name in set(form.fields) - {*names, "reason"}:
        del form.fields[name]
    return form


def _differs(record: Record, name: str, value: Any) -> bool:
    return value is not None and said(record, name) != str(value)
