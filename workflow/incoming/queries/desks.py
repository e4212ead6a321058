"""The desks that a clerk may route an incoming letter to.

The positions of the register's own tree, and the positions of the units above it
themselves: a letter to the bupati passes the secretariat's clerk (tata naskah 5, surat
masuk), while the positions of neighbouring agencies belong to their own clerks.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from eoffice.organisation.models import Position, PositionKind, TermOfOffice, Unit
from eoffice.organisation.queries.positions_held import with_holders
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.incoming.models import IncomingLetter

#: Most letters go to one of these; offered before anything is typed.
LEADERS = (
    PositionKind.REGIONAL_HEAD,
    PositionKind.DEPUTY_HEAD,
    PositionKind.REGIONAL_SECRETARY,
)


def desks_of(register: Unit) -> QuerySet[Position]:
    """Return the open positions letters of the register may go to, leaders first."""
    within = Q(unit__path__contains=[register.pk])
    # Positions of the units above, but not of everything below those: no neighbours.
    above = Q(unit__in=[pk for pk in register.path if pk != register.pk])
    ranks = [When(kind=kind, then=Value(n)) for n, kind in enumerate(LEADERS)]
    rank = Case(
        *ranks,
        When(unit=register, is_head=True, then=Value(len(LEADERS))),
        When(is_head=True, then=Value(len(LEADERS) + 1)),
        default=Value(len(LEADERS) + 2),
        output_field=IntegerField(),
    )
    found = Position.objects.filter(within | above, closed_on__isnull=True)
    return found.annotate(rank=rank).order_by("rank", "unit__path__len", "title")


def desk_for(incoming: IncomingLetter, position_id: UUID) -> Position | None:
    """Return the position if letters of this register may go there."""
    register = register_unit_of(incoming.unit)
    return desks_of(register).filter(pk=position_id).first()


def found_desks(register: Unit, words: str, limit: int) -> Sequence[Position]:
    """Return desks whose title, unit or holder has every word; without any, the first.

    The holder's name counts, because envelopes often carry nothing else.
    """
    rows, today = desks_of(register), timezone.localdate()
    # Eight words find any desk; each one more is another subquery.
    for word in words.split()[:8]:
        named = TermOfOffice.objects.in_force(today).filter(
            official__name__icontains=word
        )
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(unit__name__icontains=word)
            | Q(pk__in=named.values("position"))
        )
    return list(with_holders(rows)[:limit])
