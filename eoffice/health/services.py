"""The house's own parts: database, store, who runs tasks, scanner, time stamps."""

import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from eoffice.environment import environment
from eoffice.errors import ServiceDown
from eoffice.health import room
from eoffice.health.checks import CheckedPart, register_part
from eoffice.health.store_writes import check_store_writes, write_now
from eoffice.health.walls import walls_part
from eoffice.notifications.operations.mailing import MailAway, ask_mail_server
from eoffice.objects import clamd
from eoffice.objects.client import faults_translated
from eoffice.objects.errors import ScannerAway, StoreUnavailable
from eoffice.objects.store import Area, default_store
from eoffice.outbox import heartbeat
from eoffice.service_faults import register_probe

CONNECT_TIMEOUT_S = 3.0
PORTS = {"amqp": 5672, "amqps": 5671, "http": 80, "https": 443}


class NoRelay(ServiceDown):
    """No relay process has been seen lately."""

    code = "no_relay"


class BucketMissing(ServiceDown):
    """The store answers, but our buckets are not there."""

    code = "bucket_missing"


def check_database() -> None:
    """Ask the database for something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_objects() -> None:
    """Ask the store for the bucket of records."""
    store = default_store()
    with faults_translated():
        if not store.client.bucket_exists(store.bucket(Area.RECORDS)):
            raise BucketMissing


def check_store_works() -> None:
    """Ask the store for a bucket, and whether it takes a file: full is away as well."""
    check_objects()
    write_now()


def check_relay() -> None:
    """Look for a relay's sign of life."""
    if not heartbeat.is_fresh():
        raise NoRelay


def connect(url: str) -> None:
    """Open and close a connection to the service at `url`."""
    parts = urlsplit(url)
    port = parts.port or PORTS.get(parts.scheme, 0)
    where = parts.hostname or "", port
    socket.create_connection(where, CONNECT_TIMEOUT_S).close()


def check_broker() -> None:
    """Knock at RabbitMQ's door."""
    connect(environment().CELERY_BROKER_URL.get_secret_value())


def check_time_stamps() -> None:
    """Knock at the time-stamp authority's door."""
    connect(environment().TSA_URL)


def register() -> None:
    """Register the parts of the house, and how each is asked after a failure."""
    room.register()
    for part in (*_foundations(), *_tasks(), *_neighbours()):
        register_part(part)
    register_probe(StoreUnavailable, check_store_works)
    register_probe(ScannerAway, clamd.ping)
    register_probe(MailAway, ask_mail_server)


def _foundations() -> tuple[CheckedPart, ...]:
    return (
        CheckedPart(name="database", check=check_database, required=True),
        CheckedPart(
            name="objects",
            check=check_objects,
            required=True,
            news=_("The file store does not answer."),
            works=_("Lists and texts can be read; files and signing come back soon."),
        ),
        CheckedPart(
            name="store_writes",
            check=check_store_writes,
            required=True,
            news=_("The file store takes no new files."),
            works=_("Everything can be read; what you bring or sign has to wait."),
        ),
        CheckedPart(
            name="disk_full",
            check=room.check_full,
            required=True,
            news=_("There is no room left on a disk of the system."),
            works=_("Everything can be read; what you bring or sign has to wait."),
        ),
        CheckedPart(name="disk_low", check=room.check_low, required=False),
    )


def _tasks() -> tuple[CheckedPart, ...]:
    news = _("Background work is paused.")
    works = _("Your acts are kept; deliveries and notices follow by themselves.")
    return (
        CheckedPart(
            name="relay", check=check_relay, required=True, news=news, works=works
        ),
        CheckedPart(
            name="broker",
            check=check_broker,
            required=True,
            news=news,
            works=works,
            applies=lambda: settings.TASK_RUNNER == "celery",
        ),
    )


def _neighbours() -> tuple[CheckedPart, ...]:
    return (
        walls_part(),
        CheckedPart(
            name="antivirus",
            check=clamd.ping,
            required=False,
            news=_("The virus scanner does not answer."),
            works=_("New files wait to be checked; everything else works."),
            applies=lambda: environment().VIRUS_SCAN,
        ),
        CheckedPart(
            name="time_stamps",
            check=check_time_stamps,
            required=False,
            applies=lambda: bool(environment().TSA_URL),
        ),
    )
