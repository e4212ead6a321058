"""Forms of grants to read; the rules are the operations'."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.grants.granting import LONGEST, LONGEST_DAYS
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin


class AskForm(OfficeFormMixin, forms.Form):
    """Who wants to read, until when and what for."""

    nip = forms.CharField(
        label=_("NIP of the reader"),
        max_length=18,
        required=False,
        help_text=_("Empty: yourself."),
    )
    until_on = DayField(
        label=_("Until"),
        help_text=_("At most %(most)d days ahead.") % {"most": LONGEST_DAYS},
    )
    reason = forms.CharField(
        label=_("What for"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgreeForm(OfficeFormMixin, forms.Form):
    """Until when it is given."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    until_on = DayField(label=_("Until"))


class NoteForm(OfficeFormMixin, forms.Form):
    """Why it is refused, or revoked."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Reason"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
