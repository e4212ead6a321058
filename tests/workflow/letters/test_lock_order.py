"""Acts that meet on the same rows wait for each other in one order only.

Nothing here passes a door: a deadlock would come out as an error.
"""

import threading
import time
from contextlib import contextmanager, suppress

import pytest
from django.db import transaction

from archive.models import RecordFile
from archive.record_files import filing
from eoffice.audit import trail
from eoffice.organisation.models import Unit
from tests.harness.crossing import at_once
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import initialled
from tests.office.records import CODE
from tests.office.signers import SECRET, make_signer
from workflow.delivery.operations import deliver_letter
from workflow.letters import locks
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import IncomingLetter, Letter, LetterStatus
from workflow.numbering import operations
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db(transaction=True)
MEETING_S = 1.0
LATER_S = 0.3  # the other has the head of the chain by then


class Meeting:
    """Both hands wait here for a second, once, in the middle of what they do."""

    def __init__(self):
        self._barrier = threading.Barrier(2)
        self._been = threading.local()

    def wait(self):
        if getattr(self._been, "once", False):
            return
        self._been.once = True
        with suppress(threading.BrokenBarrierError):
            self._barrier.wait(MEETING_S)


def signed_to(house, *seats) -> Letter:
    recipients = [
        RecipientInput(kind="to", position_id=seat.position.pk) for seat in seats
    ]
    letter = initialled(house, recipients=recipients)
    return sign_letter(
        actor=actor(house.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )


def test_letters_with_crossing_recipients_are_delivered_at_once(monkeypatch):
    house = build_office()
    make_signer(house.sekda)
    here = signed_to(house, house.kadis, house.bupati)
    there = signed_to(house, house.bupati, house.kadis)
    meeting, lock = Meeting(), operations.locked_register

    def meet(unit, series, year):
        register = lock(unit, series, year)
        meeting.wait()
        return register

    monkeypatch.setattr(operations, "locked_register", meet)

    answers = at_once(
        lambda: deliver_letter(letter_id=here.pk),
        lambda: deliver_letter(letter_id=there.pk),
    )

    assert answers == [None, None]
    here.refresh_from_db()
    assert here.status == LetterStatus.SENT
    entries = IncomingLetter.objects.values_list("unit__code", "agenda_sequence")
    assert sorted(entries) == [
        ("DISKOMINFO", 1), ("DISKOMINFO", 2), ("WNS", 1), ("WNS", 2),
    ]  # fmt: skip


@contextmanager
def one_waits_at_commit(meeting):
    """Write to the trail first, then what points at the row, and commit late."""
    with transaction.atomic():
        yield
        meeting.wait()


def test_a_file_is_opened_while_something_of_the_unit_is_written(monkeypatch):
    house = build_office()
    meeting, at_position = Meeting(), filing.keepers_position
    opened = filing.FileInput(
        unit_id=house.setda.pk, classification_code=CODE, title="Undangan"
    )

    def meet(keeper, unit):
        meeting.wait()
        return at_position(keeper, unit)

    monkeypatch.setattr(filing, "keepers_position", meet)

    def write():
        with one_waits_at_commit(meeting):
            trail.record("test.done", house.setda, actor=None)
            Unit.objects.create(
                code="BARU", name="Baru", kind="division", parent=house.setda
            )

    def open_file():
        return filing.open_record_file(
            actor=actor(house.setda_archivist), content=opened
        )

    answers = at_once(write, open_file)

    assert answers[0] is None
    assert isinstance(answers[1], RecordFile)


def test_a_locked_letter_lets_others_write_what_points_at_it():
    house = build_office()
    letter = initialled(house)
    meeting = Meeting()

    def hold():
        with transaction.atomic():
            locks.locked_letter(letter.pk)
            trail.record("test.held", letter, actor=None)
            meeting.wait()
            time.sleep(LATER_S)

    def write():
        with one_waits_at_commit(meeting):
            trail.record("test.written", letter, actor=None)
            letter.recipients.create(kind="cc", external="Wagub", order=9)

    assert at_once(hold, write) == [None, None]
