"""The form of a register rule: what it says, for whose letters, from when and why."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from eoffice.organisation.models import (
    Position,
    PositionDuty,
    PositionKind,
    Unit,
    UnitKind,
)
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin
from workflow.letter_types.models import LetterType
from workflow.numbering.changing import RegisterRuleInput, SignerInput
from workflow.numbering.contradictions import LAST_PLACE, SIGNERS
from workflow.numbering.models import Series
from workflow.numbering.rule_model import OwnerKind, RegisterRule

SAME = ("name", "order", "owner", "owner_unit", "series", "pattern", "letter_types")
LONG = {"size": 8}


def _signing_positions() -> Any:
    may_sign = Q(is_head=True) | Q(duties__contains=[PositionDuty.SIGNATORY])
    return Position.objects.filter(may_sign, closed_on=None).order_by("title")


class RuleForm(OfficeFormMixin, forms.Form):
    """What a rule says; what is right is the operation's."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    order = forms.IntegerField(
        label=gettext_lazy("Place in the order"),
        min_value=1,
        max_value=LAST_PLACE,
        required=False,
        help_text=gettext_lazy("The rule with the lowest place that fits counts."),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), choices=OwnerKind)
    owner_unit = forms.ModelChoiceField(
        Unit.objects.filter(closed_on=None).order_by("name"),
        label=gettext_lazy("Owning unit"),
        required=False,
        help_text=gettext_lazy("Only where a unit is named."),
    )
    series = forms.ChoiceField(
        label=gettext_lazy("Series"),
        choices=[one for one in Series.choices if one[0] != Series.AGENDA],
    )
    pattern = forms.CharField(
        label=gettext_lazy("Number pattern"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Empty: the pattern of each type. Tokens: {sifat} {klasifikasi} {urut}"
            " {urut:4} {unit} {jabatan} {bulan} {bulan_romawi} {tahun} {suffix}"
        ),
    )
    letter_types = forms.MultipleChoiceField(
        label=gettext_lazy("Letter types"),
        required=False,
        widget=forms.SelectMultiple(attrs=LONG),
        help_text=gettext_lazy("None chosen: all that no other rule names."),
    )
    signer_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of signatories"),
        choices=PositionKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Whoever fits one of these four. Nothing chosen in any: all signatories."
        ),
    )
    signer_unit_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Signatories of units of this kind"),
        choices=UnitKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signer_units = forms.ModelMultipleChoiceField(
        Unit.objects.filter(closed_on=None).order_by("name"),
        label=gettext_lazy("Signatories of these units and below"),
        required=False,
        widget=forms.SelectMultiple(attrs=LONG),
    )
    signer_positions = forms.ModelMultipleChoiceField(
        Position.objects.none(),
        label=gettext_lazy("These positions"),
        required=False,
        widget=forms.SelectMultiple(attrs=LONG),
    )
    from_on = DayField(label=gettext_lazy("In force from"))
    reason = forms.CharField(
        label=gettext_lazy("Reason or basis"),
        max_length=300,
        help_text=gettext_lazy(
            "For example: Perbup 12/2026 or the order of the sekda."
        ),
    )
    read = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, rule: RegisterRule | None) -> None:
        """Fill in the rule as it is; none: one that is added."""
        initial: dict[str, Any] = {"from_on": timezone.localdate()}
        if rule is not None:
            initial |= {name: getattr(rule, name) for name in (*SAME, *SIGNERS)}
            initial["read"] = rule.pk
        super().__init__(data, initial=initial)
        self.is_new = rule is None
        types = LetterType.objects.order_by("name").values_list("code", "name")
        self.fields["letter_types"].choices = list(types)  # type: ignore[attr-defined]
        positions = _signing_positions()
        self.fields["signer_positions"].queryset = positions  # type: ignore[attr-defined]

    def given(self) -> RegisterRuleInput:
        """Return what the operation takes."""
        told = self.cleaned_data
        unit = told["owner_unit"]
        return RegisterRuleInput(
            name=told["name"],
            order=told["order"],
            signers=SignerInput(
                kinds=tuple(told["signer_kinds"]),
                unit_kinds=tuple(told["signer_unit_kinds"]),
                units=tuple(one.pk for one in told["signer_units"]),
                positions=tuple(one.pk for one in told["signer_positions"]),
            ),
            owner=told["owner"],
            owner_unit_id=unit.pk if unit else None,
            series=told["series"],
            pattern=told["pattern"],
            letter_types=tuple(told["letter_types"]),
            from_on=told["from_on"],
            reason=told["reason"],
        )
