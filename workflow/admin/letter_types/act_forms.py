"""What goes with putting a type in force, and with ending it."""

from django import forms
from django.utils.translation import gettext_lazy

from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin


class ActivateForm(OfficeFormMixin, forms.Form):
    """From when the written version holds."""

    from_on = DayField(
        label=gettext_lazy("In force from"),
        required=False,
        help_text=gettext_lazy("Empty: from today on."),
    )


class RetireForm(OfficeFormMixin, forms.Form):
    """Why no new letters of the type are made."""

    reason = forms.CharField(label=gettext_lazy("Reason or basis"), max_length=300)
