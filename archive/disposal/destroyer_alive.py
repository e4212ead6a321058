"""Whether the process that destroys runs while lists wait for it."""

from django.utils.translation import gettext_lazy as _

from archive.disposal.models import DestructionList
from archive.disposal.states import ListState
from eoffice.errors import ServiceDown
from eoffice.health.checks import CheckedPart, register_part
from eoffice.outbox import heartbeat
from eoffice.outbox.lanes import Lane

WAITING = (ListState.APPROVED, ListState.EXECUTING)


class NoDestroyer(ServiceDown):
    """Approved or begun lists wait, and no destroyer has been seen lately."""

    code = "no_destroyer"


def check_destroyer() -> None:
    """Look for the destroyer's sign of life; nobody needs it while no list waits.

    Raises:
        NoDestroyer: its code says how many lists wait.
    """
    count = DestructionList.objects.filter(state__in=WAITING).count()
    if not count or heartbeat.is_fresh(only=Lane.DESTROYER):
        return
    error = NoDestroyer()
    error.code = f"{NoDestroyer.code}: {count} destruction lists wait for it"
    raise error


def register() -> None:
    """Register the destroyer as a part; the office works on without it."""
    register_part(
        CheckedPart(
            name="destroyer",
            check=check_destroyer,
            required=False,
            told=_(
                "Destruction lists wait, but the process that destroys records is not"
                " running. Whoever runs the system starts it: eoffice destroyer."
            ),
        )
    )
