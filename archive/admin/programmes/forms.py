"""Forms of the programmes; the rules are the operations'."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.programmes.models import ProgrammeKind, ProtectedField
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin


class EnterForm(OfficeFormMixin, forms.Form):
    """Which programme, and what its list needs."""

    kind = forms.ChoiceField(label=_("Programme"), choices=ProgrammeKind.choices)
    method = forms.CharField(
        label=_("Way of protection"),
        max_length=300,
        required=False,
        help_text=_("Vital ones: for example a copy kept at another place."),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Vital ones: where it is kept."),
    )
    kept_for = forms.CharField(label=_("Kept for"), max_length=120, required=False)
    field = forms.ChoiceField(
        label=_("Field it concerns"),
        choices=[("", "-"), *ProtectedField.choices],
        required=False,
        help_text=_("Protected ones: what it is about (UU 43/2009 Ps 43)."),
    )


class LeaveForm(OfficeFormMixin, forms.Form):
    """Why the file is no longer one of the programme."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DutyForm(OfficeFormMixin, forms.Form):
    """When the duty was done, and by which letter."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    done_on = DayField(label=_("Done on"), toward="past")
    letter = forms.CharField(
        label=_("Letter"),
        max_length=200,
        required=False,
        help_text=_("Number and date; a review needs none."),
    )
