"""Making boxes, opening and closing them."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from archive.places import access
from archive.places.errors import BoxNotEmpty, NoSuchMove
from archive.places.locks import locked_box
from archive.places.models import BOX_MOVES, BoxEvent, BoxEventKind, BoxState, RecordBox
from archive.places.trail_acts import BoxAct
from archive.record_files.models import RecordFile
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit

CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,39}")
LONGEST = {"room": 80, "shelf": 40, "position": 40, "capacity": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxPlace:
    """Where a box stands: a room, and as much more as one writes on shelves."""

    room: str
    shelf: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxInput:
    """A new box; without a code it gets the next of its unit."""

    unit_id: UUID
    place: BoxPlace
    code: str = ""
    capacity: str = ""
    # Who keeps the unit's files since they moved; none: the unit itself.
    keeper_id: UUID | None = None


@transaction.atomic
def make_box(*, actor: Actor, box: BoxInput) -> RecordBox:
    """Make a box for the files of one unit, of those that one keeper has.

    Raises:
        NotFound: the keeper is not one the person files for, or keeps none of them.
        Invalid: with every fault.
    """
    rows = Unit.objects.select_for_update(no_key=True)
    unit = rows.filter(pk=box.unit_id).first()
    if unit is None:
        raise NotFound
    keeper = _keeper(unit, box.keeper_id)
    access.require(actor, "box.make", keeper or unit)
    code = box.code.strip().upper()
    faults = place_faults(box.place)
    if len(box.capacity.strip()) > LONGEST["capacity"]:
        faults.append(_too_long("capacity"))
    if code and not CODE.fullmatch(code):
        text = _("A label has letters, digits, dots, dashes and slashes alone.")
        faults.append(Fault(field="code", code="not_a_label", message=text))
    elif code and RecordBox.objects.filter(code=code).exists():
        text = _("Another box has this label.")
        faults.append(Fault(field="code", code="taken", message=text))
    if faults:
        raise Invalid(faults)
    made = RecordBox.objects.create(
        code=code or _next_code(unit),
        unit=unit,
        custodian=keeper,
        capacity=box.capacity.strip(),
        **stripped(box.place),
    )
    BoxEvent.objects.create(
        box=made, kind=BoxEventKind.MADE, told=made.place, by=actor.official
    )
    seat = keepers_position(actor, made.keeper)
    trail.record(BoxAct.MADE, made, actor=seat, code=made.code)
    return made


def _keeper(unit: Unit, keeper_id: UUID | None) -> Unit | None:
    """Return who keeps files of the unit now, other than itself."""
    if keeper_id is None or keeper_id == unit.pk:
        return None
    moved = RecordFile.objects.filter(unit=unit, custodian=keeper_id)
    if not moved.exists():
        raise NotFound
    return Unit.objects.get(pk=keeper_id)


def _next_code(unit: Unit) -> str:
    """Return the next label of the unit; its row is locked."""
    number = RecordBox.objects.filter(unit=unit).count() + 1
    short = re.sub(r"[^A-Z0-9.-]", "-", unit.code.upper())[:30]
    while RecordBox.objects.filter(code=f"{short}-{number:04d}").exists():
        number += 1
    return f"{short}-{number:04d}"


def place_faults(place: BoxPlace) -> list[Fault]:
    """Return why this is no place."""
    faults = [
        _too_long(name)
        for name, value in stripped(place).items()
        if len(value) > LONGEST[name]
    ]
    if not place.room.strip():
        text = _("Say in which room it stands.")
        faults.append(Fault(field="room", code="required", message=text))
    return faults


def stripped(place: BoxPlace) -> dict[str, str]:
    """Return the fields of the place, without blanks around."""
    return {
        "room": place.room.strip(),
        "shelf": place.shelf.strip(),
        "position": place.position.strip(),
    }


def _too_long(field: str) -> Fault:
    text = _("Shorten this to %(longest)d characters.") % {"longest": LONGEST[field]}
    return Fault(field=field, code="too_long", message=text)


@transaction.atomic
def change_state(
    *, actor: Actor, box_id: UUID, state: BoxState, expected_version: int | None = None
) -> RecordBox:
    """Close a box that is full, open it again, or note that it is empty.

    Raises:
        NotFound, Stale.
        NoSuchMove, BoxNotEmpty: the state forbids it.
    """
    box = locked_box(actor, "box.fill", box_id, expected_version=expected_version)
    if state == BoxState.MOVED or state not in BOX_MOVES[BoxState(box.state)]:
        raise NoSuchMove(state=box.state)
    if state == BoxState.EMPTIED and box.files.exists():
        raise BoxNotEmpty(state=box.state)
    box.state = state
    box.row_version += 1
    box.save(update_fields=["state", "row_version"])
    BoxEvent.objects.create(
        box=box, kind=BoxEventKind.STATE, told=str(state.label), by=actor.official
    )
    seat = keepers_position(actor, box.keeper)
    trail.record(BoxAct.STATE, box, actor=seat, state=state.value)
    return box
