"""Acts on terms: appoint, assign an acting holder by decree, end."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.administration.deeds import Deed
from eoffice.administration.events import OrganisationEvent
from eoffice.administration.four_eyes import (
    NeedsSecondAdministrator,
    Rehearsal,
    administers,
    require_agreement,
)
from eoffice.administration.locking import lock_organisation, locked_row
from eoffice.administration.rights_changed import concerns_today, end_sessions_of_people
from eoffice.administration.trail_acts import OrganisationAct
from eoffice.administration.writing import check, save_changes
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.errors import TermOverlaps
from eoffice.organisation.models import (
    Absence,
    ActingAssignment,
    ActingKind,
    Agreement,
    TermOfOffice,
)
from eoffice.outbox import events as outbox

Held = TypeVar("Held", TermOfOffice, ActingAssignment)
CLOSED = _("This position is closed on that day.")
BEFORE = _("A term cannot end before it begins.")


@transaction.atomic
def appoint_official(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    agreement: Agreement | Rehearsal | None = None,
) -> TermOfOffice:
    """Give an official a position, definitively.

    `values`: official, position (objects), from_on, to_on, is_main, decree_number,
    decree_on.

    Raises:
        NeedsSecondAdministrator: nobody fills a position alone.
        TermOverlaps: the position is held, or the person has another main position,
        then.
        Invalid: fields break rules, all of them at once.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    require_agreement(agreement, Deed.of("appoint_official", values=values))
    term = TermOfOffice(**values)
    _check_position_open(term)
    overlapping = Q(position=term.position)
    if term.is_main:
        overlapping |= Q(official=term.official, is_main=True)
    _check_free(TermOfOffice, term, overlapping)
    return _begin(term, actor, OrganisationAct.OFFICIAL_APPOINTED)


@transaction.atomic
def assign_acting_holder(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    agreement: Agreement | Rehearsal | None = None,
) -> ActingAssignment:
    """Let an official act for a position by decree (UU 30/2014 Ps 14).

    `values`: kind, official, position (objects), from_on, to_on, decree_number,
    decree_on.

    Raises:
        NeedsSecondAdministrator: nobody fills a position alone.
        TermOverlaps: somebody else acts for the position then.
        Invalid: no decree, no end for a Plh, or other broken rules.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    require_agreement(agreement, Deed.of("assign_acting_holder", values=values))
    assignment = ActingAssignment(**values)
    _check_position_open(assignment)
    _check_free(ActingAssignment, assignment, Q(position=assignment.position))
    return _begin(assignment, actor, OrganisationAct.ACTING_HOLDER_ASSIGNED)


@transaction.atomic
def begin_agreed_absence(*, absence: Absence, actor: Actor) -> ActingAssignment:
    """Let the deputy of an absence act, as its superior (`actor`) agrees.

    Two persons stand behind it: the holder asked, the superior agrees; who may is
    asked by the room of absences. An administrator's seat is not given this way.

    Raises:
        NeedsSecondAdministrator: the seat administers.
        TermOverlaps: somebody else acts for the position then.
        Invalid: the position is closed by then, or other broken rules.
    """
    lock_organisation()
    parties = {absence.holder_id, absence.deputy_id}
    if administers(absence.position) or actor.official.pk in parties:
        raise NeedsSecondAdministrator
    assignment = ActingAssignment(
        kind=ActingKind.ACTING_ABSENT,
        official=absence.deputy,
        position=absence.position,
        from_on=absence.from_on,
        to_on=absence.to_on,
        decree_number=absence.decree_number,
        decree_on=absence.decree_on,
    )
    _check_position_open(assignment)
    _check_free(ActingAssignment, assignment, Q(position=assignment.position))
    return _begin(assignment, actor, OrganisationAct.ACTING_HOLDER_ASSIGNED)


@transaction.atomic
def end_term(
    *,
    actor: Actor,
    term_id: UUID,
    on: date | None,
    expected_version: int | None,
    agreement: Agreement | Rehearsal | None = None,
) -> TermOfOffice:
    """End a term of office; `on` is its last day, nothing ends it at this moment.

    Raises:
        NeedsSecondAdministrator: it would last longer, or ends an administrator's.
        TermOverlaps: somebody else holds the position in the days it would last longer.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    term = locked_row(TermOfOffice.objects.all(), term_id, expected_version)
    if _takes_two(term, on):
        deed = Deed.of(
            "end_term", term_id=term_id, on=on, expected_version=expected_version
        )
        require_agreement(agreement, deed)
    return _end(term, actor, on, OrganisationAct.TERM_ENDED)


