"""`/pengaturan/skkaad/`: the security class of each code, proposed or confirmed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.entrance import words_of
from archive.classification.models import ClassificationCode, SecurityRule
from archive.classification.reviewing import (
    ReviewInput,
    next_review,
    review_security_rules,
)
from archive.classification.securing import (
    LONGEST,
    RuleInput,
    confirm_security_rules,
    proposed_count,
    rules_in_force,
    set_security_rule,
)
from archive.retention.decree import RETENTION_DECREE
from eoffice.errors import Invalid
from eoffice.once.forms import once
from eoffice.organisation.administrator import administrator
from eoffice.shell.day_field import DayField
from eoffice.shell.entry import office_view
from eoffice.shell.forms import OfficeFormMixin
from workflow.security_class import SecurityClass

STATES = {
    "usul": gettext_lazy("Proposed, to be confirmed"),
    "sah": gettext_lazy("Confirmed"),
    "tinjau": gettext_lazy("Due for review"),
}


class LineForm(OfficeFormMixin, forms.Form):
    """The class of a code and of all below it."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=40)
    security_class = forms.ChoiceField(
        label=gettext_lazy("Security class"),
        choices=[("", gettext_lazy("As the code above")), *SecurityClass.choices],
        required=False,
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("The decree. Without one the line stays a proposal."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=LONGEST, required=False
    )


class ReviewForm(OfficeFormMixin, forms.Form):
    """Why the classes that are due go on, and until when."""

    codes = forms.CharField(
        label=gettext_lazy("Codes"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Parted by commas; empty: all that are due."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST)
    review_on = DayField(label=gettext_lazy("Next review"))

    def review(self) -> ReviewInput:
        """Return what was filled in."""
        given = self.cleaned_data
        codes = {one.strip() for one in given["codes"].split(",") if one.strip()}
        return ReviewInput(
            reason=given["reason"], review_on=given["review_on"], codes=codes or None
        )


class ConfirmingForm(OfficeFormMixin, forms.Form):
    """The decree by which all proposed lines are confirmed."""

    decree = forms.CharField(
        label=gettext_lazy("Decree"),
        max_length=LONGEST,
        help_text=gettext_lazy("For example: Keputusan Bupati 000.5/12/2026."),
    )


def skkaad_told() -> str:
    """Return what the door of the settings says: what is still to be confirmed."""
    waiting = proposed_count()
    if not waiting:
        return _("The lowest class of each code, by the region's decree")
    told = ngettext(
        "%(n)d class is only proposed: confirm it before going live",
        "%(n)d classes are only proposed: confirm them before going live",
        waiting,
    )
    return told % {"n": waiting}


@office_view
def skkaad(request: HttpRequest) -> HttpResponse:
    """Show the lines; set one, or confirm what is proposed."""
    actor, act = administrator(request), request.POST.get("act", "")
    first = {"code": words_of(request.GET, "kode", 40)}
    line = LineForm(request.POST if act == "set" else None, initial=first)
    confirming = ConfirmingForm(request.POST if act == "confirm" else None)
    reviewing = ReviewForm(
        request.POST if act == "review" else None,
        initial={"review_on": next_review(), "codes": first["code"]},
    )

    def set_line() -> str:
        content = RuleInput(**line.cleaned_data)
        set_security_rule(actor=actor, content=content)
        return reverse("skkaad")

    def confirm() -> str:
        basis = confirming.cleaned_data["decree"]
        confirm_security_rules(actor=actor, basis=basis)
        return reverse("skkaad")

    def review() -> str:
        review_security_rules(actor=actor, review=reviewing.review())
        return reverse("skkaad")

    acts = {
        "set": (line, set_line),
        "confirm": (confirming, confirm),
        "review": (reviewing, review),
    }
    if act in acts and _done(request, *acts[act]):
        messages.success(request, _("Saved."))
        return redirect("skkaad")
    lines = rules_in_force()
    context = {
        **_listed(request, lines),
        "form": line,
        "confirming": confirming,
        "reviewing": reviewing,
        "today": timezone.localdate(),
        "proposed": sum(not one.is_confirmed for one in lines),
        "decree": RETENTION_DECREE.current(),
        "states": STATES.items(),
        "classes": SecurityClass.choices,
    }
    return render(request, "archive/skkaad.html", context)


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], str]) -> bool:
    if not form.is_valid():
        return False
    try:
        once(request, act)
    except Invalid as refusal:
        for fault in refusal.faults:
            field = fault.field if fault.field in form.fields else None
            form.add_error(field, str(fault.message))
        return False
    return True


def _is(state: str, line: SecurityRule) -> bool:
    if state == "tinjau":
        day = line.review_on
        return day is not None and day <= timezone.localdate()
    return line.is_confirmed == (state == "sah")


def _listed(request: HttpRequest, lines: list[SecurityRule]) -> dict[str, object]:
    """Return the lines that pass the filters, each with the name of its code."""
    words = words_of(request.GET, "q").lower()
    state = request.GET.get("keadaan", "")
    security_class = request.GET.get("kelas", "")
    names = dict(
        ClassificationCode.objects.filter(
            code__in=[one.prefix for one in lines]
        ).values_list("code", "short_name")
    )
    rows = [
        (one, names.get(one.prefix, ""))
        for one in lines
        if (not state or _is(state, one))
        and (not security_class or one.security_class == security_class)
        and words in f"{one.prefix} {names.get(one.prefix, '')}".lower()
    ]
    return {"rows": rows, "words": words, "state": state, "chosen": security_class}
