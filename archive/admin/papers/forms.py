"""Entering a document of a procedure that was signed outside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin


class OutsidePaperForm(OfficeFormMixin, forms.Form):
    """The document as it lies before one."""

    number = forms.CharField(label=_("Number"), max_length=120)
    date = DayField(label=_("Date"), toward="past")
    by = forms.CharField(
        label=_("Signed by"),
        max_length=200,
        help_text=_("Name and position as on the document."),
    )
