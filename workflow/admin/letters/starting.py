"""Starting a letter: the proposals a new draft begins with, once per press."""

from uuid import UUID

from django.http import HttpRequest

from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.holders import superiors_of
from workflow.models import Letter, LetterType
from workflow.operations.drafting import LetterInput, create_draft

STARTED = "letters_started"
KEPT = 20


def _signatory(actor: Actor) -> UUID | None:
    """Return the head of the drafter's agency: who signs most of its letters."""
    if actor.chosen is None:
        return None
    own = actor.chosen.position
    able = [p for p in [own, *superiors_of(own)] if p.may_sign and not p.closed_on]
    keeping = (p for p in able if p.unit.keeps_register)
    chosen = next(keeping, able[0] if able else None)
    return chosen.pk if chosen else None


def start_letter(request: HttpRequest, actor: Actor, type_code: str) -> UUID:
    """Make the draft; the same key of the form gives the first one again.

    Raises:
        NotFound, Invalid: as `create_draft`.
    """
    key = request.POST.get("idempotency_key", "")
    started: dict[str, str] = request.session.get(STARTED, {})
    made = started.get(key, "") if key else ""
    before = Letter.objects.filter(pk=made).first() if made else None
    if before is not None:
        return before.pk
    default = LetterType.objects.filter(code=type_code).values_list(
        "default_classification", flat=True
    )
    content = LetterInput(
        given=frozenset({"body", "signatory", "classification_code"}),
        body=[{"type": "paragraph", "value": ""}],
        signatory_position_id=_signatory(actor),
        classification_code=default.first() or "",
    )
    letter = create_draft(actor=actor, type_code=type_code, content=content)
    recent = dict(list(started.items())[1 - KEPT :])
    request.session[STARTED] = {**recent, key: str(letter.pk)}
    return letter.pk
