"""`/pengaturan/audit/`: the trail in words, and the state of its chain."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.audit.access import require_auditor
from eoffice.audit.exporting import export_trail
from eoffice.audit.models import AuditEvent
from eoffice.audit.queries import TrailFilters, chain_state, trail_for, trail_lines
from eoffice.audit.trail_words import known_actions
from eoffice.errors import Invalid
from eoffice.listing import (
    NEWEST_FIRST,
    ListQuery,
    Page,
    asked_cursor,
    page_of,
    page_or_first,
)
from eoffice.organisation.actor import Actor
from eoffice.shell.day_field import asked_day
from eoffice.shell.entry import office_view
from eoffice.spreadsheets import MEDIA_TYPE, file_answer

LINES = 50


class TrailQuery(ListQuery):
    """The filters of the page: a cursor belongs to them."""

    filters: dict[str, str]


def _auditor(request: HttpRequest) -> Actor:
    actor: Actor | None = getattr(request, "actor", None)
    return require_auditor(actor or None)  # lazy: truth decides


def _words(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]


def _filters(request: HttpRequest) -> TrailFilters:
    return TrailFilters(
        person=_words(request, "orang"),
        action=_words(request, "tindakan"),
        object_id=_words(request, "objek")[:60],
        from_on=asked_day(request, "dari").day,
        to_on=asked_day(request, "sampai").day,
    )


def _address(filters: TrailFilters) -> dict[str, str]:
    """Return the filters as the address names them, without the empty ones."""
    given = {
        "orang": filters.person,
        "tindakan": filters.action,
        "objek": filters.object_id,
        "dari": filters.from_on,
        "sampai": filters.to_on,
    }
    return {name: str(value) for name, value in given.items() if value}


def _trail_page(
    actor: Actor, filters: TrailFilters, cursor: str | None
) -> Page[AuditEvent]:
    rows = trail_for(actor, filters)
    query = TrailQuery(limit=LINES, cursor=cursor, sort=None, filters=_address(filters))
    return page_or_first(
        lambda: page_of(rows, query, NEWEST_FIRST, name="trail"), query
    )


@office_view
@require_GET
def audit_trail(request: HttpRequest) -> HttpResponse:
    """Show the trail to auditors, latest first."""
    actor, filters = _auditor(request), _filters(request)
    cursor = asked_cursor(request)
    page = _trail_page(actor, filters, cursor)
    context = {
        "title": _("Audit trail"),
        "filters": filters,
        "actions": known_actions(),
        "state": chain_state(actor),
        "page": page,
        "from_asked": asked_day(request, "dari"),
        "until_asked": asked_day(request, "sampai"),
        "lines": trail_lines(page.items),
        "later": cursor is not None,
        "query": urlencode(_address(filters)),
        "crumbs": [(_("Settings"), reverse("settings_index")), (_("Audit trail"), "")],
    }
    return render(request, "eoffice/audit/trail.html", context)


@office_view
@require_GET
def audit_sheet(request: HttpRequest) -> HttpResponse:
    """Give the events that pass the filters as a spreadsheet."""
    actor, filters = _auditor(request), _filters(request)
    try:
        content = export_trail(actor=actor, filters=filters)
    # too many lines: said on the page, where a shorter period can be chosen
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
        return redirect(f"{reverse('audit_trail')}?{urlencode(_address(filters))}")
    return file_answer(content, MEDIA_TYPE, "jejak-audit.xlsx")
