"""Letters of the demo that go outside: one in every state a sending can have."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from demo.wanasari import clock, outgoing
from demo.wanasari.kabupaten import Kabupaten
from demo.wanasari.settling import settle
from demo.wanasari.themes import themes
from eoffice.organisation.actor import Actor
from workflow.dispatches.access import may
from workflow.dispatches.links import secret_of
from workflow.dispatches.operations.handing_over import HandOver, record_hand_over
from workflow.dispatches.operations.reading import answer_of_link
from workflow.dispatches.operations.sending import (
    SendingInput,
    record_bounce,
    revoke_dispatch,
    send_dispatch,
)
from workflow.models import Dispatch, DispatchState, DispatchWay, Letter

HOUR = timedelta(hours=1)
#: Invented parties outside, each with its address.
PARTIES = (
    ("Rektor Universitas Nusa Wanasari", "Jalan Kampus Nomor 12\nWanasari"),
    ("Pimpinan PT Sinar Wanasari", "Jalan Industri Nomor 8\nWanasari"),
    ("Kepala Kantor Pertanahan Wanasari", "Jalan Veteran Nomor 4\nWanasari"),
    ("Kepala Desa Karangjati", "Jalan Raya Karangjati Nomor 2\nKarangjati"),
    ("Kepala Stasiun Wanasari", "Jalan Stasiun Nomor 1\nWanasari"),
    ("Ketua Koperasi Tani Makmur", "Jalan Sawah Lebar Nomor 7\nWanasari"),
    ("Kepala Balai Besar Arsip", "Jalan Arsip Nomor 3\nSemarang"),
    ("Direktur Rumah Sakit Bhakti", "Jalan Sehat Nomor 5\nWanasari"),
)
Course = Callable[[Dispatch, Actor], None]
Happening = tuple[datetime, Callable[[], Letter]]


class OutsideSender:
    """Sends the demo's letters out by the clerks of their registers."""

    def __init__(self, kabupaten: Kabupaten, letters: outgoing.LetterMaker) -> None:
        """Work with the people of `kabupaten`; letters are made by `letters`."""
        self.kabupaten = kabupaten
        self.letters = letters

    def clerk_of(self, dispatch: Dispatch) -> Actor | None:
        """Return a clerk who may send it, or nobody."""
        for seat in self.kabupaten.with_duty("record_clerk"):
            actor = self.kabupaten.acting(seat.position)
            if may(actor, "dispatch.send", dispatch):
                return actor
        return None

    def hand_over_all(self, letter: Letter, at: datetime) -> None:
        """Let the courier take everything of a letter that waits."""
        waiting = letter.dispatches.filter(state=DispatchState.WAITING)
        for dispatch in waiting.select_related("letter"):
            clerk = self.clerk_of(dispatch)
            if clerk is None:
                continue
            with clock.at(at):
                _hand_over(dispatch, clerk, f"Petugas {dispatch.recipient.external}")

    def in_every_state(self, at: datetime) -> Iterator[Happening]:
        """Yield when to make a letter for each state, and how, from `at` on."""
        for number, (party, course) in enumerate(zip(PARTIES, COURSES, strict=True)):
            began = at + number * timedelta(minutes=20)
            yield began, partial(self._make, began, party, course)

    def _make(self, at: datetime, party: tuple[str, str], course: Course) -> Letter:
        plan = outgoing.LetterPlan(
            theme=_theme(), at=at, to=(), outside=(party,), until=outgoing.SENT
        )
        letter = self.letters.make(plan)
        dispatch = letter.dispatches.select_related("letter").first()
        clerk = self.clerk_of(dispatch) if dispatch else None
        if dispatch is not None and clerk is not None:
            with clock.at(min(at + 12 * HOUR, timezone.now())):
                course(dispatch, clerk)
                settle()
        return letter


def _theme() -> dict[str, Any]:
    """Return an ordinary theme whose letters may go to anybody."""
    own = {"only", "to", "outside"}
    return next(
        one for one in themes() if one["type"] == "surat_dinas" and not own & set(one)
    )


def _hand_over(dispatch: Dispatch, clerk: Actor, to: str, number: str = "") -> None:
    record_hand_over(
        actor=clerk,
        dispatch_id=dispatch.pk,
        hand_over=HandOver(to=to, on=timezone.localdate(), reference=number),
    )


def _send(dispatch: Dispatch, clerk: Actor, way: str, **how: str) -> None:
    send_dispatch(
        actor=clerk, dispatch_id=dispatch.pk, how=SendingInput(way=way, **how)
    )


def _wait(_dispatch: Dispatch, _clerk: Actor) -> None:
    """Leave it on the list."""


def _mail(dispatch: Dispatch, clerk: Actor) -> None:
    _send(dispatch, clerk, DispatchWay.EMAIL, email="tu@karangmulya.example")


def _open(dispatch: Dispatch, clerk: Actor) -> None:
    _send(dispatch, clerk, DispatchWay.LINK)
    secret = secret_of(dispatch.links.get(revoked_at=None))
    if secret is not None:
        answer_of_link(token=secret.token, code=secret.code, receipt=True)


def _carry(dispatch: Dispatch, clerk: Actor) -> None:
    _send(dispatch, clerk, DispatchWay.HAND)
    _hand_over(dispatch, clerk, "Ratna Dewi, bagian umum")


def _return(dispatch: Dispatch, clerk: Actor) -> None:
    _send(dispatch, clerk, DispatchWay.LABEL, reference="WNS0012345ID")
    record_bounce(
        actor=clerk, dispatch_id=dispatch.pk, reason="Alamat pindah, kiriman kembali"
    )


def _take_back(dispatch: Dispatch, clerk: Actor) -> None:
    _send(dispatch, clerk, DispatchWay.LINK)
    revoke_dispatch(actor=clerk, dispatch_id=dispatch.pk, reason="Tujuan keliru")


def _acknowledge(dispatch: Dispatch, clerk: Actor) -> None:
    _send(dispatch, clerk, DispatchWay.SRIKANDI)
    _hand_over(dispatch, clerk, "SRIKANDI", "SRK-2026-004512")


def _post(dispatch: Dispatch, clerk: Actor) -> None:
    _send(dispatch, clerk, DispatchWay.LABEL, reference="WNS0012399ID")


COURSES: tuple[Course, ...] = (
    _wait,
    _mail,
    _open,
    _carry,
    _return,
    _take_back,
    _acknowledge,
    _post,
)
