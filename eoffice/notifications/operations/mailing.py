"""The e-mail beside a notification: that something waits, and nothing else."""

from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection, send_mail
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from eoffice.collisions import note_kept
from eoffice.errors import ServiceDown
from eoffice.notifications.models import Notification

GREETING_TIMEOUT_S = 3
AWAY = (SMTPConnectError, SMTPServerDisconnected, ConnectionError, TimeoutError)


class MailAway(ServiceDown):
    """The mail server does not answer; the message waits."""

    code = "mail_away"


def mail_notification(notification_id: UUID) -> None:
    """Send the mail of a notification once; people without an address get none.

    Mail leaves our walls, so it carries no subject, number or name: only a link that
    asks for the log-in.

    Raises:
        MailAway: to be tried again later; the server may be away, or refuse to end
            with this one (`service_faults` finds out).
    """
    waiting = Notification.objects.filter(mailed_at__isnull=True, read_at__isnull=True)
    found = waiting.select_related("official").filter(pk=notification_id).first()
    if found is None or not found.official.email or not found.official.is_active:
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            note_kept()
            _send(found.official.email, f"{settings.BASE_URL}{found.path}")
    except AWAY as error:
        raise MailAway from error
    Notification.objects.filter(pk=found.pk).update(mailed_at=timezone.now())


def ask_mail_server() -> None:
    """Ask the mail server for its greeting (RFC 5321 section 3.1).

    Raises:
        MailAway: it does not give one within a few seconds.
    """
    server = get_connection()
    if not isinstance(server, EmailBackend):
        return  # mails are written to a folder
    server.timeout = GREETING_TIMEOUT_S
    try:
        server.open()
        server.close()
    except (SMTPException, OSError) as error:
        raise MailAway from error


def _send(address: str, link: str) -> None:
    send_mail(
        _("A letter is waiting for you"),
        _("A letter is waiting for you in eOffice: %(link)s") % {"link": link},
        settings.DEFAULT_FROM_EMAIL,
        [address],
    )
