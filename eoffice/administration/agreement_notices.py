"""Telling the other administrators that one of them asks for an agreement."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from eoffice.administration.acts_for_two import label_of
from eoffice.administration.agreements import subject_of
from eoffice.notifications.operations import notify, settle
from eoffice.notifications.operations.notifying import Message
from eoffice.organisation.models import (
    Agreement,
    AgreementState,
)
from eoffice.organisation.queries.administrators import administrators
from eoffice.outbox.events import Event

PAGE = "account_agreements"


def tell_administrators(event: Event) -> None:
    """Tell everyone who may agree; what was decided meanwhile is left alone."""
    pending = Agreement.objects.filter(state=AgreementState.PENDING)
    agreement = (
        pending.select_related("position", "official", "unit", "requested_by__official")
        .filter(pk=UUID(event.payload["agreement_id"]))
        .first()
    )
    if agreement is None:
        return
    asker = getattr(agreement.requested_by, "official", None)
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(name)s asks for your agreement: %(act)s, %(about)s") % {
            "name": asker or agreement.requested_by,
            "act": label_of(agreement),
            "about": subject_of(agreement),
        }
    message = Message(kind="agreement.asked", text=text, path=reverse(PAGE))
    for official in administrators().exclude(user=agreement.requested_by_id):
        notify(event_id=event.id, official_id=official.pk, message=message)


def settle_requests(_event: Event) -> None:
    """Let go of the lines that ask for an agreement once none is asked for any more."""
    if not Agreement.objects.filter(state=AgreementState.PENDING).exists():
        settle(path=reverse(PAGE), kinds=["agreement.asked"])
