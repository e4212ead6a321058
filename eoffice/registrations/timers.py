"""What the core does by the clock."""

from eoffice.api.idempotency import forget_old_answers
from eoffice.audit.anchors import EVERY_S, keep_anchor
from eoffice.audit.checking import check_chain
from eoffice.files.parts_left import FORGET, forget_parts
from eoffice.health import watch
from eoffice.importing.drafts import forget_import_drafts
from eoffice.limits.counting import forget_old_counts
from eoffice.outbox.timers import register_periodic
from eoffice.upkeep.sweeper import forget_done

SWEEP_S = 600
HOUR_S = 3600


def register() -> None:
    """Register each under the name that its last run is kept by."""
    register_periodic("organisation.forget_drafts", HOUR_S, forget_import_drafts)
    register_periodic(FORGET, HOUR_S, forget_parts)
    register_periodic("audit.keep_anchor", EVERY_S, keep_anchor)
    register_periodic("audit.check_chain", EVERY_S, check_chain)
    register_periodic("outbox.forget_done", HOUR_S, forget_done)
    register_periodic("health.watch", watch.EVERY_S, watch.look)
    register_periodic("api.forget_old_answers", SWEEP_S, forget_old_answers)
    register_periodic("api.forget_old_counts", SWEEP_S, forget_old_counts)
