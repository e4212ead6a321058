"""Forms of holds; the rules are the operations'."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.holds.access import archives_of
from archive.holds.models import ScopeKind
from archive.holds.placing import HoldInput, ScopeInput
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import LinesField, OfficeFormMixin

FIRST_YEAR, LAST_YEAR = 1900, 2200


class HoldForm(OfficeFormMixin, forms.Form):
    """The case, its days, and what is kept for it; one thing of them at least."""

    case_name = forms.CharField(label=_("Case"), max_length=300)
    requester = forms.CharField(label=_("Requested by"), max_length=200)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=300,
        help_text=_("The letter or order that asks for it, with number and date."),
    )
    from_on = DayField(label=_("From"), toward="past")
    to_on = DayField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: until it is lifted."),
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Units and all below them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = LinesField(
        label=_("Classification codes"),
        required=False,
        help_text=_("One code on each line, with all below it."),
    )
    words = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        help_text=_("All of them, in subject, parties, number or name of the file."),
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        help_text=_("Only with words: records of this year."),
    )

    def __init__(self, data: Any, *, actor: Actor) -> None:
        """Offer the units whose archive the person keeps."""
        super().__init__(data, initial={"from_on": timezone.localdate()})
        units = cast("forms.ModelMultipleChoiceField", self.fields["units"])
        units.queryset = archives_of(actor).order_by("name")

    def hold(self, records: Sequence[UUID], files: Sequence[UUID]) -> HoldInput:
        """Return what was filled in, with the records and files that were named."""
        given = self.cleaned_data
        scopes = [ScopeInput(kind=ScopeKind.RECORD, record_id=one) for one in records]
        scopes += [
            ScopeInput(kind=ScopeKind.RECORD_FILE, record_file_id=one) for one in files
        ]
        scopes += [
            ScopeInput(kind=ScopeKind.UNIT, unit_id=one.pk) for one in given["units"]
        ]
        scopes += [ScopeInput(kind=ScopeKind.CODE, code=one) for one in given["codes"]]
        if given["words"]:
            words, year = given["words"], given["year"]
            scopes.append(ScopeInput(kind=ScopeKind.SEARCH, words=words, year=year))
        told = ("case_name", "requester", "basis", "from_on", "to_on")
        return HoldInput(scopes=scopes, **{name: given[name] for name in told})


class LiftingForm(OfficeFormMixin, forms.Form):
    """Why a hold is lifted."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
