"""What may be wrong with sending out, each with the remedy."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class NotThisWay(StateForbids):
    """The way asked for is closed to this letter or this addressee."""

    code = "way_not_allowed"
    status = 422


class LetterNotInForce(StateForbids):
    """A letter that was revoked goes to nobody."""

    code = "letter_not_in_force"
    message = _("This letter was revoked, so it is not sent any more.")


class MailUnderWay(StateForbids):
    """A mail of this dispatch is with the mail server just now."""

    code = "mail_under_way"
    message = _(
        "A mail is on its way to the mail server. Wait until it has been taken or"
        " refused."
    )


class NotSentYet(StateForbids):
    """Only what has been sent can be sent again or come back."""

    code = "not_sent_yet"
    message = _("This has not been sent yet. Send it first.")


class SentAlready(StateForbids):
    """It has left; sending it once more is an act of its own."""

    code = "sent_already"
    message = _("This has been sent already. Use “send again” to send it once more.")
