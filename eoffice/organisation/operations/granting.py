"""The administrator's role: one asks, another agrees or refuses."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail as audit
from eoffice.errors import NotFound, Stale, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.four_eyes import NeedsSecondAdministrator
from eoffice.organisation.locking import lock_organisation
from eoffice.organisation.models import (
    AdministratorGrant,
    GrantAct,
    GrantState,
    Official,
    Position,
    PositionDuty,
)
from eoffice.organisation.operations.positions import change_position
from eoffice.organisation.operations.terms import (
    appoint_official,
    assign_acting_holder,
)
from eoffice.outbox import events as outbox

REQUESTED = "administrator.requested"
HOLDERS = "holders"  # who holds the seat when it is asked for, or will
DAYS = ("from_on", "to_on", "decree_on")


class AlreadyAsked(StateForbids):
    """The same grant waits already."""

    code = "already_asked"
    message = _("This waits for a second administrator already.")


class AlreadyDecided(StateForbids):
    """The grant was agreed to or refused before."""

    code = "already_decided"
    message = _("This was decided already; no need to do it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for; `values` are those of the appointment (days, decree, kind)."""

    act: GrantAct
    position: Position
    official: Official | None = None
    values: dict[str, Any]


@transaction.atomic
def request_grant(*, actor: Actor, wish: Wish) -> AdministratorGrant:
    """Ask for a grant; the other administrators are told.

    Raises:
        NotFound: not an administrator.
        AlreadyAsked: the same one waits.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    same = AdministratorGrant.objects.filter(
        act=wish.act,
        position=wish.position,
        official=wish.official,
        state=GrantState.PENDING,
    )
    if same.exists():
        raise AlreadyAsked
    grant = AdministratorGrant.objects.create(
        act=wish.act,
        position=wish.position,
        official=wish.official,
        values={**_plain(wish.values), HOLDERS: _holders(wish.position)},
        requested_by_id=actor.user_id,
    )
    audit.record(
        REQUESTED,
        grant,
        actor=actor,
        act=grant.act,
        position=grant.position_id,
        official=grant.official_id,
    )
    outbox.add(REQUESTED, grant_id=grant.pk)
    return grant


@transaction.atomic
def confirm_grant(*, actor: Actor, grant_id: UUID) -> AdministratorGrant:
    """Agree to what another administrator asked for, and do it.

    Raises:
        NotFound: not an administrator, or no such grant.
        NeedsSecondAdministrator: one's own request.
        AlreadyDecided: too late.
        Stale: somebody else holds the seat now, or will, than when it was asked.
        TermOverlaps, Invalid: it is not possible (any more); nothing changed.
    """
    grant = _open_grant(actor, grant_id)
    if grant.requested_by_id == actor.user_id:
        raise NeedsSecondAdministrator
    actor = access.require_administrator(actor)
    _decide(grant, GrantState.CONFIRMED, actor)
    _perform(grant, actor)
    audit.record("administrator.confirmed", grant, actor=actor, act=grant.act)
    return grant


@transaction.atomic
def refuse_grant(*, actor: Actor, grant_id: UUID) -> AdministratorGrant:
    """Refuse a request, or take one's own back."""
    grant = _open_grant(actor, grant_id)
    actor = access.require_administrator(actor)
    _decide(grant, GrantState.REFUSED, actor)
    audit.record("administrator.refused", grant, actor=actor, act=grant.act)
    return grant


def _open_grant(actor: Actor, grant_id: UUID) -> AdministratorGrant:
    lock_organisation()
    access.require_administrator(actor)
    rows = AdministratorGrant.objects.select_for_update(no_key=True, of=("self",))
    grant = rows.select_related("position", "official").filter(pk=grant_id).first()
    if grant is None:
        raise NotFound
    if grant.state != GrantState.PENDING:
        raise AlreadyDecided(state=grant.state)
    return grant


def _decide(grant: AdministratorGrant, state: GrantState, actor: Actor) -> None:
    grant.state = state
    grant.decided_by_id = actor.user_id
    grant.decided_at = timezone.now()
    grant.save(update_fields=["state", "decided_by", "decided_at"])


def _perform(grant: AdministratorGrant, actor: Actor) -> None:
    position = grant.position
    if grant.act == GrantAct.DUTY:
        _check_same_holders(grant)
        change_position(
            actor=actor,
            position_id=position.pk,
            values={"duties": sorted({*position.duties, PositionDuty.ADMIN})},
            expected_version=None,
            grant=grant,
        )
        return
    values = {
        **_dated(grant.values),
        "position": position,
        "official": grant.official,
    }
    if grant.act == GrantAct.APPOINT:
        appoint_official(actor=actor, values=values, grant=grant)
    else:
        assign_acting_holder(actor=actor, values=values, grant=grant)


def _holders(position: Position) -> list[str]:
    """Return the officials who hold the seat today or will, by id."""
    ahead = Q(to_on=None) | Q(to_on__gte=timezone.localdate())
    found: set[str] = set()
    for rows in (position.terms, position.acting_assignments):
        found.update(map(str, rows.filter(ahead).values_list("official", flat=True)))
    return sorted(found)


def _check_same_holders(grant: AdministratorGrant) -> None:
    """Raise `Stale` where the role would go to somebody the request did not show."""
    known = set(grant.values.get(HOLDERS, []))
    if not known.issuperset(_holders(grant.position)):
        raise Stale(state=grant.state)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if name not in {"position", "official"}
    }


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in DAYS and value else value
        for name, value in values.items()
        if name != HOLDERS
    }
