"""The administrator's page of what stands still, with a retry."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from eoffice.health.checks import told_faults
from eoffice.health.proofs import ask_again, shown_proofs
from eoffice.health.room import rooms
from eoffice.outbox import timers
from eoffice.upkeep import sweeper


@require_admin_access
def queue(request: HttpRequest) -> HttpResponse:
    """Show deliveries in trouble, states that should have moved, failing timers."""
    sweeper.require_admin(getattr(request, "actor", None))
    context = {
        "title": _("Background work"),
        "faults": told_faults(),
        "deliveries": sweeper.troubled_deliveries(),
        "things": sweeper.stuck_things(),
        "timers": timers.failing_tasks(),
        "proofs": shown_proofs(),
        "rooms": rooms(),
    }
    return render(request, "eoffice/upkeep/queue.html", context)


@require_admin_access
@require_POST
def retry(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Try a delivery again."""
    actor = sweeper.require_admin(getattr(request, "actor", None))
    sweeper.retry_delivery(delivery_id=delivery_id, actor=actor)
    messages.success(request, _("It will be tried again at once."))
    return redirect("outbox_queue")


@require_admin_access
@require_POST
def retry_thing(request: HttpRequest, check: str, ref: UUID) -> HttpResponse:
    """Push one thing on that stands still."""
    actor = getattr(request, "actor", None)
    if sweeper.retry_stuck(check=check, ref=ref, actor=actor):
        messages.success(request, _("It was pushed on."))
    else:
        messages.success(request, _("It has moved already; nothing had to be done."))
    return redirect("outbox_queue")


@require_admin_access
@require_POST
def prove_again(request: HttpRequest, name: str) -> HttpResponse:
    """Have a promise of the house tried at the clock's next turn."""
    ask_again(actor=getattr(request, "actor", None), name=name)
    messages.success(request, _("It is tried within a minute; look here again."))
    return redirect("outbox_queue")