@transaction.atomic
def end_acting_assignment(
    *,
    actor: Actor,
    assignment_id: UUID,
    on: date | None,
    expected_version: int | None,
    agreement: Agreement | Rehearsal | None = None,
) -> ActingAssignment:
    """End an acting assignment; `on` is its last day, nothing: at this moment.

    Raises: as `end_term`.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    every = ActingAssignment.objects.all()
    assignment = locked_row(every, assignment_id, expected_version)
    if _takes_two(assignment, on):
        deed = Deed.of(
            "end_acting_assignment",
            assignment_id=assignment_id,
            on=on,
            expected_version=expected_version,
        )
        require_agreement(agreement, deed)
    return _end(assignment, actor, on, OrganisationAct.ACTING_HOLDER_ENDED)


def _takes_two(held: TermOfOffice | ActingAssignment, on: date | None) -> bool:
    """Tell whether somebody would sit longer, or an administrator less long."""
    lasts_longer = None not in (on, held.to_on) and on > held.to_on  # type: ignore[operator]
    changes = on is None or held.to_on != on
    return lasts_longer or (changes and administers(held.position))


def _check_position_open(held: TermOfOffice | ActingAssignment) -> None:
    closed_on = held.position.closed_on
    if closed_on and (held.to_on is None or held.to_on >= closed_on):
        raise Invalid([Fault(field="position", code="closed", message=CLOSED)])


def _check_free(model: type[Held], held: Held, same: Q) -> None:
    """Ask before the exclusion constraint does, so that the answer has words."""
    others = model.objects.not_over(held.from_on).filter(same)
    if held.to_on:
        others = others.filter(from_on__lte=held.to_on)
    # ended at once on its first day: the seat is free again on that very day
    never_began = Q(ended_at__isnull=False, to_on=F("from_on"))
    if others.exclude(never_began).exclude(pk=held.pk).exists():
        raise TermOverlaps


def _begin(held: Held, actor: Actor, action: OrganisationAct) -> Held:
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
    outbox.add(OrganisationEvent.CHANGED, official_id=held.official_id)
    return held


def _end(held: Held, actor: Actor, on: date | None, action: OrganisationAct) -> Held:
    was_today, before = concerns_today(held), (held.to_on, held.ended_at)
    if on is None:
        _end_now(held)
    elif on < held.from_on:
        raise Invalid([Fault(field="to", code="ends_before_begin", message=BEFORE)])
    elif held.to_on != on:
        _end_on(held, on)
    if before == (held.to_on, held.ended_at):
        return held
    save_changes(held, ["to_on", "ended_at"])
    if was_today != concerns_today(held):
        end_sessions_of_people({held.official_id})
    audit.record(
        action,
        held,
        actor=actor,
        official=held.official_id,
        on=held.to_on,
        at_once=on is None,
    )
    outbox.add(OrganisationEvent.CHANGED, official_id=held.official_id)
    return held


def _end_now(held: Held) -> None:
    """Let it be over from this moment; one that has not begun never begins."""
    today = timezone.localdate()
    if not held.is_over_on(max(today, held.from_on)):
        held.to_on, held.ended_at = max(today, held.from_on), timezone.now()


def _end_on(held: Held, on: date) -> None:
    lasts_longer = held.to_on is None or on > held.to_on
    held.to_on, held.ended_at = on, None
    # somebody else may hold the position in the days that are gained
    if lasts_longer:
        _check_free(type(held), held, Q(position=held.position_id))
