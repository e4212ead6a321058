"""Signing a letter: one act and the secret, in three strides.

T1 (short): checks, attempt opened, number reserved. Then, with no lock held: final
page, file check, signature, own check, stored under lock. T2 decides: number used,
letter signed. A failure between leaves the number reserved for this letter and the
retry uses it; no signer, stamp or store is ever called inside a transaction.

A letter bears the day on which it is signed. T1 reads it under the register's lock; T2
refuses when the day has passed meanwhile, and the act begins once more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from eoffice.audit import trail
from eoffice.database.collisions import whole_act
from eoffice.environment import environment
from eoffice.errors import OfficeError
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor, actor_now
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.approval.models import ApprovalStep, DecisionKind, StepState
from workflow.approval.operations.approving import check_open, decide_step
from workflow.encryption import must_be_encrypted
from workflow.letters import access
from workflow.letters.being_signed import check_not_being_signed
from workflow.letters.errors import SigningUnderWay
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_for, locked_letter
from workflow.letters.models import Letter, LetterStatus, StepKind
from workflow.letters.number_request import number_request
from workflow.letters.operations.moving import move_letter
from workflow.letters.trail_acts import LetterAct
from workflow.numbering.models import LedgerNumber, NumberState
from workflow.numbering.operations import mark_used, reserve_letter_number
from workflow.pades.lock_policy import first_lock_end
from workflow.pades.ports import Secret, SignedPdf, SigningSession, ToSign
from workflow.rendering import verification_code
from workflow.rendering.errors import RenderRefused
from workflow.rendering.file_check import check_file
from workflow.rendering.pool import renderer
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree, content_hash
from workflow.signing.models import AttemptState, Signature, SigningAttempt
from workflow.signing.operations.attachments import with_attachments
from workflow.signing.operations.checks import (
    check_attachments,
    check_day_has_come,
    check_holder,
    check_not_read_before,
    check_recipients,
    check_signatory,
)
from workflow.signing.operations.overriding import record_overridden
from workflow.signing.operations.secret import opened_signer
from workflow.signing.refusals import (
    DayPassed,
    NoMandate,
    NotAtSignature,
    VersionChanged,
)

ATTEMPT_LIFE = timedelta(seconds=120)  # longer than the slowest signer may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What T1 decided, and what the strides without a lock need."""

    attempt: SigningAttempt
    number: LedgerNumber
    tree: LetterTree


def sign_letter(
    *,
    actor: Actor,
    letter_id: UUID,
    secret: Secret,
    version_id: UUID | None = None,
    row_version: int | None = None,
) -> Letter:
    """Sign, number, encrypt and send off the letter; returns it signed.

    `version_id` and `row_version` are those that were read: what has others is not
    signed unread.

    Raises:
        NotFound: not this person's to sign.
        NotAtSignature, VersionChanged, SigningUnderWay, NoMandate, NoCertificate,
        AttachmentsChanged, WaitsForDay,
        SignerBlocked, CertificateUnusable: refused before anything was made.
        Stale: `row_version` is not the letter's.
        WrongSecret: asked again, at most three times.
        SigningError, StoreUnavailable: the number stays reserved; sign again.
    """
    prepared = open_attempt(
        actor=actor,
        letter_id=letter_id,
        version_id=version_id,
        row_version=row_version,
    )
    try:
        with opened_signer(actor.official.pk, secret) as session:
            return complete_on_its_day(actor=actor, prepared=prepared, session=session)
    except OfficeError as error:
        end_attempt(prepared.attempt, error)
        raise


