"""Acts on units: open, change, move, close."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eoffice.administration.deeds import Deed
from eoffice.administration.events import OrganisationEvent
from eoffice.administration.four_eyes import UNIT_RIGHTS, Rehearsal, require_agreement
from eoffice.administration.locking import lock_organisation, locked_row
from eoffice.administration.trail_acts import OrganisationAct
from eoffice.administration.writing import check, put, save_changes
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.errors import AlreadyClosed, UnitNotEmpty
from eoffice.organisation.models import Agreement, Position, Unit
from eoffice.outbox import events as outbox

LOOP = _("A unit cannot stand below itself.")


@transaction.atomic
def create_unit(*, actor: Actor, values: Mapping[str, Any]) -> Unit:
    """Open a unit; `values` are its fields by name (`parent` a Unit or None).

    Raises:
        NotFound: not an administrator.
        Invalid: fields break rules, all of them at once.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    unit = Unit(**values)
    unit.path = _path(unit)
    check(unit)
    unit.save(force_insert=True)
    audit.record(OrganisationAct.UNIT_CREATED, unit, actor=actor, code=unit.code)
    outbox.add(OrganisationEvent.CHANGED, unit_id=unit.pk)
    return unit


@transaction.atomic
def change_unit(
    *,
    actor: Actor,
    unit_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None,
    agreement: Agreement | Rehearsal | None = None,
) -> Unit:
    """Change a unit's fields; another `parent` moves it with all below it.

    Raises:
        NotFound, Stale: see `locked_row`.
        NeedsSecondAdministrator: it changes whose letters a register or head reads.
        Invalid: fields break rules, or the unit would stand below itself.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    unit = locked_row(Unit.objects.all(), unit_id, expected_version)
    changed = put(unit, values)
    if not changed:
        return unit
    if UNIT_RIGHTS.intersection(changed):
        deed = Deed.of(
            "change_unit",
            unit_id=unit_id,
            values=values,
            expected_version=expected_version,
        )
        require_agreement(agreement, deed)
    if "parent" in changed:
        _move(unit)
        changed.append("path")
    save_changes(unit, changed)
    audit.record(
        OrganisationAct.UNIT_CHANGED, unit, actor=actor, fields=sorted(changed)
    )
    fields = ",".join(sorted(changed))
    outbox.add(OrganisationEvent.CHANGED, unit_id=unit.pk, fields=fields)
    return unit


@transaction.atomic
def close_unit(
    *, actor: Actor, unit_id: UUID, on: date, expected_version: int | None
) -> Unit:
    """Close a unit on a day; its letters stay (UU 43/2009 Ps 35).

    Raises:
        UnitNotEmpty: open units or positions stand below it.
        AlreadyClosed: it was closed before.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    unit = locked_row(Unit.objects.all(), unit_id, expected_version)
    if unit.closed_on:
        raise AlreadyClosed
    is_used = (
        unit.children.filter(closed_on=None).exists()
        or Position.objects.filter(unit=unit, closed_on=None).exists()
    )
    if is_used:
        raise UnitNotEmpty
    unit.closed_on = on
    save_changes(unit, ["closed_on"])
    audit.record(OrganisationAct.UNIT_CLOSED, unit, actor=actor, on=on)
    outbox.add(OrganisationEvent.CHANGED, unit_id=unit.pk)
    return unit


def _path(unit: Unit) -> list[UUID]:
    return [*(unit.parent.path if unit.parent else []), unit.pk]


def _move(unit: Unit) -> None:
    """Rewrite the paths of the unit and of all below it."""
    if unit.parent and unit.pk in unit.parent.path:
        raise Invalid([Fault(field="parent", code="loop", message=LOOP)])
    depth = len(unit.path)
    unit.path = _path(unit)
    below = list(Unit.objects.filter(path__contains=[unit.pk]).exclude(pk=unit.pk))
    for one in below:
        one.path = [*unit.path, *one.path[depth:]]
    Unit.objects.bulk_update(below, ["path"])
