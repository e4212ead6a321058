"""Letters that came in for a load, with their dispositions, in every state."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from demo.load.copying import copy_rows
from demo.load.desks import LoadDesk, LoadPage
from demo.load.numbered import SPREAD_DAYS, DaySpan, Taken, taken_in_order
from demo.wanasari.themes import subject_of, themes
from eoffice.organisation.models import TermOfOffice
from workflow.incoming.models import FileReading, ProposalState
from workflow.models import (
    Channel,
    Delivery,
    Disposition,
    DispositionReceiver,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
    LedgerNumber,
    NumberState,
    Proposal,
    ReceiverState,
    Series,
)
from workflow.numbering.operations import agenda_text
from workflow.reading import TextSource
from workflow.tokens import position_tokens

OPEN_DAYS, RECENT_DAYS = 60, 20
OPEN_SHARE = OPEN_DAYS / SPREAD_DAYS
SENDERS = (
    "Pemerintah Provinsi Nusa Harapan, Sekretariat Daerah",
    "Pemerintah Kabupaten Sukaraya, Dinas Kesehatan",
    "Badan Pusat Statistik, Kabupaten Wanasari",
    "Kementerian Urusan Contoh, Direktorat Jenderal Tata Contoh",
    "Universitas Nusa Harapan",
)
ANSWER = "Sudah dilaksanakan; hasil dilaporkan dalam rapat bidang."
#: So many of a thousand; what is delivered inside has its number at once.
STATES = {
    IncomingStatus.COMPLETED: 965,
    IncomingStatus.IN_PROGRESS: 20,
    IncomingStatus.REGISTERED: 10,
    IncomingStatus.RECEIVED: 5,
}
OPEN = frozenset({IncomingStatus.IN_PROGRESS, IncomingStatus.REGISTERED})
NUMBERED = [status for status in STATES if status != IncomingStatus.RECEIVED]
MOST_SLIPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came in with a batch."""

    letters: int
    dispositions: int
    completed: Sequence[IncomingLetter]


