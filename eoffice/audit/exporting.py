"""The trail as a spreadsheet, for auditors; that it was taken is recorded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.audit.models import AuditEvent
from eoffice.audit.queries import TrailFilters, TrailLine, trail_for, trail_lines
from eoffice.audit.trail_acts import AuditAct
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.spreadsheets import sheet_of

MOST_LINES = 10_000
BATCH = 500


def export_trail(*, actor: Actor, filters: TrailFilters) -> bytes:
    """Return the events that pass the filters as an .xlsx file, newest first.

    Raises:
        NotFound: no auditor.
        Invalid: more than 10,000 events.
    """
    rows = list(trail_for(actor, filters).order_by("-id")[: MOST_LINES + 1])
    if len(rows) > MOST_LINES:
        text = _("More than 10,000 lines: choose a shorter period.")
        raise Invalid([Fault(field="from", code="too_many", message=text)])
    content = sheet_of(_("Audit trail"), _heads(), (_cells(e) for e in _told(rows)))
    _note_export(actor, len(rows))
    return content


def _told(rows: list[AuditEvent]) -> list[TrailLine]:
    lines: list[TrailLine] = []
    for start in range(0, len(rows), BATCH):
        lines += trail_lines(rows[start : start + BATCH])
    return lines


def _heads() -> list[str]:
    return [
        _("Link"),
        _("Time"),
        _("Act"),
        _("Person"),
        _("Position"),
        _("Authority"),
        _("Thing"),
        _("Name or number"),
        _("Id"),
        _("Address"),
        _("Hash"),
    ]


def _cells(line: TrailLine) -> list[str]:
    return [
        str(line.sequence or ""),
        timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S"),
        line.act,
        line.person,
        line.position,
        line.authority,
        line.kind,
        line.thing,
        line.thing_id,
        line.address,
        line.hash,
    ]


@transaction.atomic
def _note_export(actor: Actor, lines: int) -> None:
    trail.record(AuditAct.EXPORTED, actor.official, actor=actor, lines=lines)
