"""What a person may do with a destruction list now: for page, API, template."""

from archive.disposal import access
from archive.disposal.appraising import APPRAISABLE
from archive.disposal.executing import has_stopped
from archive.disposal.models import DestructionList
from archive.disposal.states import BEFORE_EXECUTION, ListState
from eoffice.organisation.actor import Actor

#: act -> its right, the states in which it is possible, whether the proposer may
ACTS = (
    ("submit", "disposal.submit", frozenset({ListState.DRAFT}), True),
    ("appraise", "disposal.appraise", APPRAISABLE, False),
    ("approve", "disposal.approve", frozenset({ListState.IN_APPRAISAL}), False),
    ("return", "disposal.return", BEFORE_EXECUTION - {ListState.DRAFT}, True),
    ("abort", "disposal.abort", BEFORE_EXECUTION, True),
    ("execute", "disposal.execute", frozenset({ListState.APPROVED}), False),
    ("resume", "disposal.resume", frozenset({ListState.EXECUTING}), False),
)


def allowed_acts(
    actor: Actor, found: DestructionList, standing: access.Standing | None = None
) -> list[str]:
    """Return the acts that are possible now and this person's to do.

    `standing`: of a row of a list, as it was asked for the whole page.
    """
    stands = standing or access.standings(actor, [found])[found.pk]
    is_own = actor.official.pk == found.proposed_by_id
    acts = [
        act
        for act, right, states, proposer_may in ACTS
        if found.state in states and stands.may(right) and (proposer_may or not is_own)
    ]
    if actor.official.pk == found.asked_by_id and "execute" in acts:
        acts.remove("execute")
    if "resume" in acts and not has_stopped(found):
        acts.remove("resume")
    return acts
