"""The route strip of a letter: who did what when, who is at it, who comes next."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import ActingKind
from eoffice.organisation.queries.holders import holding_of
from eoffice.shell.components import Route, RouteStep
from eoffice.shell.components import StepMark as Look
from workflow.admin.letters.timeline_moments import held, moment, waited
from workflow.approval.models import ApprovalStep, StepState
from workflow.letters.models import StepKind
from workflow.outgoing.letter_facts import LetterFacts

LOOKS: dict[str, Look] = {
    StepState.WAITING: Look.WAITING,
    StepState.OPEN: Look.NOW,
    StepState.APPROVED: Look.DONE,
    StepState.RETURNED: Look.RETURNED,
    StepState.REFUSED: Look.RETURNED,
    StepState.SKIPPED: Look.SKIPPED,
}


def _act(step: ApprovalStep) -> str:
    return _("Signature") if step.kind == StepKind.SIGNATURE else _("Initial")


def _told(step: ApprovalStep, *, mine: bool, skipped: str = "") -> str:
    if step.state == StepState.OPEN:
        where = _("at your desk") if mine else _("at this desk")
        return f"{_act(step)}, {where} {waited(step.opened_at)}"
    if step.state == StepState.WAITING:
        waiting = _("not yet")
        return f"{_act(step)}, {waiting}"
    if step.state == StepState.SKIPPED:
        return skipped or _("Skipped, the letter was returned or taken back")
    ended = {StepState.RETURNED: _("Returned"), StepState.REFUSED: _("Refused")}
    act = ended.get(StepState(step.state)) or _act(step)
    told = f"{act}, {moment(step.decided_at)}"
    if step.opened_at is None or step.decided_at is None:
        return told
    return f"{told}, {held(step.decided_at - step.opened_at)}"


def _step(step: ApprovalStep, actor: Actor) -> RouteStep:
    decision = getattr(step, "decision", None)
    mine = step.state == StepState.OPEN and actor.holds(step.position_id)
    if decision is not None:
        name = decision.official.name
    elif mine:
        name = _("You")
    else:
        holding = holding_of(step.position)
        name = holding.official.name if holding else ""
    why = getattr(step, "skipped_because", "")
    passed = _("Passed over: “%(reason)s”") % {"reason": why} if why else ""
    told = _told(step, mine=mine, skipped=passed)
    if decision is not None and decision.note:
        told = f"{told}: “{decision.note}”"
    role = step.position.title
    # Who stood in is told with the seat: "Plh. Kepala Dinas Kesehatan".
    if decision is not None and decision.authority in ActingKind:
        role = f"{ActingKind(decision.authority).label} {role}"
    return RouteStep(state=LOOKS[step.state], name=name, role=role, text=told)


def _grouped(steps: Sequence[ApprovalStep], actor: Actor) -> Iterator[RouteStep]:
    for _order, group in groupby(steps, key=lambda step: step.order):
        side = [_step(step, actor) for step in group]
        if len(side) == 1:
            yield side[0]
            continue
        states = {part.state for part in side}
        # One return outweighs all, and one open step keeps the group at work.
        look = next(
            (s for s in (Look.RETURNED, Look.NOW) if s in states), side[0].state
        )
        words = _("Coordination, side by side")
        yield RouteStep(state=look, role=words, text="", parallel=side)


def _ending(reading: LetterFacts) -> RouteStep:
    count = len(reading.recipients)
    words = ngettext(
        "Number, seal, send to %(count)d recipient",
        "Number, seal, send to %(count)d recipients",
        count,
    ) % {"count": count}
    letter = reading.letter
    if letter.sent_at:
        told = _("Number %(number)s, sent %(at)s") % {
            "number": letter.number,
            "at": moment(letter.sent_at),
        }
        return RouteStep(state=Look.DONE, role=words, text=told)
    state = Look.NOW if letter.is_issued else Look.WAITING
    told = _("By itself, after the signature")
    return RouteStep(state=state, role=words, text=told)


def route_part(reading: LetterFacts, actor: Actor) -> Route:
    """Return the strip from drafter to delivery."""
    letter = reading.letter
    version = reading.version
    written = version.submitted_at if version else letter.created_at
    act = _("Drafted")
    drafted = RouteStep(
        state=Look.DONE,
        name=letter.drafter.name,
        role=letter.drafter_position.title,
        text=f"{act}, {moment(written)}",
    )
    steps = [drafted, *_grouped(reading.steps, actor), _ending(reading)]
    return Route(title=_("Route of the letter"), steps=steps)
