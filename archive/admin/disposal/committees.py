"""`/arsip/panitia/`: who appraises and who witnesses, by decree."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.disposal.posted import posted
from archive.disposal import access
from archive.disposal.committee_model import WITNESSES, MemberRole
from archive.disposal.committees import LEAST_WITNESSES, Decree, form_committee
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.models import Position, Unit
from eoffice.shell.acting import acting
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin

SHOWN = 50
MOST = 30  # members of a role that a form can name
POSITION = "position:"  # how the picker of positions names one

Members = list[tuple[UUID, MemberRole]]


class DecreeForm(OfficeFormMixin, forms.Form):
    """The decree of a committee; its members are chosen by typing."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Records unit"), empty_label=None
    )
    number = forms.CharField(label=gettext_lazy("Number of the decree"), max_length=120)
    decided_on = DayField(label=gettext_lazy("Date of the decree"), toward="past")

    def __init__(self, data: Any, *, units: QuerySet[Unit]) -> None:
        """Offer the units that this person may enter a committee for."""
        super().__init__(data)
        cast("forms.ModelChoiceField", self.fields["unit"]).queryset = units


def committee_list(request: HttpRequest) -> HttpResponse:
    """Show the committees in force with their members."""
    actor = acting(request)
    rows = access.committees_visible_to(actor).select_related("unit")
    shown = list(rows.prefetch_related("members__position__unit")[:SHOWN])
    may_form = access.committee_units(actor).exists()
    if not shown and not may_form and not access.deals_with_lists(actor):
        raise NotFound
    counted = [
        (one, sum(member.role in WITNESSES for member in one.members.all()))
        for one in shown
    ]
    context = {
        "rows": [(one, count < LEAST_WITNESSES) for one, count in counted],
        "may_form": may_form,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Appraisal committee"), ""),
        ],
    }
    return render(request, "archive/disposal/committees.html", context)


def committee_new(request: HttpRequest) -> HttpResponse:
    """Ask for the decree and its members; enter it."""
    actor = acting(request)
    units = access.committee_units(actor)
    if not units.exists():
        raise NotFound
    form = DecreeForm(posted(request), units=units)
    members = _members(request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decree = Decree(
            number=given["number"], decided_on=given["decided_on"], members=members
        )

        def act() -> str:
            form_committee(actor=actor, unit_id=given["unit"].pk, decree=decree)
            return reverse("committees")

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The committee is entered."))
            return redirect(address)
    context = {
        "form": form,
        "roles": _roles_shown(members),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Appraisal committee"), reverse("committees")),
            (_("New decree"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(
        request, "archive/disposal/committee_new.html", context, status=status
    )


def _members(request: HttpRequest) -> Members:
    """Return (position, role) as the pickers sent them; what is no id is unknown."""
    try:
        return [
            (UUID(one.removeprefix(POSITION)), role)
            for role in MemberRole
            for one in request.POST.getlist(role.value)[:MOST]
        ]
    except ValueError as error:
        raise NotFound from error


def _roles_shown(members: Members) -> Sequence[dict[str, object]]:
    """Return each role with what was chosen for it, for its picker."""
    titles = Position.objects.in_bulk([position for position, _role in members])
    return [
        {
            "value": role.value,
            "label": role.label,
            "is_witness": role in WITNESSES,
            "chosen": [
                {"value": f"{POSITION}{pk}", "title": titles[pk].title}
                for pk, its_role in members
                if its_role == role and pk in titles
            ],
        }
        for role in MemberRole
    ]
