"""Roles of a seat, and the administrator's role, which two give."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.accounts.admin.entrance import administrators_step_up
from eoffice.errors import Invalid, OfficeError, Stale, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.organisation.admin.entrance import administrator
from eoffice.organisation.admin.forms import DutiesForm
from eoffice.organisation.admin.positions import position_of
from eoffice.organisation.models import GrantAct, Position, PositionDuty
from eoffice.organisation.operations.granting import (
    Wish,
    confirm_grant,
    refuse_grant,
    request_grant,
)
from eoffice.organisation.operations.positions import change_position
from eoffice.organisation.queries.grants import decided_grants, pending_grants
from eoffice.shell.entry import office_view


@office_view
@administrators_step_up
def seat_roles(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Set the roles of a seat; a new administrator's seat is asked for only."""
    actor = administrator(request)
    position = position_of(actor, position_id)
    initial = {"duties": position.duties, "version": position.row_version}
    form = DutiesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            asked = _set(actor, position, form)
        except (Invalid, Stale, StateForbids) as refusal:
            form.take(refusal)
        else:
            _say(request, asked=asked)
            return redirect("position_page", position_id)
    context = {"form": form, "position": position}
    return render(request, "accounts/roles.html", context)


def _set(actor: Actor, position: Position, form: DutiesForm) -> bool:
    """Set the roles; tell whether the administrator's was asked for."""
    wanted = set(form.cleaned_data["duties"])
    asks = PositionDuty.ADMIN in wanted and PositionDuty.ADMIN not in position.duties
    change_position(
        actor=actor,
        position_id=position.pk,
        values={"duties": sorted(wanted - {PositionDuty.ADMIN} if asks else wanted)},
        expected_version=form.cleaned_data["version"],
    )
    if asks:
        wish = Wish(act=GrantAct.DUTY, position=position, values={})
        request_grant(actor=actor, wish=wish)
    return asks


def _say(request: HttpRequest, *, asked: bool) -> None:
    if asked:
        said = _("The administrator's role waits for a second administrator.")
        messages.info(request, said)
    else:
        said = _("The roles are set; who holds this position logs in anew.")
        messages.success(request, said)


@office_view
def agreements(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second administrator, and what was decided."""
    actor = administrator(request)
    context = {
        "pending": pending_grants(actor),
        "decided": decided_grants(actor),
        "own_id": actor.user_id,
    }
    return render(request, "accounts/agreements.html", context)


@office_view
@require_POST
@administrators_step_up
def agree(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Agree to what a colleague asked for."""
    actor = administrator(request)
    try:
        confirm_grant(actor=actor, grant_id=grant_id)
    except (Invalid, Stale, StateForbids) as refusal:
        messages.error(request, _words(refusal))
    else:
        messages.success(request, _("Agreed; the role is given."))
    return redirect("account_agreements")


def _words(refusal: OfficeError) -> str:
    faults = refusal.faults if isinstance(refusal, Invalid) else []
    return " ".join([str(refusal), *(str(fault.message) for fault in faults)])


@office_view
@require_POST
def refuse(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Refuse a request, or take one's own back."""
    refuse_grant(actor=administrator(request), grant_id=grant_id)
    messages.success(request, _("Nothing was given."))
    return redirect("account_agreements")
