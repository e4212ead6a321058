"""Every part of office pages on one page, for those who build and test screens.

Only on a developer's machine: its made-up news, such as a service that does not
answer, would be believed wherever people work, a demonstration included.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from eoffice.errors import NotFound
from eoffice.shell.entry import office_view
from eoffice.shell.samples import letters, work


@office_view
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the parts with made-up contents."""
    if not settings.DEBUG:
        raise NotFound
    today = timezone.localdate()
    context = {
        "today": today,
        "crumbs": [("Beranda", "/"), ("Komponen", "")],
        "rows": work.queue_rows(today),
        "tree": work.tree(),
        "job": work.job(),
        "facets": work.facets(),
        "bars": work.bars(today),
        "sheet": work.secret(),
        "guesses": work.guesses(),
        "viewer": letters.viewer(),
        "changes": letters.changes(),
        "route": letters.route(),
        "verdicts": letters.verdicts(),
    }
    return render(request, "eoffice/shell/gallery.html", context)
