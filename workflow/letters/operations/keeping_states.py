"""Keeping the working copy as it stands before somebody writes on.

One state for each stretch of writing: another person, or the same after `STRETCH`,
begins a new one. So saving while typing costs one question, and a copy of the text is
written a few times an hour.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from eoffice.organisation.actor import Actor
from workflow.letters.models import DraftState, Letter, StateReason

STRETCH = timedelta(minutes=10)
PLAIN = (
    *("subject", "classification_code", "urgency", "security_class"),
    *("authority", "body"),
)


def keep_state(letter: Letter, actor: Actor, reason: StateReason) -> None:
    """Keep the locked letter as the database has it, unless a stretch goes on.

    To be called before anything of the letter is changed.
    """
    now = timezone.now()
    last = letter.states.order_by("-pk").defer("content").first()
    goes_on = (
        reason == StateReason.WRITTEN
        and last is not None
        and last.followed_by_id == actor.official.pk
        and last.kept_at > now - STRETCH
    )
    if goes_on:
        return
    DraftState.objects.create(
        letter=letter,
        row_version=letter.row_version,
        content=_content(letter),
        # Between two states one person wrote: who began after the earlier one.
        written_by_id=last.followed_by_id if last else letter.drafter_id,
        written_at=letter.updated_at,
        followed_by=actor.official,
        kept_at=now,
        reason=reason,
    )


def _content(letter: Letter) -> dict[str, Any]:
    signatory, day = letter.signatory_position_id, letter.letter_date
    return {
        **{name: getattr(letter, name) for name in PLAIN},
        "letter_date": day.isoformat() if day else None,
        "signatory": str(signatory) if signatory else None,
        # Without e-mail, which is kept sealed: it stays with the party of that name.
        "recipients": [
            {
                "kind": one.kind,
                "position_id": str(one.position_id) if one.position_id else None,
                "unit_id": str(one.unit_id) if one.unit_id else None,
                "external": one.external,
                "address": one.address,
            }
            for one in letter.recipients.all()
        ],
        "references": [str(one.referred_id) for one in letter.references.all()],
    }