@whole_act
def open_attempt(
    *,
    actor: Actor,
    letter_id: UUID,
    version_id: UUID | None = None,
    row_version: int | None = None,
) -> Prepared:
    """T1: check everything that can be known now, open the attempt, reserve."""
    letter = locked_for(actor, "letter.sign", letter_id)
    step = _signature_step(letter)
    check_version(letter, row_version, state=letter.status)
    if version_id is None and row_version is None:
        check_not_read_before(letter, step)
    elif version_id not in {None, step.version_id}:
        raise VersionChanged(state=letter.status)
    # From the frozen version, never the working copy: what was initialled is signed.
    tree = LetterTree.model_validate(step.version.content)
    check_signatory(actor, letter, tree)
    check_attachments(letter, tree)
    check_day_has_come(letter)
    check_recipients(letter)
    _clear_stale_attempt(letter)
    actor = actor.at_position(letter.signatory.pk)
    number = reserve_letter_number(number_request(letter), actor=actor)
    attempt = SigningAttempt.objects.create(
        letter=letter,
        version=step.version,
        ledger_number=number,
        official=actor.official,
        position=letter.signatory,
        verification_code=verification_code.generate(),
        letter_date=number.day_it_bears,
        expires_at=timezone.now() + ATTEMPT_LIFE,
    )
    trail.record(LetterAct.NUMBER_RESERVED, letter, actor=actor, number=number.text)
    return Prepared(attempt=attempt, number=number, tree=tree)


def _signature_step(letter: Letter) -> ApprovalStep:
    version = letter.current_version
    if letter.status != LetterStatus.AWAITING_SIGNATURE or version is None:
        raise NotAtSignature(state=letter.status)
    step = version.steps.select_for_update(no_key=True).get(kind=StepKind.SIGNATURE)
    if step.state != StepState.OPEN:
        raise NotAtSignature(state=letter.status)
    return step


def _clear_stale_attempt(letter: Letter) -> None:
    check_not_being_signed(letter)
    for stale in letter.attempts.filter(state=AttemptState.OPEN):
        _close(stale, AttemptState.ABANDONED, "expired")


def complete_on_its_day(
    *, actor: Actor, prepared: Prepared, session: SigningSession
) -> Letter:
    """Complete the attempt; once more, with another date, if midnight came between."""
    try:
        return complete_attempt(actor=actor, prepared=prepared, session=session)
    except DayPassed as passed:
        first = prepared.attempt
        end_attempt(first, passed)
    again = open_attempt(
        actor=actor, letter_id=first.letter_id, version_id=first.version_id
    )
    try:
        return complete_attempt(actor=actor, prepared=again, session=session)
    except OfficeError as error:
        end_attempt(again.attempt, error)
        raise


def complete_attempt(
    *, actor: Actor, prepared: Prepared, session: SigningSession
) -> Letter:
    """Draw, sign, store, decide. Nothing here holds a lock until the last stride."""
    attempt = prepared.attempt
    unsigned = _draw(prepared)
    item = ToSign(
        key=str(attempt.pk),
        pdf=unsigned,
        claimed_at=timezone.now(),
        reason=f"{prepared.tree.subject}"[:120],
        location=prepared.tree.place,
    )
    # The slow stride: the signer may be a service far away, and nothing is locked here.
    signed = next(iter(session.sign([item]))).require()
    stored = store.put_bytes(
        signed.pdf,
        area=store.Area.RECORDS,
        media_type="application/pdf",
        lock_until=first_lock_end(),
        sealed=must_be_encrypted(attempt.letter.security_class),
    )
    return _decide(actor, prepared, signed, stored)


def _draw(prepared: Prepared) -> bytes:
    attempt, digest = prepared.attempt, content_hash(prepared.tree)
    # The last look: a row changed behind our back must not get a signature.
    if digest != attempt.version.content_hash:
        raise RenderRefused(["what was initialled is not what would be signed"])
    facts = RenderFacts(
        mode="final",
        number=prepared.number.text,
        letter_date=attempt.letter_date,
        verification_url=verification_code.public_address(attempt.verification_code),
        verification_code=attempt.verification_code,
        content_hash=digest,
    )
    rendered = renderer().render(prepared.tree, prepared.tree.type, facts)
    if rendered.faults:
        raise RenderRefused([fault["code"] for fault in rendered.faults])
    whole = with_attachments(rendered.bytes, prepared.tree, attempt)
    # Before the signature: afterwards no byte can be put right.
    faults = check_file(whole)
    if faults:
        raise RenderRefused([fault.code for fault in faults])
    return whole


