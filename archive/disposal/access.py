"""Who sees destruction lists, and who may do what with them.

Proposing, approving and carrying out are duties of different people; the operations
hold that after the lock. What is told of a list is the entry of each record alone.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from archive.disposal.committee_model import (
    APPRAISING,
    AppraisalCommittee,
    CommitteeMember,
    MemberRole,
)
from archive.disposal.models import DestructionItem, DestructionList, Tombstone
from archive.holds.access import archives_of, is_archivist_of
from archive.records.keepers import keeper_tokens_of
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, PositionKind, Unit
from workflow.rights import Rights, one_of
from workflow.tokens import tokens_of


def is_regional_head(actor: Actor) -> bool:
    """Tell whether the person acts for the head of the region now."""
    return any(
        mandate.position.kind == PositionKind.REGIONAL_HEAD and not mandate.stood_in_for
        for mandate in actor.mandates
    )


def sits_on(
    actor: Actor, committee: AppraisalCommittee | None, roles: tuple[MemberRole, ...]
) -> bool:
    """Tell whether the person holds a position on the committee in one of the roles."""
    if committee is None:
        return False
    members = committee.members.filter(role__in=roles)
    return members.filter(position__in=actor.acting_position_ids).exists()


def lists_visible_to(actor: Actor | None) -> QuerySet[DestructionList]:
    """Return the lists of archives one keeps or sits on the committee of.

    The head of the region and auditors see all.
    """
    if actor is None:
        return DestructionList.objects.none()
    if is_regional_head(actor) or actor.has_duty(PositionDuty.AUDITOR):
        return DestructionList.objects.all()
    member = CommitteeMember.objects.filter(position__in=actor.position_ids)
    return DestructionList.objects.filter(
        Q(unit__in=archives_of(actor).values("pk"))
        | Q(committee__in=member.values("committee"))
    )


def visible_list(actor: Actor | None, list_id: UUID | str) -> DestructionList:
    """Return the list, or NotFound."""
    return one_of(lists_visible_to(actor), list_id)


def items_visible_to(actor: Actor | None) -> QuerySet[DestructionItem]:
    """Return the items of lists one may see."""
    lists = lists_visible_to(actor).order_by().values("pk")
    return DestructionItem.objects.filter(destruction_list__in=lists)


def tombstones_visible_to(actor: Actor | None) -> QuerySet[Tombstone]:
    """Return the tombstones of records whose entry the person could see."""
    if actor is None:
        return Tombstone.objects.none()
    tokens = [*tokens_of(actor), *keeper_tokens_of(actor)]
    return Tombstone.objects.filter(access_tokens__overlap=tokens)


def _keeps(actor: Actor, thing: DestructionList | Unit) -> bool:
    unit = thing if isinstance(thing, Unit) else thing.unit
    return is_archivist_of(actor, unit)


def _appraises(actor: Actor, thing: DestructionList) -> bool:
    return sits_on(actor, thing.committee, APPRAISING)


def _approves(actor: Actor, thing: DestructionList) -> bool:
    chairs = sits_on(actor, thing.committee, (MemberRole.CHAIR,))
    return chairs or is_regional_head(actor)


def _stops(actor: Actor, thing: DestructionList) -> bool:
    return _keeps(actor, thing) or _appraises(actor, thing) or _approves(actor, thing)


def _carries_out(actor: Actor, thing: DestructionList) -> bool:
    return _keeps(actor, thing) or _appraises(actor, thing)


def _forms_committee(actor: Actor, unit: Unit) -> bool:
    return is_administrator(actor) or is_archivist_of(actor, unit)


_RIGHTS = Rights(
    {
        "disposal.propose": _keeps,
        "disposal.submit": _keeps,
        "disposal.appraise": _appraises,
        "disposal.approve": _approves,
        "disposal.return": _stops,
        "disposal.abort": _stops,
        "disposal.execute": _carries_out,
        "disposal.form_committee": _forms_committee,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require
