"""The e-mail beside a notification: what, from whom, until when, and where.

Mail leaves our walls. Of a letter above the ordinary class it says only that something
waits; the link asks for the log-in. The class is that of the moment of sending: a mail
may have waited for its server while the letter was classed.
"""

from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection, send_mail
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.audit.sight import leads_to_classed
from eoffice.database.collisions import note_kept
from eoffice.days.deadlines import short_day
from eoffice.errors import ServiceDown
from eoffice.notifications.models import Notification

GREETING_TIMEOUT_S = 3
AWAY = (SMTPConnectError, SMTPServerDisconnected, ConnectionError, TimeoutError)


class MailAway(ServiceDown):
    """The mail server does not answer; the message waits."""

    code = "mail_away"


def mail_notification(notification_id: UUID) -> None:
    """Send the mail of a notification once; people without an address get none.

    Raises:
        MailAway: to be tried again later; the server may be away, or refuse to end
            with this one (`service_faults` finds out).
    """
    # who has read the line needs no mail about it
    waiting = Notification.objects.filter(mailed_at__isnull=True, read_at__isnull=True)
    found = waiting.select_related("official").filter(pk=notification_id).first()
    if found is None or not found.official.email or not found.official.is_active:
        return
    found.is_plain = found.is_plain and not leads_to_classed(found.path)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            # said before: the server may have taken a mail whose answer was lost
            note_kept()
            _send(found)
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


def _send(told: Notification) -> None:
    send_mail(
        mail_subject(told),
        mail_body(told),
        settings.DEFAULT_FROM_EMAIL,
        [told.official.email],
    )


def mail_subject(told: Notification) -> str:
    """Return one line: `Menunggu tanda tangan Anda: Undangan (paling lambat 5 Des)`."""
    if not told.is_plain:
        return _("A letter is waiting for you")
    beside = [_("from %(name)s") % {"name": told.by}] if told.by else []
    if told.due_on:
        beside.append(_("at the latest %(day)s") % {"day": short_day(told.due_on)})
    return " ".join(f"{told.text} ({', '.join(beside)})".split()).replace(" ()", "")


def mail_body(told: Notification) -> str:
    """Return the mail as text: greeting, what, from whom, until when, the link."""
    what = told.text if told.is_plain else _("A letter is waiting for you in eOffice.")
    lines = [_("To %(name)s,") % {"name": told.official.full_name}, "", what]
    if told.is_plain and told.by:
        lines.append(_("From: %(name)s") % {"name": told.by})
    if told.is_plain and told.due_on:
        day = date_format(told.due_on, "l, j F Y")
        lines.append(_("At the latest: %(day)s") % {"day": day})
    lines += [
        "",
        _("Open it in eOffice; you will be asked to log in:"),
        f"{settings.BASE_URL}{told.path}",
        "",
        _("eOffice %(agency)s sends this by itself; nobody reads answers to it.")
        % {"agency": settings.AGENCY_NAME},
    ]
    return "\n".join(lines)
