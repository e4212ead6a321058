"""The signer as a process of its own: it outlives who started it, and may be killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone

from eoffice.environment import Environment, environment
from eoffice.jobs.models import Job, JobItem, JobState
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from workflow.models import Letter, LetterStatus, Signature, SigningAttempt
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.sessions.ending import STALE, end_stale_sessions
from workflow.signing.sessions.opening import sign_letters

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PATIENCE_S = 40
PROGRAM = "workflow.signing.sessions.signer_process"
WORKER = {"PYTEST_XDIST_TESTRUNUID", "PYTEST_XDIST_WORKER"}


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


@pytest.fixture(autouse=True)
def nobody_is_left_behind():
    yield
    for pid in signers():
        os.kill(pid, signal.SIGKILL)


def signers() -> list[int]:
    """Return the signers of this test process, by folder, program and environment."""
    ours = {
        f"{name}={os.environ[name]}".encode() for name in WORKER & os.environ.keys()
    }
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            if PROGRAM.encode() not in words or (place / "cwd").resolve() != Path.cwd():
                continue
            variables = set((place / "environ").read_bytes().split(b"\0"))
        except OSError:
            continue
        if ours <= variables:
            found.append(int(place.name))
    return found


def until(condition, what):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.02)


def ended(job: Job) -> bool:
    job.refresh_from_db()
    return job.finished_at is not None


def begin(office, letters, secret=SECRET) -> Job:
    return sign_letters(
        actor=actor(office.sekda),
        letter_ids=[letter.pk for letter in letters],
        secret=Secret(secret),
    )


def items(job: Job) -> list[tuple[str, str]]:
    return list(job.items.values_list("state", "code"))


def test_a_process_apart_signs_and_shows_the_secret_nowhere(office):
    letters = [initialled(office) for _n in range(2)]

    job = begin(office, letters)
    until(signers, "a signer")
    [pid] = signers()
    place = Path("/proc") / str(pid)
    shown = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
    until(lambda: ended(job), "the end of the session")
    until(lambda: not signers(), "the end of the process")

    assert SECRET.encode() not in shown
    assert environment().SECRET_KEY.get_secret_value().encode() not in shown
    assert job.state == JobState.SUCCEEDED
    assert Signature.objects.count() == 2


def test_a_wrong_secret_is_told_by_the_process(office):
    job = begin(office, [initialled(office)], secret="bukan sandinya")

    until(lambda: ended(job), "the end of the session")

    assert items(job) == [(JobState.FAILED, "wrong_secret")]
    assert job.result["tries_left"] == 2


def test_the_signer_outlives_the_worker_that_was_asked(office):
    letters = [initialled(office) for _n in range(3)]
    asked = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.workflow.signing.asking"),
            str(office.sekda.user.pk),
            *(str(letter.pk) for letter in letters),
        ],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    asked.stdout.readline()  # the session has begun
    os.killpg(asked.pid, signal.SIGTERM)
    asked.wait(PATIENCE_S)
    asked.stdout.close()

    job = Job.objects.get()
    until(lambda: ended(job), "the end of the session")

    assert asked.returncode == -signal.SIGTERM
    assert job.state == JobState.SUCCEEDED
    assert Signature.objects.count() == 3


def test_a_killed_signer_leaves_each_letter_signed_or_ready(office):
    letters = [initialled(office) for _n in range(4)]
    job = begin(office, letters)
    until(Signature.objects.exists, "the first signature")
    for pid in signers():
        os.kill(pid, signal.SIGKILL)
    until(lambda: not signers(), "the end of the process")
    old = timezone.now() - 2 * STALE
    Job.objects.filter(pk=job.pk).update(created_at=old)

    # the database notices the end of the process a moment later
    until(lambda: end_stale_sessions() and ended(job), "the end of the session")

    signed = Letter.objects.exclude(status=LetterStatus.AWAITING_SIGNATURE)
    assert 1 <= signed.count() < 4
    assert job.state == JobState.PARTLY_FAILED
    assert job.result == {"signed": signed.count(), "refused": 4 - signed.count()}
    assert {code for state, code in items(job) if state == JobState.FAILED} == {
        "interrupted"
    }
    assert not SigningAttempt.objects.filter(state="open").exists()
    for letter in Letter.objects.filter(status=LetterStatus.AWAITING_SIGNATURE):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )
    assert Signature.objects.values("letter").distinct().count() == 4
    assert sorted(Letter.objects.values_list("sequence_number", flat=True)) == [
        1, 2, 3, 4,
    ]  # fmt: skip


def test_a_session_whose_process_lives_is_left_alone(office):
    job = begin(office, [initialled(office) for _n in range(3)])
    until(
        lambda: JobItem.objects.filter(job=job, state=JobState.SUCCEEDED).exists(),
        "the first letter",
    )
    old = timezone.now() - 2 * STALE
    Job.objects.filter(pk=job.pk).update(created_at=old)

    ended_now = end_stale_sessions()
    until(lambda: ended(job), "the end of the session")

    assert ended_now.failed == 0
    assert job.state == JobState.SUCCEEDED


def test_settings_come_out_of_the_pipe_as_they_went_in(monkeypatch):
    given = environment().model_copy(update={"DEMO": True, "TASKS_AT_ONCE": 7})
    for name in Environment.model_fields:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.exported().items():
        monkeypatch.setenv(name, value)

    assert Environment() == given
