"""`/naskah-keluar/berkala/`: one's series, beginning one, ending one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Fault, Invalid
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.drafting.merging.turns import batch_title
from workflow.drafting.series.access import series_visible_to
from workflow.drafting.series.models import Every, LetterSeries, WhenClosed
from workflow.drafting.series.operations import (
    Rhythm,
    begin_series,
    end_series,
    letter_for_series,
)
from workflow.letters.queries.shown import shown_title
from workflow.security_class import is_confidential

SHOWN = 100


@office_view
def series_list(request: HttpRequest) -> HttpResponse:
    """Show the series of one's seats, those that go on first."""
    rows = (
        series_visible_to(acting(request))
        .defer("content")
        .order_by("ended_at", "next_on")
    )
    context = {
        "crumbs": [
            (_("Outgoing letters"), reverse("letter_list")),
            (_("Recurring letters"), ""),
        ],
        "rows": [(one, _title(one)) for one in rows[:SHOWN]],
    }
    return render(request, "workflow/drafting/series/list.html", context)


def _title(series: LetterSeries) -> str:
    return batch_title(series.subject, is_veiled=is_confidential(series))


@office_view
def series_new(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask how often and on which day, then begin the series."""
    actor = acting(request)
    if request.method != "POST":
        return _page(request, actor, letter_id)

    def act() -> str:
        begin_series(actor=actor, letter_id=letter_id, rhythm=_rhythm(request))
        return reverse("series_list")

    try:
        return redirect(once(request, act))
    except Invalid as refusal:
        return _page(request, actor, letter_id, refusal.faults)


def _rhythm(request: HttpRequest) -> Rhythm:
    day = request.POST.get("day", "").strip()
    return Rhythm(
        every=request.POST.get("every", ""),
        # Cut: no day has more digits, and Python refuses numbers of thousands.
        day=int(day[:3]) if day[:3].isascii() and day[:3].isdecimal() else 0,
        when_closed=request.POST.get("when_closed", ""),
        ends_on=_date(request.POST.get("ends_on", "").strip()),
    )


def _date(typed: str) -> date | None:
    if not typed:
        return None
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None:
        text = _("Give the date as day, month and year.")
        raise Invalid([Fault(field="ends_on", code="wrong_form", message=text)])
    return day


def _page(
    request: HttpRequest,
    actor: Actor,
    letter_id: UUID,
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    letter = letter_for_series(actor, letter_id)
    context = {
        "crumbs": [
            (_("Outgoing letters"), reverse("letter_list")),
            (_("Recurring letters"), reverse("series_list")),
            (shown_title(letter), ""),
        ],
        "shown_title": shown_title(letter),
        "every": Every.choices,
        "when_closed": WhenClosed.choices,
        "given": request.POST,
        "faults": faults,
    }
    status = 422 if faults else 200
    return render(request, "workflow/drafting/series/new.html", context, status=status)


@office_view
@require_POST
def series_end(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """End the series; what it prepared stays."""
    actor = acting(request)

    def act() -> str:
        end_series(actor=actor, series_id=series_id)
        return reverse("series_list")

    address = once(request, act)
    messages.success(request, _("The series has ended. Its drafts stay with you."))
    return redirect(address)
