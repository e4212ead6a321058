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
from workflow.security_class import ORDINARY


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
    taken = _taken(export)
    if not access.takes_all(actor, export):
        raise NotFound
    _note(taken, export, actor)
    return taken


@transaction.atomic
def give_to_receiver(*, actor: Actor, export_id: UUID) -> TakenOut:
    """Return the bytes of an export to who receives its records, noted in the trail.

    The caller has asked the right to receive them. What was classed meanwhile leaves
    with nobody who may not read it.

    Raises:
        NotFound: a record in it is classed.
        ExportNotReady: being written, or not kept any more.
    """
    export = Export.objects.select_related("stored").get(pk=export_id)
    taken = _taken(export)
    classed = export.items.exclude(record__security_class__in=ORDINARY)
    if classed.exists():
        raise NotFound
    _note(taken, export, actor)
    return taken


def _taken(export: Export) -> TakenOut:
    stored = export.stored if export.state == ExportState.READY else None
    if stored is None or export.ends_at is None or export.ends_at <= timezone.now():
        raise ExportNotReady(state=export.state)
    return TakenOut(stored=stored, name=_file_name(export))


def _note(taken: TakenOut, export: Export, actor: Actor) -> None:
    told = {"sha256": taken.stored.sha256}
    trail.record(ExportAct.TAKEN_OUT, export, actor=actor, **told)


def _file_name(export: Export) -> str:
    """Return the name under which it is saved."""
    day = timezone.localtime(export.made_at)
    return f"ekspor-{export.kind}-{day:%Y%m%d-%H%M}.{FORMS[export.kind][2]}"
