"""`/pengaturan/nomor/aturan/<kode>/akhiri/`: end a rule from a day on, after a look."""

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import Invalid, NotFound, Stale, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.administrator import administrator
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin
from workflow.approval.queries.moved_registers import moved_letters
from workflow.letters.queries.number_patterns import type_patterns
from workflow.numbering.ending import RuleEnding, end_register_rule, ending_looked_at
from workflow.numbering.rule_model import RegisterRule


class EndingForm(OfficeFormMixin, forms.Form):
    """From which day it holds no more, and why."""

    from_on = DayField(
        label=gettext_lazy("Not in force any more from"),
        help_text=gettext_lazy("The day before is its last."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason or basis"), max_length=300)
    read = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def ending(self, code: str) -> RuleEnding:
        """Return what the operation takes."""
        return RuleEnding(code=code, **self.cleaned_data)


def rule_end(request: HttpRequest, code: str) -> HttpResponse:
    """Ask from when and why, show what moves, then end the rule."""
    actor = administrator(request)
    rows = RegisterRule.objects.filter(code=code)
    rule = rows.order_by(F("valid_from_on").desc(nulls_last=True)).first()
    if rule is None:
        raise NotFound
    data = request.POST if request.method == "POST" else None
    first = {"from_on": timezone.localdate(), "read": rule.pk}
    form = EndingForm(data, initial=first)
    context: dict[str, object] = {"rule": rule, "form": form}
    if data is not None and form.is_valid():
        ending, patterns = form.ending(code), type_patterns()

        def act() -> str:
            end_register_rule(actor=actor, ending=ending, type_patterns=patterns)
            return reverse("register_rule", args=[code])

        try:
            if request.POST.get("act") == "preview":
                ended = ending_looked_at(
                    actor=actor, ending=ending, type_patterns=patterns
                )
                context["moved"] = moved_letters(ended, ending.from_on)
                context["previewed"] = True
            else:
                address = once(request, act)
                messages.success(request, _("The rule ends; its history stays."))
                return redirect(address)
        except (Invalid, Stale) as refusal:
            form.take(refusal)
        except StateForbids as refusal:
            messages.info(request, str(refusal))
            return redirect("register_rule", code=code)
    return render(request, "workflow/numbering/end.html", context)
