"""Revoking and correcting an issued letter: the letter stays, its force ends.

The signed bytes, the number and the record are untouched; the public page says that
the letter is no longer in force. A correction is a new letter that refers to it.
"""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.letters import access
from workflow.letters.broken_parts import copied_blocks
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_for
from workflow.letters.models import Correction, Letter, LetterStatus, Revocation
from workflow.letters.operations.drafting import (
    LetterInput,
    RecipientInput,
    create_draft,
)
from workflow.letters.operations.moving import move_letter
from workflow.letters.trail_acts import LetterAct

LONGEST_REASON = 300


@transaction.atomic
def revoke_letter(*, actor: Actor, letter_id: UUID, reason: str) -> Letter:
    """Revoke an issued letter (the signatory's right), saying why.

    Raises:
        NotFound: not this person's to revoke.
        StateForbids: not issued, or revoked already.
        Invalid: no reason given.
    """
    letter = locked_for(actor, "letter.revoke", letter_id)
    if not letter.is_in_force:
        raise StateForbids(state=letter.status)
    if not reason.strip():
        text = _("Say why the letter is revoked.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    _check_length(reason)
    actor = actor.at_position(letter.signatory.pk)
    mandate = actor.mandate_for(letter.signatory.pk)
    revocation = Revocation.objects.create(
        letter=letter,
        official=actor.official,
        position=letter.signatory,
        authority=mandate.kind if mandate else "",
        reason=reason.strip(),
    )
    move_letter(letter, LetterStatus.REVOKED)
    trail.record(LetterAct.REVOKED, letter, actor=actor, revocation=str(revocation.pk))
    events.add(LetterEvent.REVOKED, letter_id=letter.pk)
    return letter


def _check_length(reason: str) -> None:
    if len(reason.strip()) > LONGEST_REASON:
        text = _("At most 300 characters.")
        raise Invalid([Fault(field="reason", code="too_long", message=text)])


@transaction.atomic
def clone_letter(*, actor: Actor, letter_id: UUID) -> Letter:
    """Make a draft with the content of a letter one may see; return the draft.

    The letter's class is the least the draft may have.
    """
    # Sight is enough, and no lock: copying changes nothing of the letter itself.
    letter = access.visible_letter(actor, letter_id)
    return create_draft(
        actor=actor,
        type_code=letter.letter_type.code,
        content=letter_copy(letter),
        copied_from=letter,
    )


@transaction.atomic
def correct_letter(*, actor: Actor, letter_id: UUID, reason: str = "") -> Letter:
    """Make a draft that corrects an issued letter and refers to it; return the draft.

    The letter counts as corrected once the draft has become an issued letter.

    Raises:
        NotFound: neither its drafter nor its signatory.
        StateForbids: not issued; correct the draft itself.
        Invalid: the reason is too long.
    """
    letter = locked_for(actor, "letter.correct", letter_id)
    # Issued, not in force: what was revoked may still need a letter that sets it right.
    if not letter.is_issued:
        raise StateForbids(state=letter.status)
    _check_length(reason)
    copied = letter_copy(letter)
    content = replace(
        copied, given=copied.given | {"references"}, references=[letter.pk]
    )
    made = create_draft(
        actor=actor,
        type_code=letter.letter_type.code,
        content=content,
        copied_from=letter,
    )
    _note_correction(actor, letter, made, reason.strip())
    return made


def _note_correction(actor: Actor, letter: Letter, made: Letter, reason: str) -> None:
    drafts = actor.holds(letter.drafter_position_id)
    position = letter.drafter_position if drafts else letter.signatory
    mandate = actor.mandate_for(position.pk)
    correction = Correction.objects.create(
        letter=letter,
        by=made,
        official=actor.official,
        position=position,
        authority=mandate.kind if mandate else "",
        reason=reason,
    )
    trail.record(
        LetterAct.CORRECTION_BEGUN,
        letter,
        actor=actor,
        correction=str(correction.by_id),
    )


# Date, route, references and files belong to the one letter and are chosen again.
def letter_copy(letter: Letter) -> LetterInput:
    """Return what a new draft takes over from a letter one may see."""
    return LetterInput(
        given=frozenset(
            {
                "subject",
                "classification_code",
                "urgency",
                "security_class",
                "body",
                "recipients",
                "signatory",
                "authority",
            }
        ),
        subject=letter.subject,
        classification_code=letter.classification_code,
        urgency=letter.urgency,
        security_class=letter.security_class,
        body=copied_blocks(letter.body),
        recipients=[
            RecipientInput(
                kind=r.kind,
                position_id=r.position_id,
                unit_id=r.unit_id,
                external=r.external,
                address=r.address,
                email=r.email,
            )
            for r in letter.recipients.all()
        ],
        signatory_position_id=letter.signatory_position_id,
        authority=letter.authority,
    )
