"""Outgoing letters of a load: numbered and sent, some still under way."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from demo.load.copying import copy_rows
from demo.load.desks import LoadDesk, LoadPage
from demo.load.numbered import DaySpan, Taken, taken_in_order
from demo.wanasari.themes import subject_of, themes
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.letters.number_request import number_request
from workflow.models import (
    ApprovalStep,
    Decision,
    DecisionKind,
    Delivery,
    Dispatch,
    DispatchState,
    DispatchWay,
    LedgerNumber,
    Letter,
    LetterRecipient,
    LetterStatus,
    LetterTypeVersion,
    LetterVersion,
    NumberState,
    OutsideState,
    Register,
    StepKind,
    StepState,
)
from workflow.numbering.places import place_for
from workflow.rendering import verification_code
from workflow.tokens import SENDS, position_tokens, unit_tokens

#: So many of a thousand letters; those that are not sent are of the last weeks.
STATES = {
    LetterStatus.SENT: 975,
    LetterStatus.DRAFT: 4,
    LetterStatus.IN_VERIFICATION: 8,
    LetterStatus.AWAITING_SIGNATURE: 8,
    LetterStatus.RETURNED: 5,
}
RECENT_DAYS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeLetters:
    """What a batch made: its last register, what was sent, what arrived inside."""

    register: Register | None
    sent: Sequence[Letter]
    deliveries: Sequence[Delivery]


class OutgoingLoad:
    """Makes outgoing letters of one type, all with the same page."""

    def __init__(
        self, version: LetterTypeVersion, page: LoadPage, chance: random.Random
    ) -> None:
        """Draw subjects and days from `chance`."""
        self._rules, self._page, self._chance = version, page, chance

    def make(
        self, size: int, desk: LoadDesk, receiver: LoadDesk, span: DaySpan
    ) -> MadeLetters:
        """Make `size` letters of the desk; every second sent one reaches `receiver`."""
        states = self._chance.choices([*STATES], [*STATES.values()], k=size)
        letters = [self._letter(desk, state, span) for state in states]
        letters.sort(key=lambda one: one.status_since)
        sent = [one for one in letters if one.status == LetterStatus.SENT]
        register = self._number(sent, desk, receiver)
        versions = [self._version(one, desk) for one in letters if _has_version(one)]
        for version in versions:  # keys between the two are checked at the commit
            version.letter.current_version = version
        copy_rows(Letter, letters)
        copy_rows(LetterVersion, versions)
        copy_rows(ApprovalStep, self._steps(letters, desk))
        signed = [_signature_step(one, desk) for one in sent]
        copy_rows(ApprovalStep, signed)
        copy_rows(Decision, [_decision(step, desk) for step in signed])
        return MadeLetters(
            register=register,
            sent=sent,
            deliveries=self._deliver(letters, desk, receiver),
        )

    def _letter(self, desk: LoadDesk, state: LetterStatus, span: DaySpan) -> Letter:
        theme = self._chance.choice(themes())
        is_sent = state == LetterStatus.SENT
        days = (span.newest, span.oldest) if is_sent else (0, RECENT_DAYS)
        at = timezone.now() - timedelta(days=self._chance.uniform(*days))
        on = timezone.localdate(at)
        return Letter(
            letter_type=self._rules.letter_type,
            type_version=self._rules,
            subject=f"{subject_of(theme, on)} ({self._chance.randrange(10**6)})",
            classification_code=theme["code"],
            unit=desk.drafter.position.unit,
            drafter=desk.drafter.official,
            drafter_position=desk.drafter.position,
            signatory_position=desk.head.position,
            status=state,
            status_since=at,
            access_tokens=sorted(position_tokens(_taking_part(desk, state))),
        )

    def _number(
        self, sent: list[Letter], desk: LoadDesk, receiver: LoadDesk
    ) -> Register | None:
        """Give the sent letters numbers, days, codes and readers."""
        own = {
            *position_tokens(_taking_part(desk, LetterStatus.SENT)),
            *unit_tokens(desk.drafter.position.unit),
            *unit_tokens(desk.unit),
        }
        if not sent:
            return None
        home = place_for(number_request(sent[0]), timezone.localdate())
        own.add(f"{SENDS}{register_unit_of(home.unit).pk}")
        inside = sorted({*own, *position_tokens([receiver.head.position_id])})
        outside = sorted(own)
        moments = [letter.status_since for letter in sent]
        taken = list(taken_in_order(home.unit, home.series, moments))
        for place, (letter, number) in enumerate(zip(sent, taken, strict=True), 1):
            register, at = number.register, number.at
            letter.sequence_number, letter.number_year = number.value, register.year
            letter.number = home.text(
                number_request(letter), value=number.value, on=timezone.localdate(at)
            )
            letter.verification_code = verification_code.generate()
            letter.status_since = letter.signed_at = letter.sent_at = at
            letter.signed_letter_date = timezone.localdate(at)
            arrives = _arrives_inside(place)
            letter.access_tokens = inside if arrives else outside
            letter.outside = OutsideState.NONE if arrives else OutsideState.DONE
        copy_rows(LedgerNumber, _ledger(sent, taken, desk))
        return taken[-1].register

    def _version(self, letter: Letter, desk: LoadDesk) -> LetterVersion:
        return LetterVersion(
            letter=letter,
            number=1,
            content=self._page.content,
            content_hash=self._page.digest,
            pdf=self._page.stored,
            pages=self._page.pages,
            submitted_by=desk.drafter.official,
            submitted_as=desk.drafter.position,
        )

    @staticmethod
    def _steps(letters: Sequence[Letter], desk: LoadDesk) -> Iterator[ApprovalStep]:
        for letter in letters:
            signing = letter.status == LetterStatus.AWAITING_SIGNATURE
            if letter.status == LetterStatus.IN_VERIFICATION:
                yield _step(letter, 1, desk, opened_at=letter.status_since)
            if signing or letter.status == LetterStatus.IN_VERIFICATION:
                opened = letter.status_since if signing else None
                yield _step(letter, 2, desk, opened_at=opened)

    @staticmethod
    def _deliver(
        letters: Sequence[Letter], desk: LoadDesk, receiver: LoadDesk
    ) -> list[Delivery]:
        recipients, place = [], 0
        for letter in letters:
            is_sent = letter.status == LetterStatus.SENT
            place += is_sent
            inside = not is_sent or _arrives_inside(place)
            to = LetterRecipient(
                letter=letter,
                kind="to",
                position=receiver.head.position if inside else None,
                external="" if inside else "Kepala Desa Karangjati",
            )
            recipients.append(to)
        LetterRecipient.objects.bulk_create(recipients)  # the database gives their keys
        sent = [to for to in recipients if to.letter.status == LetterStatus.SENT]
        deliveries = [_delivery(to.letter, to) for to in sent]
        copy_rows(Delivery, deliveries)
        copy_rows(
            Dispatch,
            [_handed_over(to, desk) for to in sent if to.position is None],
        )
        return [one for one in deliveries if one.position is not None]


def _arrives_inside(place: int) -> bool:
    return place % 2 == 1


def _has_version(letter: Letter) -> bool:
    return letter.status != LetterStatus.DRAFT


def _taking_part(desk: LoadDesk, state: LetterStatus) -> list[UUID | None]:
    seats = {
        LetterStatus.SENT: desk.head.position_id,
        LetterStatus.AWAITING_SIGNATURE: desk.head.position_id,
        LetterStatus.IN_VERIFICATION: desk.middle.pk,
    }
    return [desk.drafter.position_id, seats.get(state)]


def _step(
    letter: Letter, order: int, desk: LoadDesk, *, opened_at: datetime | None
) -> ApprovalStep:
    signs = order > 1
    return ApprovalStep(
        letter=letter,
        version=letter.current_version,
        order=order,
        kind=StepKind.SIGNATURE if signs else StepKind.HIERARCHICAL,
        state=StepState.OPEN if opened_at else StepState.WAITING,
        position=desk.head.position if signs else desk.middle,
        opened_at=opened_at,
    )


def _signature_step(letter: Letter, desk: LoadDesk) -> ApprovalStep:
    step = _step(letter, 2, desk, opened_at=letter.status_since)
    step.state, step.decided_at = StepState.APPROVED, letter.signed_at
    return step


def _decision(step: ApprovalStep, desk: LoadDesk) -> Decision:
    return Decision(
        step=step,
        version=step.version,
        content_hash=step.version.content_hash,
        kind=DecisionKind.SIGNED,
        official=desk.head.official,
        position=desk.head.position,
        authority="permanent",
    )


def _delivery(letter: Letter, to: LetterRecipient) -> Delivery:
    inside = to.position is not None
    return Delivery(
        letter=letter,
        recipient=to,
        position=to.position,
        delivered_at=letter.sent_at if inside else None,
    )


def _handed_over(to: LetterRecipient, desk: LoadDesk) -> Dispatch:
    letter = to.letter
    return Dispatch(
        letter=letter,
        recipient=to,
        numbering_register=desk.unit,
        register=desk.unit,
        drafting_register=desk.unit,
        way=DispatchWay.HAND,
        state=DispatchState.HANDED_OVER,
        sent_at=letter.sent_at,
        handed_to=to.external,
        handed_on=letter.signed_letter_date,
    )


def _ledger(
    letters: Sequence[Letter], taken: Sequence[Taken], desk: LoadDesk
) -> Iterator[LedgerNumber]:
    for letter, number in zip(letters, taken, strict=True):
        yield LedgerNumber(
            register=number.register,
            value=number.value,
            text=letter.number,
            dated_on=letter.signed_letter_date,
            purpose_id=letter.pk,
            state=NumberState.USED,
            reserved_by=desk.head.official,
            decided_by=desk.head.official,
            decided_at=letter.signed_at,
        )
