"""Acts on terms: appoint, assign an acting holder by decree, end."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.errors import TermOverlaps
from eoffice.organisation.four_eyes import (
    NeedsSecondAdministrator,
    require_agreement,
    will_administer,
)
from eoffice.organisation.locking import lock_organisation, locked_row
from eoffice.organisation.models import (
    ActingAssignment,
    AdministratorGrant,
    GrantAct,
    TermOfOffice,
)
from eoffice.organisation.rights_changed import (
    concerns_today,
    end_sessions_of_people,
)
from eoffice.organisation.writing import check, save_changes
from eoffice.outbox import events as outbox

Held = TypeVar("Held", TermOfOffice, ActingAssignment)
CLOSED = _("This position is closed on that day.")
BEFORE = _("A term cannot end before it begins.")


@transaction.atomic
def appoint_official(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    grant: AdministratorGrant | None = None,
) -> TermOfOffice:
    """Give an official a position, definitively.

    `values`: official, position (objects), from_on, to_on, is_main, decree_number,
    decree_on.

    Raises:
        NeedsSecondAdministrator: it is an administrator's seat; ask for a grant.
        TermOverlaps: the seat is held, or the person has another main seat, then.
        Invalid: fields break rules, all of them at once.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    term = TermOfOffice(**values)
    require_agreement(term.position, GrantAct.APPOINT, grant)
    _check_position_open(term)
    overlapping = Q(position=term.position)
    if term.is_main:
        overlapping |= Q(official=term.official, is_main=True)
    _check_free(TermOfOffice, term, overlapping)
    return _begin(term, actor, "official.appointed")


@transaction.atomic
def assign_acting_holder(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    grant: AdministratorGrant | None = None,
) -> ActingAssignment:
    """Let an official act for a position by decree (UU 30/2014 Ps 14).

    `values`: kind, official, position (objects), from_on, to_on, decree_number,
    decree_on.

    Raises:
        NeedsSecondAdministrator: it is an administrator's seat; ask for a grant.
        TermOverlaps: somebody else acts for the seat then.
        Invalid: no decree, no end for a Plh, or other broken rules.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    assignment = ActingAssignment(**values)
    require_agreement(assignment.position, GrantAct.ASSIGN, grant)
    _check_position_open(assignment)
    _check_free(ActingAssignment, assignment, Q(position=assignment.position))
    return _begin(assignment, actor, "acting_holder.assigned")


@transaction.atomic
def end_term(
    *, actor: Actor, term_id: UUID, on: date, expected_version: int | None
) -> TermOfOffice:
    """End a term of office; `on` is its last day."""
    lock_organisation()
    actor = access.require_administrator(actor)
    term = locked_row(TermOfOffice.objects.all(), term_id, expected_version)
    return _end(term, actor, on, "term.ended")


@transaction.atomic
def end_acting_assignment(
    *, actor: Actor, assignment_id: UUID, on: date, expected_version: int | None
) -> ActingAssignment:
    """End an acting assignment; `on` is its last day."""
    lock_organisation()
    actor = access.require_administrator(actor)
    every = ActingAssignment.objects.all()
    assignment = locked_row(every, assignment_id, expected_version)
    return _end(assignment, actor, on, "acting_holder.ended")


def _check_position_open(held: TermOfOffice | ActingAssignment) -> None:
    closed_on = held.position.closed_on
    if closed_on and (held.to_on is None or held.to_on >= closed_on):
        raise Invalid([Fault(field="position", code="closed", message=CLOSED)])


def _check_free(model: type[Held], held: Held, same: Q) -> None:
    """Ask before the exclusion constraint does, so that the answer has words."""
    during = Q(to_on=None) | Q(to_on__gte=held.from_on)
    if held.to_on:
        during &= Q(from_on__lte=held.to_on)
    if model.objects.filter(same & during).exclude(pk=held.pk).exists():
        raise TermOverlaps


def _begin(held: Held, actor: Actor, action: str) -> Held:
    check(held)
    held.save(force_insert=True)
    if concerns_today(held):
        end_sessions_of_people({held.official_id})
    audit.record(
        action,
        held,
        actor=actor,
        official=held.official_id,
        position=held.position_id,
        from_on=held.from_on,
        to_on=held.to_on,
        decree=held.decree_number,
    )
    outbox.add("organisation.changed", official_id=held.official_id)
    return held


def _end(held: Held, actor: Actor, on: date, action: str) -> Held:
    if on < held.from_on:
        raise Invalid([Fault(field="to", code="ends_before_begin", message=BEFORE)])
    if held.to_on == on:
        return held
    was_today = concerns_today(held)
    if held.to_on is not None and on > held.to_on and will_administer(held.position):
        raise NeedsSecondAdministrator  # longer than two agreed to
    if held.to_on is None or on > held.to_on:
        held.to_on = on
        _check_free(type(held), held, Q(position=held.position_id))
    held.to_on = on
    save_changes(held, ["to_on"])
    if was_today != concerns_today(held):
        end_sessions_of_people({held.official_id})
    audit.record(action, held, actor=actor, official=held.official_id, on=on)
    outbox.add("organisation.changed", official_id=held.official_id)
    return held
