"""Restoring an earlier state of a draft: an edit as any, and what stood is kept too."""

from datetime import date
from uuid import UUID

from django.db import transaction

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from workflow.letters import access
from workflow.letters.locks import locked_draft_for
from workflow.letters.models import DraftState, Letter, StateReason
from workflow.letters.operations.drafting import (
    LetterInput,
    RecipientInput,
    edit_draft,
)
from workflow.letters.operations.keeping_states import PLAIN
from workflow.letters.queries.states import state_of
from workflow.letters.trail_acts import LetterAct

PARTS = frozenset({"letter_date", "signatory", "recipients", "references"})


@transaction.atomic
def restore_state(
    *, actor: Actor, letter_id: UUID, state_id: UUID, row_version: int | None
) -> Letter:
    """Put text, fields, addressees and references back as the state has them.

    Attachments and planned route stay. What stood till now becomes a state itself.

    Raises:
        NotFound: not the drafter's, or no state of this letter.
        LetterLocked: past drafting.
        Stale: somebody changed it since it was read.
        Invalid: what was right then is refused today, with every fault.
    """
    letter = locked_draft_for(actor, "letter.edit", letter_id)
    state = state_of(letter, state_id)
    restored = edit_draft(
        actor=actor,
        letter_id=letter_id,
        row_version=row_version,
        content=input_of(state, actor),
        keeps=StateReason.RESTORED,
    )
    actor = actor.at_position(letter.drafter_position_id)
    trail.record(
        LetterAct.STATE_RESTORED, restored, actor=actor, restored=state.row_version
    )
    return restored


def input_of(state: DraftState, actor: Actor) -> LetterInput:
    """Return what the state holds, without seats and letters that are gone since."""
    content = state.content
    given = content["recipients"]
    named = [content["signatory"], *(one["position_id"] for one in given)]
    open_seats = set(
        Position.objects.filter(pk__in=filter(None, named), closed_on__isnull=True)
    )
    there = {str(position.pk) for position in open_seats}
    visible = access.letters_visible_to(actor).filter(pk__in=content["references"])
    seen = {str(pk) for pk in visible.values_list("pk", flat=True)}
    day, signatory = content["letter_date"], content["signatory"]
    return LetterInput(
        given=PARTS.union(PLAIN),
        **{name: content[name] for name in PLAIN},
        letter_date=date.fromisoformat(day) if day else None,
        signatory_position_id=UUID(signatory) if signatory in there else None,
        recipients=[
            RecipientInput(
                kind=one["kind"],
                position_id=_id(one["position_id"]),
                unit_id=_id(one["unit_id"]),
                external=one["external"],
                address=one["address"],
            )
            for one in given
            if one["position_id"] is None or one["position_id"] in there
        ],
        references=[UUID(pk) for pk in content["references"] if pk in seen],
    )


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