@whole_act
def _decide(
    actor: Actor, prepared: Prepared, signed: SignedPdf, stored: StoredObject
) -> Letter:
    """T2: everything still as T1 saw it, the day too, then the letter is signed.

    The rights are those of this moment: the person who lost the position meanwhile
    signs nothing.
    """
    letter = locked_letter(prepared.attempt.letter_id)
    now = actor_now(actor, position=letter.signatory.pk)
    if now is None or not access.may(now, "letter.sign", letter):
        raise NoMandate(state=letter.status)
    actor = now
    check_holder(actor, letter, prepared.tree)
    check_attachments(letter, prepared.tree)
    step = _signature_step(letter)
    check_open(step)
    # The sweeper may have closed the attempt meanwhile: then another has the turn.
    attempt = SigningAttempt.objects.select_for_update(no_key=True).get(
        pk=prepared.attempt.pk
    )
    if attempt.state != AttemptState.OPEN or attempt.version_id != step.version_id:
        raise SigningUnderWay(state=letter.status)
    number = LedgerNumber.objects.select_for_update(no_key=True).get(
        pk=attempt.ledger_number_id
    )
    # The printed page carries this number; another state means it is not ours to use.
    if number.state != NumberState.RESERVED or number.text != prepared.number.text:
        raise NotAtSignature(state=number.state)
    signed_at = timezone.now()
    if timezone.localdate(signed_at) != attempt.letter_date:
        raise DayPassed(state=letter.status)
    stored.save()
    _write_signature(actor, prepared, letter, signed, stored)
    mark_used(number, actor.official)
    decide_step(actor, step, DecisionKind.SIGNED)
    _close(attempt, AttemptState.DECIDED, "signed")
    _issue(letter, attempt, number, signed_at)
    trail.record(
        LetterAct.SIGNED,
        letter,
        actor=actor,
        number=number.text,
        sha256=signed.sha256,
        content_hash=attempt.version.content_hash,
        level=signed.level,
    )
    record_overridden(actor, letter)
    events.add(LetterEvent.SIGNED, letter_id=letter.pk)
    return letter


def _write_signature(
    actor: Actor,
    prepared: Prepared,
    letter: Letter,
    signed: SignedPdf,
    stored: StoredObject,
) -> Signature:
    # Kept in words of the day: names and titles in the organisation change later.
    mandate = actor.mandate_for(letter.signatory.pk)
    return Signature.objects.create(
        letter=letter,
        version=prepared.attempt.version,
        official=actor.official,
        position=letter.signatory,
        authority=mandate.kind if mandate else "",
        printed_name=prepared.tree.signature.name,
        printed_title=" ".join(prepared.tree.signature.authority).rstrip(","),
        stored=stored,
        sha256=signed.sha256,
        size=len(signed.pdf),
        level=signed.level,
        is_demo=environment().SIGNATURE_AUTHORITY == "demo",
        certificate_sha256=signed.certificate_sha256,
        claimed_at=signed.claimed_at,
        trusted_at=signed.trusted_at,
    )


def _issue(
    letter: Letter, attempt: SigningAttempt, number: LedgerNumber, signed_at: datetime
) -> None:
    letter.number = number.text
    letter.sequence_number = number.value
    letter.number_year = number.register.year
    letter.verification_code = attempt.verification_code
    letter.signed_letter_date = attempt.letter_date
    letter.signed_at = signed_at
    letter.save()
    move_letter(letter, LetterStatus.SIGNED)


def _close(attempt: SigningAttempt, state: AttemptState, outcome: str) -> None:
    attempt.state, attempt.outcome = state, outcome
    attempt.ended_at = timezone.now()
    attempt.save(update_fields=["state", "outcome", "ended_at"])


@whole_act
def end_attempt(attempt: SigningAttempt, error: OfficeError) -> None:
    """Close an attempt that did not decide; its number stays reserved."""
    locked_letter(attempt.letter_id)
    held = SigningAttempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    # T2 may have committed although its answer was lost: what is signed stays signed.
    if held.state != AttemptState.OPEN:
        return
    _close(held, AttemptState.ABANDONED, error.code)
    trail.record(LetterAct.SIGNING_FAILED, held.letter, actor=None, outcome=error.code)
