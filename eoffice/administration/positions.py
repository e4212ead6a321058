"""Acts on positions: create, change, close."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eoffice.administration.deeds import Deed
from eoffice.administration.events import OrganisationEvent
from eoffice.administration.four_eyes import (
    POSITION_RIGHTS,
    Rehearsal,
    require_agreement,
)
from eoffice.administration.locking import lock_organisation, locked_row
from eoffice.administration.rights_changed import end_sessions_of_holders
from eoffice.administration.trail_acts import OrganisationAct
from eoffice.administration.writing import check, put, save_changes
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.errors import AlreadyClosed, PositionHeld
from eoffice.organisation.models import (
    Agreement,
    Position,
)
from eoffice.organisation.queries.givers import default_giver
from eoffice.outbox import events as outbox

# of whom a position may have no circle -> what is said of one
LOOPS = {
    "superior": _("A position cannot be its own superior, not even through others."),
    "mandate_giver": _(
        "A position cannot give itself a mandate, not even through others."
    ),
}
# No office is so deep: beyond it superiors run in a circle further up.
DEEPEST_CHAIN = 40


@transaction.atomic
def create_position(*, actor: Actor, values: Mapping[str, Any]) -> Position:
    """Create a position in a unit; `unit`, `superior`, `mandate_giver` are objects.

    An empty position gives nobody anything; filling it takes two. Without a giver it
    gets that of custom.

    Raises:
        NotFound: not an administrator.
        Invalid: fields break rules, all of them at once.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    position = Position(**values)
    if position.mandate_giver is None and "unit" in values:
        position.mandate_giver = default_giver(position)
    check(position)
    position.save(force_insert=True)
    audit.record(
        OrganisationAct.POSITION_CREATED,
        position,
        actor=actor,
        code=position.code,
        duties=position.duties,
    )
    outbox.add(OrganisationEvent.CHANGED, position_id=position.pk)
    return position


@transaction.atomic
def change_position(
    *,
    actor: Actor,
    position_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None,
    agreement: Agreement | Rehearsal | None = None,
) -> Position:
    """Change a position's fields, its superior or its duties.

    New duties end the sessions of those who hold the position.

    Raises:
        NotFound, Stale: see `locked_row`.
        NeedsSecondAdministrator: it changes what its holder may do or read.
        Invalid: fields break rules, or the superiors would run in a circle.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    position = locked_row(Position.objects.all(), position_id, expected_version)
    is_customary = position.mandate_giver == default_giver(position)
    changed = put(position, values)
    # A position that moves keeps no giver of its former office, unless told so.
    if is_customary and changed and "mandate_giver" not in changed:
        changed += put(position, {"mandate_giver": default_giver(position)})
    if not changed:
        return position
    if POSITION_RIGHTS.intersection(changed):
        deed = Deed.of(
            "change_position",
            position_id=position_id,
            values=values,
            expected_version=expected_version,
        )
        require_agreement(agreement, deed)
    for name in LOOPS.keys() & set(changed):
        _check_no_loop(position, name)
    save_changes(position, changed)
    if "duties" in changed:
        end_sessions_of_holders(position)
    audit.record(
        OrganisationAct.POSITION_CHANGED,
        position,
        actor=actor,
        fields=sorted(changed),
        duties=position.duties,
    )
    fields = ",".join(sorted(changed))
    outbox.add(OrganisationEvent.CHANGED, position_id=position.pk, fields=fields)
    return position


@transaction.atomic
def close_position(
    *, actor: Actor, position_id: UUID, on: date, expected_version: int | None
) -> Position:
    """Close a position on a day.

    Raises:
        PositionHeld: somebody holds it on that day or later.
        AlreadyClosed: it was closed before.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    position = locked_row(Position.objects.all(), position_id, expected_version)
    if position.closed_on:
        raise AlreadyClosed
    held = (position.terms, position.acting_assignments)
    if any(rows.not_over(on).exists() for rows in held):
        raise PositionHeld
    position.closed_on = on
    save_changes(position, ["closed_on"])
    audit.record(OrganisationAct.POSITION_CLOSED, position, actor=actor, on=on)
    outbox.add(OrganisationEvent.CHANGED, position_id=position.pk)
    return position


def _check_no_loop(position: Position, name: str) -> None:
    above, steps = getattr(position, name), 0
    while above is not None:
        if above.pk == position.pk or steps > DEEPEST_CHAIN:
            raise Invalid([Fault(field=name, code="loop", message=LOOPS[name])])
        above, steps = getattr(above, name), steps + 1
