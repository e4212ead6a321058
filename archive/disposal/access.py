"""Who sees destruction lists, and who may do what with them.

Proposing, approving and carrying out are duties of different people; the operations
hold that after the lock. What is told of a list is the entry of each record alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.disposal.committee_model import (
    APPRAISING,
    AppraisalCommittee,
    CommitteeMember,
    MemberRole,
)
from archive.disposal.models import DestructionList, Tombstone
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """In what a person stands to one list, or to one records unit."""

    keeps: bool  # as an archivist
    roles: frozenset[str]  # on its committee
    heads_region: bool
    administers: bool

    @property
    def appraises(self) -> bool:
        """Sits on the committee otherwise than as a witness."""
        return not self.roles.isdisjoint(APPRAISING)

    @property
    def approves(self) -> bool:
        """Heads the region, or enters outside decisions as the chair."""
        return MemberRole.CHAIR in self.roles or self.heads_region

    def may(self, right: str) -> bool:
        """Tell whether the standing gives the right."""
        return RIGHTS[right](self)


#: Who has the right to what, whatever the state; the whole table.
RIGHTS: dict[str, Callable[[Standing], bool]] = {
    "disposal.propose": lambda one: one.keeps,
    "disposal.submit": lambda one: one.keeps,
    "disposal.appraise": lambda one: one.appraises,
    "disposal.approve": lambda one: one.approves,
    "disposal.return": lambda one: one.keeps or one.appraises or one.approves,
    "disposal.abort": lambda one: one.keeps or one.appraises or one.approves,
    "disposal.execute": lambda one: one.keeps or one.appraises,
    "disposal.resume": lambda one: one.keeps or one.appraises,
    "disposal.document": lambda one: one.keeps or one.appraises or one.approves,
    "disposal.form_committee": lambda one: one.keeps or one.administers,
}


class Appraised(Protocol):
    """What a committee appraises: a destruction list, or a review."""

    @property
    def pk(self) -> UUID:
        """Return its id."""

    @property
    def unit_id(self) -> UUID:
        """Return the register whose archivists propose it."""

    @property
    def committee_id(self) -> UUID | None:
        """Return the committee it was handed to, if it was."""


def standings(actor: Actor, lists: Iterable[Appraised]) -> dict[UUID, Standing]:
    """Return in what the person stands to each list; two queries for all of them."""
    given = list(lists)
    kept = archives_of(actor).filter(pk__in={one.unit_id for one in given})
    units = set(kept.values_list("pk", flat=True))
    roles: dict[UUID, set[str]] = defaultdict(set)
    sits = CommitteeMember.objects.filter(
        committee__in={one.committee_id for one in given if one.committee_id},
        position__in=actor.acting_position_ids,
    )
    for committee, role in sits.order_by().values_list("committee", "role"):
        roles[committee].add(role)
    heads, administers = is_regional_head(actor), is_administrator(actor)
    return {
        one.pk: Standing(
            keeps=one.unit_id in units,
            roles=frozenset(roles[one.committee_id] if one.committee_id else ()),
            heads_region=heads,
            administers=administers,
        )
        for one in given
    }


def lists_visible_to(actor: Actor | None) -> QuerySet[DestructionList]:
    """Return the lists of archives one keeps or sits on the committee of.

    The head of the region and auditors see all.
    """
    if actor is None:
        return DestructionList.objects.none()
    rows = DestructionList.objects.defer("certificate")
    if is_regional_head(actor) or actor.has_duty(PositionDuty.AUDITOR):
        return rows
    member = CommitteeMember.objects.filter(position__in=actor.position_ids)
    return rows.filter(
        Q(unit__in=archives_of(actor).values("pk"))
        | Q(committee__in=member.values("committee"))
    )


def deals_with_lists(actor: Actor | None) -> bool:
    """Tell whether lists are any business of the person, were there any."""
    if actor is None:
        return False
    duties = (PositionDuty.ARCHIVIST, PositionDuty.AUDITOR)
    if is_regional_head(actor) or any(actor.has_duty(one) for one in duties):
        return True
    sits = CommitteeMember.objects.filter(position__in=actor.position_ids)
    return sits.exists()


def visible_list(actor: Actor | None, list_id: UUID | str) -> DestructionList:
    """Return the list, or NotFound."""
    return one_of(lists_visible_to(actor), list_id)


def committees_visible_to(actor: Actor | None) -> QuerySet[AppraisalCommittee]:
    """Return the committees in force that the person may know of."""
    rows = AppraisalCommittee.objects.filter(ended_at__isnull=True)
    if actor is None:
        return rows.none()
    if is_administrator(actor) or actor.has_duty(PositionDuty.AUDITOR):
        return rows
    sits = Q(members__position__in=actor.position_ids)
    mine = rows.filter(Q(unit__in=archives_of(actor).values("pk")) | sits)
    return rows.filter(pk__in=mine.values("pk"))


def committee_units(actor: Actor | None) -> QuerySet[Unit]:
    """Return the records units whose committee the person may enter."""
    rows = Unit.objects.filter(keeps_register=True, closed_on__isnull=True)
    if not is_administrator(actor):
        rows = rows.filter(pk__in=archives_of(actor).values("pk"))
    return rows.order_by("name")


def tombstones_visible_to(actor: Actor | None) -> QuerySet[Tombstone]:
    """Return the tombstones of records whose entry the person could see."""
    if actor is None:
        return Tombstone.objects.none()
    tokens = [*tokens_of(actor), *keeper_tokens_of(actor)]
    return Tombstone.objects.filter(access_tokens__overlap=tokens)


def _stands(actor: Actor, thing: DestructionList | Unit) -> Standing:
    if isinstance(thing, DestructionList):
        return standings(actor, [thing])[thing.pk]
    return Standing(
        keeps=is_archivist_of(actor, thing),
        roles=frozenset(),
        heads_region=is_regional_head(actor),
        administers=is_administrator(actor),
    )


def _right(name: str) -> Callable[[Actor, DestructionList | Unit], bool]:
    return lambda actor, thing: _stands(actor, thing).may(name)


_RIGHTS = Rights({name: _right(name) for name in RIGHTS})
may, require = _RIGHTS.may, _RIGHTS.require
