"""Asking for an export: the right, the reason, the rows, the job."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.exchange import access
from archive.exchange.models import Export, ExportItem, ExportKind
from archive.exchange.selecting import Selection, select
from archive.exchange.trail_acts import ExportAct
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.jobs.operations import start_job
from eoffice.organisation.actor import Actor

JOB_KIND = "export"
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportInput:
    """What is asked for; `reason` where classed records are among it."""

    kind: ExportKind
    selection: Selection
    reason: str = ""


@transaction.atomic
def make_export(*, actor: Actor, wanted: ExportInput) -> Export:
    """Have a package or list written; `job_id` says how far it is.

    What the person may not take out stays behind and is counted. Classed records go
    only with a reason.

    Raises:
        NotFound: files no records, or the selection is not theirs to see.
        Invalid: nothing to take, too much, or no reason for classed records.
    """
    access.require(actor, "export.make", None)
    selected = select(actor, wanted.selection)
    reason = wanted.reason.strip()[:LONGEST_REASON]
    if selected.is_classed and not reason:
        text = _("There are classed records among them: say why they leave.")
        raise Invalid([Fault(field="reason", code="reason_missing", message=text)])
    export = Export.objects.create(
        kind=wanted.kind,
        made_by=actor.official,
        reason=reason,
        is_classed=selected.is_classed,
        record_count=len(selected.ids),
        left_out=selected.left_out,
    )
    ExportItem.objects.bulk_create(
        (
            ExportItem(export=export, record_id=pk, order=n)
            for n, pk in enumerate(selected.ids)
        ),
        batch_size=1000,
    )
    job = start_job(
        kind=JOB_KIND,
        owner=User.objects.filter(pk=actor.user_id).first(),
        items=[str(export.pk)],
        position_id=actor.chosen.position.pk if actor.chosen else None,
    )
    export.job_id = job.pk
    export.save(update_fields=["job_id"])
    trail.record(
        ExportAct.ASKED,
        export,
        actor=actor,
        kind=wanted.kind,
        records=export.record_count,
        classed=export.is_classed,
    )
    return export
