"""Giving an export out: the right to every record in it is asked at this moment."""

from dataclasses import dataclass
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
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """The bytes that leave, and the name under which they are saved."""

    stored: StoredObject
    name: str


@transaction.atomic
def take_out(*, actor: Actor, export_id: UUID) -> TakenOut:
    """Return the bytes of an export, noted in the trail.

    Raises:
        NotFound: not theirs to see, or a record in it is not theirs to take out now.
        ExportNotReady: being written, or not kept any more.
    """
    export = access.visible_export(actor, export_id)
    stored = export.stored if export.state == ExportState.READY else None
    if stored is None or export.ends_at is None or export.ends_at <= timezone.now():
        raise ExportNotReady(state=export.state)
    if not access.takes_all(actor, export):
        raise NotFound
    trail.record(ExportAct.TAKEN_OUT, export, actor=actor, sha256=stored.sha256)
    return TakenOut(stored=stored, name=_file_name(export))


def _file_name(export: Export) -> str:
    """Return the name under which it is saved."""
    day = timezone.localtime(export.made_at)
    return f"ekspor-{export.kind}-{day:%Y%m%d-%H%M}.{FORMS[export.kind][2]}"
