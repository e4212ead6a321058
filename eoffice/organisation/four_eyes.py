"""The administrator's role is given by two: who asks for it cannot agree to it.

The role hangs on seats, so every way to it passes here: the seat gets the duty, or a
person gets a seat that has it. The operator's command line stands outside: it makes
the first two.
"""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids
from eoffice.organisation.models import (
    AdministratorGrant,
    GrantAct,
    GrantState,
    Position,
    PositionDuty,
)


class NeedsSecondAdministrator(StateForbids):
    """One administrator alone makes no other."""

    code = "needs_second_administrator"
    message = _(
        "This would give the administrator's role. A second administrator has to"
        " agree: ask for it on the page of the account or the position."
    )


def administers(position: Position) -> bool:
    """Tell whether the seat carries the administrator's role."""
    return PositionDuty.ADMIN in position.duties


def will_administer(position: Position) -> bool:
    """Tell whether the seat carries the role, or may once a colleague agrees to it.

    Who gets a seat while that waits would get the role by one alone.
    """
    waiting = AdministratorGrant.objects.filter(
        act=GrantAct.DUTY, position=position, state=GrantState.PENDING
    )
    return administers(position) or waiting.exists()


def require_agreement(
    position: Position, act: GrantAct, grant: AdministratorGrant | None
) -> None:
    """Let the role pass only with a grant that another administrator agreed to.

    Raises:
        NeedsSecondAdministrator: there is none for this seat and this act.
    """
    is_asked_for = act != GrantAct.DUTY and will_administer(position)
    if not (is_asked_for or administers(position)):
        return
    is_agreed = (
        grant is not None
        and grant.state == GrantState.CONFIRMED
        and grant.act == act
        and grant.position_id == position.pk
        and grant.decided_by_id != grant.requested_by_id
    )
    if not is_agreed:
        raise NeedsSecondAdministrator
