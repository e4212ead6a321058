"""The mail of a dispatch: handed to the mail server at most once.

Runs from the outbox in a lane of its own and may be killed anywhere. The mail is
marked as being handed over, in a transaction of its own, just before its text goes to
the server. A run that finds it so marked knows that another died there: whether the
mail left is not known, so a person decides, and nothing is sent twice.
"""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.database.collisions import note_kept
from eoffice.errors import ServiceDown
from workflow.dispatches.links import LinkSecret, secret_of
from workflow.dispatches.locks import locked_dispatch
from workflow.dispatches.mail_server import (
    MailConversation,
    MailLater,
    MailRefused,
    MailUnknown,
)
from workflow.dispatches.models import (
    Dispatch,
    DispatchMail,
    DispatchState,
    MailState,
)
from workflow.dispatches.operations.sending import came_back, mark_sent
from workflow.dispatches.operations.settling import settle_letter
from workflow.dispatches.sender_name import sender_name
from workflow.dispatches.trail_acts import DispatchAct
from workflow.security_class import is_classed

MOST_TRIES = 5  # with the pauses of the outbox about three minutes
HANDLER = "workflow.mail_dispatch"


class MailTriedLater(ServiceDown):
    """The server does not take this mail now; it is tried again."""

    code = "mail_tried_later"


def hand_to_server(*, mail_id: UUID) -> None:
    """Hand a queued mail to the server and note what it said.

    Raises:
        MailAway (`mail_server`): no server answers; waited for, however long.
        MailTriedLater: it does not take this one now.
    """
    ready = _ready(mail_id)
    if ready is None:
        return
    mail, secret = ready
    conversation = MailConversation(_written(mail, secret))
    try:
        conversation.address()
        if not _mark_handing(mail_id):
            return
        note_kept()
        conversation.hand_over()
    except MailRefused as refusal:
        _end(mail_id, MailState.REFUSED, str(refusal))
    except MailUnknown as fault:
        _end(mail_id, MailState.UNKNOWN, str(fault))
    except MailLater as fault:
        _try_later(mail_id, str(fault))
    else:
        _end(mail_id, MailState.ACCEPTED, "")
    finally:
        conversation.close()


def _ready(mail_id: UUID) -> tuple[DispatchMail, LinkSecret] | None:
    mail = DispatchMail.objects.select_related(
        "link", "dispatch__letter__signatory_position__unit", "dispatch__recipient"
    ).get(pk=mail_id)
    if mail.state == MailState.HANDING:
        _end(mail_id, MailState.UNKNOWN, "interrupted")
        return None
    if mail.state != MailState.QUEUED:
        return None
    secret = secret_of(mail.link)
    if secret is None:
        _end(mail_id, MailState.REFUSED, "the key of this link is gone")
        return None
    return mail, secret


@transaction.atomic
def _mark_handing(mail_id: UUID) -> bool:
    """Mark it under the locks; tell whether it is still to be sent."""
    mail, dispatch = _locked(mail_id)
    if mail.state != MailState.QUEUED:
        return False
    # Asked at the last moment: the letter may have been revoked, or classed higher.
    letter = dispatch.letter
    if not letter.is_in_force or is_classed(letter) or mail.link.revoked_at:
        _keep(mail, MailState.CANCELLED)
        return False
    mail.state, mail.tries = MailState.HANDING, mail.tries + 1
    mail.save(update_fields=["state", "tries"])
    return True


@transaction.atomic
def _end(mail_id: UUID, state: MailState, reason: str) -> None:
    mail, dispatch = _locked(mail_id)
    if mail.state not in (MailState.QUEUED, MailState.HANDING):
        return
    _keep(mail, state, reason)
    if state == MailState.REFUSED:
        came_back(dispatch, reason, actor=None)
    elif state == MailState.ACCEPTED and dispatch.state == DispatchState.WAITING:
        mark_sent(dispatch, actor=None)
        settle_letter(dispatch.letter, None)
    elif state == MailState.UNKNOWN:
        trail.record(
            DispatchAct.MAIL_UNKNOWN,
            dispatch.letter,
            actor=None,
            dispatch=str(dispatch.pk),
        )


def _try_later(mail_id: UUID, reason: str) -> None:
    """Put the mail back, or give it up after the last try.

    Raises:
        MailTriedLater: it was put back.
    """
    with transaction.atomic():
        mail, dispatch = _locked(mail_id)
        if mail.state not in (MailState.QUEUED, MailState.HANDING):
            return
        # Counted when it was handed over; a try that ended before counts as well.
        tries = mail.tries + (mail.state == MailState.QUEUED)
        if tries >= MOST_TRIES:
            _keep(mail, MailState.REFUSED, reason)
            came_back(dispatch, reason, actor=None)
            return
        mail.state, mail.tries, mail.reason = MailState.QUEUED, tries, reason
        mail.save(update_fields=["state", "tries", "reason"])
    raise MailTriedLater


def _locked(mail_id: UUID) -> tuple[DispatchMail, Dispatch]:
    rows = DispatchMail.objects.filter(pk=mail_id)
    dispatch = locked_dispatch(rows.values_list("dispatch", flat=True)[0])
    mail = (
        rows.select_for_update(no_key=True, of=("self",)).select_related("link").get()
    )
    return mail, dispatch


def _keep(mail: DispatchMail, state: MailState, reason: str = "") -> None:
    mail.state, mail.reason, mail.ended_at = state, reason[:300], timezone.now()
    mail.save(update_fields=["state", "reason", "ended_at"])


def _written(mail: DispatchMail, secret: LinkSecret) -> EmailMessage:
    """Return the mail: whose letter, its number and date, the link, until when."""
    letter = mail.dispatch.letter
    with translation.override(settings.LANGUAGE_CODE):
        sender = sender_name(letter)
        until = timezone.localtime(mail.link.expires_at)
        facts = {
            "to": mail.dispatch.recipient.external,
            "sender": sender,
            "number": letter.number,
            "day": date_format(letter.signed_letter_date or until, "j F Y"),
            "address": secret.address,
            "until": date_format(until, "j F Y, H.i"),
        }
        return EmailMessage(
            subject=_("Letter %(number)s of %(sender)s") % facts,
            body=_(MAIL_TEXT) % facts,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[mail.address],
            headers={"Message-ID": f"<{mail.pk}@{_host()}>"},
        )


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" <>") or "localhost"


MAIL_TEXT = translation.gettext_noop(
    "To %(to)s,\n\n"
    "%(sender)s sends you the letter %(number)s of %(day)s.\n\n"
    "Read it here:\n%(address)s\n\n"
    "You need a code of eight digits for it. We tell it to you by another way, never"
    " by e-mail. The link opens until %(until)s.\n\n"
    "If you do not expect this letter, ask us before you open the link.\n"
)
