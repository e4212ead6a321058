"""Saying why one opens a classed record, and the auditors' book of openings."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from archive.admin.disposal.posted import posted
from archive.openings.finding import OpeningFilters, opening_lines, openings_for
from archive.openings.reasons import (
    LONGEST,
    NoReasonWanted,
    give_reason,
    opened,
    proposed_reason,
)
from archive.records.access import readable_record
from archive.records.models import Record
from eoffice.errors import Invalid
from eoffice.listing import (
    NEWEST_FIRST,
    ListQuery,
    asked_cursor,
    page_of,
    page_or_first,
)
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.day_field import asked_day
from eoffice.shell.forms import OfficeFormMixin

LINES = 50


class OpeningReasonForm(OfficeFormMixin, forms.Form):
    """Why the record is opened."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you open it?"),
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Kept in the audit trail; asked again for this record after 8 hours."
        ),
    )


def reason_form(
    request: HttpRequest, actor: Actor, record: Record
) -> OpeningReasonForm:
    """Return the form as it was sent, or with what the person's grant was given for."""
    first = {"reason": proposed_reason(actor, record)}
    return OpeningReasonForm(posted(request), initial=first)


class OpeningsQuery(ListQuery):
    """The filters of the page: a cursor belongs to them."""

    filters: dict[str, str]


def record_open(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Ask why the record is opened; sent, open it for some hours."""
    actor = acting(request)
    record = readable_record(actor, record_id)
    page = reverse("record_read", args=[record_id])
    if not opened(request, actor, record).is_wanted:
        return redirect(page)
    form = reason_form(request, actor, record)

    def act() -> str:
        give_reason(
            actor=actor, record_id=record_id, reason=form.cleaned_data["reason"]
        )
        return page

    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once(request, act))
        except NoReasonWanted:
            return redirect(page)
        except Invalid as refusal:
            form.take(refusal)
    context = {
        "form": form,
        "record": record,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (record.number, page),
            (_("Open the record"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/openings/reason.html", context, status=status)


def _filters(request: HttpRequest) -> OpeningFilters:
    person = request.GET.get("orang", "").replace("\x00", "").strip()[:100]
    record = request.GET.get("arsip", "").replace("\x00", "").strip()[:60]
    return OpeningFilters(
        person=person,
        record_id=record,
        from_on=asked_day(request, "dari").day,
        to_on=asked_day(request, "sampai").day,
        with_reason=True if request.GET.get("alasan") == "1" else None,
    )


def _address(filters: OpeningFilters) -> dict[str, str]:
    given = {
        "orang": filters.person,
        "arsip": filters.record_id,
        "dari": filters.from_on,
        "sampai": filters.to_on,
        "alasan": "1" if filters.with_reason else "",
    }
    return {name: str(value) for name, value in given.items() if value}


@require_GET
def opening_list(request: HttpRequest) -> HttpResponse:
    """Show auditors who opened which classed record and why, latest first."""
    filters, cursor = _filters(request), asked_cursor(request)
    rows = openings_for(acting(request), filters)
    told = _address(filters)
    query = OpeningsQuery(limit=LINES, cursor=cursor, sort=None, filters=told)
    page = page_or_first(
        lambda: page_of(rows, query, NEWEST_FIRST, name="openings"), query
    )
    context = {
        "page": page,
        "lines": opening_lines(page.items),
        "filters": filters,
        "from_asked": asked_day(request, "dari"),
        "until_asked": asked_day(request, "sampai"),
        "later": cursor is not None,
        "query": urlencode(told),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Openings"), "")],
    }
    return render(request, "archive/openings/list.html", context)
