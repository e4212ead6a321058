"""`/pengaturan/`: where the house is run from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eoffice.errors import NotFound
from eoffice.shell.entry import office_view
from eoffice.shell.settings_doors import settings_doors_for


@office_view
def settings_index(request: HttpRequest) -> HttpResponse:
    """Show the doors that the person's positions open; nobody else learns of them."""
    doors = settings_doors_for(getattr(request, "actor", None))
    if not doors:
        raise NotFound
    return render(request, "eoffice/shell/settings.html", {"doors": doors})
