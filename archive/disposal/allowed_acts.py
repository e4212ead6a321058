"""What a person may do with a destruction list now: for page, API, template."""

from archive.disposal import access
from archive.disposal.appraising import APPRAISABLE
from archive.disposal.executing import has_stopped
from archive.disposal.models import DestructionList
from archive.disposal.readiness import NEXT, hindrance_of
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

    None that would be refused for what is missing: a word, a document, a committee.
    """
    acts = acts_by_state(actor, found, standing)
    return [act for act in acts if not _is_refused(found, act)]


def acts_by_state(
    actor: Actor, found: DestructionList, standing: access.Standing | None = None
) -> list[str]:
    """Return the acts by state and rights alone, as rows of long lists tell them.

    `standing`: as it was asked for the whole page.
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
    return acts


def _is_refused(found: DestructionList, act: str) -> bool:
    """Tell whether the act would be refused now whoever did it."""
    if act == "appraise":  # an approval rests on the words as they are
        return any(one.is_current for one in found.approvals.all())
    if act == "resume":
        return not has_stopped(found)
    return act == NEXT.get(ListState(found.state)) and hindrance_of(found) is not None
