"""Positions: the page of a position with all who held it, changing, roles, closing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.accounts.step_up import require_step_up
from eoffice.admin.organisation.forms import (
    DayForm,
    DutiesForm,
    PositionForm,
    initial_of,
)
from eoffice.admin.organisation.saving import answer_to, done, done_or_asked
from eoffice.administration import positions
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import Position, Unit
from eoffice.organisation.queries.tenures import tenures_of_position
from eoffice.shell.entry import office_view


def position_of(actor: Actor, position_id: UUID) -> Position:
    """Return the position with unit, superior and giver of its mandate.

    Raises:
        NotFound: unknown.
    """
    found = access.positions_visible_to(actor).select_related(
        "unit", "superior", "mandate_giver"
    )
    position = found.filter(pk=position_id).first()
    if position is None:
        raise NotFound
    return position


def page_url(position_id: UUID) -> str:
    """Return where the position's page is."""
    return reverse("position_page", args=[position_id])


@office_view
def position_page(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Show a position: who holds it, who held it, what it may do."""
    actor = administrator(request)
    position = position_of(actor, position_id)
    today = timezone.localdate()
    context = {
        "position": position,
        "tenures": tenures_of_position(position, today),
        "duties": [label for value, label in position_duties(position)],
    }
    return render(request, "eoffice/organisation/position.html", context)


def position_duties(position: Position) -> list[tuple[str, str]]:
    """Return the position's roles as (value, words)."""
    choices = DutiesForm.base_fields["duties"].choices  # type: ignore[attr-defined]
    return [(value, label) for value, label in choices if value in position.duties]


@office_view
def position_new(request: HttpRequest) -> HttpResponse:
    """Make a position in the unit named in the address."""
    actor = administrator(request)
    named = request.POST.get("unit") or request.GET.get("unit")
    unit = _unit(actor, named or "")
    form = PositionForm(request.POST or None, initial={"unit": named}, unit=unit)
    if request.method == "POST" and form.is_valid():
        made = done(
            form, lambda: positions.create_position(actor=actor, values=form.values())
        )
        if made:
            messages.success(request, _("%(name)s is there.") % {"name": made.title})
            return redirect("position_page", made.pk)
    context = {"form": form, "title": _("New position"), "back": "organisation_tree"}
    return render(request, "eoffice/organisation/form.html", context)


def _unit(actor: Actor, named: str) -> Unit | None:
    try:
        return access.units_visible_to(actor).filter(pk=UUID(named)).first()
    except ValueError:
        return None


@office_view
def position_edit(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Change a position's name, place or superior."""
    actor = administrator(request)
    position = position_of(actor, position_id)
    form = PositionForm(
        request.POST or None,
        initial=initial_of(position, PositionForm),
        unit=position.unit,
    )
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        changed = done_or_asked(
            request,
            form,
            "change_position",
            position_id=position_id,
            values=form.values(),
            expected_version=form.cleaned_data["version"],
        )
        if changed:
            said = _("Saved.")
            return answer_to(request, changed, said, "position_page", position_id)
    context = {"form": form, "title": position.title, "thing": position}
    context["back_url"] = page_url(position_id)
    return render(request, "eoffice/organisation/form.html", context)


@office_view
def position_close(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Close a position, after its consequence in a sentence."""
    actor = administrator(request)
    position = position_of(actor, position_id)
    initial = {"on": timezone.localdate(), "version": position.row_version}
    form = DayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        closed = done(
            form,
            lambda: positions.close_position(
                actor=actor,
                position_id=position_id,
                on=form.cleaned_data["on"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if closed:
            said = _("%(name)s is closed.") % {"name": position.title}
            messages.success(request, said)
            return redirect("position_page", position_id)
    context = {
        "form": form,
        "title": _("Close %(name)s") % {"name": position.title},
        "consequence": _(
            "Letters of this position stay. It closes when nobody holds it on that"
            " day or later; it does not open again."
        ),
        "button": _("Close this position"),
        "back_url": page_url(position_id),
    }
    return render(request, "eoffice/organisation/day.html", context)
