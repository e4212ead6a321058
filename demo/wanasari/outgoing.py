"""The demo's outgoing letters: each walks its whole way, or stops where told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from demo.wanasari import clock
from demo.wanasari.kabupaten import SECRET, FilledPosition, Kabupaten
from demo.wanasari.settling import settle
from demo.wanasari.themes import body_of, subject_of
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.noting import NoteInput
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.drafting import (
    LetterInput,
    RecipientInput,
    StepInput,
    create_draft,
    edit_draft,
)
from workflow.letters.operations.revoking import correct_letter, revoke_letter
from workflow.models import ApprovalStep, Letter, StepKind, StepState
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

HOUR, MINUTES = timedelta(hours=1), timedelta(minutes=4)
DRAFT, VERIFYING, RETURNED, SIGNING, SENT = (
    "draft",
    "verifying",
    "returned",
    "signing",
    "sent",
)
ALL_INITIALS = 40
REPORTED_EVERY = 5  # of these days, letters bear a copy to the bupati as a report
GIVEN = frozenset(
    {
        "subject",
        "classification_code",
        "security_class",
        "body",
        "recipients",
        "signatory",
        "authority",
        "urgency",
        "route",
    }
)
GROUNDS = "Berdasarkan Rencana Kerja Pemerintah Daerah tahun {year}."
NOTES = (
    ("Sebutkan dasar suratnya.", "Lengkapi dasar dan tanggal, lalu ajukan kembali."),
    (
        "Sebutkan tahun anggarannya.",
        "Sesuaikan dengan rencana kerja, lalu ajukan.",
    ),
    ("Kalimat ini terlalu panjang.", "Ringkas bagian pembuka, selebihnya sudah baik."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPlan:
    """One letter to make: what about, when, to whom, and how far it gets.

    `to` holds keys of positions, `outside` names and addresses of those outside; a
    letter to these goes to nobody else. `initials` is how many it gets at most;
    `coordinated_with` names positions asked beside the line; `mended` says that it was
    returned once on its way.
    """

    theme: dict[str, Any]
    at: datetime
    to: tuple[str, ...]
    until: str
    outside: tuple[tuple[str, str], ...] = ()
    initials: int = ALL_INITIALS
    signatory: str = ""
    coordinated_with: tuple[str, ...] = ()
    mended: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


class LetterMaker:
    """Makes letters of the world by the operations of the office."""

    def __init__(self, kabupaten: Kabupaten) -> None:
        """Work with the people of `kabupaten`."""
        self.kabupaten = kabupaten
        self._returned = 0

    def make(self, plan: LetterPlan) -> Letter:
        """Make the letter as planned and let what follows from it happen."""
        drafter = self.kabupaten.seat(plan.theme["unit"], "drafter")
        with clock.at(plan.at):
            letter = create_draft(
                actor=drafter.actor(),
                type_code=plan.theme["type"],
                content=self._content(plan),
            )
        if plan.until == DRAFT:
            return letter
        return self.send(letter, plan, drafter)

    def send(self, letter: Letter, plan: LetterPlan, drafter: FilledPosition) -> Letter:
        """Submit a draft and take it as far as planned."""
        at = plan.at + HOUR
        if plan.mended:
            self._submit(letter, drafter, at)
            self._walk(replace(plan, until=RETURNED, at=at), letter)
            at += 3 * HOUR
            with clock.at(at):
                self._mend(letter, plan, drafter)
        self._submit(letter, drafter, at + MINUTES)
        ended = self._walk(replace(plan, at=at), letter)
        with clock.at(ended + MINUTES):
            settle()
        letter.refresh_from_db()
        return letter

    @staticmethod
    def _mend(letter: Letter, plan: LetterPlan, drafter: FilledPosition) -> None:
        first, *rest = body_of(plan.theme, plan.at.date(), plan.words)
        grounds = GROUNDS.format(year=plan.at.year)
        body = [{**first, "value": f"{grounds} {first['value']}"}, *rest]
        edit_draft(
            actor=drafter.actor(),
            letter_id=letter.pk,
            row_version=None,
            content=LetterInput(given=frozenset({"body"}), body=body),
        )

    @staticmethod
    def _submit(letter: Letter, drafter: FilledPosition, at: datetime) -> None:
        with clock.at(at):
            submit_letter(actor=drafter.actor(), letter_id=letter.pk)

    def _content(self, plan: LetterPlan) -> LetterInput:
        on, theme = plan.at.date(), plan.theme
        signatory = self._signatory(plan)
        return LetterInput(
            given=GIVEN,
            subject=subject_of(theme, on, plan.words),
            classification_code=theme["code"],
            security_class=theme.get("class", "biasa"),
            urgency="segera" if on.day % 7 == 0 else "biasa",
            body=body_of(theme, on, plan.words),
            recipients=self._recipients(plan, signatory),
            signatory_position_id=signatory.position.pk,
            authority=theme.get("authority", "own"),
            route=self._route(plan, signatory),
        )

    def _signatory(self, plan: LetterPlan) -> FilledPosition:
        key = plan.signatory or plan.theme.get("signatory", "")
        return self.kabupaten.seats[key or f"{plan.theme['unit']}.head"]

    def _recipients(
        self, plan: LetterPlan, signatory: FilledPosition
    ) -> list[RecipientInput]:
        outside = [
            RecipientInput(kind="to", external=name, address=address)
            for name, address in (*plan.outside, *_outside_of(plan.theme))
        ]
        keys = [key for key in plan.to if key != signatory.key]
        if not keys and not outside:
            keys = ["SETDA.head"]
        to = [
            RecipientInput(kind="to", position_id=self.kabupaten.seats[k].position.pk)
            for k in keys
        ]
        if outside:
            return [*to, *outside]
        told = plan.theme["type"] == "nota_dinas" or "bupati" in {signatory.key, *keys}
        if told or plan.at.day % REPORTED_EVERY:
            return to
        head = self.kabupaten.seats["bupati"].position.pk
        return [*to, RecipientInput(kind="cc", position_id=head)]

    def _route(self, plan: LetterPlan, signatory: FilledPosition) -> list[StepInput]:
        """Return the line upwards with the units concerned before its last initial.

        Nothing for an ordinary letter: its route is proposed by the product.
        """
        if not plan.coordinated_with:
            return []
        line = list(self._line(plan, signatory))
        beside = [self.kabupaten.seats[k].position.pk for k in plan.coordinated_with]
        first = [
            StepInput(order=n, kind=StepKind.HIERARCHICAL, position_id=pk)
            for n, pk in enumerate(line[:-1], start=1)
        ]
        between, last = len(first) + 1, len(first) + 2
        asked = [
            StepInput(order=between, kind=StepKind.COORDINATION, position_id=pk)
            for pk in beside
        ]
        end = StepInput(order=last, kind=StepKind.HIERARCHICAL, position_id=line[-1])
        return [*first, *asked, end]

    def _line(self, plan: LetterPlan, signatory: FilledPosition) -> list[UUID]:
        drafter = self.kabupaten.seat(plan.theme["unit"], "drafter")
        above, line = drafter.position.superior, []
        while above is not None and above.pk != signatory.position.pk:
            line.append(above.pk)
            above = above.superior
        return line[-3:]

    def _walk(self, plan: LetterPlan, letter: Letter) -> datetime:
        """Take the letter through its initials, and sign it; returns when it ended."""
        moment, given = plan.at + HOUR, 0
        while given < plan.initials and (step := self._open_initial(letter)):
            with clock.at(moment):
                if plan.until == RETURNED:
                    self._return(letter, step)
                    return moment
                approve_step(
                    actor=self.kabupaten.acting(step.position),
                    letter_id=letter.pk,
                    step_id=step.pk,
                )
            moment, given = moment + HOUR / 2, given + 1
        if plan.until == SENT:
            moment += HOUR / 2
            with clock.at(moment):
                self.sign(letter)
        return moment

    @staticmethod
    def _open_initial(letter: Letter) -> ApprovalStep | None:
        rows = ApprovalStep.objects.filter(letter=letter, state=StepState.OPEN)
        rows = rows.exclude(kind=StepKind.SIGNATURE).select_related("position")
        return rows.order_by("order", "pk").first()

    def _return(self, letter: Letter, step: ApprovalStep) -> None:
        version = letter.versions.latest("number")
        remark, note = NOTES[self._returned % len(NOTES)]
        self._returned += 1
        block = version.content["body"][0]["id"]
        return_letter(
            actor=self.kabupaten.acting(step.position),
            letter_id=letter.pk,
            step_id=step.pk,
            note=note,
            notes=[NoteInput(block=block, text=remark)],
        )

    def sign(self, letter: Letter) -> None:
        """Let the person who acts for the signatory sign."""
        letter.refresh_from_db()
        actor = self.kabupaten.acting(letter.signatory)
        sign_letter(actor=actor, letter_id=letter.pk, secret=Secret(SECRET))

    def revoke(self, letter: Letter, reason: str, at: datetime) -> None:
        """Let the signatory take the letter out of force."""
        with clock.at(at):
            actor = self.kabupaten.acting(letter.signatory)
            revoke_letter(actor=actor, letter_id=letter.pk, reason=reason)
            settle()

    def correct(self, letter: Letter, plan: LetterPlan) -> Letter:
        """Let the drafter correct an issued letter by another, which goes out too."""
        drafter = self.kabupaten.seat(plan.theme["unit"], "drafter")
        with clock.at(plan.at):
            draft = correct_letter(actor=drafter.actor(), letter_id=letter.pk)
        return self.send(draft, plan, drafter)


def _outside_of(theme: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return name and address of those outside that letters of the theme go to."""
    return [(one["name"], one["address"]) for one in theme.get("outside", ())]
