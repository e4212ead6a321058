"""The page of an incoming letter: its pages, facts, dispositions, acts."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eoffice.errors import Invalid
from eoffice.objects.serving import HEADERS, serve
from eoffice.shell.components import Tree
from eoffice.shell.entry import office_view
from workflow import access
from workflow.admin.acting import acting
from workflow.admin.dispositions.tree_parts import tree_nodes
from workflow.admin.incoming.pages import viewer_of
from workflow.admin.once import once
from workflow.api.incoming_shapes import allowed_acts
from workflow.operations.delivering import mark_read
from workflow.operations.receiving import complete_incoming
from workflow.queries import dispositions as disposition_queries
from workflow.queries import incoming as queries

PICTURE_HEADERS = {k: v for k, v in HEADERS.items() if k != "Accept-Ranges"}


@office_view
@require_GET
def incoming_read(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Show the letter; opening it at its desk counts as reading."""
    actor = acting(request)
    incoming = access.visible_incoming(actor, incoming_id)
    if mark_read(actor=actor, incoming=incoming):
        incoming.refresh_from_db()
    trees = disposition_queries.trees_of_incoming(incoming.pk, actor)
    nodes = tree_nodes(trees, actor)
    context = {
        "incoming": incoming,
        "title": str(incoming),
        "viewer": viewer_of(incoming, str(incoming)),
        "files": list(enumerate(incoming.files.select_related("stored"), start=1)),
        "tree": Tree(nodes=nodes, label=_("Dispositions")) if nodes else None,
        "acts": allowed_acts(incoming, actor),
        "duplicates": queries.duplicates_of(incoming, actor),
    }
    return render(request, "workflow/incoming/read.html", context)


@office_view
@require_GET
def page_picture(request: HttpRequest, incoming_id: UUID, page: int) -> HttpResponse:
    """Draw a page."""
    incoming = access.visible_incoming(acting(request), incoming_id)
    picture = queries.page_picture(incoming, page)
    return HttpResponse(
        picture.content, content_type=picture.media_type, headers=PICTURE_HEADERS
    )


@office_view
@require_GET
def file_content(request: HttpRequest, incoming_id: UUID, order: int) -> HttpResponse:
    """Give the original."""
    incoming = access.visible_incoming(acting(request), incoming_id)
    file = queries.file_at(incoming, order)
    return cast("HttpResponse", serve(request, file.stored, name=file.name))


@office_view
@require_POST
def complete(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Known, nothing more to do."""
    actor = acting(request)

    def act() -> str:
        complete_incoming(actor=actor, incoming_id=incoming_id)
        return reverse("incoming_read", args=[incoming_id])

    try:
        once(request, act)
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
    else:
        messages.success(request, _("Noted as known. The letter is completed."))
    return redirect("incoming_read", incoming_id)
