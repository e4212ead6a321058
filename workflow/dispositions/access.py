"""Who may see and do what with dispositions. The only place that knows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from eoffice.organisation.actor import Actor
from workflow.dispositions.models import Disposition, DispositionReceiver, ReceiverState
from workflow.incoming.models import IncomingLetter
from workflow.incoming.shared_desks import desks_helped
from workflow.rights import Rights, one_of
from workflow.security_class import ORDINARY

# `union` forgets what it has met, so that even a circle of dispositions ends.
BELOW = """
with recursive below(id) as (
  select id from workflow_disposition where parent_id in ({given})
  union
  select handed_on.id from workflow_disposition handed_on
  join below on handed_on.parent_id = below.id
)
select id from below
"""


def positions_on_dispositions(
    letters: Sequence[IncomingLetter],
) -> Mapping[UUID, set[UUID]]:
    """Return by letter who gives or holds a disposition that was not taken back."""
    dispositions = Disposition.objects.filter(_giver_stays(), incoming__in=letters)
    shares = DispositionReceiver.objects.filter(disposition__incoming__in=letters)
    held = shares.exclude(state=ReceiverState.RECALLED)
    given = dispositions.order_by().values_list("incoming", "giver_position")
    pairs = given.union(
        held.order_by().values_list("disposition__incoming", "position")
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for letter, position in pairs:
        found[letter].add(position)
    return found


def _giver_stays() -> Q:
    """Dispositions whose giver still takes part by them.

    Who handed on a share that was then taken back does not, unless somebody below
    has answered: that work was done and is theirs to show.
    """
    shares = DispositionReceiver.objects.filter(disposition=OuterRef("pk"))
    handed_on = DispositionReceiver.objects.filter(
        disposition=OuterRef("parent"), position=OuterRef("giver_position")
    )
    taken_back = Exists(handed_on.filter(state=ReceiverState.RECALLED))
    return ~Q(taken_back) | Q(Exists(shares.filter(state=ReceiverState.COMPLETED)))


def dispositions_given_by(actor: Actor | None) -> QuerySet[Disposition]:
    """Return dispositions the person gave and still takes part by."""
    return _given_from(actor.position_ids if actor else ())


def _given_from(positions: Collection[UUID]) -> QuerySet[Disposition]:
    given = Disposition.objects.filter(giver_position__in=positions)
    return given.filter(_giver_stays())


def _below(given: QuerySet[Disposition]) -> RawSQL:
    """Return the ids of all that was handed on below these dispositions."""
    start, values = given.order_by().values("pk").query.sql_with_params()
    return RawSQL(BELOW.format(given=start), values)  # noqa: S611  no text of a person


def dispositions_visible_to(actor: Actor | None) -> QuerySet[Disposition]:
    """Return dispositions the person gave or holds, or on a letter on their desk.

    The person who gave one also sees all that it was handed on with. Lists, counts,
    trees and the page of one disposition ask this alone.
    """
    # Without a position nothing is given or held: there is no query to start from.
    if actor is None or not actor.position_ids:
        return Disposition.objects.none()
    seen = Q(pk__in=_seen_from(actor.position_ids))
    helped = desks_helped(actor)
    if helped:
        # A helper sees the leader's, but not on letters whose content is not theirs.
        plain = Q(incoming=None) | Q(incoming__security_class__in=ORDINARY)
        there = Disposition.objects.filter(plain, pk__in=_seen_from(helped))
        seen |= Q(pk__in=there.order_by().values("pk"))
    return Disposition.objects.filter(seen)


def _seen_from(positions: Collection[UUID]) -> QuerySet[Any]:
    """Return ids of what was given from, sent to, or lies before the positions."""
    # Lists of ids instead of joins: a disposition with several shares must come once.
    shares = DispositionReceiver.objects.filter(position__in=positions)
    held = shares.exclude(state=ReceiverState.RECALLED)
    desk = Disposition.objects.filter(incoming__routed_to__in=positions)
    given = _given_from(positions)
    below = Disposition.objects.filter(pk__in=_below(given))
    # One list of ids: joined by "or", each would be asked again for every row as soon
    # as the planner thinks it too long to keep (seconds at 20,000 dispositions).
    return (
        held.order_by()
        .values_list("disposition")
        .union(*(rows.order_by().values_list("pk") for rows in (given, below, desk)))
    )


def visible_disposition(actor: Actor | None, disposition_id: UUID | str) -> Disposition:
    """Return the disposition, or NotFound."""
    return one_of(dispositions_visible_to(actor), disposition_id)


def _gave(actor: Actor, disposition: Disposition) -> bool:
    return actor.holds(disposition.giver_position_id)


_RIGHTS = Rights({"disposition.recall": _gave})
may, require = _RIGHTS.may, _RIGHTS.require
