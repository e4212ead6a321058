"""What takes two administrators, so that nobody alone reaches content.

One asks, another agrees. Rights hang on positions, so every way to them passes
`require_agreement`: a person gets a position, whichever it is (every position has an
inbox), or keeps it longer; a position or unit changes what those who sit there may do;
somebody gets a log-in (account, password, revival) or another's mail; an administrator
loses the role. A workbook passes as a whole.

An operation writes its own call down as a deed and shows it here. What was agreed is
that very deed: the same act, the same values, the same versions of the rows. Who has
the server's shell stands outside: `by_operator` makes the first two administrators.
"""

from collections.abc import Container

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.administration.deeds import Deed
from eoffice.errors import StateForbids
from eoffice.organisation.models import (
    Agreement,
    AgreementState,
    Official,
    Position,
    PositionDuty,
)

# What a change of these gives: rights, another's letters to check, another register.
POSITION_RIGHTS = frozenset(
    {"duties", "is_head", "kind", "unit", "superior", "mandate_giver"}
)
UNIT_RIGHTS = frozenset({"parent", "keeps_register"})


def person_takes_two(official: Official, changed: Container[str]) -> bool:
    """Tell whether this change of a person, made already on the row, takes two.

    An official comes back with every right, an administrator would leave, or the
    mails, which name subjects, would go elsewhere.
    """
    if "email" in changed:
        return True
    if "is_active" not in changed:
        return False
    return official.is_active or is_or_will_be_administrator(official)


class NeedsSecondAdministrator(StateForbids):
    """One administrator alone gives nobody rights or a log-in."""

    code = "needs_second_administrator"
    message = _("This takes two: a second administrator has to agree.")


class Rehearsal:
    """Stands for the agreement while a deed is tried and undone, to find its faults."""


def require_agreement(agreement: Agreement | Rehearsal | None, deed: Deed) -> None:
    """Let the deed pass only when another administrator agreed to exactly it.

    Raises:
        NeedsSecondAdministrator: nobody did, or it was something else.
    """
    if isinstance(agreement, Rehearsal):
        return
    is_agreed = (
        agreement is not None
        and agreement.state == AgreementState.CONFIRMED
        and agreement.act == deed.act
        and agreement.digest == deed.digest
        and agreement.decided_by_id not in (None, agreement.requested_by_id)
    )
    if not is_agreed:
        raise NeedsSecondAdministrator


def administers(position: Position) -> bool:
    """Tell whether the position carries the administrator's role."""
    return PositionDuty.ADMIN in position.duties


def is_or_will_be_administrator(official: Official) -> bool:
    """Tell whether the official holds, or will hold, an administrator's position."""
    today = timezone.localdate()
    positions = Q(position__duties__contains=[PositionDuty.ADMIN])
    held = (official.terms, official.acting_assignments)
    return any(rows.not_over(today).filter(positions).exists() for rows in held)