class IncomingLoad:
    """Makes incoming letters of one desk, all with the same page."""

    def __init__(self, page: LoadPage, chance: random.Random) -> None:
        """Draw senders, days and receivers from `chance`."""
        self._page, self._chance = page, chance

    def make(
        self, outside: int, inside: Sequence[Delivery], desk: LoadDesk, span: DaySpan
    ) -> Arrived:
        """Make what was delivered `inside` and as many letters from `outside`."""
        letters = [self._delivered(one, desk) for one in inside]
        letters += [self._brought(desk, span) for _n in range(outside)]
        numbered = [one for one in letters if one.status != IncomingStatus.RECEIVED]
        numbered.sort(key=lambda one: one.received_at)
        copy_rows(LedgerNumber, self._number(numbered, desk))
        dispositions, shares = self._slips(letters, desk)
        copy_rows(IncomingLetter, letters)
        copy_rows(IncomingFile, [self._file(one) for one in letters])
        # those delivered inside stand first in `letters`; the rest came from outside
        for delivery, entered in zip(inside, letters, strict=False):
            delivery.incoming = entered
        Delivery.objects.bulk_update(inside, ["incoming"])
        copy_rows(Proposal, [_proposal(one) for one in letters[len(inside) :]])
        copy_rows(Disposition, dispositions)
        copy_rows(DispositionReceiver, shares)
        closed = [one for one in letters if one.status == IncomingStatus.COMPLETED]
        return Arrived(
            letters=len(letters), dispositions=len(dispositions), completed=closed
        )

    def _delivered(self, delivery: Delivery, desk: LoadDesk) -> IncomingLetter:
        letter = delivery.letter
        at = delivery.delivered_at or timezone.now()
        status = self._status(NUMBERED)
        return self._entry(
            desk,
            status,
            at,
            channel=Channel.INTERNAL,
            sender=letter.unit.name,
            number=letter.number,
            letter_date=letter.signed_letter_date,
            subject=letter.subject,
            classification_code=letter.classification_code,
        )

    def _brought(self, desk: LoadDesk, span: DaySpan) -> IncomingLetter:
        theme = self._chance.choice(themes())
        status = self._status([*STATES], recent=span.within(OPEN_DAYS))
        oldest, newest = span.oldest, span.newest
        # what is still in work came lately: nobody leaves a letter for two years
        if status in OPEN:
            oldest = min(oldest, OPEN_DAYS)
        elif status == IncomingStatus.RECEIVED:
            oldest, newest = RECENT_DAYS, 0
        at = timezone.now() - timedelta(days=self._chance.uniform(newest, oldest))
        on = timezone.localdate(at)
        serial = self._chance.randrange(10**6)
        told: dict[str, object] = {
            "sender": self._chance.choice(SENDERS),
            "number": f"000.1.5/{serial}/UMUM/{on.year}",
            "letter_date": on,
            "subject": f"{subject_of(theme, on)} ({serial})",
            "classification_code": theme["code"],
        }
        # not registered yet: a clerk fills this in then
        if status == IncomingStatus.RECEIVED:
            told = {}
        return self._entry(desk, status, at, channel=Channel.SCAN, **told)

    def _status(
        self, choices: Sequence[IncomingStatus], *, recent: float | None = None
    ) -> IncomingStatus:
        """Draw a state; those in work stand in the `recent` part of a span alone."""
        share = SPREAD_DAYS / OPEN_DAYS * (OPEN_SHARE if recent is None else recent)
        weights = [STATES[one] * (share if one in OPEN else 1) for one in choices]
        return self._chance.choices(choices, weights)[0]

    @staticmethod
    def _entry(
        desk: LoadDesk, status: IncomingStatus, at: datetime, **told: object
    ) -> IncomingLetter:
        is_registered = status != IncomingStatus.RECEIVED
        tokens = {f"clerk:{desk.unit.pk}"}
        if is_registered:
            tokens.add(f"register:{desk.unit.pk}")
            tokens.update(f"below:{pk}" for pk in desk.unit.path)
            tokens.update(position_tokens([desk.head.position_id]))
        return IncomingLetter(
            unit=desk.unit,
            status=status,
            received_at=at,
            routed_to=desk.head.position if is_registered else None,
            letter_type="surat_dinas" if is_registered else "",
            registered_at=at if is_registered else None,
            completed_at=at if status == IncomingStatus.COMPLETED else None,
            access_tokens=sorted(tokens),
            **told,
        )

    def _slips(
        self, letters: Sequence[IncomingLetter], desk: LoadDesk
    ) -> tuple[list[Disposition], list[DispositionReceiver]]:
        """Give one to three dispositions on all in work and on half of the rest."""
        dispositions: list[Disposition] = []
        shares: list[DispositionReceiver] = []
        for n, letter in enumerate(letters):
            in_work = letter.status == IncomingStatus.IN_PROGRESS
            closed = letter.status == IncomingStatus.COMPLETED
            if not (in_work or (closed and n % 2)):
                continue
            for _k in range(1 + n % MOST_SLIPS):
                disposition = self._slip(letter, desk)
                mine = list(self._shares(disposition, desk, is_open=in_work))
                dispositions.append(disposition)
                shares += mine
                holders = {share.position_id for share in mine}
                disposition.seen_from = sorted({desk.head.position_id, *holders})
                readers = position_tokens(holders)
                letter.access_tokens = sorted({*letter.access_tokens, *readers})
        return dispositions, shares

    def _slip(self, letter: IncomingLetter, desk: LoadDesk) -> Disposition:
        due_on = timezone.localdate(letter.received_at) + timedelta(days=14)
        return Disposition(
            incoming=letter,
            giver=desk.head.official,
            giver_position=desk.head.position,
            giver_authority="permanent",
            instructions=["tindak_lanjuti", "laporkan_hasilnya"],
            note="Mohon diselesaikan sesuai ketentuan.",
            due_on=due_on,
        )

    def _shares(
        self, disposition: Disposition, desk: LoadDesk, *, is_open: bool
    ) -> Iterator[DispositionReceiver]:
        count = min(2, len(desk.others))
        for n, term in enumerate(self._chance.sample(desk.others, count)):
            yield _share(disposition, term, n, is_open=is_open)

    @staticmethod
    def _number(
        letters: Sequence[IncomingLetter], desk: LoadDesk
    ) -> list[LedgerNumber]:
        """Enter the letters in the agenda and return their entries."""
        moments = [letter.received_at for letter in letters]
        taken = taken_in_order(desk.unit, Series.AGENDA, moments)
        entries = []
        for letter, number in zip(letters, list(taken), strict=True):
            letter.received_at = letter.registered_at = number.at
            if letter.completed_at:
                letter.completed_at = number.at
            entry = _entry_of(letter, number)
            letter.stand_in_agenda(entry)
            entries.append(entry)
        return entries

    def _file(self, letter: IncomingLetter) -> IncomingFile:
        return IncomingFile(
            incoming=letter,
            stored=self._page.stored,
            name="surat.pdf",
            pages=self._page.pages,
            text_source=TextSource.EMBEDDED,
            reading_state=FileReading.DONE,
        )


def _share(
    disposition: Disposition, term: TermOfOffice, n: int, *, is_open: bool
) -> DispositionReceiver:
    share = DispositionReceiver(
        disposition=disposition,
        position=term.position,
        order=n,
        role="support" if n else "lead",
    )
    received_at = (
        disposition.incoming.received_at if disposition.incoming else timezone.now()
    )
    # nobody answers in the future what came in yesterday
    answered_at = min(received_at + timedelta(days=2), timezone.now())
    if not is_open:
        share.state = ReceiverState.COMPLETED
        share.completed_by, share.answer = term.official, ANSWER
        share.read_at = share.completed_at = answered_at
    return share


def _proposal(letter: IncomingLetter) -> Proposal:
    return Proposal(
        incoming=letter,
        state=ProposalState.READY,
        text_source=TextSource.EMBEDDED,
        pages=1,
    )


def _entry_of(letter: IncomingLetter, number: Taken) -> LedgerNumber:
    return LedgerNumber(
        register=number.register,
        value=number.value,
        text=agenda_text(number.register, number.value),
        dated_on=timezone.localdate(number.at),
        purpose_id=letter.pk,
        state=NumberState.USED,
        decided_at=letter.registered_at,
    )
