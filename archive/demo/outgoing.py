"""The demo's outgoing letters: each walks its whole way, or stops where told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from archive.demo import clock
from archive.demo.kabupaten import SECRET, Agency, Kabupaten, Seat
from archive.demo.settling import settle
from archive.demo.themes import body_of, subject_of
from workflow.models import ApprovalStep, Letter, StepKind, StepState
from workflow.operations.approving import NoteInput, approve_step, return_letter
from workflow.operations.drafting import LetterInput, RecipientInput, create_draft
from workflow.operations.signing import sign_letter
from workflow.operations.submitting import submit_letter
from workflow.signing.ports import Secret

HOUR, MINUTES = timedelta(hours=1), timedelta(minutes=4)
DRAFT, VERIFYING, RETURNED, SIGNING, SENT = (
    "draft",
    "verifying",
    "returned",
    "signing",
    "sent",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One letter to make: what about, when, to whom, and how far it gets."""

    theme: dict[str, Any]
    at: datetime
    to: tuple[str, ...]
    until: str
    by_bupati: bool = False


class LetterMaker:
    """Makes letters of the world by the operations of the office."""

    def __init__(self, kabupaten: Kabupaten) -> None:
        """Work with the people of `kabupaten`."""
        self.kabupaten = kabupaten
        self._seats = {seat.position.pk: seat for seat in kabupaten.seats}

    def make(self, plan: Plan) -> Letter:
        """Make the letter as planned and let what follows from it happen."""
        agency = self.kabupaten.agencies[plan.theme["unit"]]
        letter = self._draft(plan, agency)
        if plan.until == DRAFT:
            return letter
        with clock.at(plan.at + HOUR):
            submit_letter(actor=agency.drafter.actor(), letter_id=letter.pk)
        ended = plan.at + 2 * HOUR
        if plan.until != VERIFYING:
            ended = self._walk(plan, letter)
        with clock.at(ended + MINUTES):
            settle()
        letter.refresh_from_db()
        return letter

    def _signatory(self, plan: Plan, agency: Agency) -> Seat:
        if plan.by_bupati:
            return self.kabupaten.bupati
        if agency.unit.kind == "division" and plan.theme["type"] == "surat_dinas":
            return self.kabupaten.sekda
        return agency.head

    def _draft(self, plan: Plan, agency: Agency) -> Letter:
        on = plan.at.date()
        internal = plan.theme["type"] == "nota_dinas"
        to = [self.kabupaten.sekda] if internal else self._receivers(plan)
        recipients = [
            RecipientInput(kind="to", position_id=seat.position.pk)
            for seat in to
            if seat is not agency.head
        ] or [RecipientInput(kind="to", position_id=self.kabupaten.sekda.position.pk)]
        if not internal:
            copy = RecipientInput(
                kind="cc", external="Bupati Wanasari (sebagai laporan)"
            )
            recipients.append(copy)
        content = LetterInput(
            given=frozenset(
                {
                    "subject",
                    "classification_code",
                    "security_class",
                    "body",
                    "recipients",
                    "signatory",
                    "urgency",
                }
            ),
            subject=subject_of(plan.theme, on),
            classification_code=plan.theme["code"],
            security_class=plan.theme.get("class", "biasa"),
            urgency="segera" if on.day % 7 == 0 else "biasa",
            body=body_of(plan.theme, on),
            recipients=recipients,
            signatory_position_id=self._signatory(plan, agency).position.pk,
        )
        with clock.at(plan.at):
            return create_draft(
                actor=agency.drafter.actor(),
                type_code=plan.theme["type"],
                content=content,
            )

    def _receivers(self, plan: Plan) -> list[Seat]:
        return [self.kabupaten.agencies[code].head for code in plan.to]

    def _walk(self, plan: Plan, letter: Letter) -> datetime:
        """Take the letter through its initials, and sign it; returns when it ended."""
        moment = plan.at + 2 * HOUR
        while (step := self._open_initial(letter)) is not None:
            with clock.at(moment):
                if plan.until == RETURNED:
                    self._return(letter, step)
                    return moment
                approve_step(
                    actor=self._holder(step).actor(),
                    letter_id=letter.pk,
                    step_id=step.pk,
                )
            moment += HOUR / 2
        if plan.until == SENT:
            moment += HOUR / 2
            with clock.at(moment):
                self._sign(letter)
        return moment

    @staticmethod
    def _open_initial(letter: Letter) -> ApprovalStep | None:
        return (
            ApprovalStep.objects.filter(letter=letter, state=StepState.OPEN)
            .exclude(kind=StepKind.SIGNATURE)
            .first()
        )

    def _holder(self, step: ApprovalStep) -> Seat:
        return self._seats[step.position_id]

    def _return(self, letter: Letter, step: ApprovalStep) -> None:
        version = letter.versions.latest("number")
        block = version.content["body"][0]["id"]
        return_letter(
            actor=self._holder(step).actor(),
            letter_id=letter.pk,
            step_id=step.pk,
            note="Lengkapi tempat dan waktu, lalu ajukan kembali.",
            notes=[NoteInput(block=block, text="Sebutkan dasar suratnya.")],
        )

    def _sign(self, letter: Letter) -> None:
        letter.refresh_from_db()
        signatory = self._seats[letter.signatory.pk]
        sign_letter(actor=signatory.actor(), letter_id=letter.pk, secret=Secret(SECRET))
