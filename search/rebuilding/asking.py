"""Asking for a rebuild, and calling it off: administrators, one at a time."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.database.session_locks import lock_in_transaction
from eoffice.errors import NotFound, OfficeError, StateForbids
from eoffice.jobs.operations import start_job
from eoffice.organisation.access import require_administrator
from eoffice.organisation.actor import Actor
from search.chosen_engine import engine
from search.rebuilding.models import OPEN, IndexRebuild, RebuildState
from search.rebuilding.trail_acts import IndexAct

JOB_KIND = "search_rebuild"
_ASKING = "search.rebuild.asking"


class AlreadyRebuilding(OfficeError):
    """A rebuild has not ended yet."""

    code = "already_rebuilding"
    message = _("The index is being built already. Look how far it is.")


@transaction.atomic
def ask_rebuild(*, actor: Actor) -> IndexRebuild:
    """Have the whole index built anew; searches go on meanwhile.

    Raises:
        NotFound: not an administrator.
        AlreadyRebuilding: one is under way.
    """
    actor = require_administrator(actor)
    lock_in_transaction(_ASKING, wait="4s", busy=AlreadyRebuilding)
    name = engine().name
    if IndexRebuild.objects.filter(engine=name, state__in=OPEN).exists():
        raise AlreadyRebuilding
    asked = IndexRebuild.objects.create(engine=name, asked_by=actor.official)
    # the job has no owner: any administrator may call the rebuild off, by its row
    start_job(kind=JOB_KIND, owner=None, items=[str(asked.pk)])
    trail.record(IndexAct.REBUILD_ASKED, asked, actor=actor, engine=name)
    return asked


@transaction.atomic
def cancel_rebuild(*, actor: Actor, rebuild_id: UUID) -> IndexRebuild:
    """Call it off: what works on it looks here after each batch, and drops the new.

    The index in use is left as it is.

    Raises:
        NotFound: not an administrator, or unknown.
        StateForbids: it has ended.
    """
    actor = require_administrator(actor)
    rows = IndexRebuild.objects.select_for_update(no_key=True)
    found = rows.filter(pk=rebuild_id).first()
    if found is None:
        raise NotFound
    if not found.is_open:
        raise StateForbids(state=found.state)
    found.state, found.ended_at = RebuildState.CANCELLED, timezone.now()
    found.save(update_fields=["state", "ended_at"])
    trail.record(IndexAct.REBUILD_CANCELLED, found, actor=actor, done=found.done)
    return found
