"""Forms of reviews; the rules are the operations'."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.reviews.documenting import is_begun, reports_of
from archive.reviews.models import Review
from archive.reviews.states import ReviewWord
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin

TICKED, UNDECIDED = "ticked", "undecided"


class FileReviewForm(OfficeFormMixin, forms.Form):
    """What a new review is made of."""

    name = forms.CharField(label=_("Name of the list"), max_length=200)
    due_before = DayField(label=_("Retention ended before"), toward="past")

    def __init__(self, data: Any) -> None:
        """Begin with what is due today."""
        super().__init__(data, initial={"due_before": timezone.localdate()})


class WordForm(OfficeFormMixin, forms.Form):
    """The committee's word, and on which files."""

    which = forms.ChoiceField(
        label=_("On which files"),
        choices=[
            (TICKED, _("The ticked ones")),
            (UNDECIDED, _("All without a word yet")),
        ],
    )
    decision = forms.ChoiceField(label=_("Decision"), choices=ReviewWord)
    until = DayField(
        label=_("Keep until"), required=False, help_text=_("Only to keep longer.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReviewActForm(OfficeFormMixin, forms.Form):
    """Any act on a review: it rests on the list as it was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, found: Review) -> None:
        """Keep the version that was read."""
        super().__init__(data, initial={"version": found.row_version})


class ReviewReasonForm(ReviewActForm):
    """Why a list is sent back or called off."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(ReviewActForm):
    """The berita acara of the appraisal, as it lies before one."""

    number = forms.CharField(label=_("Number of the berita acara"), max_length=120)
    date = DayField(label=_("Date of the berita acara"), toward="past")
    by = forms.CharField(
        label=_("Signed by"),
        max_length=200,
        help_text=_("Name and position as on the letter."),
    )


def decision_form(data: Any, *, found: Review) -> ReviewActForm:
    """Ask for the berita acara, unless its copies were signed here."""
    form = ReviewActForm if is_begun(reports_of(found)) else DecisionForm
    return form(data, found=found)
