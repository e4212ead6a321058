"""Who deals with versions of the schedule: the region's administrators.

As with the SKKAAD and the decree: they set what the whole region works by, and see
files by number, code and unit alone.
"""

from uuid import UUID

from archive.retention.versions import ScheduleVersion
from eoffice.errors import NotFound
from eoffice.organisation.access import require_administrator
from eoffice.organisation.actor import Actor
from workflow.rights import one_of


def visible_version(actor: Actor | None, version_id: UUID | str) -> ScheduleVersion:
    """Return the version, or NotFound."""
    require_administrator(actor)
    return one_of(ScheduleVersion.objects.all(), version_id)


def locked_version(actor: Actor, version_id: UUID) -> ScheduleVersion:
    """Lock the version for an act of this person.

    Raises:
        NotFound: not an administrator, or unknown.
    """
    require_administrator(actor)
    rows = ScheduleVersion.objects.select_for_update(no_key=True, of=("self",))
    found = rows.filter(pk=version_id).first()
    if found is None:
        raise NotFound
    return found
