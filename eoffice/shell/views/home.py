"""Beranda: what needs this person now."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from eoffice.organisation.actor import Actor
from eoffice.shell import home_acts
from eoffice.shell.entry import office_view
from eoffice.shell.queue import desk_of, folded, grouped, is_late
from eoffice.shell.waiting import waiting_for


@office_view
def home(request: HttpRequest) -> HttpResponse:
    """Show the queue. A position that ended meanwhile is let go of first."""
    actor: Actor | None = request.actor or None  # type: ignore[attr-defined]
    if actor is None and request.session.pop("acting_position", None):
        return redirect("wagtailadmin_home")
    today = timezone.localdate()
    context = _desk(actor, today) if actor else {"today": today}
    return render(request, "wagtailadmin/home.html", context)


def _desk(actor: Actor, today: date) -> dict[str, object]:
    desk = desk_of(actor, today)
    groups = grouped(folded(desk.items), today)
    return {
        "today": today,
        "groups": groups,
        "first": desk.items[0] if desk.items else None,
        "total": desk.total,
        "late_total": sum(is_late(item, today) for item in desk.items),
        "waiting": waiting_for(actor, today),
        "acts": home_acts.acts_for(actor),
        "panels": home_acts.panels_for(actor, today),
        "other_seats": [m for m in actor.mandates if m != actor.chosen],
    }
