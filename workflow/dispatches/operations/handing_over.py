"""Handing over: to whom, on which day, with a picture of the receipt."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.files.evidence import evidence_faults, own_upload
from eoffice.objects.models import Upload
from eoffice.organisation.actor import Actor
from workflow.dispatches.errors import LetterNotInForce, MailUnderWay
from workflow.dispatches.locks import locked_for
from workflow.dispatches.models import Dispatch, DispatchState, MailState
from workflow.dispatches.operations.sending import cancel_mail
from workflow.dispatches.operations.settling import move_dispatch, settle_letter
from workflow.dispatches.trail_acts import DispatchAct

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Who took it and when; `proof` is the id of the person's own upload.

    It may still be in quarantine: it is shown to nobody before its check is done.
    """

    to: str
    on: date
    proof: UUID | None = None
    reference: str = ""


@transaction.atomic
def record_hand_over(
    *, actor: Actor, dispatch_id: UUID, hand_over: HandOver
) -> Dispatch:
    """Note that the addressee has it: "sudah diserahkan kepada … pada …".

    For SRIKANDI it is the acknowledgement: number, day and file of the receipt.

    Raises:
        NotFound: not the person's.
        StateForbids: taken back, or handed over before.
        LetterNotInForce: revoked before it left.
        Invalid: every fault at once.
    """
    dispatch = locked_for(actor, "dispatch.hand_over", dispatch_id)
    if dispatch.state in (DispatchState.REVOKED, DispatchState.HANDED_OVER):
        raise StateForbids(state=dispatch.state)
    if not dispatch.has_left and not dispatch.letter.is_in_force:
        raise LetterNotInForce(state=dispatch.letter.status)
    if dispatch.mails.filter(state=MailState.HANDING).exists():
        raise MailUnderWay(state=dispatch.state)
    proof = _checked(dispatch, hand_over, actor)
    cancel_mail(dispatch)
    dispatch.handed_to = " ".join(hand_over.to.split())
    dispatch.handed_on = hand_over.on
    dispatch.reference = hand_over.reference.strip()[:120] or dispatch.reference
    dispatch.proof = proof
    move_dispatch(
        dispatch,
        DispatchState.HANDED_OVER,
        "handed_to",
        "handed_on",
        "reference",
        "proof",
    )
    trail.record(
        DispatchAct.HANDED_OVER,
        dispatch.letter,
        actor=actor,
        dispatch=str(dispatch.pk),
        on=hand_over.on.isoformat(),
        proof=proof is not None,
    )
    settle_letter(dispatch.letter, actor)
    return dispatch


def _checked(dispatch: Dispatch, given: HandOver, actor: Actor) -> Upload | None:
    faults = list(_day_faults(dispatch, given.on))
    name = " ".join(given.to.split())
    if not name or len(name) > LONGEST_NAME:
        text = _("Write who took it: name and office, at most 200 characters.")
        faults.append(Fault(field="to", code="required", message=text))
    proof = None
    if given.proof is not None:
        proof = own_upload(given.proof, owner_id=actor.user_id)
        faults += evidence_faults(proof, "proof")
    if faults:
        raise Invalid(faults)
    return proof


@transaction.atomic
def replace_proof(*, actor: Actor, dispatch_id: UUID, proof: UUID) -> Dispatch:
    """Put a picture of the receipt in place of one that was refused, or of none.

    Raises:
        NotFound: not the person's.
        StateForbids: not handed over yet.
        Invalid: not the person's own upload, or of a kind that is no receipt.
    """
    dispatch = locked_for(actor, "dispatch.hand_over", dispatch_id)
    if dispatch.state != DispatchState.HANDED_OVER:
        raise StateForbids(state=dispatch.state)
    upload = own_upload(proof, owner_id=actor.user_id)
    if faults := evidence_faults(upload, "proof"):
        raise Invalid(faults)
    dispatch.proof = upload
    dispatch.save(update_fields=["proof"])
    trail.record(
        DispatchAct.PROOF_ADDED,
        dispatch.letter,
        actor=actor,
        dispatch=str(dispatch.pk),
    )
    return dispatch


def _day_faults(dispatch: Dispatch, on: date) -> list[Fault]:
    if on > timezone.localdate():
        text = _("This day has not come yet.")
        return [Fault(field="on", code="in_the_future", message=text)]
    signed = dispatch.letter.signed_letter_date
    if signed and on < signed:
        text = _("The letter was not signed yet on that day.")
        return [Fault(field="on", code="before_the_letter", message=text)]
    return []
