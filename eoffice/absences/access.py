"""Who sees and decides absences. The only place that knows."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from eoffice.organisation.actor import PERMANENT, Actor
from eoffice.organisation.models import Absence, Official, Position


def own_positions(actor: Actor | None) -> list[Position]:
    """Return the positions the person holds definitively and may be away from."""
    mandates = actor.mandates if actor else ()
    return [one.position for one in mandates if one.kind == PERMANENT]


def deputies_for(actor: Actor) -> QuerySet[Official]:
    """Return who may be asked for: who sits in the own unit, beside it or above.

    The page offers these, and of nobody else a request is taken.
    """
    mine = own_positions(actor)
    near = {pk for one in mine for pk in one.unit.path[-2:]}
    above = {one.superior_id for one in mine if one.superior_id}
    today = timezone.localdate()
    rows = Official.objects.filter(is_active=True, terms__from_on__lte=today)
    held = rows.filter(terms__position__unit__in=near)
    held |= rows.filter(terms__position__superior__in=above)
    return held.exclude(pk=actor.official.pk).distinct()


def absences_visible_to(actor: Actor | None) -> QuerySet[Absence]:
    """Return one's own, those one is to stand in for, and those one decides."""
    if actor is None:
        return Absence.objects.none()
    mine = Q(holder=actor.official) | Q(deputy=actor.official)
    decides = Q(position__superior__in=actor.acting_position_ids)
    rows = Absence.objects.filter(mine | decides)
    people = ("holder", "deputy", "decided_by")
    rows = rows.select_related("position__superior", *people)
    return rows.defer(*(f"{one}__nik" for one in people))


def may_decide(actor: Actor, absence: Absence) -> bool:
    """Tell whether the person acts for the superior, and is neither of the two."""
    parties = {absence.holder_id, absence.deputy_id}
    above = absence.position.superior_id
    return actor.official.pk not in parties and actor.holds(above)


def may_withdraw(actor: Actor, absence: Absence) -> bool:
    """Tell whether it is the person's own."""
    return absence.holder_id == actor.official.pk
