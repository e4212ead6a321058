"""Forms of destruction lists; the rules are the operations'."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.classification.catalogue import code_today
from archive.disposal.deciding import levels_missing, levels_needed
from archive.disposal.models import DestructionList
from archive.disposal.states import Appraisal
from archive.holds.access import archives_of
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import LinesField, OfficeFormMixin

TICKED, UNDECIDED, RULE = "ticked", "undecided", "rule:"
LONGEST_CODE = 40


class ProposalForm(OfficeFormMixin, forms.Form):
    """What a new list is made of."""

    name = forms.CharField(
        label=_("Name of the list"),
        max_length=200,
        help_text=_(
            "For example: Usul musnah 2026. It is typed again before destroying."
        ),
    )
    due_before = DayField(label=_("Retention ended before"), toward="past")
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Only of these units"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("None chosen: all units whose archive you keep."),
    )
    codes = LinesField(
        label=_("Only of these codes"),
        required=False,
        help_text=_("One code on each line, with all below it. Empty: all codes."),
    )

    def __init__(self, data: Any, *, actor: Actor) -> None:
        """Offer the units whose archive the person keeps."""
        super().__init__(data, initial={"due_before": timezone.localdate()})
        units = cast("forms.ModelMultipleChoiceField", self.fields["units"])
        units.queryset = archives_of(actor).order_by("name")

    def clean_codes(self) -> list[str]:
        """Refuse what is no code of today."""
        codes: list[str] = self.cleaned_data["codes"]
        for code in codes:
            if len(code) > LONGEST_CODE or code_today(code) is None:
                raise forms.ValidationError(
                    _("There is no code %(code)s."), params={"code": code[:40]}
                )
        return codes


class AppraisalForm(OfficeFormMixin, forms.Form):
    """The committee's word, and on which items."""

    which = forms.ChoiceField(label=_("On which items"))
    decision = forms.ChoiceField(label=_("Decision"), choices=Appraisal)
    until = DayField(
        label=_("Keep until"),
        required=False,
        help_text=_("Only to keep longer."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed unless the items are to be destroyed."),
    )

    def __init__(self, data: Any, *, found: DestructionList) -> None:
        """Offer the rules under which nothing asks for a look of its own."""
        super().__init__(data)
        rules = found.items.filter(state="listed", needs_look=False).order_by("rule")
        told = rules.values_list("rule_id", "rule").distinct()[:50]
        self.fields["which"].choices = [  # type: ignore[attr-defined]  # a choice field
            (TICKED, _("The ticked ones")),
            (UNDECIDED, _("All without a word yet")),
            *((f"{RULE}{pk}", _of_rule(rule)) for pk, rule in told),
        ]


def _of_rule(rule: str) -> str:
    return str(_("All of: %(rule)s") % {"rule": rule})


class ActForm(OfficeFormMixin, forms.Form):
    """Any act on a list: it rests on the list as it was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, found: DestructionList) -> None:
        """Keep the version that was read."""
        super().__init__(data, initial={"version": found.row_version})


class ListReasonForm(ActForm):
    """Why a list is sent back or called off."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApprovalForm(ActForm):
    """The written approval as it lies before one."""

    level = forms.ChoiceField(label=_("Approved by"))
    number = forms.CharField(label=_("Number of the letter"), max_length=120)
    date = DayField(label=_("Date of the letter"), toward="past")
    by = forms.CharField(
        label=_("Signed by"),
        max_length=200,
        help_text=_("Name and position as on the letter."),
    )

    def __init__(self, data: Any, *, found: DestructionList) -> None:
        """Offer the levels that the items need, the first missing one chosen."""
        super().__init__(data, found=found)
        needed = [(one.value, one.label) for one in levels_needed(found)]
        self.fields["level"].choices = needed  # type: ignore[attr-defined]
        missing = levels_missing(found)
        self.initial["level"] = missing[0].value if missing else ""


class ExecutionForm(ActForm):
    """The name of the list, typed, so that nobody destroys by a slip."""

    name = forms.CharField(
        label=_("Type the name of the list"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
