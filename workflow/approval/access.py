"""Who may decide a step of a letter's route. The only place that knows."""

from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep
from workflow.rights import Rights


def _decides(actor: Actor, step: ApprovalStep) -> bool:
    return actor.holds(step.position_id)


_RIGHTS = Rights({"step.decide": _decides})
may, require = _RIGHTS.may, _RIGHTS.require
