"""Handing one mail to the mail server so that we know what became of it.

A mail is the server's from the end of its text on (RFC 5321 section 4.2.5). Whatever
fails before that has sent nothing and may be tried again; what fails after it is not
known, and is never tried again by itself.
"""

from contextlib import suppress
from email.message import Message
from smtplib import SMTP, SMTPDataError, SMTPException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from eoffice.notifications.operations.mailing import MailAway

ANSWER_S = 10  # a server that is well answers each word within moments
PERMANENT = 500  # RFC 5321 section 4.2.1: 5yz, a later try will be refused as well


class MailRefused(Exception):
    """The server takes no mail to this address; `str()` is its answer."""


class MailLater(Exception):
    """The server does not take it now; nothing was sent."""


class MailUnknown(Exception):
    """The connection ended after the text: the server may have the mail."""


class MailConversation:
    """One mail on its way to the server: addressed first, then handed over."""

    def __init__(self, mail: EmailMessage) -> None:
        """Keep the mail, to one address."""
        self.mail = mail
        self._backend: Any = get_connection(timeout=ANSWER_S)
        self._speaks_smtp = isinstance(self._backend, EmailBackend)

    def address(self) -> None:
        """Open the connection and name sender and addressee; nothing is sent yet.

        Raises:
            MailAway: no server answers.
            MailRefused, MailLater: what it says to this address.
        """
        if not self._speaks_smtp:
            return  # mails are written to a folder
        try:
            self._backend.open()
        except (SMTPException, OSError) as error:
            raise MailAway from error
        smtp = self._connection()
        try:
            smtp.ehlo_or_helo_if_needed()
            code, text = smtp.mail(self._plain(self.mail.from_email))
            if code < 300:  # noqa: PLR2004  2yz: said yes
                code, text = smtp.rcpt(self._plain(self.mail.to[0]))
                _judge(code, text)
                return
        except (SMTPException, OSError) as error:
            raise MailLater(type(error).__name__) from error
        # Our own sender is refused: nothing about the addressee.
        raise MailLater(_words(code, text))

    def hand_over(self) -> None:
        """Give the text to the server.

        Raises:
            MailRefused, MailLater: the server said no.
            MailUnknown: it did not say.
        """
        if not self._speaks_smtp:
            self.mail.send()
            return
        smtp = self._connection()
        try:
            code, text = smtp.data(self._message().as_bytes())
        except SMTPDataError as error:  # refused before the text
            _judge(error.smtp_code, error.smtp_error)
            return
        except (SMTPException, OSError) as error:
            raise MailUnknown(type(error).__name__) from error
        _judge(code, text)

    def close(self) -> None:
        """End the connection, whatever state it is in."""
        with suppress(SMTPException, OSError):
            self._backend.close()

    def _connection(self) -> SMTP:
        connection: SMTP = self._backend.connection
        return connection

    def _message(self) -> Message:
        message: Message = self.mail.message()
        return message

    @staticmethod
    def _plain(address: str) -> str:
        plain: str = sanitize_address(address, "utf-8")
        return plain


def _judge(code: int, text: bytes | str) -> None:
    if code >= PERMANENT:
        raise MailRefused(_words(code, text))
    if code >= 300:  # noqa: PLR2004  RFC 5321: 4yz, and what does not belong here
        raise MailLater(_words(code, text))


def _words(code: int, text: bytes | str) -> str:
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(said.split())}"[:300]
