"""What a disposition must be before it is given: its receivers, words and day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.holidays.calendars import calendar_of
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from workflow.dispositions import reach
from workflow.dispositions.directions import Way
from workflow.dispositions.errors import NO_WORKING_DAY, WRONG_WAY, refusal_of
from workflow.dispositions.models import (
    Disposition,
    DispositionInstruction,
    ReceiverRole,
)

MOST_RECEIVERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverInput:
    """One receiver and their part."""

    position_id: UUID
    role: str = ReceiverRole.LEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionInput:
    """What the giver writes."""

    receivers: Sequence[ReceiverInput]
    instructions: Sequence[str] = ()
    note: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReceiver:
    """A receiver who may be sent it, and the way it goes."""

    position: Position
    role: str
    way: Way

    @property
    def is_coordination(self) -> bool:
        """Tell whether it goes sideways: joint work, no duty of a subordinate."""
        return self.way == Way.PEERS


def checked_input(
    giver: Position, content: DispositionInput, parent: Disposition | None
) -> list[CheckedReceiver]:
    """Return the receivers with the way to each, in their order.

    Raises:
        DirectionNotAllowed: nothing is wrong but the way to one of them.
        NotAWorkingDay: nothing is wrong but the due date.
        Invalid: with every fault.
    """
    wanted = [given.position_id for given in content.receivers]
    known = Position.objects.filter(closed_on=None).select_related("unit", "superior")
    positions = known.in_bulk(wanted)
    ways = reach.ways_to(giver, list(positions))
    faults = [
        *_receiver_faults(giver, content, positions, ways),
        *_word_faults(content),
        *_day_faults(giver, content.due_on, parent.due_on if parent else None),
    ]
    if faults:
        raise refusal_of(faults)
    return [
        CheckedReceiver(
            position=positions[given.position_id],
            role=given.role,
            way=ways[given.position_id],
        )
        for given in content.receivers
    ]


def _receiver_faults(
    giver: Position,
    content: DispositionInput,
    positions: Mapping[UUID, Position],
    ways: Mapping[UUID, Way],
) -> list[Fault]:
    if not content.receivers or len(content.receivers) > MOST_RECEIVERS:
        text = _("Choose between one and 200 receivers.")
        return [Fault(field="recipients", code="required", message=text)]
    faults = []
    seen: set[UUID] = set()
    for n, given in enumerate(content.receivers):
        position, field = positions.get(given.position_id), f"recipients.{n}"
        if position is None or given.role not in ReceiverRole.values:
            text = _("This receiver is not known.")
            faults.append(Fault(field=field, code="unknown_position", message=text))
        elif given.position_id in seen or position.pk == giver.pk:
            text = _("Each receiver once, and not yourself.")
            faults.append(Fault(field=field, code="twice", message=text))
        elif position.pk not in ways:
            told = way_that_exists(giver, position)
            faults.append(Fault(field=field, code=WRONG_WAY, message=told))
        elif holding_of(position) is None:
            # At an empty position it would wait for an answer that nobody gives.
            told = _("%(title)s has no holder today.") % {"title": position.title}
            faults.append(Fault(field=field, code="vacant", message=told))
        seen.add(given.position_id)
    return faults


def way_that_exists(giver: Position, receiver: Position) -> str:
    """Return why no disposition goes there, and which way does (office practice 5)."""
    named = {"title": receiver.title}
    if Position.objects.filter(reach.above(giver), pk=receiver.pk).exists():
        return (
            _(
                "%(title)s stands above you, and no disposition goes upward. Write a "
                "nota dinas or a telaahan staf."
            )
            % named
        )
    office, own = reach.office_of(receiver.unit), reach.office_of(giver.unit)
    if office is not None and office != own:
        named["office"] = office.name
        if office.kind in reach.LOWER_OFFICES:
            return (
                _(
                    "%(title)s receives dispositions from the head of the agency or "
                    "kecamatan above %(office)s. Give it to that head, or write a "
                    "nota dinas."
                )
                % named
            )
        return (
            _(
                "%(title)s belongs to %(office)s. Write a nota dinas, or ask for "
                "koordinasi through your own head."
            )
            % named
        )
    if receiver.superior is None:
        return _("%(title)s is not below you. Write a nota dinas.") % named
    named["superior"] = receiver.superior.title
    return (
        _(
            "%(title)s is not directly below you. Give it to %(superior)s, who hands "
            "it on, or ask a position of your own level for koordinasi."
        )
        % named
    )


def _word_faults(content: DispositionInput) -> list[Fault]:
    faults = []
    known = set(
        DispositionInstruction.objects.filter(
            code__in=content.instructions
        ).values_list("code", flat=True)
    )
    if set(content.instructions) - known:
        text = _("An instruction is not in the list.")
        faults.append(Fault(field="instructions", code="unknown", message=text))
    if not content.instructions and not content.note.strip():
        text = _("Choose an instruction or write a note.")
        faults.append(Fault(field="instructions", code="required", message=text))
    return faults


def _day_faults(
    giver: Position, due_on: date | None, limit: date | None
) -> list[Fault]:
    """Return what is wrong with the due date; `limit` is that of the share above."""
    # Who handed it on must still have time to answer above (tata naskah 6.2).
    if limit and (due_on is None or due_on > limit):
        text = _("The due date must not be later than your own: %(date)s.")
        told = text % {"date": _written(limit)}
        return [Fault(field="due_on", code="later_than_parent", message=told)]
    if due_on is None:
        return []
    if due_on < timezone.localdate():
        text = _("The due date is in the past.")
        return [Fault(field="due_on", code="past", message=text)]
    calendar = calendar_of(giver.unit)
    # The day of the share above stands, even if it became a holiday since.
    if due_on == limit or calendar.is_working(due_on):
        return []
    text = _("Nobody works on %(date)s. The next working day is %(next)s.")
    next_day = calendar.on_or_after(due_on)
    told = text % {"date": _written(due_on), "next": _written(next_day)}
    return [Fault(field="due_on", code=NO_WORKING_DAY, message=told)]


def _written(day: date) -> str:
    return day.strftime("%d-%m-%Y")
