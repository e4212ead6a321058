"""One's own absences, what one is to decide, and the form that asks for a Plh."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from eoffice.absences import access, operations
from eoffice.absences.operations import AbsenceInput
from eoffice.errors import Invalid, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Absence, AbsenceState
from eoffice.shell.acting import acting
from eoffice.shell.day_field import DayField
from eoffice.shell.entry import office_view
from eoffice.shell.forms import OfficeFormMixin

SHOWN = 50


class AbsenceForm(OfficeFormMixin, forms.Form):
    """Which position, who stands in, when, by which decree, why."""

    position = forms.ChoiceField(label=gettext_lazy("Position"))
    deputy = forms.ChoiceField(label=gettext_lazy("Who stands in (Plh.)"))
    from_on = DayField(label=gettext_lazy("From"))
    to_on = DayField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The Plh. ends by itself after this day."),
    )
    decree_number = forms.CharField(
        label=gettext_lazy("Decree number"), max_length=80, required=False
    )
    decree_on = DayField(label=gettext_lazy("Date of the decree"), toward="past")
    reason = forms.CharField(
        label=gettext_lazy("Why you are away"), max_length=200, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer the own positions, and colleagues near them."""
        super().__init__(*args, **kwargs)
        mine = access.own_positions(actor)
        self.fields["position"].choices = [(str(p.pk), p.title) for p in mine]  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.full_name)
            for one in access.deputies_for(actor).defer("nik").order_by("name")
        ]

    def content(self) -> AbsenceInput:
        """Return what the operation wants."""
        typed = self.cleaned_data
        return AbsenceInput(
            deputy_id=UUID(typed["deputy"]),
            from_on=typed["from_on"],
            to_on=typed["to_on"],
            decree_number=typed["decree_number"],
            decree_on=typed["decree_on"],
            reason=typed["reason"],
        )


@office_view
def absence_list(request: HttpRequest) -> HttpResponse:
    """Show them, and ask for another."""
    actor = acting(request)
    first = {"from_on": timezone.localdate()}
    form = AbsenceForm(request.POST or None, initial=first, actor=actor)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            operations.ask_for_deputy(
                actor=actor,
                position_id=UUID(form.cleaned_data["position"]),
                content=form.content(),
            )
            return reverse("absence_list")

        try:
            address = once(request, act)
        except Invalid as refusal:
            for fault in refusal.faults:
                form.add_error(None, str(fault.message))
        else:
            messages.success(request, _("Asked. Your superior decides."))
            return redirect(address)
    status = 422 if form.errors else 200
    context = {"form": form, **_rows(actor)}
    return render(request, "eoffice/absences/list.html", context, status=status)


def _rows(actor: Actor) -> dict[str, object]:
    rows = list(access.absences_visible_to(actor)[:SHOWN])
    is_open = AbsenceState.ASKED
    waiting = [r for r in rows if r.state == is_open and access.may_decide(actor, r)]
    return {
        "to_decide": waiting,
        "absences": [row for row in rows if row not in waiting],
        "own_id": actor.official.pk,
        "asked": is_open,
    }


def _decided(
    request: HttpRequest,
    absence_id: UUID,
    run: Callable[..., Absence],
    told: str,
) -> HttpResponse:
    actor = acting(request)

    def act() -> str:
        run(actor=actor, absence_id=absence_id)
        return reverse("absence_list")

    try:
        once(request, act)
    except StateForbids as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("absence_list")


@office_view
@require_POST
def absence_agree(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Agree as the superior."""
    told = _("Agreed. The Plh. acts on those days and ends by itself.")
    return _decided(request, absence_id, operations.agree_to_absence, told)


@office_view
@require_POST
def absence_refuse(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Refuse as the superior."""
    return _decided(request, absence_id, operations.refuse_absence, _("Refused."))


@office_view
@require_POST
def absence_withdraw(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Take the own request back."""
    told = _("Taken back.")
    return _decided(request, absence_id, operations.withdraw_absence, told)
