"""What becomes of letters that reached a desk: dispositions, answers, completion."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demo.wanasari import clock
from demo.wanasari.kabupaten import FilledPosition, Kabupaten
from demo.wanasari.settling import settle
from demo.wanasari.workdays import worked_on_or_after
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from workflow.delivery.marking_read import mark_read
from workflow.delivery.passing import pass_gate
from workflow.dispositions.operations.checking import DispositionInput, ReceiverInput
from workflow.dispositions.operations.completing import complete_incoming
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
    give_disposition,
    mark_disposition_read,
    report_progress,
)
from workflow.models import Disposition, IncomingLetter, IncomingStatus

DAY = timedelta(days=1)
ANSWERS = (
    "Sudah dilaksanakan, hasil dilaporkan dalam rapat bidang.",
    "Data telah dikirim melalui aplikasi, bukti terlampir pada berkas.",
    "Telah dikoordinasikan dengan kecamatan; tidak ada kendala.",
    "Bahan sudah disiapkan dan diserahkan kepada narahubung.",
    "Kami hadir dan mencatat tiga hal yang perlu ditindaklanjuti.",
)
REPORTS = (
    "Sedang dikumpulkan datanya, dua dari tiga seksi sudah mengirim.",
    "Rapat pertama sudah dilaksanakan, notula menyusul.",
    "Menunggu konfirmasi dari kecamatan.",
)
ASKED = (
    (["tindak_lanjuti", "laporkan_hasilnya"], "Mohon diselesaikan sesuai ketentuan."),
    (["agar_hadir"], "Hadir tepat waktu dan catat hasilnya."),
    (["siapkan", "koordinasi_konfirmasi"], "Siapkan bahan, libatkan bidang terkait."),
    (["telaah_laporkan"], "Pelajari dahulu, sampaikan pendapat Saudara."),
    (["proses_sesuai_ketentuan"], ""),
)
OPEN, TREE, DONE, KNOWN, UNREAD = "open", "tree", "done", "known", "unread"
ROLES = ("lead", "support", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a letter is followed: from when, in what way, answered until when."""

    at: datetime
    how: str
    due_on: date | None = None


class Follower:
    """Follows letters up as a desk would."""

    def __init__(self, kabupaten: Kabupaten) -> None:
        """Work with the people of `kabupaten`; words are taken in turn."""
        self._kabupaten = kabupaten
        self._turn = 0

    def follow(self, incoming: IncomingLetter, course: Course) -> None:
        """Take the letter as far as the course says."""
        if course.how == UNREAD or incoming.routed_to is None:
            return
        self._turn += 1
        with clock.at(course.at):
            self._through_gate(incoming)
            actor = self._kabupaten.acting(incoming.routed_to)
            mark_read(actor=actor, incoming=incoming)
            receivers = self._receivers(incoming.routed_to, actor)
            if course.how == KNOWN or not receivers:
                complete_incoming(actor=actor, incoming_id=incoming.pk)
            elif incoming.status != IncomingStatus.COMPLETED:
                self._dispose(incoming, receivers, course)
            settle()

    def _through_gate(self, incoming: IncomingLetter) -> None:
        """Let the keeper of the leader's gate pass it on, where it lies at one."""
        if incoming.gate_for is not None and incoming.routed_to is not None:
            keeper = self._kabupaten.acting(incoming.routed_to)
            pass_gate(actor=keeper, incoming_id=incoming.pk)
            incoming.refresh_from_db()

    def _receivers(self, desk: Position, giver: Actor) -> list[FilledPosition]:
        """Return three of those below the desk; nobody asks themselves."""
        below = self._kabupaten.below(desk.pk)
        others = [
            seat
            for seat in below
            if self._kabupaten.acting(seat.position).user_id != giver.user_id
        ]
        return others[:3]

    def _dispose(
        self, incoming: IncomingLetter, receivers: list[FilledPosition], course: Course
    ) -> None:
        if incoming.routed_to is None:
            return
        given = give_disposition(
            actor=self._kabupaten.acting(incoming.routed_to),
            incoming_id=incoming.pk,
            content=self._slip(receivers, course),
        )
        if course.how == OPEN:
            return
        with clock.at(course.at + timedelta(hours=3)):
            self._read(receivers[0], given)
            children = self._hand_down(receivers[0], given)
        if course.how == TREE:
            with clock.at(course.at + timedelta(hours=5)):
                self._report(receivers[:2], given)
        else:
            with clock.at(course.at + 2 * DAY):
                self._finish(given, children, receivers)

    def _slip(
        self, receivers: list[FilledPosition], course: Course
    ) -> DispositionInput:
        instructions, note = ASKED[self._turn % len(ASKED)]
        return DispositionInput(
            receivers=[
                ReceiverInput(position_id=seat.position.pk, role=ROLES[n])
                for n, seat in enumerate(receivers)
            ],
            instructions=instructions,
            note=note,
            due_on=course.due_on or worked_on_or_after((course.at + 5 * DAY).date()),
        )

    def _read(self, seat: FilledPosition, given: Disposition) -> None:
        actor = self._kabupaten.acting(seat.position)
        mark_disposition_read(actor=actor, disposition_id=given.pk)

    def _hand_down(self, seat: FilledPosition, given: Disposition) -> list[Disposition]:
        """Hand a share on, down the line to its end: each hands it to one below."""
        children: list[Disposition] = []
        while below := self._kabupaten.below(seat.position.pk)[:1]:
            disposition = DispositionInput(
                receivers=[ReceiverInput(position_id=below[0].position.pk)],
                instructions=["siapkan"],
                due_on=given.due_on,
            )
            actor = self._kabupaten.acting(seat.position)
            given = forward_disposition(
                actor=actor, disposition_id=given.pk, content=disposition
            )
            children.append(given)
            seat = below[0]
        return children

    def _report(self, seats: list[FilledPosition], given: Disposition) -> None:
        for seat in seats:
            report_progress(
                actor=self._kabupaten.acting(seat.position),
                disposition_id=given.pk,
                text=REPORTS[self._turn % len(REPORTS)],
            )

    def _finish(
        self,
        given: Disposition,
        children: list[Disposition],
        receivers: list[FilledPosition],
    ) -> None:
        # from below: whoever handed a share on answers after those they asked
        for child in reversed(children):
            share = child.receivers.select_related("position").get()
            actor = self._kabupaten.acting(share.position)
            complete_disposition(
                actor=actor, disposition_id=child.pk, answer=self._answer(1)
            )
        for n, seat in enumerate(receivers[:2]):
            complete_disposition(
                actor=self._kabupaten.acting(seat.position),
                disposition_id=given.pk,
                answer=self._answer(n),
            )

    def _answer(self, n: int) -> str:
        return ANSWERS[(self._turn + n) % len(ANSWERS)]
