"""Taking a file out of a programme with a reason; the trail keeps what stood there."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.programmes import access
from archive.programmes.models import ProgrammeFile
from archive.programmes.trail_acts import ProgrammeAct
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version

LONGEST_REASON = 500
TOLD = ("method", "place", "kept_for", "field", "letter")
DAYS = ("reviewed_on", "reported_on", "copied_on", "due_on")


@transaction.atomic
def leave_programme(
    *, actor: Actor, entry_id: UUID, reason: str, expected_version: int | None = None
) -> UUID:
    """End the file's mark; return the file. Its records and its retention stay.

    Raises:
        NotFound: not a keeper of this file.
        Stale: it changed since `expected_version`.
        Invalid: no reason.
    """
    access.visible_programme(actor, entry_id)
    rows = ProgrammeFile.objects.select_for_update(no_key=True, of=("self",))
    entry = rows.select_related("record_file__unit").get(pk=entry_id)
    access.require(actor, "programme.leave", entry)
    check_version(entry, expected_version)
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        text = _("Say why, in at most 500 characters.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    facts = {name: getattr(entry, name) for name in TOLD if getattr(entry, name)}
    days = {name: day.isoformat() for name in DAYS if (day := getattr(entry, name))}
    trail.record(
        ProgrammeAct.LEFT,
        entry.record_file,
        actor=keepers_position(actor, entry.record_file.unit),
        kind=entry.kind,
        reason=told,
        **facts,
        **days,
    )
    entry.delete()
    return entry.record_file_id
