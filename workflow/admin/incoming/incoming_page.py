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
from eoffice.objects.serving import PICTURE_HEADERS
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import Tree
from eoffice.shell.entry import office_view
from workflow.admin.disposition_tree import tree_nodes
from workflow.admin.incoming.answering import replies_context
from workflow.admin.incoming.entry_form import code_choice
from workflow.admin.incoming.pages import viewer_of
from workflow.admin.outgoing.journey import journey_beside
from workflow.admin.prepared_disposition import prepared_context
from workflow.delivery.marking_read import mark_read
from workflow.delivery.models import delivery_of
from workflow.delivery.passing import is_revoked
from workflow.dispositions.operations.completing import complete_incoming
from workflow.dispositions.queries import lists as disposition_queries
from workflow.incoming import access
from workflow.incoming.allowed_acts import allowed_acts
from workflow.incoming.models import IncomingFile, IncomingLetter, IncomingStatus
from workflow.incoming.queries import lists as queries
from workflow.incoming.queries.agenda_events import events_of
from workflow.incoming.queries.shown import own_subject, shown_incoming
from workflow.reading_copies import give_file
from workflow.reading_views.opening import as_view
from workflow.reading_views.states import ShownView, views_of
from workflow.security_class import is_classed


@office_view
@require_GET
def incoming_read(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Show the letter, or its entry alone; opening it at its desk counts as reading."""
    actor = acting(request)
    incoming = access.visible_incoming(actor, incoming_id)
    # A read mark by GET, allowed by decision 14; the sender sees it as a receipt.
    if mark_read(actor=actor, incoming=incoming):
        incoming.refresh_from_db()
    is_reader = access.reads(actor, incoming)
    subject = own_subject(incoming, actor)
    trees = disposition_queries.trees_of_incoming(incoming.pk, actor)
    nodes = tree_nodes(trees, actor)
    acts = allowed_acts(actor, incoming)
    context = {
        **prepared_context(incoming, acts),
        **replies_context(actor, incoming),
        **(_journey(incoming, actor) if is_reader else {}),
        "incoming": incoming,
        "title": shown_incoming(incoming, actor),
        "subject": subject or str(incoming),
        "viewer": viewer_of(incoming, subject) if is_reader else None,
        "files": _files(actor, incoming) if is_reader else [],
        "tree": Tree(nodes=nodes, label=_("Dispositions")) if nodes else None,
        "acts": acts,
        "duplicates": queries.duplicates_of(incoming, actor),
        "events": events_of(incoming) if is_reader else [],
        "is_classed": is_classed(incoming),
        "is_revoked": is_revoked(incoming),
        "code": code_choice(incoming.classification_code).title,
        "no_number": _no_number(incoming),
    }
    return render(request, "workflow/incoming/read.html", context)


def _journey(incoming: IncomingLetter, actor: Actor) -> dict[str, object]:
    """Tell of a letter of this office what its sender is told, as far as one may."""
    delivery = delivery_of(incoming)
    return journey_beside(delivery.letter_id, actor) if delivery else {}


def _no_number(incoming: IncomingLetter) -> str:
    """Say why a registered letter has no agenda number."""
    is_waiting = incoming.status == IncomingStatus.RECEIVED
    return "-" if is_waiting else _("None: written in the own unit")


def _files(
    actor: Actor, incoming: IncomingLetter
) -> list[tuple[int, IncomingFile, bool, ShownView | None]]:
    """Return each file: its place, whether its original is offered, its view."""
    files = list(incoming.files.select_related("stored", "made_from"))
    views = views_of(file.stored for file in files)
    return [
        (
            order,
            file,
            queries.offers_original(actor, incoming, file),
            views.get(file.stored_id),
        )
        for order, file in enumerate(files, start=1)
    ]


@office_view
@require_GET
def page_picture(request: HttpRequest, incoming_id: UUID, page: int) -> HttpResponse:
    """Draw a page, small where several stand side by side (`?kecil=1`)."""
    incoming = access.readable_incoming(acting(request), incoming_id)
    # Two widths and no others: each new one would be another picture to keep.
    is_small = request.GET.get("kecil") == "1"
    width = queries.SMALL_WIDTH_PX if is_small else queries.PAGE_WIDTH_PX
    picture = queries.page_picture(incoming, page, width=width)
    return HttpResponse(
        picture.content, content_type=picture.media_type, headers=PICTURE_HEADERS
    )


@office_view
@require_GET
def file_content(request: HttpRequest, incoming_id: UUID, order: int) -> HttpResponse:
    """Give a file: as it came, or a reading copy where the letter is classed."""
    actor = acting(request)
    incoming = access.readable_incoming(actor, incoming_id)
    wanted = queries.file_wanted(actor, incoming, order)
    return cast("HttpResponse", give_file(request, incoming, wanted, actor=actor))


@office_view
@require_GET
def file_view(request: HttpRequest, incoming_id: UUID, order: int) -> HttpResponse:
    """Give the pages to read of an office file."""
    actor = acting(request)
    incoming = access.readable_incoming(actor, incoming_id)
    wanted = as_view(queries.file_wanted(actor, incoming, order))
    return cast("HttpResponse", give_file(request, incoming, wanted, actor=actor))


@office_view
@require_GET
def file_original(request: HttpRequest, incoming_id: UUID, order: int) -> HttpResponse:
    """Give what was brought: the stored bytes, before pages were turned or split."""
    actor = acting(request)
    incoming = access.readable_incoming(actor, incoming_id)
    wanted = queries.original_wanted(actor, incoming, order)
    return cast("HttpResponse", give_file(request, incoming, wanted, actor=actor))


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
