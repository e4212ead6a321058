"""Who may decide a step of a letter's route. The only place that knows."""

from uuid import UUID

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, LetterNote
from workflow.letters.models import Letter
from workflow.rights import Rights


def _decides(actor: Actor, step: ApprovalStep) -> bool:
    return actor.holds(step.position_id)


def seats_on_route(letter: Letter) -> list[UUID]:
    """Return the drafter's position and those the letter has come to, in order."""
    reached = letter.steps.filter(opened_at__isnull=False).order_by("opened_at")
    seats = [letter.drafter_position_id, *reached.values_list("position", flat=True)]
    return list(dict.fromkeys(seats))


def seat_of(actor: Actor, letter: Letter) -> UUID:
    """Return the seat of the route from which the person acts.

    Raises:
        NotFound: they act for none of them.
    """
    found = next((one for one in seats_on_route(letter) if actor.holds(one)), None)
    if found is None:
        raise NotFound
    return found


def _is_on_route(actor: Actor, note: LetterNote) -> bool:
    return any(actor.holds(one) for one in seats_on_route(note.version.letter))


def _wrote(actor: Actor, note: LetterNote) -> bool:
    return actor.holds(note.author_position_id)


def _settles(actor: Actor, note: LetterNote) -> bool:
    drafts = actor.holds(note.version.letter.drafter_position_id)
    return drafts or _wrote(actor, note)


def _passes_over(actor: Actor, step: ApprovalStep) -> bool:
    """The superior of the desk, or whoever signs; nobody their own step."""
    if actor.holds(step.position_id):
        return False
    above = step.position.superior_id
    signs = actor.holds(step.letter.signatory_position_id)
    return signs or (above is not None and actor.holds(above))


def _gives_on(actor: Actor, step: ApprovalStep) -> bool:
    """The drafter, the desk itself, or its superior."""
    above = step.position.superior_id
    seats = [step.letter.drafter_position_id, step.position_id]
    return any(actor.holds(seat) for seat in (*seats, above) if seat is not None)


_RIGHTS = Rights(
    {
        "step.decide": _decides,
        "step.skip": _passes_over,
        "step.reassign": _gives_on,
        "note.reply": _is_on_route,
        "note.resolve": _settles,
        "note.reopen": _wrote,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require
