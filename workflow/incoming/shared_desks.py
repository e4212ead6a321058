"""Desks that others help: TU pimpinan and ajudan beside the leader (office practice 5).

A helper sees the leader's letters of the ordinary class and the leader's dispositions
on them, and prepares those; the leader or the Plh. gives them. Above the ordinary class
a helper sees the agenda entry alone. It takes two things: the duty of the helper's
position, which two administrators give, and the line that names the desk.
"""

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, PositionDuty, PositionKind, UnitKind
from eoffice.policies.policy import (
    Choices,
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)

LEADERS = (
    PositionKind.REGIONAL_HEAD,
    PositionKind.DEPUTY_HEAD,
    PositionKind.REGIONAL_SECRETARY,
)
MOST_CHOICES = 400


def leaders() -> Choices:
    """Return the desks that may have a gate and helpers."""
    return _choices(Q(kind__in=LEADERS))


def near_leaders() -> Choices:
    """Return positions of the secretariat and beside the leaders."""
    in_house = Q(unit__kind=UnitKind.GOVERNMENT) | Q(
        unit__parent__kind=UnitKind.GOVERNMENT,
        unit__kind__in=[UnitKind.SECTION, UnitKind.DIVISION, UnitKind.SECRETARIAT],
    )
    secretariat = Q(unit__parent__kind=UnitKind.SECRETARIAT) | Q(
        unit__parent__parent__kind=UnitKind.SECRETARIAT
    )
    return _choices(in_house | secretariat)


def helpers() -> Choices:
    """Return the positions whose duty it is to help a desk."""
    return _choices(Q(duties__contains=[PositionDuty.DESK_HELPER]))


def _choices(which: Q) -> Choices:
    found = Position.objects.filter(which, closed_on=None).order_by("title")
    rows = found.values_list("pk", "title")[:MOST_CHOICES]
    return [(str(pk), title) for pk, title in rows]


class HelperRow(PolicyShape):
    """One helper and the desk that is helped."""

    helper: Annotated[
        str,
        Told(
            _("Helper"),
            help=_("Positions whose duty it is to help a leader's desk."),
            choices=helpers,
        ),
    ]
    leader: Annotated[str, Told(_("Leader"), choices=leaders)]


class DeskHelpers(PolicyShape):
    """Who helps whose desk."""

    rows: Annotated[tuple[HelperRow, ...], Told(_("Helpers of desks"))] = ()


def _faults(value: DeskHelpers) -> Iterable[Fault]:
    known = {pk for pk, _title in helpers()}
    for n, row in enumerate(value.rows):
        if row.helper not in known:
            text = _("Give this position the duty of a desk helper first.")
            yield Fault(field=f"rows.{n}.helper", code="no_helper", message=text)


DESK_HELPERS = register_policy(
    OfficePolicy(
        name="desk_helpers",
        label=_("Helpers of leaders' desks"),
        purpose=_("Says who sees a leader's desk and prepares dispositions for it."),
        shape=DeskHelpers,
        default=DeskHelpers(),
        order=52,
        faults=_faults,
    )
)


def desks_helped(actor: Actor) -> frozenset[UUID]:
    """Return the positions whose desk the person helps now; most people ask nothing."""
    mine = {
        str(m.position.pk)
        for m in actor.mandates
        if PositionDuty.DESK_HELPER in m.position.duties and not m.stood_in_for
    }
    if not mine:
        return frozenset()
    rows = DESK_HELPERS.current().rows
    return frozenset(UUID(row.leader) for row in rows if row.helper in mine)
