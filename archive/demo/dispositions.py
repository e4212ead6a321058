"""What becomes of letters that reached a desk: dispositions, answers, completion."""

import random
from datetime import datetime, timedelta

from archive.demo import clock
from archive.demo.kabupaten import Kabupaten, Seat
from archive.demo.settling import settle
from workflow.models import Disposition, IncomingLetter, IncomingStatus
from workflow.operations.delivering import mark_read
from workflow.operations.disposing import (
    ReceiverInput,
    Slip,
    complete_disposition,
    forward_disposition,
    give_disposition,
    mark_disposition_read,
)
from workflow.operations.receiving import complete_incoming

DAY = timedelta(days=1)
ANSWERS = (
    "Sudah dilaksanakan, hasil dilaporkan dalam rapat bidang.",
    "Data telah dikirim melalui aplikasi, bukti terlampir pada berkas.",
    "Telah dikoordinasikan dengan kecamatan; tidak ada kendala.",
)
OPEN, OVERDUE, DONE, KNOWN = "open", "overdue", "done", "known"


class Follower:
    """Follows letters up as a desk would."""

    def __init__(self, kabupaten: Kabupaten, seed: int) -> None:
        """Work with the people of `kabupaten`, repeatably."""
        self._chance = random.Random(seed)  # noqa: S311  a demo's chance
        self._seats = {seat.position.pk: seat for seat in kabupaten.seats}
        self._by_superior: dict[object, list[Seat]] = {}
        for seat in kabupaten.seats:
            superior = seat.position.superior_id
            self._by_superior.setdefault(superior, []).append(seat)

    def follow(self, incoming: IncomingLetter, at: datetime, how: str) -> None:
        """Take the letter as far as `how` says, beginning at `at`."""
        desk = self._desk(incoming)
        if desk is None:
            return
        with clock.at(at):
            mark_read(actor=desk.actor(), incoming=incoming)
            if how == KNOWN:
                complete_incoming(actor=desk.actor(), incoming_id=incoming.pk)
            else:
                self._dispose(desk, incoming, at, how)
            settle()

    def _desk(self, incoming: IncomingLetter) -> Seat | None:
        if incoming.routed_to_id is None:
            return None
        seat = self._seats.get(incoming.routed_to_id)
        if seat is None or not seat.actor().holds(seat.position.pk):
            return None
        return seat

    def _below(self, seat: Seat) -> list[Seat]:
        below = self._by_superior.get(seat.position.pk, [])
        return [s for s in below if s.actor().holds(s.position.pk)]

    def _dispose(
        self, desk: Seat, incoming: IncomingLetter, at: datetime, how: str
    ) -> None:
        below = self._below(desk)[:3]
        if not below or incoming.status == IncomingStatus.COMPLETED:
            return
        roles = ("lead", "support", "info")
        receivers = [
            ReceiverInput(position_id=seat.position.pk, role=roles[n])
            for n, seat in enumerate(below)
        ]
        slip = Slip(
            receivers=receivers,
            instructions=["tindak_lanjuti", "laporkan_hasilnya"],
            note="Mohon diselesaikan sesuai ketentuan.",
            due_on=(at + 5 * DAY).date(),
        )
        given = give_disposition(actor=desk.actor(), incoming_id=incoming.pk, slip=slip)
        if how == OPEN:
            return
        with clock.at(at + timedelta(hours=3)):
            mark_disposition_read(actor=below[0].actor(), disposition_id=given.pk)
            child = self._hand_on(below[0], given)
        if how == DONE:
            with clock.at(at + 2 * DAY):
                self._finish(given, child, below)

    def _hand_on(self, seat: Seat, given: Disposition) -> Disposition | None:
        below = self._below(seat)[:1]
        if not below:
            return None
        slip = Slip(
            receivers=[ReceiverInput(position_id=below[0].position.pk)],
            instructions=["siapkan"],
            due_on=given.due_on,
        )
        return forward_disposition(
            actor=seat.actor(), disposition_id=given.pk, slip=slip
        )

    def _finish(
        self, given: Disposition, child: Disposition | None, below: list[Seat]
    ) -> None:
        if child is not None:
            last = self._seats[child.receivers.get().position_id]
            complete_disposition(
                actor=last.actor(),
                disposition_id=child.pk,
                answer=self._chance.choice(ANSWERS),
            )
        for seat in below[:2]:
            complete_disposition(
                actor=seat.actor(),
                disposition_id=given.pk,
                answer=self._chance.choice(ANSWERS),
            )
