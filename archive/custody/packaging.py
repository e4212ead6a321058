"""The package of a hand-over: its files as BagIt, offered to the archives (Ps 80).

It is an export of the one who gives, written by a job. Classed records are named on the
list and stay sealed: who receives them is told by their class, not by a package.
"""

from uuid import UUID

from django.db import transaction

from archive.custody import access
from archive.custody.errors import PackageThere
from archive.custody.locks import locked_for
from archive.custody.models import CustodyMove
from archive.custody.states import CustodyItemState, CustodyState
from archive.custody.trail_acts import CustodyAct
from archive.exchange.errors import ExportNotReady
from archive.exchange.giving import TakenOut, give_to_receiver
from archive.exchange.making import ExportInput, make_export
from archive.exchange.models import ExportKind, ExportState
from archive.exchange.selecting import Selection
from archive.records.models import Record
from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.security_class import ORDINARY

PACKAGED = frozenset({CustodyState.SUBMITTED, CustodyState.APPROVED})
THERE = frozenset({ExportState.QUEUED, ExportState.READY})


def packaged_records(found: CustodyMove) -> list[UUID]:
    """Return the records that go into the package, in the order of the list."""
    files = found.items.filter(state=CustodyItemState.LISTED).values("record_file")
    rows = Record.objects.filter(record_file__in=files, security_class__in=ORDINARY)
    ordered = rows.order_by("record_file__number", "item_number")
    return list(ordered.values_list("pk", flat=True))


def offer_package(found: CustodyMove, actor: Actor) -> None:
    """Have the package of the locked move written; none where nothing goes into it.

    Raises:
        Invalid: more records than a package takes.
    """
    records = packaged_records(found)
    found.package = None
    if records:
        selection = Selection(records=records)
        wanted = ExportInput(kind=ExportKind.BAGIT, selection=selection)
        found.package = make_export(actor=actor, wanted=wanted)
    found.items.update(agrees=None)
    trail.record(CustodyAct.PACKAGED, found, actor=actor, records=len(records))


@transaction.atomic
def make_package_again(
    *, actor: Actor, move_id: UUID, expected_version: int | None = None
) -> CustodyMove:
    """Have the package written anew: the last one failed or is kept no longer.

    Raises:
        NotFound, Stale, WrongMoveState.
        PackageThere: one is there.
    """
    found = locked_for(
        actor,
        "custody.package",
        move_id,
        states=PACKAGED,
        expected_version=expected_version,
    )
    if not lacks_package(found):
        raise PackageThere(state=found.state)
    offer_package(found, actor)
    found.row_version += 1
    found.save(update_fields=["package", "row_version"])
    return found


def lacks_package(found: CustodyMove) -> bool:
    """Tell whether the package was there and is not any more."""
    return found.package is not None and found.package.state not in THERE


def take_package(*, actor: Actor, move_id: UUID) -> TakenOut:
    """Return the bytes of the package to who gives or receives, noted in the trail.

    Raises:
        NotFound: not theirs, or a record in it was classed meanwhile.
        ExportNotReady: being written, kept no longer, or there is none.
    """
    found = access.visible_move(actor, move_id)
    if not access.may(actor, "custody.take_package", found):
        raise NotFound
    if found.package_id is None:
        raise ExportNotReady(state=found.state)
    return give_to_receiver(actor=actor, export_id=found.package_id)
