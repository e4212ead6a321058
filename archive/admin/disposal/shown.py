"""A destruction list in the words and parts of its pages."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.disposal.gate import DisposalGap
from archive.admin.disposal.progress import job_of_list, refusals_of
from archive.disposal.access import committee_units, tombstones_visible_to
from archive.disposal.counting import waits_for
from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.states import ListState
from archive.records.access import records_visible_to
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.shell.components import ProgressJob, Route, RouteStep
from eoffice.shell.components.progress import JobLine
from eoffice.shell.components.route import StepMark
from eoffice.shell.queue import Tag

WAITS = {
    "submission": gettext_lazy("to be submitted by the archivist"),
    "appraisal": gettext_lazy("for the committee's word on each item"),
    "approval": gettext_lazy("for the written approval"),
    "first": gettext_lazy("for the first of two who carry it out"),
    "second": gettext_lazy("for the second of two who carry it out"),
    "destroyer": gettext_lazy("for the destroyer, which works by itself"),
    "nothing": gettext_lazy("for nothing"),
}
SIGNS = {
    ListState.DRAFT: ("file-pen", "info"),
    ListState.SUBMITTED: ("hourglass", "due"),
    ListState.IN_APPRAISAL: ("scale", "due"),
    ListState.APPROVED: ("stamp", "due"),
    ListState.EXECUTING: ("flame", "late"),
    ListState.DESTROYED: ("shield-check", "ok"),
    ListState.ABORTED: ("ban", ""),
}
#: How many of the five steps are behind a list in each state.
BEHIND = {
    ListState.DRAFT: 0,
    ListState.SUBMITTED: 1,
    ListState.IN_APPRAISAL: 1,
    ListState.APPROVED: 3,
    ListState.EXECUTING: 4,
    ListState.DESTROYED: 5,
}


def state_tag(found: DestructionList) -> Tag:
    """Return the state as a tag."""
    state = ListState(found.state)
    icon, kind = SIGNS[state]
    return Tag(text=str(state.label), icon=icon, kind=kind)


def steps_of(found: DestructionList) -> Route:
    """Return the five steps with what stands done, runs and waits."""
    waits = waits_for(found)
    # Approval is asked once every item has a word: the state says appraisal still.
    behind = 2 if waits == "approval" else BEHIND.get(ListState(found.state), 0)
    told = (
        (_("Proposal"), found.proposed_at),
        (_("Appraisal"), found.submitted_at),
        (_("Approval"), found.approved_at),
        (_("Execution"), found.executing_since),
        (_("Proof"), found.destroyed_at),
    )
    return Route(
        title=_("Steps"),
        steps=[
            RouteStep(
                state=_mark(found, number, behind),
                name=name,
                text=_step_text(number, behind, at, waits),
            )
            for number, (name, at) in enumerate(told)
        ],
    )


def _mark(found: DestructionList, number: int, behind: int) -> StepMark:
    if found.state == ListState.ABORTED:
        return StepMark.SKIPPED
    if number < behind:
        return StepMark.DONE
    return StepMark.NOW if number == behind else StepMark.WAITING


def _step_text(number: int, behind: int, at: object, waits: str) -> str:
    if number == behind and waits != "nothing":
        return _("Waits %(what)s") % {"what": WAITS[waits]}
    return date_format(at, "j F Y") if at and number < behind else ""  # type: ignore[arg-type]


def gaps_shown(actor: Actor, gaps: Sequence[DisposalGap]) -> list[tuple[str, str, str]]:
    """Return (what is missing, where this person enters it or nothing, who does)."""
    enters_schedule = is_administrator(actor)
    enters_committee = bool(gaps) and committee_units(actor).exists()
    told = []
    for gap in gaps:
        if gap == DisposalGap.SCHEDULE:
            page = reverse("policy_page", args=["retention_decree"])
            may, who = enters_schedule, _("an administrator enters it")
        else:
            page = reverse("committee_new")
            may, who = enters_committee, _("an archivist enters it")
        told.append((str(gap.label), page if may else "", who))
    return told


def progress_of(found: DestructionList) -> ProgressJob | None:
    """Return how far the destroyer is; nothing while none was begun."""
    job = job_of_list(found)
    if job is None or found.state != ListState.EXECUTING:
        return None
    poll = reverse("destruction_list_progress", args=[found.pk])
    lines = [
        JobLine(title=_proof_or_items(ref), text=message, state="bad")
        for ref, message in refusals_of(job)
    ]
    return ProgressJob(
        done=job.done,
        total=job.total,
        lines=lines,
        poll_url="" if job.finished_at else poll,
    )


def _proof_or_items(ref: str) -> str:
    if ref == "proof":
        return _("Proof")
    return _("Items %(numbers)s") % {"numbers": ref}


def links_of(actor: Actor, items: Sequence[DestructionItem]) -> set[UUID]:
    """Return which of the items' records this person may follow; two queries."""
    ids = [one.record_id for one in items]
    seen = records_visible_to(actor).filter(pk__in=ids).order_by()
    stones = tombstones_visible_to(actor).filter(record_id__in=ids)
    return {
        *seen.values_list("pk", flat=True),
        *stones.values_list("record_id", flat=True),
    }
