"""Forms of the groups of words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Invalid
from eoffice.shell.forms import OfficeFormMixin
from search.words.changing import MOST_SIGNS, MOST_TERMS, terms_of

LONGEST = MOST_TERMS * (MOST_SIGNS + 3)


class GroupForm(OfficeFormMixin, forms.Form):
    """The terms of a group."""

    terms = forms.CharField(
        label=_("Terms that mean the same"),
        max_length=LONGEST,
        help_text=_("Parted by |, for example: rakor | rapat koordinasi."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def clean_terms(self) -> tuple[str, ...]:
        """Return the terms."""
        try:
            return terms_of(self.cleaned_data["terms"])
        except Invalid as refusal:
            raise forms.ValidationError(str(refusal.faults[0].message)) from refusal


class TryForm(OfficeFormMixin, forms.Form):
    """A text to be read, and a group to be tried with it."""

    coba = forms.CharField(label=_("Words to try"), max_length=200, required=False)
    kata = forms.CharField(
        label=_("With this group (may stay empty)"),
        max_length=LONGEST,
        required=False,
        help_text=_("Parted by |. It is only tried, not kept."),
    )

    def clean_kata(self) -> tuple[str, ...]:
        """Return the terms; none where one term or nothing was typed."""
        given = self.cleaned_data["kata"]
        try:
            return terms_of(given) if "|" in given else ()
        except Invalid as refusal:
            raise forms.ValidationError(str(refusal.faults[0].message)) from refusal
