"""Telling the administrators that a promise of the house is broken."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from eoffice.health.proofs import shown_proofs
from eoffice.notifications.operations import notify, settle
from eoffice.notifications.operations.notifying import Message
from eoffice.organisation.queries.administrators import administrators
from eoffice.outbox.events import Event

PAGE = "outbox_queue"


def tell_of_broken_proof(event: Event) -> None:
    """Tell every administrator once; what holds again meanwhile is left alone."""
    name = event.payload["proof"]
    broken = [p for p in shown_proofs() if p.state == "broken"]
    shown = next((p for p in broken if p.promised.name == name), None)
    if shown is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        told = _("This does not hold any more: %(what)s") % {
            "what": shown.promised.label
        }
    message = Message(kind="proof.broken", text=told, path=reverse(PAGE))
    for official in administrators():
        notify(event_id=event.id, official_id=official.pk, message=message)


def settle_proofs(_event: Event) -> None:
    """Let go of the lines about broken promises once all hold again."""
    if not any(one.state == "broken" for one in shown_proofs()):
        settle(path=reverse(PAGE), kinds=["proof.broken"])
