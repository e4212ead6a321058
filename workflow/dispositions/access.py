"""Who may see and do what with dispositions. The only place that knows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from eoffice.organisation.actor import Actor
from workflow.dispositions.models import Disposition, DispositionReceiver, ReceiverState
from workflow.dispositions.sight import giver_stays
from workflow.incoming.models import IncomingLetter
from workflow.incoming.shared_desks import desks_helped
from workflow.rights import Rights, one_of
from workflow.security_class import ORDINARY


def positions_on_dispositions(
    letters: Sequence[IncomingLetter],
) -> Mapping[UUID, set[UUID]]:
    """Return by letter who gives or holds a disposition that was not taken back."""
    dispositions = Disposition.objects.filter(giver_stays(), incoming__in=letters)
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


def dispositions_given_by(actor: Actor | None) -> QuerySet[Disposition]:
    """Return dispositions the person gave and still takes part by."""
    mine = actor.position_ids if actor else ()
    given = Disposition.objects.filter(giver_position__in=mine)
    return given.filter(giver_stays())


def dispositions_visible_to(actor: Actor | None) -> QuerySet[Disposition]:
    """Return dispositions the person gave or holds, or on a letter on their desk.

    The person who gave one also sees all that it was handed on with. Lists, counts,
    trees and the page of one disposition ask this alone.
    """
    # Without a position nothing is given or held: there is no query to start from.
    if actor is None or not actor.position_ids:
        return Disposition.objects.none()
    # One array and nothing beside it: joined by "or" with shares or letters, no index
    # would serve, and the list would cost what the whole table has.
    seen = Q(seen_from__overlap=[*actor.position_ids])
    helped = desks_helped(actor)
    if helped:
        # A helper sees the leader's, but not on letters whose content is not theirs.
        plain = Q(incoming=None) | Q(incoming__security_class__in=ORDINARY)
        seen |= plain & Q(seen_from__overlap=[*helped])
    return Disposition.objects.filter(seen)


def visible_disposition(actor: Actor | None, disposition_id: UUID | str) -> Disposition:
    """Return the disposition, or NotFound."""
    return one_of(dispositions_visible_to(actor), disposition_id)


def _gave(actor: Actor, disposition: Disposition) -> bool:
    return actor.holds(disposition.giver_position_id)


_RIGHTS = Rights({"disposition.recall": _gave})
may, require = _RIGHTS.may, _RIGHTS.require
