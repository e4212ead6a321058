"""The gate before a leader's desk: who keeps it, and what passes by.

Letters from inside for bupati, wakil and sekda come to TU pimpinan, an ajudan or the
secretary first, as letters from outside do through their clerk (office practice 5).
Who keeps whose gate is the office's rule; a letter keeps the gate it came to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position, PositionKind
from eoffice.organisation.queries.holders import holding_of
from eoffice.policies.policy import (
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)
from workflow.incoming.models import GateReason
from workflow.incoming.shared_desks import LEADERS, leaders, near_leaders
from workflow.letters.models import Letter
from workflow.urgency import Urgency, urgency_of


class GateRow(PolicyShape):
    """One gate: before whose desk, and who keeps it."""

    leader: Annotated[str, Told(_("Leader"), choices=leaders)]
    keeper: Annotated[str, Told(_("Keeper of the gate"), choices=near_leaders)]
    opens_secret: Annotated[
        bool,
        Told(
            _("May read T, R and SR letters"),
            help=_("Otherwise the keeper passes them on by their entry."),
        ),
    ] = False


class PassBy(models.TextChoices):
    """By what a letter passes the gate."""

    URGENCY = "urgency", _("Urgency (this and faster)")
    LETTER_TYPE = "letter_type", _("Type of letter (code)")
    SENDER = "sender", _("Sender (title begins with)")


class PassRow(PolicyShape):
    """What goes straight to the desk."""

    leader: Annotated[str, Told(_("Leader"), choices=leaders)]
    by: Annotated[PassBy, Told(_("Passes by"))]
    value: Annotated[
        str,
        Told(_("Value"), help=_("For example sangat_segera, or Sekretaris Daerah.")),
    ]


class GateRules(PolicyShape):
    """All gates, and what passes by them."""

    gates: Annotated[tuple[GateRow, ...], Told(_("Gates"))] = ()
    passes: Annotated[tuple[PassRow, ...], Told(_("What goes straight through"))] = ()


def _faults(rules: GateRules) -> Iterable[Fault]:
    seen: set[str] = set()
    for n, row in enumerate(rules.gates):
        if row.leader in seen:
            text = _("Each desk has one gate.")
            yield Fault(field=f"gates.{n}.leader", code="twice", message=text)
        if row.leader == row.keeper:
            text = _("Nobody keeps the gate of the own desk.")
            yield Fault(field=f"gates.{n}.keeper", code="own_desk", message=text)
        seen.add(row.leader)
    for n, row_past in enumerate(rules.passes):
        if row_past.by == PassBy.URGENCY and row_past.value not in Urgency.values:
            text = _("Write segera or sangat_segera.")
            yield Fault(field=f"passes.{n}.value", code="unknown", message=text)


GATES = register_policy(
    OfficePolicy(
        name="gates",
        label=_("Gates of leaders"),
        purpose=_("Says who sees letters from inside before they reach a leader."),
        shape=GateRules,
        default=GateRules(),
        order=51,
        faults=_faults,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayToDesk:
    """Where a delivered letter lies first; `keeper` is None where it goes straight."""

    keeper: Position | None
    reason: GateReason | None = None
    opens_secret: bool = False


STRAIGHT = WayToDesk(keeper=None)


def way_to_desk(letter: Letter, leader: Position) -> WayToDesk:
    """Return by which gate a signed letter comes to the leader's desk, and why.

    A gate whose keeper's position is vacant is kept by the regional secretary; without
    one, or for the secretary's own desk, the letter goes straight: nothing is lost.
    """
    if leader.kind not in LEADERS:
        return STRAIGHT
    rules = GATES.current()
    row = next((one for one in rules.gates if one.leader == str(leader.pk)), None)
    if row is None or row.keeper == str(letter.signatory.pk):
        return STRAIGHT
    past = (one for one in rules.passes if one.leader == str(leader.pk))
    if any(_passes(one, letter) for one in past):
        return WayToDesk(keeper=None, reason=GateReason.PASSES)
    keeper = Position.objects.filter(pk=row.keeper, closed_on=None).first()
    if keeper is not None and holding_of(keeper) is not None:
        return WayToDesk(
            keeper=keeper, reason=GateReason.KEPT, opens_secret=row.opens_secret
        )
    secretary = Position.objects.filter(
        kind=PositionKind.REGIONAL_SECRETARY, closed_on=None
    ).first()
    is_other = secretary is not None and secretary.pk not in {
        leader.pk,
        letter.signatory.pk,
    }
    if secretary is not None and is_other and holding_of(secretary) is not None:
        return WayToDesk(keeper=secretary, reason=GateReason.TO_SECRETARY)
    return WayToDesk(keeper=None, reason=GateReason.VACANT)


def _passes(row: PassRow, letter: Letter) -> bool:
    if row.by == PassBy.URGENCY:
        least = list(Urgency).index(Urgency(row.value))
        return urgency_of(letter) >= least
    if row.by == PassBy.LETTER_TYPE:
        return letter.letter_type.code == row.value
    return letter.signatory.title.lower().startswith(row.value.strip().lower())
