"""kill -9 inside signing, checking, capture and delivery: nothing lost or twice."""

import io
import sys
from datetime import UTC, datetime, timedelta

import pytest

from archive.models import Record
from archive.records.capturing import capture_outgoing
from eoffice.audit.verification import verify
from eoffice.files import check_upload, receive_upload
from eoffice.objects import store
from eoffice.objects.integrity import check
from eoffice.objects.models import Upload, UploadState
from tests.eoffice.objects.files import pdf
from tests.eoffice.outbox.test_kills import kill, process, until
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, sent
from tests.office.signers import SECRET, make_signer
from workflow.delivery.operations import deliver_letter
from workflow.models import (
    AttemptState,
    IncomingLetter,
    LedgerNumber,
    LetterStatus,
    NumberState,
    Signature,
    SigningAttempt,
)
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import NotAtSignature

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ACT = [sys.executable, "-m", "tests.workflow.signing.crashing"]


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


@pytest.fixture
def killed(tmp_path):
    """Return a function that does an act in a process and kills it at a step."""

    def run(act: str, thing, step: str) -> None:
        sign = tmp_path / f"{act}-{step}"
        where = {"STOP_AT": step, "STOP_FILE": str(sign)}
        with process([*ACT, act, str(thing.pk)], **where) as running:
            until(lambda: sign.exists() or running.poll() is not None, step)
            assert running.poll() is None, f"{act} ended before {step}"
            kill(running)

    return run


def sign(office, letter):
    return sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )


@pytest.mark.parametrize("step", ["reserved", "sealed", "stored", "undecided"])
def test_killed_signing_keeps_the_number_and_the_retry_signs_once(office, killed, step):
    letter = initialled(office)

    killed("sign", letter, step)

    letter.refresh_from_db()
    reserved = LedgerNumber.objects.get()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert (reserved.state, reserved.purpose_id) == (NumberState.RESERVED, letter.pk)
    assert not Signature.objects.exists()
    past = datetime.now(UTC) - timedelta(seconds=1)
    SigningAttempt.objects.filter(state=AttemptState.OPEN).update(expires_at=past)
    signed = sign(office, letter)
    with pytest.raises(NotAtSignature):
        sign(office, letter)
    assert signed.number == reserved.text
    assert LedgerNumber.objects.get().state == NumberState.USED
    assert Signature.objects.count() == 1
    assert verify().is_sound


@pytest.mark.parametrize("step", ["stored", "undecided"])
def test_what_a_killed_signing_stored_is_found_as_an_orphan(office, killed, step):
    letter = initialled(office)
    before = orphans()

    killed("sign", letter, step)

    assert len(orphans() - before) == 1


def orphans() -> set[str]:
    report = check(read_content=False, grace=timedelta(0))
    return {fault.key for fault in report.faults if fault.code == "orphan"}


@pytest.mark.parametrize("step", ["judged", "placed", "undecided", "accepted"])
def test_killed_check_of_an_upload_is_done_by_the_next(office, killed, step):
    brought = receive_upload(
        owner=office.drafter.user, name="a.pdf", stream=io.BytesIO(pdf())
    )

    killed("check", brought, step)
    check_upload(brought.pk)

    upload = Upload.objects.get()
    assert upload.state == UploadState.CLEAN
    assert store.get_bytes(upload.stored).startswith(b"%PDF")
    assert verify().is_sound


@pytest.mark.parametrize("step", ["undecided", "captured"])
def test_killed_capture_is_done_by_the_next(office, killed, step):
    letter = sent(office)

    killed("capture", letter, step)
    record = capture_outgoing(letter_id=letter.pk)

    assert Record.objects.get() == record
    content = record.contents.get()
    assert content.stored.locked_until is not None
    assert store.get_bytes(content.stored).startswith(b"%PDF")


def test_killed_delivery_puts_the_letter_on_each_desk_once(office, killed):
    letter = initialled(office)
    sign(office, letter)

    killed("deliver", letter, "first_desk")

    letter.refresh_from_db()
    assert letter.status == LetterStatus.SIGNED
    assert not IncomingLetter.objects.exists()
    assert not letter.deliveries.exists()
    deliver_letter(letter_id=letter.pk)
    deliver_letter(letter_id=letter.pk)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SENT
    assert IncomingLetter.objects.count() == 1
    assert letter.deliveries.count() == letter.recipients.count()
