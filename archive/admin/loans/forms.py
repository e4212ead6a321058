"""Forms of loans; the rules are the operations'."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.grants.granting import LONGEST_DAYS
from archive.loans.asking import LONGEST
from archive.loans.lending import LONGEST_CONDITION, LONGEST_NOTE
from archive.loans.models import LoanKind
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin


class LoanForm(OfficeFormMixin, forms.Form):
    """What is borrowed, by whom, until when and what for."""

    kind = forms.ChoiceField(label=_("What is lent"), choices=LoanKind.choices)
    nip = forms.CharField(
        label=_("NIP of the borrower"),
        max_length=18,
        required=False,
        help_text=_("Empty: yourself."),
    )
    due_on = DayField(
        label=_("Due back on"),
        help_text=_("At most %(most)d days ahead.") % {"most": LONGEST_DAYS},
    )
    purpose = forms.CharField(
        label=_("What for"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class VersionForm(OfficeFormMixin, forms.Form):
    """An act on the loan as it was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ApproveForm(VersionForm):
    """Until when it is lent, and in what condition it leaves."""

    due_on = DayField(label=_("Due back on"))
    condition = forms.CharField(
        label=_("Condition"), max_length=LONGEST_CONDITION, required=False
    )


class RefuseForm(VersionForm):
    """Why it is refused."""

    note = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ExtendForm(VersionForm):
    """Until which later day."""

    due_on = DayField(label=_("Due back on"))


class ReturnForm(VersionForm):
    """In what condition it came back."""

    condition = forms.CharField(
        label=_("Condition"), max_length=LONGEST_CONDITION, required=False
    )
