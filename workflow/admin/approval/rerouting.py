"""`…/langkah/…`: passing a step over, giving it to another desk; each with a reason."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import Invalid, NotFound, StateForbids
from eoffice.identifiers import as_uuid
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.shell.acting import acting
from workflow.approval import access
from workflow.approval.models import ApprovalStep
from workflow.approval.operations.rerouting import reassign_step, skip_step
from workflow.letters.queries.shown import shown_title
from workflow.mandates.queries.signatories import acting_for
from workflow.outgoing.letter_facts import LetterFacts, read_letter

NOBODY = UUID(int=0)  # no seat has this id: the act itself says what is missing


def _step(
    reading: LetterFacts, actor: Actor, step_id: UUID, right: str
) -> ApprovalStep:
    found = next((step for step in reading.steps if step.pk == step_id), None)
    if found is None or not access.may(actor, right, found):
        raise NotFound
    return found


def step_skip(request: HttpRequest, letter_id: UUID, step_id: UUID) -> HttpResponse:
    """Ask why, then pass the step over."""
    actor = acting(request)

    def act() -> str:
        skip_step(
            actor=actor, letter_id=letter_id, step_id=step_id, reason=_reason(request)
        )
        return reverse("letter_read", args=[letter_id])

    def context() -> dict[str, object]:
        reading = read_letter(actor, letter_id)
        step = _step(reading, actor, step_id, "step.skip")
        return _context(reading, step, offers_seats=False)

    return _asked(
        request, letter_id, act, _("Passed over. The letter went on."), context
    )


def step_reassign(request: HttpRequest, letter_id: UUID, step_id: UUID) -> HttpResponse:
    """Ask to whom and why, then give the step to that desk."""
    actor = acting(request)

    def act() -> str:
        reassign_step(
            actor=actor,
            letter_id=letter_id,
            step_id=step_id,
            position_id=as_uuid(request.POST.get("position", "")) or NOBODY,
            reason=_reason(request),
        )
        return reverse("letter_read", args=[letter_id])

    def context() -> dict[str, object]:
        reading = read_letter(actor, letter_id)
        step = _step(reading, actor, step_id, "step.reassign")
        return _context(reading, step, offers_seats=True)

    return _asked(request, letter_id, act, _("Given to the other desk."), context)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").replace("\0", "")


def _seats(step: ApprovalStep) -> list[tuple[Position, str]]:
    """Return seats near the step's that somebody holds: its unit and the one above."""
    units = step.position.unit.path[-2:]
    rows = Position.objects.filter(unit__in=units, closed_on=None).order_by("title")
    near = list(rows.exclude(pk=step.position_id))
    held = acting_for(near)
    return [(one, held[one.pk].name) for one in near if one.pk in held]


def _context(
    reading: LetterFacts, step: ApprovalStep, *, offers_seats: bool
) -> dict[str, object]:
    letter = reading.letter
    back = reverse("letter_read", args=[letter.pk])
    title = _("Give the step to another desk") if offers_seats else _("Pass over")
    return {
        "crumbs": [(_("Letter"), back), (title, "")],
        "letter": letter,
        "shown_title": shown_title(letter),
        "title": title,
        "step": step,
        "offers_seats": offers_seats,
        "seats": _seats(step) if offers_seats else [],
        "back": back,
    }


def _asked(
    request: HttpRequest,
    letter_id: UUID,
    act: Callable[[], str],
    told: str,
    context: Callable[[], dict[str, object]],
) -> HttpResponse:
    faults, status = [], 200
    back = reverse("letter_read", args=[letter_id])
    if request.method == "POST":
        # Before the step is looked for: pressed again, it is with another desk.
        try:
            address = once(request, act)
        except Invalid as refusal:
            faults, status = refusal.faults, refusal.status
        except StateForbids as refusal:
            messages.info(request, str(refusal))
            return redirect(back)
        else:
            messages.success(request, told)
            return redirect(address)
    shown = {**context(), "faults": faults, "reason": _reason(request)}
    return render(request, "workflow/approval/reroute.html", shown, status=status)
