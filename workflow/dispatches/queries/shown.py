"""A dispatch in words: its title, how far it is, what was last heard of it."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.dispatches.models import (
    Dispatch,
    DispatchMail,
    DispatchState,
    MailState,
)
from workflow.letters.models import Letter
from workflow.letters.queries.shown import shown_title
from workflow.security_class import is_classed


def title_of(dispatch: Dispatch) -> str:
    """Return what it is: of a classed letter the type alone, never the subject."""
    letter: Letter = dispatch.letter
    if is_classed(letter):
        facts = {
            "type": letter.letter_type.name,
            "class": letter.get_security_class_display(),
        }
        return _("%(type)s (%(class)s)") % facts
    return shown_title(letter)


def last_mail(dispatch: Dispatch) -> DispatchMail | None:
    """Return the newest mail of a dispatch, from what was fetched with it."""
    return max(dispatch.mails.all(), key=lambda mail: mail.pk, default=None)


def state_words(dispatch: Dispatch) -> str:
    """Return how far it is, in one sentence part."""
    if dispatch.state == DispatchState.HANDED_OVER and dispatch.handed_on:
        return _("Handed to %(to)s on %(day)s") % {
            "to": dispatch.handed_to,
            "day": date_format(dispatch.handed_on, "j F Y"),
        }
    if dispatch.received_at:
        return _("Opened, receipt given %(at)s") % {"at": _moment(dispatch.received_at)}
    if dispatch.state == DispatchState.OPENED and dispatch.opened_at:
        return _("Opened %(at)s") % {"at": _moment(dispatch.opened_at)}
    if dispatch.state == DispatchState.SENT and dispatch.sent_at:
        return _("On its way since %(at)s") % {"at": _moment(dispatch.sent_at)}
    if dispatch.state == DispatchState.WAITING:
        return _waiting(last_mail(dispatch))
    return str(dispatch.get_state_display())


def _waiting(mail: DispatchMail | None) -> str:
    if mail is None or mail.state == MailState.CANCELLED:
        return _("Waits to be sent")
    if mail.state == MailState.UNKNOWN:
        return _("Not known whether the mail left: ask the addressee, then send again")
    if mail.state in (MailState.QUEUED, MailState.HANDING):
        return _("With the mail server; told here when it has been taken")
    return _("Waits to be sent")


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H.i")


def moments_after(dispatch: Dispatch) -> list[tuple[datetime, str, str]]:
    """Return what happened after it was sent: when, which, and what is told of it."""
    found = []
    if dispatch.opened_at:
        found.append((dispatch.opened_at, "opened", ""))
    if dispatch.received_at:
        found.append((dispatch.received_at, "receipt", ""))
    if dispatch.state == DispatchState.HANDED_OVER and dispatch.handed_on:
        # A day, not a moment: told at its end, after what was sent on it.
        end = datetime.combine(dispatch.handed_on, time.max)
        at = timezone.make_aware(end)
        found.append(
            (min(at, timezone.now()), "handed_over", f": {dispatch.handed_to}")
        )
    ended = {DispatchState.BOUNCED: "came_back", DispatchState.REVOKED: "taken_back"}
    if dispatch.ended_at and dispatch.state in ended:
        kind = ended[DispatchState(dispatch.state)]
        found.append((dispatch.ended_at, kind, f": {dispatch.reason}"))
    return found
