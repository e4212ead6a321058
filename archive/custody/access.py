"""Who sees moves of custody, and who gives, receives and signs."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from archive.custody.models import CustodyMove
from archive.custody.states import MoveKind
from archive.holds.access import archives_of, is_archivist_of
from archive.records.keepers import is_keeper, keeps, units_kept_by
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit
from workflow.rights import Rights, one_of


def moves_visible_to(actor: Actor | None) -> QuerySet[CustodyMove]:
    """Return the moves of units one keeps, gives or receives for; auditors see all."""
    if actor is None:
        return CustodyMove.objects.none()
    rows = CustodyMove.objects.select_related(
        "unit", "target", "giver", "receiver", "package"
    )
    if actor.has_duty(PositionDuty.AUDITOR):
        return rows
    seats = Q(giver__in=actor.position_ids) | Q(receiver__in=actor.position_ids)
    kept = Q(target__in=archives_of(actor).values("pk"))
    if is_keeper(actor):
        kept |= Q(unit__in=units_kept_by(actor).values("pk"))
    return rows.filter(seats | kept)


def visible_move(actor: Actor | None, move_id: object) -> CustodyMove:
    """Return the move, or NotFound."""
    return one_of(moves_visible_to(actor), str(move_id))


def deals_with_moves(actor: Actor | None) -> bool:
    """Tell whether moves are any business of the person, were there any."""
    if actor is None:
        return False
    if is_keeper(actor) or actor.has_duty(PositionDuty.AUDITOR):
        return True
    return moves_visible_to(actor).exists()


def gives(actor: Actor, thing: CustodyMove | Unit) -> bool:
    """Tell whether the person keeps the files of the unit that gives."""
    return keeps(actor, thing if isinstance(thing, Unit) else thing.unit)


def receives(actor: Actor, thing: CustodyMove | Unit) -> bool:
    """Tell whether the person keeps the archive that receives, or heads it."""
    if isinstance(thing, Unit):
        return is_archivist_of(actor, thing)
    return actor.holds(thing.receiver_id) or is_archivist_of(actor, thing.target)


def _either(actor: Actor, thing: CustodyMove | Unit) -> bool:
    return gives(actor, thing) or receives(actor, thing)


def _succeeds(actor: Actor, thing: CustodyMove | Unit) -> bool:
    unit = thing if isinstance(thing, Unit) else thing.unit
    return is_administrator(actor) or is_archivist_of(actor, unit)


def deals_with_successions(actor: Actor | None) -> bool:
    """Tell whether the person passes on what a unit that ended kept."""
    if actor is None:
        return False
    return is_administrator(actor) or actor.has_duty(PositionDuty.ARCHIVIST)


def ended_units_of(actor: Actor) -> QuerySet[Unit]:
    """Return the units that ended whose keeping the person may pass on."""
    rows = Unit.objects.filter(closed_on__isnull=False)
    if is_administrator(actor):
        return rows
    return rows.filter(pk__in=archives_of(actor).values("pk"))


def successions_visible_to(actor: Actor) -> QuerySet[CustodyMove]:
    """Return the successions one sees as a keeper, and those one began."""
    seen = moves_visible_to(actor).values("pk")
    rows = CustodyMove.objects.select_related(
        "unit", "target", "giver", "receiver", "package"
    ).filter(kind=MoveKind.SUCCESSION)
    return rows.filter(Q(pk__in=seen) | Q(proposed_by=actor.official))


#: Who has the right to what, whatever the state; the whole table.
RIGHTS: dict[str, Callable[[Actor, CustodyMove | Unit], bool]] = {
    "custody.propose": gives,
    "custody.submit": gives,
    "custody.approve": receives,
    "custody.object": receives,
    "custody.abort": gives,
    "custody.execute": _either,
    "custody.package": gives,
    "custody.check": receives,
    "custody.verify": receives,
    "custody.take_package": _either,
    "custody.document": _either,
    "custody.succeed": _succeeds,
}
_RIGHTS = Rights(RIGHTS)
may, require = _RIGHTS.may, _RIGHTS.require
