"""Signing many letters with one secret: an answer for each letter, none twice."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from eoffice.errors import NotFound
from eoffice.jobs.models import Job, JobState
from eoffice.organisation.models import TermOfOffice
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, submitted
from tests.office.signers import SECRET, make_signer
from tests.workflow.signing.bulk import wait_for_sessions
from workflow.approval.operations.approving import return_letter
from workflow.models import (
    LedgerNumber,
    Letter,
    LetterStatus,
    NumberState,
    Signature,
    SignerCredential,
)
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import SignerBlocked
from workflow.signing.sessions import running
from workflow.signing.sessions.ending import (
    STALE,
    SessionUnderWay,
    end_stale_sessions,
    settle_item,
)
from workflow.signing.sessions.opening import sign_letters

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("signs_in_a_thread"),
]
PATIENCE_S = 60


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def session(office, letters, secret=SECRET, read=None) -> Job:
    """Open a session and wait for its end."""
    job = sign_letters(
        actor=actor(office.sekda),
        letter_ids=[getattr(one, "pk", one) for one in letters],
        secret=Secret(secret),
        read=read,
    )
    wait_for_sessions()
    job.refresh_from_db()
    return job


def codes(job: Job) -> list[str]:
    return list(job.items.order_by("order").values_list("code", flat=True))


def statuses() -> set[str]:
    return set(Letter.objects.values_list("status", flat=True))


def test_one_secret_signs_every_letter_with_numbers_in_a_row(office):
    letters = [initialled(office) for _n in range(3)]

    job = session(office, letters)

    assert job.state == JobState.SUCCEEDED
    assert job.result == {"signed": 3, "refused": 0}
    assert statuses() == {LetterStatus.SIGNED}
    assert sorted(Letter.objects.values_list("sequence_number", flat=True)) == [1, 2, 3]
    assert Signature.objects.count() == 3


def test_a_letter_that_may_not_be_signed_does_not_stop_the_others(office):
    ready, returned = initialled(office), initialled(office)
    step = returned.steps.get(state="open")
    return_letter(
        actor=actor(office.sekda),
        letter_id=returned.pk,
        step_id=step.pk,
        note="Perbaiki",
    )

    job = session(office, [returned, ready])

    assert job.state == JobState.PARTLY_FAILED
    assert codes(job) == ["not_at_signature", ""]
    ready.refresh_from_db()
    returned.refresh_from_db()
    assert ready.status == LetterStatus.SIGNED
    assert returned.status == LetterStatus.RETURNED


def test_one_letter_of_somebody_else_refuses_the_whole_order_as_unknown(office):
    ready, not_yet = initialled(office), submitted(office)

    for other in (not_yet.pk, uuid4()):
        with pytest.raises(NotFound):
            session(office, [ready, other])

    assert not Job.objects.exists()
    ready.refresh_from_db()
    assert ready.status == LetterStatus.AWAITING_SIGNATURE


def test_a_letter_with_another_version_than_was_read_is_not_signed(office):
    letter = initialled(office)

    job = session(office, [letter], read={letter.pk: uuid4()})

    assert codes(job) == ["version_changed"]
    assert statuses() == {LetterStatus.AWAITING_SIGNATURE}
    assert not LedgerNumber.objects.exists()


def test_rights_that_end_in_the_middle_stop_the_rest(office, monkeypatch):
    first, second = initialled(office), initialled(office)
    settle = settle_item

    def settle_and_end_the_term(item, *rest):
        settle(item, *rest)
        yesterday = timezone.localdate() - timedelta(days=1)
        terms = TermOfOffice.objects.filter(official=office.sekda.official)
        terms.update(to_on=yesterday)

    monkeypatch.setattr(running, "settle_item", settle_and_end_the_term)
    job = session(office, [first, second])

    second.refresh_from_db()
    assert job.state == JobState.PARTLY_FAILED
    assert codes(job)[0] == ""
    assert codes(job)[1]
    assert second.status == LetterStatus.AWAITING_SIGNATURE
    assert Signature.objects.count() == 1


def test_a_wrong_secret_signs_nothing_and_counts_once(office):
    letters = [initialled(office) for _n in range(2)]

    job = session(office, letters, secret="bukan sandinya")

    assert job.state == JobState.FAILED
    assert set(codes(job)) == {"wrong_secret"}
    assert statuses() == {LetterStatus.AWAITING_SIGNATURE}
    assert SignerCredential.objects.get().wrong_secrets == 1
    assert not LedgerNumber.objects.exists()


def test_the_third_wrong_secret_closes_signing_before_a_session_begins(office):
    letter = initialled(office)
    for _n in range(3):
        session(office, [letter], secret="bukan sandinya")

    with pytest.raises(SignerBlocked):
        session(office, [letter])

    assert statuses() == {LetterStatus.AWAITING_SIGNATURE}
    assert Job.objects.filter(kind="bulk_signing").count() == 3


def test_a_second_session_waits_for_the_first(office):
    letter = initialled(office)
    first = Job.objects.create(
        kind="bulk_signing",
        owner=office.sekda.user,
        total=1,
        state=JobState.RUNNING,
    )

    with pytest.raises(SessionUnderWay):
        session(office, [letter])

    assert Job.objects.get() == first
    assert statuses() == {LetterStatus.AWAITING_SIGNATURE}


def test_a_session_whose_process_died_is_ended_and_its_letters_still_wait(office):
    letter = initialled(office)
    dead = Job.objects.create(
        kind="bulk_signing",
        owner=office.sekda.user,
        total=1,
        state=JobState.RUNNING,
    )
    dead.items.create(order=0, ref=str(letter.pk))
    Job.objects.filter(pk=dead.pk).update(created_at=timezone.now() - 2 * STALE)

    ended = end_stale_sessions()

    dead.refresh_from_db()
    assert ended.done == 1
    assert dead.state == JobState.FAILED
    assert codes(dead) == ["interrupted"]
    assert session(office, [letter]).state == JobState.SUCCEEDED


def test_a_letter_named_twice_is_signed_once(office):
    letter = initialled(office)

    job = session(office, [letter, letter])

    assert job.total == 1
    assert Signature.objects.filter(letter=letter).count() == 1


def test_session_and_single_act_race_for_one_letter_and_one_wins(office):
    letter = initialled(office)
    outcomes: list[str] = []

    def alone() -> None:
        try:
            sign_letter(
                actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
            )
            outcomes.append("signed")
        except Exception as error:  # noqa: BLE001  the loser's refusal is the outcome
            outcomes.append(getattr(error, "code", "fault"))
        finally:
            connection.close()

    racer = threading.Thread(target=alone)
    racer.start()
    job = session(office, [letter])
    racer.join(PATIENCE_S)

    letter.refresh_from_db()
    winners = outcomes.count("signed") + (job.result or {}).get("signed", 0)
    assert winners == 1
    assert "fault" not in outcomes
    assert letter.status == LetterStatus.SIGNED
    assert Signature.objects.filter(letter=letter).count() == 1
    assert LedgerNumber.objects.filter(state=NumberState.USED).count() == 1


def test_nobody_signs_for_another_seat(office):
    letter = initialled(office)
    make_signer(office.kadis)

    with pytest.raises(NotFound), transaction.atomic():
        sign_letters(
            actor=actor(office.kadis), letter_ids=[letter.pk], secret=Secret(SECRET)
        )

    assert not Job.objects.exists()
    assert statuses() == {LetterStatus.AWAITING_SIGNATURE}


def test_a_wrong_secret_tells_the_job_how_many_tries_are_left(office):
    job = session(office, [initialled(office)], secret="bukan sandinya")

    assert job.result == {"signed": 0, "refused": 1, "tries_left": 2}
