"""The verdict of the archives on each file of a hand-over (PP 28/2012 Ps 80)."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.custody.errors import NotChecked, NotVerified
from archive.custody.locks import locked_for
from archive.custody.models import CustodyItem, CustodyMove
from archive.custody.states import (
    CustodyItemState,
    CustodyState,
    HandoverVerdict,
    MoveKind,
)
from archive.custody.trail_acts import CustodyAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor

LONGEST_REASON = 300
SUBMITTED = frozenset({CustodyState.SUBMITTED})
LISTED = CustodyItemState.LISTED


@transaction.atomic
def verify_files(
    *,
    actor: Actor,
    move_id: UUID,
    verdict: HandoverVerdict,
    orders: Collection[int] = (),
    reason: str = "",
) -> CustodyMove:
    """Accept or refuse files of a hand-over, by their numbers on the list.

    Without numbers: all that have no verdict yet. May be changed until the list is
    accepted; what is refused leaves the list then, with its reason.

    Raises:
        NotFound: not theirs, no hand-over, or no such number on the list.
        WrongMoveState.
        Invalid: refused without a reason.
        NotChecked: accepted before the hashes were checked, or though they differ.
    """
    found = locked_for(actor, "custody.verify", move_id, states=SUBMITTED)
    if found.kind != MoveKind.HANDOVER:
        raise NotFound
    told = reason.strip() if verdict == HandoverVerdict.REFUSED else ""
    _check_reason(verdict, told)
    items = list(_asked(found, orders))
    if verdict == HandoverVerdict.ACCEPTED and found.package_id is not None:
        _check_agree(found, items)
    ids = [item.pk for item in items]
    CustodyItem.objects.filter(pk__in=ids).update(
        verdict=verdict, verdict_reason=told, verified_by=actor.official
    )
    found.row_version += 1
    found.save(update_fields=["row_version"])
    facts = {"verdict": verdict.value, "count": len(ids), "reason": told}
    trail.record(CustodyAct.VERIFIED, found, actor=actor, **facts)
    return found


def _check_reason(verdict: HandoverVerdict, told: str) -> None:
    if verdict == HandoverVerdict.REFUSED and not 0 < len(told) <= LONGEST_REASON:
        text = _("Say why, in at most %(longest)d characters.")
        words = text % {"longest": LONGEST_REASON}
        raise Invalid([Fault(field="reason", code="required", message=words)])


def _asked(found: CustodyMove, orders: Collection[int]) -> list[CustodyItem]:
    listed = found.items.filter(state=LISTED)
    if not orders:
        return list(listed.filter(verdict=""))
    items = list(listed.filter(order__in=set(orders)))
    if len(items) != len(set(orders)):
        raise NotFound
    return items


def _check_agree(found: CustodyMove, items: Collection[CustodyItem]) -> None:
    if not all(item.agrees for item in items):
        raise NotChecked(state=found.state)


def refused_in(found: CustodyMove) -> list[int]:
    """Return the refused items of the locked move; all of them have their verdict.

    Raises:
        NotVerified: one has none.
    """
    listed = found.items.filter(state=LISTED)
    if listed.filter(verdict="").exists():
        raise NotVerified(state=found.state)
    return list(
        listed.filter(verdict=HandoverVerdict.REFUSED).values_list("pk", flat=True)
    )
