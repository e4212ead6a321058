"""`/demo/surel/`: what the demonstration would have mailed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from eoffice.shell.demo_mail import demo_mails


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Show the messages; outside a demonstration there is no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "eoffice/shell/demo_mail.html", {"mails": demo_mails()})
