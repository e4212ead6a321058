"""`/naskah-keluar/berkala/`: one's series, beginning one, ending one."""

from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.admin.drafting.series.forms import SeriesForm
from workflow.drafting.series.access import series_visible_to
from workflow.drafting.series.models import LetterSeries
from workflow.drafting.series.operations import (
    begin_series,
    end_series,
    letter_for_series,
)
from workflow.letters.queries.shown import shown_title
from workflow.merging.turns import batch_title
from workflow.security_class import is_confidential

SHOWN = 100


@office_view
def series_list(request: HttpRequest) -> HttpResponse:
    """Show the series of one's seats, those that go on first."""
    rows = (
        series_visible_to(acting(request))
        .defer("content")
        .order_by(F("ended_at").asc(nulls_first=True), "next_on")
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
    letter = letter_for_series(actor, letter_id)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            begin_series(actor=actor, letter_id=letter_id, rhythm=form.rhythm())
            return reverse("series_list")

        try:
            return redirect(once(request, act))
        except Invalid as refusal:
            form.take(refusal)
    context = {
        "crumbs": [
            (_("Outgoing letters"), reverse("letter_list")),
            (_("Recurring letters"), reverse("series_list")),
            (shown_title(letter), ""),
        ],
        "shown_title": shown_title(letter),
        "form": form,
    }
    status = 422 if form.errors else 200
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
