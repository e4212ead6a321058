"""Letters that stand still: seen by the administrator, pushed on, twice harmless."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from archive.models import Record
from archive.registrations import stuck as archive_stuck
from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.jobs import stuck as stuck_jobs
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import register_runner
from eoffice.outbox import timers
from eoffice.outbox.models import OutboxDelivery
from eoffice.outbox.relay import drain
from eoffice.upkeep import sweeper
from tests.office.incoming import registered
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from workflow.models import (
    AttemptState,
    IncomingLetter,
    LedgerNumber,
    Letter,
    SigningAttempt,
)
from workflow.pades.ports import Secret
from workflow.registrations import stuck
from workflow.signing.operations.attempts import close_expired_attempts
from workflow.signing.operations.signing import open_attempt, sign_letter

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/antrean/"
HOUR = timedelta(hours=1)


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


@pytest.fixture
def browser(office):
    return client_of(office.admin)


def address(check: str, ref) -> str:
    return f"{PAGE}macet/{check}/{ref}/ulangi/"


def pushed(browser, check: str, ref) -> None:
    """Press the button twice: both presses are answered alike."""
    page = browser.get(PAGE).content.decode()
    assert address(check, ref) in page
    for _press in range(2):
        answer = browser.post(address(check, ref))
        assert answer.headers["Location"] == PAGE
    assert address(check, ref) not in browser.get(PAGE).content.decode()
    assert AuditEvent.objects.filter(action="stuck.retried").count() == 1


def signed(office) -> Letter:
    letter = initialled(office)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    OutboxDelivery.objects.all().delete()  # as if every delivery had been given up
    Letter.objects.update(signed_at=timezone.now() - HOUR)
    return letter


def dead_attempt(office) -> SigningAttempt:
    """An act of signing whose process was killed an hour ago."""
    letter = initialled(office)
    prepared = open_attempt(actor=actor(office.sekda), letter_id=letter.pk)
    SigningAttempt.objects.update(expires_at=timezone.now() - HOUR)
    return prepared.attempt


def test_sweeper_closes_dead_attempts_and_the_number_stays(office):
    attempt = dead_attempt(office)

    assert timers.run_timed("workflow.expired_attempts")
    assert close_expired_attempts().done == 0

    attempt.refresh_from_db()
    assert (attempt.state, attempt.outcome) == (AttemptState.ABANDONED, "expired")
    assert attempt.ledger_number.state == "reserved"
    letter = sign_letter(
        actor=actor(office.sekda), letter_id=attempt.letter_id, secret=Secret(SECRET)
    )
    assert letter.number == attempt.ledger_number.text


def test_attempt_under_way_is_left_alone(office):
    letter = initialled(office)
    open_attempt(actor=actor(office.sekda), letter_id=letter.pk)

    assert close_expired_attempts().done == 0

    assert SigningAttempt.objects.get().state == AttemptState.OPEN
    assert stuck.stuck_attempts() == []


def test_dead_attempt_that_nobody_swept_is_closed_by_hand(office, browser):
    attempt = dead_attempt(office)

    pushed(browser, "signing-attempts", attempt.letter_id)

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.ABANDONED


def test_number_reserved_since_yesterday_is_shown_without_a_button(office, browser):
    attempt = dead_attempt(office)
    LedgerNumber.objects.update(reserved_at=timezone.now() - timedelta(days=2))
    assert stuck.idle_numbers() == []  # somebody is signing, as far as we know
    close_expired_attempts()

    page = browser.get(PAGE).content.decode()

    assert "Nomor sudah dicadangkan" in page
    assert str(attempt.letter_id) in page
    assert browser.post(address("numbers", attempt.letter_id)).status_code == 404
    assert LedgerNumber.objects.get().state == "reserved"


def test_signed_letter_that_was_not_sent_is_delivered(office, browser):
    letter = signed(office)
    Record.objects.all().delete()

    pushed(browser, "deliveries", letter.pk)

    letter.refresh_from_db()
    assert letter.status == "sent"
    assert letter.deliveries.count() == letter.recipients.count()


def test_issued_letter_without_record_is_captured_once(office, browser):
    letter = signed(office)

    pushed(browser, "records-out", letter.pk)

    assert Record.objects.filter(letter=letter).count() == 1


def test_registered_incoming_letter_without_record_is_captured(office, browser):
    incoming = registered(office)
    IncomingLetter.objects.filter(pk=incoming.pk).update(
        registered_at=timezone.now() - HOUR
    )

    pushed(browser, "records-in", incoming.pk)

    assert Record.objects.filter(incoming=incoming).count() == 1


@pytest.fixture
def job(monkeypatch, office):
    from eoffice.jobs import runners

    monkeypatch.setattr(runners, "_runners", dict(runners._runners))
    register_runner("uji", lambda work: None)
    made = start_job(kind="uji", owner=office.sekda.user, items=["a", "b"])
    OutboxDelivery.objects.all().delete()
    Job.objects.update(state=JobState.RUNNING, created_at=timezone.now() - HOUR)
    return made


def test_job_that_nobody_carries_on_goes_on(job, browser):
    pushed(browser, "jobs", job.pk)
    drain()

    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.SUCCEEDED, 2)


def test_job_with_a_delivery_under_way_is_not_stuck(job):
    assert stuck_jobs.carry_on(job.pk)

    assert stuck_jobs.stuck_jobs() == []
    assert stuck_jobs.carry_on(job.pk) is None


@pytest.mark.parametrize("who", ["sekda", "auditor", "setda_archivist"])
def test_others_cannot_push_anything(office, who):
    letter = signed(office)
    stranger = client_of(getattr(office, who))

    assert stranger.post(address("deliveries", letter.pk)).status_code == 404

    letter.refresh_from_db()
    assert letter.status == "signed"


def test_state_does_not_change_by_get(office, browser):
    letter = signed(office)

    assert browser.get(address("deliveries", letter.pk)).status_code == 405

    letter.refresh_from_db()
    assert letter.status == "signed"


@pytest.mark.parametrize("check", ["entah", "numbers"])
def test_unknown_check_is_unknown(browser, check):
    assert browser.post(address(check, uuid4())).status_code == 404
    assert not AuditEvent.objects.filter(action="stuck.retried").exists()


def test_unknown_thing_changes_nothing(office, browser):
    for check in ("deliveries", "records-out", "records-in", "jobs", "uploads"):
        assert browser.post(address(check, uuid4())).status_code == 302
    assert browser.post(address("signing-attempts", uuid4())).status_code == 404

    assert not AuditEvent.objects.filter(action="stuck.retried").exists()


def test_operation_itself_refuses_strangers(office):
    letter = signed(office)

    with pytest.raises(NotFound):
        sweeper.retry_stuck(
            check="deliveries", ref=letter.pk, actor=actor(office.drafter)
        )
    assert archive_stuck.issued_without_record()


def test_administrator_finds_the_page_in_settings(browser):
    page = browser.get("/pengaturan/").content.decode()

    assert f'href="{PAGE}"' in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_page_is_used_on_a_phone_and_at_a_desk(office, new_window):
    from eoffice.health.proofs import ProofOutcome, keep
    from tests.eoffice.shell.test_in_browser import SIDEWAYS, WIDTHS, log_in
    from tests.harness.accessibility import assert_accessible

    attempt = dead_attempt(office)
    keep(
        "bytes",
        ProofOutcome(faults=["altered eoffice-records/abc 1"], remarks=["orphan"]),
    )
    keep("trail", ProofOutcome())
    for dark in (False, True):
        for viewport in WIDTHS:
            page = new_window(viewport=viewport, dark=dark)
            log_in(page, office.admin)
            page.goto(PAGE)
            page.wait_for_selector(".sidebar", state="attached")
            assert_accessible(page)
            assert not page.evaluate(SIDEWAYS)

    row = page.get_by_role("row").filter(has_text=str(attempt.letter_id)).first
    row.get_by_role("button").click()
    page.get_by_text("Sudah dijalankan lagi").wait_for()
