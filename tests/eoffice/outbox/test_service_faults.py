"""A service that is away counts against nothing; a thing that fails alone does."""

import errno
import io
import struct
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from eoffice.environment import environment
from eoffice.errors import ServiceDown
from eoffice.files import receive_upload
from eoffice.notifications.operations import notify
from eoffice.notifications.operations.notifying import Message
from eoffice.objects.models import Upload, UploadState
from eoffice.organisation.models import PositionDuty
from eoffice.outbox import events
from eoffice.outbox.delivery import MAX_TRIES
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.relay import drain
from eoffice.service_faults import is_service_away, register_probe
from tests.eoffice.objects import files
from tests.harness.stubborn import service, silent
from tests.office.organisation import make_duty_holder, make_official, make_position
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
SCAN, MAIL = "objects.check_upload", "notifications.mail"
PAGE = "/pengaturan/antrean/"


def try_all(handler: str, times: int) -> OutboxDelivery:
    """Run the delivery of the handler `times` times, however long it should pause."""
    for _time in range(times):
        OutboxDelivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        drain(raising=False)
    return OutboxDelivery.objects.get(handler=handler)


def scanner_without_end(connection, ending):
    """Answer a ping; take a file and never say anything about it."""
    if connection.rfile.read(6) == b"zPING\0":
        connection.wfile.write(b"PONG\0")
        return
    connection.rfile.read(4)
    while size := struct.unpack(">L", connection.rfile.read(4))[0]:
        connection.rfile.read(size)
    ending.wait(60)


def server_that_stops_at_the_letter(connection, ending):
    """Speak SMTP up to the letter itself, and hang there."""
    connection.wfile.write(b"220 mail\r\n")
    while line := connection.rfile.readline().upper():
        if line.startswith(b"DATA"):
            ending.wait(60)
        connection.wfile.write(b"221 bye\r\n" if b"QUIT" in line else b"250 ok\r\n")


@pytest.fixture
def scanner(monkeypatch):
    def use(port: int) -> None:
        changed = environment().model_copy(
            update={"VIRUS_SCAN": True, "CLAMD_ADDRESS": f"127.0.0.1:{port}"}
        )
        for module in ("checking", "clamd"):
            path = f"eoffice.objects.{module}.environment"
            monkeypatch.setattr(path, lambda: changed)
        monkeypatch.setattr("eoffice.objects.clamd.SCAN_TIMEOUT_S", 0.3)
        monkeypatch.setattr("eoffice.objects.clamd.PING_TIMEOUT_S", 0.3)

    return use


@pytest.fixture
def upload():
    owner = make_duty_holder(PositionDuty.ADMIN).user
    return receive_upload(owner=owner, name="surat.pdf", stream=io.BytesIO(files.pdf()))


@pytest.fixture
def told(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT, settings.EMAIL_HOST = 0.3, "127.0.0.1"
    official = make_official(make_position(), email="orang@wanasari.example")
    with transaction.atomic():
        event = events.add("test.nothing")
    notify(
        event_id=event.pk,
        official_id=official.pk,
        message=Message(kind="test", text="Ada surat", path="/"),
    )


def test_a_file_the_scanner_never_finishes_is_counted_shown_and_tried_by_hand(
    upload, scanner
):
    with service(scanner_without_end) as port:
        scanner(port)
        delivery = try_all(SCAN, MAX_TRIES)
    browser = browser_of(make_duty_holder(PositionDuty.ADMIN))
    page = browser.get(PAGE).content.decode()
    browser.post(f"{PAGE}{delivery.pk}/ulangi/")

    assert (delivery.state, delivery.attempts) == (DeliveryState.DEAD, MAX_TRIES)
    assert delivery.last_error == "scanner_away:service_answers"
    assert str(delivery.pk) in page
    assert Upload.objects.get().state == UploadState.QUARANTINED
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)


def test_a_scanner_that_hangs_for_everybody_counts_against_no_file(upload, scanner):
    with service(silent) as port:
        scanner(port)
        delivery = try_all(SCAN, 2)

    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
    assert delivery.last_error == "scanner_away"


def test_a_mail_the_server_never_takes_is_counted(told, settings):
    with service(server_that_stops_at_the_letter) as port:
        settings.EMAIL_PORT = port
        delivery = try_all(MAIL, 2)

    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 2)
    assert delivery.last_error == "mail_away:service_answers"


def test_a_mail_server_that_hangs_for_everybody_counts_against_no_mail(
    told, settings, monkeypatch
):
    path = "eoffice.notifications.operations.mailing.GREETING_TIMEOUT_S"
    monkeypatch.setattr(path, 0.3)
    with service(silent) as port:
        settings.EMAIL_PORT = port
        delivery = try_all(MAIL, 2)

    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
    assert delivery.last_error == "mail_away"


@pytest.mark.parametrize(
    ("sqlstate", "is_away"),
    [
        (None, True),  # no connection at all
        ("08006", True),
        ("57P01", True),
        ("53300", True),
        ("40P01", False),
        ("57014", False),  # the statement took too long: its own fault
        ("55P03", False),
    ],
)
def test_only_a_database_that_is_away_is_waited_for(sqlstate, is_away):
    cause = Exception()
    cause.sqlstate = sqlstate
    error = OperationalError()
    error.__cause__ = cause

    assert is_service_away(error) is is_away


@pytest.mark.parametrize(
    ("number", "is_away"),
    [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EIO, False)],
)
def test_a_full_disk_is_nobodys_fault(number, is_away):
    assert is_service_away(OSError(number, "x")) is is_away


def test_a_service_nobody_can_ask_is_believed_to_be_away():
    class Unasked(ServiceDown):
        """Without a probe."""

    class Asked(ServiceDown):
        """With one that answers."""

    register_probe(Asked, lambda: None)

    assert is_service_away(Unasked())
    assert not is_service_away(Asked())
    assert not is_service_away(ValueError())
