"""What somebody outside does with a link: opens it with the code, gives a receipt.

Looking at the address does nothing: mail scanners and forwarded links only ever see
the question for the code. What is wrong is told in words to those alone who know the
code; to everybody else unknown, expired and taken back are one and the same.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from workflow.dispatches.links import code_digest, token_digest, typed_code
from workflow.dispatches.locks import locked_dispatch
from workflow.dispatches.models import Dispatch, DispatchState, SecureLink
from workflow.dispatches.operations.settling import move_dispatch
from workflow.dispatches.policy import SENDING_OUT, SendingOut
from workflow.dispatches.trail_acts import DispatchAct

LONGEST_TOKEN = 64
NOBODYS = "0" * 64  # compared with where there is no link, so that both take as long


class LinkState(StrEnum):
    """What a link answers to a code."""

    WRONG = "wrong"  # or unknown, or closed after too many wrong codes
    USED = "used"
    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"
    LETTER_REVOKED = "letter_revoked"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAnswer:
    """The answer, and what it opens; `at` is when it ended, where that is told."""

    state: LinkState
    dispatch: Dispatch | None = None
    link: SecureLink | None = None
    at: datetime | None = None


NO = LinkAnswer(state=LinkState.WRONG)


def answer_of_link(*, token: str, code: str, receipt: bool = False) -> LinkAnswer:
    """Judge a code for a link; the first right one opens it for one sitting.

    `receipt` notes that the reader has received the letter.
    """
    token, typed = token[:LONGEST_TOKEN], typed_code(code)
    found = SecureLink.objects.filter(token_digest=token_digest(token)).first()
    expected = found.code_digest if found else NOBODYS
    is_right = hmac.compare_digest(code_digest(token, typed), expected)
    if found is None:
        return NO
    return _judged(found, is_right=is_right, receipt=receipt)


@transaction.atomic
def _judged(found: SecureLink, *, is_right: bool, receipt: bool) -> LinkAnswer:
    dispatch = locked_dispatch(found.dispatch_id)
    link = SecureLink.objects.select_for_update(no_key=True).get(pk=found.pk)
    policy = SENDING_OUT.current()
    if link.wrong_codes >= policy.wrong_codes:
        return NO
    if not is_right:
        _count_wrong(link, dispatch, policy)
        return NO
    state, at = _standing(link, dispatch, policy)
    if state != LinkState.OPEN:
        return LinkAnswer(state=state, dispatch=dispatch, link=link, at=at)
    _open(link, dispatch)
    if receipt and link.received_at is None:
        _give_receipt(link, dispatch)
    return LinkAnswer(state=state, dispatch=dispatch, link=link)


def _standing(
    link: SecureLink, dispatch: Dispatch, policy: SendingOut
) -> tuple[LinkState, datetime | None]:
    now = timezone.now()
    sitting = timedelta(minutes=policy.sitting_minutes)
    if not dispatch.letter.is_in_force:
        return LinkState.LETTER_REVOKED, dispatch.letter.status_since
    if link.revoked_at is not None:
        return LinkState.TAKEN_BACK, link.revoked_at
    if link.is_expired(now):
        return LinkState.EXPIRED, link.expires_at
    if link.code_used_at is not None and link.code_used_at + sitting < now:
        return LinkState.USED, link.code_used_at
    return LinkState.OPEN, None


def _count_wrong(link: SecureLink, dispatch: Dispatch, policy: SendingOut) -> None:
    link.wrong_codes += 1
    link.save(update_fields=["wrong_codes"])
    if link.wrong_codes >= policy.wrong_codes:
        trail.record(
            DispatchAct.LINK_CLOSED,
            dispatch.letter,
            actor=None,
            dispatch=str(dispatch.pk),
        )


def _open(link: SecureLink, dispatch: Dispatch) -> None:
    if link.code_used_at is not None:
        return
    link.code_used_at = timezone.now()
    link.save(update_fields=["code_used_at"])
    if dispatch.state == DispatchState.SENT:
        dispatch.opened_at = link.code_used_at
        move_dispatch(dispatch, DispatchState.OPENED, "opened_at")
    trail.record(
        DispatchAct.LINK_OPENED,
        dispatch.letter,
        actor=None,
        dispatch=str(dispatch.pk),
    )


def _give_receipt(link: SecureLink, dispatch: Dispatch) -> None:
    link.received_at = dispatch.received_at = timezone.now()
    link.save(update_fields=["received_at"])
    dispatch.save(update_fields=["received_at"])
    trail.record(
        DispatchAct.RECEIPT, dispatch.letter, actor=None, dispatch=str(dispatch.pk)
    )
