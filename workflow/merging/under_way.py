"""Work on a batch that others wait for: decisions being carried, letters being signed.

Asked under the lock of the batch, under which each of them begins.
"""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids
from eoffice.jobs.models import Job
from workflow.approval.models import DecisionKind
from workflow.merging.models import MergeBatch
from workflow.merging.queries import decisions_under_way
from workflow.signing.sessions.ending import KIND as SIGNS
from workflow.signing.sessions.ending import UNDER_WAY, is_alive


class StillDeciding(StateForbids):
    """A decision about the batch, or its signing, has not ended."""

    code = "still_deciding"
    message = _(
        "A decision about this batch is still being carried out. Wait until it ends."
    )


def check_settled(batch: MergeBatch) -> None:
    """Raise StillDeciding while letters of the batch are decided or signed together."""
    if decisions_under_way(batch).exists() or is_being_signed(batch):
        raise StillDeciding(state="deciding")


def check_not_returned(batch: MergeBatch) -> None:
    """Raise StillDeciding while letters of the batch are sent back together."""
    returning = decisions_under_way(batch).filter(kind=DecisionKind.RETURNED)
    if returning.exists():
        raise StillDeciding(state="deciding")


def is_being_signed(batch: MergeBatch) -> bool:
    """Tell whether a session signs letters of the batch together."""
    made = batch.rows.filter(letter__isnull=False, taken_out_at__isnull=True)
    refs = [str(pk) for pk in made.values_list("letter", flat=True)]
    sessions = Job.objects.filter(
        kind=SIGNS, state__in=UNDER_WAY, items__ref__in=refs
    ).distinct()
    return any(map(is_alive, sessions))
