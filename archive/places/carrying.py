"""Carrying boxes to another place, one after another, as they are scanned."""

import re
from uuid import UUID

from django.db import transaction

from archive.places import access
from archive.places.locks import locked_box
from archive.places.making import BoxPlace, place_faults, stripped
from archive.places.models import BoxEvent, BoxEventKind, BoxState, RecordBox
from archive.places.trail_acts import BoxAct
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import Invalid, NotFound
from eoffice.organisation.actor import Actor

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_TYPED = 300


def box_named(actor: Actor, typed: str) -> RecordBox:
    """Return the box whose label was typed, or whose QR code was read.

    A QR code is the address of the box's page; its id is all that counts of it.

    Raises:
        NotFound: no box the person may see.
    """
    told = typed.strip()[:MOST_TYPED]
    by_id = ID.search(told.lower())
    if by_id:
        return access.visible_box(actor, by_id[0])
    found = access.boxes_visible_to(actor).filter(code=told.upper()).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def carry_box(
    *,
    actor: Actor,
    box_id: UUID,
    place: BoxPlace,
    expected_version: int | None = None,
) -> RecordBox:
    """Note that the box stands in another place now; there already is no fault.

    One on its way to its next keeper arrives by this, closed as it came.

    Raises:
        NotFound, Stale.
        Invalid: no room was named.
    """
    box = locked_box(actor, "box.carry", box_id, expected_version=expected_version)
    if faults := place_faults(place):
        raise Invalid(faults)
    before, wanted = box.place, stripped(place)
    arrives = box.state == BoxState.MOVED
    is_there = all(getattr(box, name) == value for name, value in wanted.items())
    if is_there and not arrives:
        return box
    if arrives:
        box.state = BoxState.CLOSED
    for name, value in wanted.items():
        setattr(box, name, value)
    box.row_version += 1
    box.save(update_fields=[*wanted, "state", "row_version"])
    BoxEvent.objects.create(
        box=box,
        kind=BoxEventKind.CARRIED,
        told=f"{before} → {box.place}"[:300],
        by=actor.official,
    )
    seat = keepers_position(actor, box.keeper)
    trail.record(BoxAct.CARRIED, box, actor=seat, was=before, now=box.place)
    return box
