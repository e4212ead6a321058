"""Making a link, closing it, and what its reader does with it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.identifiers import uuid7
from eoffice.organisation.actor import Actor
from workflow.dispatches.links import (
    LinkSecret,
    code_digest,
    secret_of,
    secret_of_new,
    token_digest,
)
from workflow.dispatches.models import Dispatch, SecureLink
from workflow.dispatches.policy import SENDING_OUT
from workflow.dispatches.trail_acts import DispatchAct


def make_link(dispatch: Dispatch) -> SecureLink:
    """Close the link a locked dispatch has, and make a new one with a new code."""
    close_link(dispatch)
    link_id = uuid7()
    secret = secret_of_new(link_id)
    days = SENDING_OUT.current().link_days
    return SecureLink.objects.create(
        pk=link_id,
        dispatch=dispatch,
        token_digest=token_digest(secret.token),
        code_digest=code_digest(secret.token, secret.code),
        expires_at=timezone.now() + timedelta(days=days),
    )


def close_link(dispatch: Dispatch) -> None:
    """Close the live link of a locked dispatch, if it has one."""
    live = dispatch.links.filter(revoked_at__isnull=True)
    live.update(revoked_at=timezone.now())


def live_link(dispatch: Dispatch) -> SecureLink | None:
    """Return the link that may still open, or nothing."""
    return dispatch.links.filter(revoked_at__isnull=True).first()


@transaction.atomic
def show_link(*, actor: Actor, dispatch: Dispatch) -> LinkSecret | None:
    """Return address and code to who may hand them out; that they were shown is kept.

    None: there is no link that opens.
    """
    link = live_link(dispatch)
    secret = secret_of(link) if link else None
    if secret is not None:
        trail.record(
            DispatchAct.LINK_SHOWN,
            dispatch.letter,
            actor=actor,
            dispatch=str(dispatch.pk),
        )
    return secret
