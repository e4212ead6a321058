"""`/pengaturan/nomor/aturan/<code>/`: change a rule of the registers after a look."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import Invalid, NotFound, Stale
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import Unit
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin
from workflow.letter_types.models import LetterType
from workflow.letters.queries.number_patterns import type_patterns
from workflow.numbering.changing import (
    RegisterRuleInput,
    change_register_rule,
    looked_at,
)
from workflow.numbering.models import Series
from workflow.numbering.patterns import NumberFacts, printed
from workflow.numbering.registers import SAMPLE_CODE, SAMPLE_POSITION, SAMPLE_UNIT
from workflow.numbering.rule_model import OwnerKind, RegisterRule

SHOWN_PATTERNS = 8


class RuleForm(OfficeFormMixin, forms.Form):
    """What a rule says; what is right is the operation's."""

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
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("None chosen: all that no other rule names."),
    )
    from_on = DayField(label=gettext_lazy("In force from"))
    reason = forms.CharField(
        label=gettext_lazy("Reason or basis"),
        max_length=300,
        help_text=gettext_lazy(
            "For example: Perbup 12/2026 or the order of the sekda."
        ),
    )
    read = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, rule: RegisterRule) -> None:
        """Fill in the rule as it is."""
        same = ("owner", "owner_unit", "series", "pattern", "letter_types")
        initial = {name: getattr(rule, name) for name in same}
        initial |= {"read": rule.pk, "from_on": timezone.localdate()}
        super().__init__(data, initial=initial)
        types = LetterType.objects.order_by("name").values_list("code", "name")
        self.fields["letter_types"].choices = list(types)  # type: ignore[attr-defined]

    def given(self) -> RegisterRuleInput:
        """Return what the operation takes."""
        told = self.cleaned_data
        unit = told["owner_unit"]
        return RegisterRuleInput(
            owner=told["owner"],
            owner_unit_id=unit.pk if unit else None,
            series=told["series"],
            pattern=told["pattern"],
            letter_types=tuple(told["letter_types"]),
            from_on=told["from_on"],
            reason=told["reason"],
        )


def _change(actor: Actor, code: str, form: RuleForm) -> str:
    read: UUID = form.cleaned_data["read"]
    change_register_rule(
        actor=actor,
        code=code,
        given=form.given(),
        type_patterns=type_patterns(),
        read=read,
    )
    return reverse("number_registers")


def _previewed(actor: Actor, code: str, form: RuleForm) -> list[str]:
    """Return what numbers would look like."""
    rule, patterns = looked_at(
        actor=actor, code=code, given=form.given(), type_patterns=type_patterns()
    )
    facts = NumberFacts(
        klasifikasi=SAMPLE_CODE,
        urut=1,
        unit=rule.owner_unit.code if rule.owner_unit else SAMPLE_UNIT,
        day=form.cleaned_data["from_on"],
        jabatan=SAMPLE_POSITION,
    )
    return [printed(pattern, facts) for pattern in patterns[:SHOWN_PATTERNS]]


def rule_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the rule; change it from a day on, after a look at its numbers."""
    actor = administrator(request)
    versions = RegisterRule.objects.filter(code=code).select_related(
        "owner_unit", "entered_by"
    )
    history = list(versions.order_by(F("valid_from_on").desc(nulls_last=True)))
    if not history:
        raise NotFound
    rule = history[0]
    data = request.POST if request.method == "POST" else None
    form = RuleForm(data, rule)
    context = {"rule": rule, "history": history, "form": form}
    if data is not None and form.is_valid():
        try:
            if request.POST.get("act") == "preview":
                context["preview"] = _previewed(actor, code, form)
            else:
                address = once(request, lambda: _change(actor, code, form))
                messages.success(request, _("Saved."))
                return redirect(address)
        except (Invalid, Stale) as refusal:
            form.take(refusal)
    return render(request, "workflow/numbering/rule.html", context)
