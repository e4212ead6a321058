"""`/pengaturan/nomor/aturan/…/`: add or change a rule of the registers after a look."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import Invalid, NotFound, Stale
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from workflow.admin.numbering.rule_form import RuleForm
from workflow.approval.queries.moved_registers import moved_letters
from workflow.letters.queries.number_patterns import type_patterns
from workflow.numbering.changing import (
    add_register_rule,
    change_register_rule,
    looked_at,
)
from workflow.numbering.patterns import NumberFacts, printed
from workflow.numbering.registers import (
    SAMPLE_CODE,
    SAMPLE_POSITION,
    SAMPLE_UNIT,
    next_value,
)
from workflow.numbering.rule_model import RegisterRule

SHOWN_PATTERNS = 8


def _save(actor: Actor, code: str | None, form: RuleForm) -> str:
    if code is None:
        add_register_rule(
            actor=actor, given=form.given(), type_patterns=type_patterns()
        )
        return reverse("number_registers")
    change_register_rule(
        actor=actor,
        code=code,
        given=form.given(),
        type_patterns=type_patterns(),
        read=form.cleaned_data["read"],
    )
    return reverse("number_registers")


def _previewed(actor: Actor, code: str | None, form: RuleForm) -> dict[str, Any]:
    """Return what the next numbers look like, and which letters on their way move."""
    rule, patterns = looked_at(
        actor=actor, code=code, given=form.given(), type_patterns=type_patterns()
    )
    day = form.cleaned_data["from_on"]
    facts = NumberFacts(
        klasifikasi=SAMPLE_CODE,
        urut=next_value(rule, day.year),
        unit=rule.owner_unit.code if rule.owner_unit else SAMPLE_UNIT,
        day=day,
        jabatan=SAMPLE_POSITION,
    )
    return {
        "preview": [printed(pattern, facts) for pattern in patterns[:SHOWN_PATTERNS]],
        "moved": moved_letters(rule, day),
    }


def rule_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the rule; change it from a day on, after a look at what it changes."""
    actor = administrator(request)
    versions = RegisterRule.objects.filter(code=code).select_related(
        "owner_unit", "entered_by", "ended_by"
    )
    history = list(versions.order_by(F("valid_from_on").desc(nulls_last=True)))
    if not history:
        raise NotFound
    context = {"rule": history[0], "history": history, "heading": history[0].name}
    return _answer(request, actor, history[0], context)


def rule_new(request: HttpRequest) -> HttpResponse:
    """Add a rule, after a look at what it changes."""
    heading = _("New rule of the registers")
    context: dict[str, Any] = {"rule": None, "history": [], "heading": heading}
    return _answer(request, administrator(request), None, context)


def _answer(
    request: HttpRequest,
    actor: Actor,
    rule: RegisterRule | None,
    context: dict[str, Any],
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RuleForm(data, rule)
    code = rule.code if rule else None
    if data is not None and form.is_valid():
        try:
            if request.POST.get("act") == "preview":
                context |= _previewed(actor, code, form)
            else:
                address = once(request, lambda: _save(actor, code, form))
                messages.success(request, _("Saved."))
                return redirect(address)
        except (Invalid, Stale) as refusal:
            form.take(refusal)
    return render(request, "workflow/numbering/rule.html", {**context, "form": form})
