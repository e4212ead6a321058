"""Asking for a Plh. oneself, and the superior's answer. No administrator is needed.

Nobody alone gives anybody a seat: the holder asks, the superior agrees. A seat that
administers stays with the administrators, who agree among themselves.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.absences import access
from eoffice.absences.errors import AbsenceDecided
from eoffice.absences.events import AbsenceEvent
from eoffice.absences.trail_acts import AbsenceAct
from eoffice.administration.four_eyes import administers
from eoffice.administration.locking import lock_organisation
from eoffice.administration.terms import begin_agreed_absence
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import (
    Absence,
    AbsenceState,
    Official,
    Position,
)
from eoffice.outbox import events

# Longer than this nobody is "berhalangan sementara": then a Plt. is appointed.
MOST_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceInput:
    """Who stands in, from when to when (both days belong to it), by which decree."""

    deputy_id: UUID
    from_on: date
    to_on: date
    decree_number: str
    decree_on: date
    reason: str


@transaction.atomic
def ask_for_deputy(
    *, actor: Actor, position_id: UUID, content: AbsenceInput
) -> Absence:
    """Ask the superior to let somebody act for the own position.

    Raises:
        NotFound: not a position the person holds definitively.
        Invalid: every rule that the request breaks.
    """
    lock_organisation()
    mine = {one.pk: one for one in access.own_positions(actor)}
    position = mine.get(position_id)
    if position is None:
        raise NotFound
    deputy = access.deputies_for(actor).filter(pk=content.deputy_id).first()
    faults = list(_faults(position, deputy, content))
    if faults or deputy is None:
        raise Invalid(faults)
    absence = Absence.objects.create(
        position=position,
        holder=actor.official,
        deputy=deputy,
        from_on=content.from_on,
        to_on=content.to_on,
        decree_number=content.decree_number.strip(),
        decree_on=content.decree_on,
        reason=content.reason.strip(),
    )
    _record(AbsenceAct.ASKED, absence, actor.at_position(position.pk))
    events.add(AbsenceEvent.ASKED, absence_id=absence.pk)
    return absence


def _faults(
    position: Position, deputy: Official | None, content: AbsenceInput
) -> Iterator[Fault]:
    if deputy is None:
        text = _("Choose somebody in service of your unit, beside it or above.")
        yield Fault(field="deputy", code="unknown", message=text)
    if position.superior_id is None or administers(position):
        text = _("For this position two administrators appoint a Plh.")
        yield Fault(field="position", code="no_superior", message=text)
    if Absence.objects.filter(position=position, state=AbsenceState.ASKED).exists():
        text = _("A request for this position waits for the superior already.")
        yield Fault(field="position", code="already_asked", message=text)
    if not content.decree_number.strip():
        text = _("A Plh. rests on a decree: give its number.")
        yield Fault(field="decree_number", code="required", message=text)
    if not content.reason.strip():
        text = _("Say why you are away.")
        yield Fault(field="reason", code="required", message=text)
    yield from _day_faults(content)


def _day_faults(content: AbsenceInput) -> Iterator[Fault]:
    if content.from_on < timezone.localdate():
        text = _("It begins today or later.")
        yield Fault(field="from", code="in_the_past", message=text)
    if content.to_on < content.from_on:
        text = _("It ends on the first day or later.")
        yield Fault(field="to", code="ends_before_begin", message=text)
    elif content.to_on - content.from_on > timedelta(days=MOST_DAYS):
        text = _("Longer than half a year: a Plt. is appointed instead.")
        yield Fault(field="to", code="too_long", message=text)


@transaction.atomic
def agree_to_absence(*, actor: Actor, absence_id: UUID) -> Absence:
    """Agree as the superior: the deputy acts on those days, and no longer.

    Raises:
        NotFound: not the superior's to decide.
        AbsenceDecided: too late.
        TermOverlaps: somebody else acts for the position then.
    """
    lock_organisation()
    absence = _open(actor, absence_id, access.may_decide)
    absence.assignment = begin_agreed_absence(absence=absence, actor=actor)
    return _decided(absence, AbsenceState.AGREED, AbsenceAct.AGREED, actor)


@transaction.atomic
def refuse_absence(*, actor: Actor, absence_id: UUID) -> Absence:
    """Refuse as the superior.

    Raises: as `agree_to_absence`.
    """
    absence = _open(actor, absence_id, access.may_decide)
    return _decided(absence, AbsenceState.REFUSED, AbsenceAct.REFUSED, actor)


@transaction.atomic
def withdraw_absence(*, actor: Actor, absence_id: UUID) -> Absence:
    """Take the own request back before it is decided.

    Raises: as `agree_to_absence`.
    """
    absence = _open(actor, absence_id, access.may_withdraw)
    return _decided(absence, AbsenceState.WITHDRAWN, AbsenceAct.WITHDRAWN, actor)


def _open(
    actor: Actor, absence_id: UUID, may: Callable[[Actor, Absence], bool]
) -> Absence:
    rows = access.absences_visible_to(actor).select_for_update(
        no_key=True, of=("self",)
    )
    absence = rows.filter(pk=absence_id).first()
    if absence is None or not may(actor, absence):
        raise NotFound
    if absence.state != AbsenceState.ASKED:
        raise AbsenceDecided(state=absence.state)
    return absence


def _decided(
    absence: Absence, state: AbsenceState, act: AbsenceAct, actor: Actor
) -> Absence:
    absence.state, absence.decided_at = state, timezone.now()
    absence.decided_by = actor.official
    changed = ["state", "decided_at", "decided_by", "assignment"]
    absence.save(update_fields=changed)
    _record(act, absence, actor)
    events.add(AbsenceEvent.DECIDED, absence_id=absence.pk)
    return absence


def _record(act: AbsenceAct, absence: Absence, actor: Actor) -> None:
    trail.record(
        act,
        absence,
        actor=actor,
        position=absence.position_id,
        deputy=absence.deputy_id,
        from_on=absence.from_on,
        to_on=absence.to_on,
        decree=absence.decree_number,
    )
