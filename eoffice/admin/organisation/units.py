"""Units: the page of one, opening, changing, closing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.accounts.step_up import require_step_up
from eoffice.admin.organisation.forms import DayForm, UnitForm, initial_of
from eoffice.admin.organisation.saving import answer_to, done, done_or_asked
from eoffice.administration import units
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.positions_held import with_holders
from eoffice.shell.entry import office_view


def unit_of(actor: Actor, unit_id: UUID) -> Unit:
    """Return the unit.

    Raises:
        NotFound: unknown.
    """
    found = access.units_visible_to(actor).select_related("parent")
    unit = found.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    return unit


@office_view
def unit_page(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Show a unit with its positions and the units below it."""
    actor = administrator(request)
    unit = unit_of(actor, unit_id)
    positions = with_holders(access.positions_visible_to(actor).filter(unit=unit))
    context = {
        "unit": unit,
        "seats": positions.order_by("closed_on", "-is_head", "code"),
        "below": unit.children.order_by("closed_on", "name"),
    }
    return render(request, "eoffice/organisation/unit.html", context)


@office_view
def unit_new(request: HttpRequest) -> HttpResponse:
    """Open a unit, below the one named in the address."""
    actor = administrator(request)
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("unit")})
    if request.method == "POST" and form.is_valid():
        unit = done(form, lambda: units.create_unit(actor=actor, values=form.values()))
        if unit:
            messages.success(request, _("%(name)s is open.") % {"name": unit.name})
            return redirect("unit_page", unit.pk)
    context = {"form": form, "title": _("New unit"), "back": "organisation_tree"}
    return render(request, "eoffice/organisation/form.html", context)


@office_view
def unit_edit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Change a unit; another parent moves it with all below it."""
    actor = administrator(request)
    unit = unit_of(actor, unit_id)
    form = UnitForm(request.POST or None, initial=initial_of(unit, UnitForm), unit=unit)
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        changed = done_or_asked(
            request,
            form,
            "change_unit",
            unit_id=unit_id,
            values=form.values(),
            expected_version=form.cleaned_data["version"],
        )
        if changed:
            return answer_to(request, changed, _("Saved."), "unit_page", unit_id)
    context = {"form": form, "title": unit.name, "thing": unit}
    context["back_url"] = reverse("unit_page", args=[unit_id])
    return render(request, "eoffice/organisation/form.html", context)


@office_view
def unit_close(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Close a unit, after its consequence in a sentence."""
    actor = administrator(request)
    unit = unit_of(actor, unit_id)
    initial = {"on": timezone.localdate(), "version": unit.row_version}
    form = DayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        closed = done(
            form,
            lambda: units.close_unit(
                actor=actor,
                unit_id=unit_id,
                on=form.cleaned_data["on"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if closed:
            messages.success(request, _("%(name)s is closed.") % {"name": unit.name})
            return redirect("unit_page", unit_id)
    context = {
        "form": form,
        "title": _("Close %(name)s") % {"name": unit.name},
        "consequence": _(
            "Its letters and records stay. A unit closes when no open unit or"
            " position is left in it; it does not open again."
        ),
        "button": _("Close this unit"),
        "back_url": reverse("unit_page", args=[unit_id]),
    }
    return render(request, "eoffice/organisation/day.html", context)
