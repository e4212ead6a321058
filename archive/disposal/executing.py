"""Carrying a list out: asked by one, begun by another, done by the destroyer.

The list's name is typed, so that nobody destroys by a slip. From the second's word on
there is no way back; a process of its own deletes (`erasing`), item after item.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal.dropping import drop_unfit
from archive.disposal.errors import NothingAgreed, SamePerson, WrongState
from archive.disposal.events import DisposalEvent
from archive.disposal.locks import locked_for, moved
from archive.disposal.models import DestructionList
from archive.disposal.readiness import require_executable
from archive.disposal.states import ItemState, ListState
from archive.disposal.trail_acts import DisposalAct
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

JOB_KIND = "destruction"
PROOF = "proof"  # the last item of the job
#: Items that go in one transaction and are proven together.
AT_ONCE = 50


@transaction.atomic
def execute_list(
    *,
    actor: Actor,
    list_id: UUID,
    typed_name: str,
    expected_version: int | None = None,
) -> DestructionList:
    """Ask for the execution, or begin what another asked; `job_id` says it began.

    Raises:
        NotFound, Stale, WrongState.
        SamePerson: the proposer, or the same person a second time.
        ScheduleNotConfirmed, NoWitnesses, NothingAgreed.
        DocumentUnsigned: the decree of the destruction is not signed.
        Invalid: the typed name is not the list's.
    """
    found = locked_for(
        actor,
        "disposal.execute",
        list_id,
        states=frozenset({ListState.APPROVED}),
        expected_version=expected_version,
    )
    if actor.official.pk in {found.proposed_by_id, found.asked_by_id}:
        raise SamePerson(state=found.state)
    require_executable(found)
    if typed_name.strip() != found.name:
        text = _("Type the name of the list exactly as it stands there.")
        raise Invalid([Fault(field="name", code="not_the_name", message=text)])
    if found.asked_by_id is None:
        return _asked(found, actor)
    return _begun(found, actor)


def _asked(found: DestructionList, actor: Actor) -> DestructionList:
    found.asked_by, found.asked_at = actor.official, timezone.now()
    moved(found, ListState.APPROVED, "asked_by", "asked_at")
    trail.record(DisposalAct.EXECUTION_ASKED, found, actor=actor)
    events.add(DisposalEvent.EXECUTION_ASKED, list_id=found.pk)
    return found


def _begun(found: DestructionList, actor: Actor) -> DestructionList:
    drop_unfit(found, actor=actor)
    count = found.items.filter(state=ItemState.LISTED).count()
    if not count:
        raise NothingAgreed(state=found.state)
    found.executed_by, found.executing_since = actor.official, timezone.now()
    found.job_id = _start(found, actor, count)
    moved(found, ListState.EXECUTING, "executed_by", "executing_since", "job_id")
    trail.record(DisposalAct.EXECUTING, found, actor=actor, items=count)
    events.add(DisposalEvent.EXECUTING, list_id=found.pk)
    return found


def _start(found: DestructionList, actor: Actor, count: int) -> UUID:
    slices = range(0, count, AT_ONCE)
    job = start_job(
        kind=JOB_KIND,
        owner=User.objects.filter(pk=actor.user_id).first(),
        items=[*(f"{n + 1}-{min(n + AT_ONCE, count)}" for n in slices), PROOF],
        parameters={"list_id": str(found.pk)},
        position_id=actor.chosen.position.pk if actor.chosen else None,
    )
    return job.pk


@transaction.atomic
def resume_list(
    *, actor: Actor, list_id: UUID, expected_version: int | None = None
) -> DestructionList:
    """Go on with a list whose work ended before all of it was destroyed and proven.

    What hindered it was looked at: a store that kept a lock, a trace that was found.

    Raises:
        NotFound, Stale, WrongState: also while its work goes on.
        SamePerson: the proposer.
    """
    found = locked_for(
        actor,
        "disposal.resume",
        list_id,
        states=frozenset({ListState.EXECUTING}),
        expected_version=expected_version,
    )
    if actor.official.pk == found.proposed_by_id:
        raise SamePerson(state=found.state)
    if not has_stopped(found):
        raise WrongState(state=found.state)
    left = found.items.filter(state__in=[ItemState.LISTED, ItemState.ERASING]).count()
    found.job_id = _start(found, actor, left)
    moved(found, ListState.EXECUTING, "job_id")
    trail.record(DisposalAct.RESUMED, found, actor=actor, items=left)
    return found


def has_stopped(found: DestructionList) -> bool:
    """Tell whether nobody works on a list that is not through."""
    if found.state != ListState.EXECUTING or found.job_id is None:
        return False
    return Job.objects.filter(pk=found.job_id, finished_at__isnull=False).exists()
