"""`/laporan/`: agenda books and speed, counted over what the viewer may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.entrance import year_of
from archive.admin.figures_in_words import duration_words
from archive.figures import (
    completion_speed,
    disposition_book,
    incoming_book,
    outgoing_book,
    signing_speed,
)
from eoffice.shell.acting import acting

# Reports are compared with the years before; older ones are in the books.
YEARS = 5


def reports(request: HttpRequest) -> HttpResponse:
    """Show the books and figures of a year."""
    actor, this_year = acting(request), timezone.localdate().year
    year = year_of(request.GET, "tahun") or this_year
    signing, completion = signing_speed(actor, year), completion_speed(actor, year)
    context = {
        "year": year,
        "years": [this_year - back for back in range(YEARS)],
        "books": [
            ("keluar", _("Outgoing letters"), outgoing_book(actor, year)),
            ("masuk", _("Incoming letters"), incoming_book(actor, year)),
            ("disposisi", _("Dispositions"), disposition_book(actor, year)),
        ],
        "speeds": [
            (_("From draft to signature"), signing, duration_words(signing.average)),
            (_("From receipt to done"), completion, duration_words(completion.average)),
        ],
        "crumbs": [(_("Reports"), "")],
    }
    return render(request, "archive/reports.html", context)
