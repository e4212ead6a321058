"""Sending: the act by which a letter leaves for one addressee outside."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.contacts.models import Contact
from workflow.contacts.ways import BY_LINK, DispatchWay
from workflow.dispatches.errors import (
    LetterNotInForce,
    MailUnderWay,
    NotSentYet,
    SentAlready,
)
from workflow.dispatches.events import DispatchEvent
from workflow.dispatches.locks import locked_dispatch, locked_for
from workflow.dispatches.models import (
    LEFT,
    Dispatch,
    DispatchMail,
    DispatchState,
    MailState,
)
from workflow.dispatches.operations.linking import close_link, make_link
from workflow.dispatches.operations.listing import choose_way
from workflow.dispatches.operations.settling import move_dispatch, settle_letter
from workflow.dispatches.trail_acts import DispatchAct
from workflow.dispatches.ways import check_way

UNDER_WAY = (MailState.QUEUED, MailState.HANDING)
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingInput:
    """By which way, to which address, under which number of the carrier.

    Empty: as it stands on the list.
    """

    way: str = ""
    email: str = ""
    reference: str = ""


AS_LISTED = SendingInput()


@transaction.atomic
def send_dispatch(
    *, actor: Actor, dispatch_id: UUID, how: SendingInput = AS_LISTED
) -> Dispatch:
    """Send what waits; a mail has left once the mail server has taken it.

    The way is remembered for the contact.

    Raises:
        NotFound: not the person's to send.
        LetterNotInForce: revoked meanwhile.
        SentAlready, MailUnderWay: pressed before.
        NotThisWay: closed to this letter or addressee.
        Invalid: the e-mail is missing or is none.
    """
    dispatch = locked_for(actor, "dispatch.send", dispatch_id)
    _check_open(dispatch)
    if dispatch.has_left:
        raise SentAlready(state=dispatch.state)
    return _send(dispatch, how, actor)


@transaction.atomic
def resend_dispatch(
    *, actor: Actor, dispatch_id: UUID, how: SendingInput = AS_LISTED
) -> Dispatch:
    """Send once more what was sent or came back; an older link opens no more.

    Raises:
        NotSentYet: it still waits.
        Beside these, as `send_dispatch`.
    """
    dispatch = locked_for(actor, "dispatch.send", dispatch_id)
    _check_open(dispatch)
    if dispatch.state == DispatchState.WAITING and not dispatch.mails.exists():
        raise NotSentYet(state=dispatch.state)
    if dispatch.state == DispatchState.HANDED_OVER:
        raise SentAlready(state=dispatch.state)
    return _send(dispatch, how, actor)


@transaction.atomic
def revoke_dispatch(*, actor: Actor, dispatch_id: UUID, reason: str) -> Dispatch:
    """Take a sending back: its link opens no more, its mail is not sent any more.

    Raises:
        NotFound: not the person's.
        StateForbids: taken back before.
        MailUnderWay: the mail server has it just now.
        Invalid: no reason.
    """
    dispatch = locked_for(actor, "dispatch.revoke", dispatch_id)
    if dispatch.state == DispatchState.REVOKED:
        raise StateForbids(state=dispatch.state)
    if dispatch.mails.filter(state=MailState.HANDING).exists():
        raise MailUnderWay(state=dispatch.state)
    dispatch.reason = checked_reason(reason)
    end_dispatch(dispatch, actor=actor)
    settle_letter(dispatch.letter, actor)
    return dispatch


def end_dispatch(dispatch: Dispatch, *, actor: Actor | None) -> None:
    """Take a locked dispatch back, with its link and its waiting mail."""
    close_link(dispatch)
    cancel_mail(dispatch)
    dispatch.ended_at = timezone.now()
    move_dispatch(dispatch, DispatchState.REVOKED, "reason", "ended_at")
    trail.record(
        DispatchAct.REVOKED, dispatch.letter, actor=actor, dispatch=str(dispatch.pk)
    )


def cancel_mail(dispatch: Dispatch) -> None:
    """Let go of a mail that has not been handed to the server."""
    waiting = dispatch.mails.filter(state=MailState.QUEUED)
    waiting.update(state=MailState.CANCELLED, ended_at=timezone.now())


def checked_reason(reason: str) -> str:
    """Return the reason, or refuse one that is missing or too long.

    Raises:
        Invalid.
    """
    said = " ".join(reason.split())
    if not said:
        text = _("Say why.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    if len(said) > LONGEST_REASON:
        text = _("At most 300 characters.")
        raise Invalid([Fault(field="reason", code="too_long", message=text)])
    return said


def _check_open(dispatch: Dispatch) -> None:
    if dispatch.state == DispatchState.REVOKED:
        raise StateForbids(state=dispatch.state)
    if not dispatch.letter.is_in_force:
        raise LetterNotInForce(state=dispatch.letter.status)
    if dispatch.mails.filter(state__in=UNDER_WAY).exists():
        raise MailUnderWay(state=dispatch.state)


def _send(dispatch: Dispatch, how: SendingInput, actor: Actor) -> Dispatch:
    choose_way(dispatch, how.way or dispatch.way, actor)
    # Asked again for a way that stands: class and rights may have changed since.
    check_way(dispatch, dispatch.way, actor)
    if dispatch.way == DispatchWay.EMAIL:
        dispatch.email = _checked_email(how.email or dispatch.email)
    if how.reference.strip():
        dispatch.reference = how.reference.strip()[:120]
    dispatch.sent_by = actor.official
    dispatch.sent_as = actor.chosen.position if actor.chosen else None
    dispatch.save(update_fields=["email", "reference", "sent_by", "sent_as"])
    close_link(dispatch)
    link = make_link(dispatch) if dispatch.way in BY_LINK else None
    if dispatch.way == DispatchWay.EMAIL and link is not None:
        mail = DispatchMail.objects.create(
            dispatch=dispatch, link=link, address=dispatch.email
        )
        events.add(DispatchEvent.MAIL_QUEUED, dispatch_id=dispatch.pk, mail_id=mail.pk)
        trail.record(
            DispatchAct.MAIL_QUEUED,
            dispatch.letter,
            actor=actor,
            dispatch=str(dispatch.pk),
        )
        # Not "sent" yet: it has left when the mail server has taken it.
        move_dispatch(dispatch, DispatchState.WAITING)
    else:
        mark_sent(dispatch, actor=actor)
    _remember_way(dispatch)
    settle_letter(dispatch.letter, actor)
    return dispatch


def mark_sent(dispatch: Dispatch, *, actor: Actor | None) -> None:
    """Note on a locked dispatch that it left just now."""
    dispatch.sent_at, dispatch.opened_at = timezone.now(), None
    dispatch.received_at, dispatch.reason = None, ""
    move_dispatch(
        dispatch, DispatchState.SENT, "sent_at", "opened_at", "received_at", "reason"
    )
    trail.record(
        DispatchAct.SENT,
        dispatch.letter,
        actor=actor,
        dispatch=str(dispatch.pk),
        way=dispatch.way,
    )


def _remember_way(dispatch: Dispatch) -> None:
    if dispatch.contact_id is None:
        return
    changes = {"default_way": dispatch.way, "used_at": timezone.now()}
    contact = dispatch.contact
    if dispatch.way == DispatchWay.EMAIL and contact and not contact.email:
        contact.email = dispatch.email
        contact.save(update_fields=["email"])
    Contact.objects.filter(pk=dispatch.contact_id).update(**changes)


def _checked_email(text: str) -> str:
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        told = _("An e-mail address is needed, such as tu@instansi.go.id.")
        fault = Fault(field="email", code="wrong_form", message=told)
        raise Invalid([fault]) from error
    return address


def came_back(dispatch: Dispatch, reason: str, *, actor: Actor | None) -> None:
    """Note on a locked dispatch that it did not arrive."""
    close_link(dispatch)
    dispatch.reason, dispatch.ended_at = reason[:LONGEST_REASON], timezone.now()
    move_dispatch(dispatch, DispatchState.BOUNCED, "reason", "ended_at")
    trail.record(
        DispatchAct.BOUNCED, dispatch.letter, actor=actor, dispatch=str(dispatch.pk)
    )
    settle_letter(dispatch.letter, actor)


@transaction.atomic
def record_bounce(*, actor: Actor, dispatch_id: UUID, reason: str) -> Dispatch:
    """Note that what was sent came back (post, or a mail's report).

    Raises:
        NotFound: not the person's.
        NotSentYet: it has not left, or has arrived.
        Invalid: no reason.
    """
    dispatch = locked_for(actor, "dispatch.bounce", dispatch_id)
    if dispatch.state not in LEFT or dispatch.state != DispatchState.SENT:
        raise NotSentYet(state=dispatch.state)
    came_back(dispatch, checked_reason(reason), actor=actor)
    return dispatch


@transaction.atomic
def note_mail_bounce(*, dispatch_id: UUID, reason: str) -> Dispatch:
    """Note that the mail server could not deliver the mail of a dispatch.

    For the operator's command: no person acts. What the report says is kept, cut.

    Raises:
        NotFound: unknown.
        NotSentYet: no mail of it is on its way.
    """
    dispatch = locked_dispatch(dispatch_id)
    is_mail = dispatch.way == DispatchWay.EMAIL
    if dispatch.state != DispatchState.SENT or not is_mail:
        raise NotSentYet(state=dispatch.state)
    told = " ".join(reason.split())[:LONGEST_REASON]
    came_back(dispatch, told or _("The mail could not be delivered."), actor=None)
    return dispatch
