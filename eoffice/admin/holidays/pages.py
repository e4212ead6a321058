"""Holidays by year: the list, entering a day, taking one off, importing a year."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.admin.holidays.forms import HolidayForm, HolidayImportForm
from eoffice.errors import Invalid, OfficeError, Stale
from eoffice.holidays import changing
from eoffice.holidays.models import HolidayYear
from eoffice.holidays.tables import HolidayInput
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view

YEARS_AHEAD = 2


def _year_of(request: HttpRequest) -> int:
    given = request.POST.get("tahun") or request.GET.get("tahun") or ""
    today = timezone.localdate().year
    is_year = given.isascii() and given.isdigit()
    year = int(given[:4]) if is_year else today
    return year if changing.FIRST_YEAR <= year <= changing.LAST_YEAR else today


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('holiday_list')}?tahun={year}")


def _shown(request: HttpRequest, year: int, form: HolidayForm) -> HttpResponse:
    known = {one.year: one for one in HolidayYear.objects.all()}
    today = timezone.localdate().year
    years = sorted({*known, year, *range(today, today + YEARS_AHEAD)})
    found = known.get(year)
    context = {
        "year": year,
        "years": [{"year": one, "row": known.get(one)} for one in years],
        "found": found,
        "days": found.days.select_related("entered_by") if found else [],
        "form": form,
    }
    return render(request, "eoffice/holidays/list.html", context)


@office_view
def holiday_list(request: HttpRequest) -> HttpResponse:
    """Show one year; a year that is missing says so."""
    administrator(request)
    return _shown(request, _year_of(request), HolidayForm())


@office_view
@require_POST
def holiday_enter(request: HttpRequest) -> HttpResponse:
    """Enter one day."""
    actor = administrator(request)
    form = HolidayForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        day = HolidayInput(day=values["day"], name=values["name"], kind=values["kind"])
        try:
            changing.enter_holiday(actor=actor, holiday=day, source=values["source"])
        except Invalid as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The holiday is entered."))
            return _back(values["day"].year)
    return _shown(request, _year_of(request), form)


@office_view
@require_POST
def holiday_remove(request: HttpRequest, holiday_id: UUID) -> HttpResponse:
    """Take a day off the list."""
    actor = administrator(request)
    gone = changing.remove_holiday(actor=actor, holiday_id=holiday_id)
    messages.success(request, _("The holiday is removed; the trail keeps it."))
    return _back(gone.year_id)


@office_view
def holiday_import(request: HttpRequest) -> HttpResponse:
    """Show what a table would change in a year, then make it the year's list."""
    actor = administrator(request)
    year = _year_of(request)
    row = HolidayYear.objects.filter(pk=year).first()
    initial = {"tahun": year, "version": row.row_version if row else 0}
    form = HolidayImportForm(
        request.POST or None, request.FILES or None, initial=initial
    )
    context: dict[str, Any] = {"form": form, "year": year}
    if request.method == "POST" and form.is_valid():
        try:
            days = form.days()
            if "apply" in request.POST:
                return _apply(request, actor, form, days)
            context["changes"] = changing.difference(form.year, days)
            # The preview carries what was read, so that nothing is chosen twice.
            context["read"] = form.as_text(days)
        except Stale as refusal:
            messages.error(request, str(refusal))
        except OfficeError as refusal:
            form.take(refusal)
    return render(request, "eoffice/holidays/import.html", context)


def _apply(
    request: HttpRequest, actor: Any, form: HolidayImportForm, days: list[HolidayInput]
) -> HttpResponse:
    values = form.cleaned_data
    content = changing.YearInput(
        year=form.year,
        days=days,
        source=values["source"],
        is_complete=values["is_complete"],
    )
    changing.import_year(
        actor=actor, content=content, expected_version=values["version"] or None
    )
    text = _("The holidays of %(year)d are entered.") % {"year": form.year}
    messages.success(request, text)
    return _back(form.year)
