"""`/pemberitahuan/`: what one was told, read by opening it or all at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eoffice.errors import NotFound
from eoffice.notifications.operations import mark_read
from eoffice.notifications.queries import bell_page, line_of
from eoffice.organisation.actor import Actor
from eoffice.shell.entry import office_view


def _reader(request: HttpRequest) -> Actor:
    actor: Actor | None = getattr(request, "actor", None)
    if not actor:  # lazy: truth, not `is None`
        raise NotFound
    return actor


@office_view
def bell_list(request: HttpRequest) -> HttpResponse:
    """Show the lines, newest first."""
    bell = bell_page(_reader(request), request.GET.get("p", "1"))
    return render(
        request, "eoffice/notifications/list.html", {"bell": bell, "page": bell.page}
    )


@office_view
@require_POST
def open_line(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    """Mark a line read and lead to its page; a closed one leads back to the list."""
    actor = _reader(request)
    line = line_of(actor, notification_id)
    mark_read(actor=actor, ids=[notification_id])
    # paths of this site alone: a line never leads to another one
    if line.is_open and url_has_allowed_host_and_scheme(line.path, allowed_hosts=None):
        return redirect(line.path)
    return redirect("bell_list")


@office_view
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read that had come when the page was shown."""
    try:
        newest = UUID(request.POST.get("newest", ""))
    except ValueError as error:
        raise NotFound from error
    # only up to the line that was shown: what came since has not been read
    number = mark_read(actor=_reader(request), up_to=newest)
    said = ngettext("%(n)s line marked read.", "%(n)s lines marked read.", number)
    nothing = _("Everything had been read already.")
    messages.success(request, said % {"n": number} if number else nothing)
    return redirect("bell_list")
