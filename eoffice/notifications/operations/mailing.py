"""The e-mail beside a notification: that something waits, and nothing else."""

from smtplib import SMTPConnectError, SMTPServerDisconnected
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from eoffice.collisions import note_kept
from eoffice.errors import ServiceDown
from eoffice.notifications.models import Notification

AWAY = (SMTPConnectError, SMTPServerDisconnected, ConnectionError, TimeoutError)


class MailAway(ServiceDown):
    """The mail server does not answer; the message waits."""

    code = "mail_away"


def mail_notification(notification_id: UUID) -> None:
    """Send the mail of a notification once; people without an address get none.

    Mail leaves our walls, so it carries no subject, number or name: only a link that
    asks for the log-in.

    Raises:
        MailAway: to be tried again later.
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


def _send(address: str, link: str) -> None:
    send_mail(
        _("A letter is waiting for you"),
        _("A letter is waiting for you in eOffice: %(link)s") % {"link": link},
        settings.DEFAULT_FROM_EMAIL,
        [address],
    )
