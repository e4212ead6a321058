"""`/cari/simpanan/`: searches under a name, their bells and links, and the past."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eoffice.errors import Invalid, NotFound
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from search.admin.asked import asked_of
from search.query import InvalidRequest, SearchRequest
from search.saved.history import forget_searches, past_searches
from search.saved.keeping import (
    Wishes,
    change_search,
    open_search,
    remove_search,
    save_search,
    searches_of,
)

LONGEST_ADDRESS = 8_000


@require_GET
def saved_searches(request: HttpRequest) -> HttpResponse:
    """Show one's saved searches and those of late."""
    actor = acting(request)
    context = {
        "kept": searches_of(actor),
        "lately": past_searches(actor),
        "crumbs": [(_("Search"), reverse("search_page")), (_("Saved searches"), "")],
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "search/saved.html", context)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search one looks at under a name; show it."""
    actor, given = acting(request), request.POST
    asked_for = _request_of(actor, given)

    def act() -> str:
        saved = save_search(
            actor=actor,
            name=given.get("nama", ""),
            request=asked_for,
            wishes=Wishes(alerts=given.get("kabari") == "1"),
        )
        return reverse("saved_search", args=[saved.pk])

    try:
        address = once(request, act)
    except Invalid as refusal:
        messages.error(request, str(refusal.faults[0].message))
        return redirect("saved_searches")
    messages.success(request, _("The search was saved."))
    return redirect(address)


def _request_of(actor: Actor, given: QueryDict) -> SearchRequest:
    """The request of the page that was looked at: by its address, or a saved one."""
    saved = _uuid(given.get("dari", ""))
    kept = open_search(actor, saved).request if saved else None
    try:
        address = QueryDict(given.get("alamat", "")[:LONGEST_ADDRESS])
        return asked_of(address, kept).parsed().request
    # ValueError: more parameters than anybody sends
    except (InvalidRequest, ValueError) as fault:
        raise NotFound from fault


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as fault:
        raise NotFound from fault


@require_POST
def change(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Turn the bell and the link of a search on or off."""
    actor, given = acting(request), request.POST
    wishes = Wishes(
        alerts=given.get("kabari") == "1", is_shared=given.get("bagikan") == "1"
    )

    def act() -> str:
        change_search(actor=actor, search_id=search_id, wishes=wishes)
        return reverse("saved_searches")

    address = once(request, act)
    messages.success(request, _("The search was changed."))
    return redirect(address)


@require_POST
def remove(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Forget a search of one's own."""
    actor = acting(request)

    def act() -> str:
        remove_search(actor=actor, search_id=search_id)
        return reverse("saved_searches")

    address = once(request, act)
    messages.success(request, _("The search was removed."))
    return redirect(address)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget one's searches of late."""
    actor = acting(request)

    def act() -> str:
        forget_searches(actor)
        return reverse("saved_searches")

    address = once(request, act)
    messages.success(request, _("Your searches of late were forgotten."))
    return redirect(address)
