"""What an administrator may do with a version now: for page and API."""

from archive.retention.versions import ScheduleState, ScheduleVersion
from eoffice.organisation.actor import Actor


def allowed_acts(actor: Actor, version: ScheduleVersion) -> list[str]:
    """Return the acts; whoever brought a draft does not put it into force."""
    if version.state != ScheduleState.DRAFT:
        return []
    is_own = version.brought_by_id == actor.official.pk
    return ["give-up"] if is_own else ["put-in-force", "give-up"]
