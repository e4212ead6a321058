"""Refusals of dispositions, each with a stable code and plain words."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault, Invalid, StateForbids


class DispositionClosed(StateForbids):
    """The receiver's share is completed or recalled."""

    code = "disposition_closed"
    message = _("This disposition is completed or recalled.")


class AlreadyRead(StateForbids):
    """A disposition that somebody has read is recalled with a reason, not cancelled."""

    code = "already_read"
    message = _("Somebody has read it. Recall it with a reason.")


class PreparedClosed(StateForbids):
    """A prepared disposition was given or dropped, or its letter lies elsewhere."""

    code = "prepared_closed"
    message = _("This draft was given or dropped already. Look at the letter again.")


WRONG_WAY = "direction_not_allowed"


class DirectionNotAllowed(Invalid):
    """The office's rule opens no way to a receiver; the faults name the ways there are.

    See office practice 5.
    """

    code = WRONG_WAY
    message = _("A disposition cannot go this way. Nothing was sent.")


NO_WORKING_DAY = "not_a_working_day"


class NotAWorkingDay(Invalid):
    """The due date is a holiday or lies on a weekend; the fault names the next day."""

    code = NO_WORKING_DAY
    message = _("Nobody works on the due date. Nothing was sent.")


class ShareNotNamed(Invalid):
    """Several of the person's positions received it, and none was named."""

    code = "position_required"

    def __init__(self) -> None:
        """Ask for the position."""
        text = _("Several of your positions received this. Say for which one you act.")
        super().__init__(
            [Fault(field="position", code="position_required", message=text)]
        )


def refusal_of(faults: Sequence[Fault]) -> Invalid:
    """Return the refusal these faults ask for: with a code of its own where all are."""
    codes = {fault.code for fault in faults}
    own = {WRONG_WAY: DirectionNotAllowed, NO_WORKING_DAY: NotAWorkingDay}
    kind = own.get(codes.pop(), Invalid) if len(codes) == 1 else Invalid
    return kind(list(faults))
