"""Giving an export out: the right to every record in it is asked at this moment."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.exchange import access
from archive.exchange.errors import ExportNotReady
from archive.exchange.models import Export, ExportState
from archive.exchange.trail_acts import ExportAct
from archive.exchange.writing import FORMS
from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor


@transaction.atomic
def take_out(*, actor: Actor, export_id: UUID) -> Export:
    """Return the export with its bytes at hand, noted in the trail.

    Raises:
        NotFound: not theirs to see, or a record in it is not theirs to take out now.
        ExportNotReady: being written, or not kept any more.
    """
    export = access.visible_export(actor, export_id)
    is_there = export.state == ExportState.READY and export.stored is not None
    if not is_there or export.ends_at is None or export.ends_at <= timezone.now():
        raise ExportNotReady(state=export.state)
    if not access.takes_all(actor, export):
        raise NotFound
    trail.record(ExportAct.TAKEN_OUT, export, actor=actor, sha256=export.stored.sha256)
    return export


def file_name(export: Export) -> str:
    """Return the name under which it is saved."""
    day = timezone.localtime(export.made_at)
    return f"ekspor-{export.kind}-{day:%Y%m%d-%H%M}.{FORMS[export.kind][2]}"
