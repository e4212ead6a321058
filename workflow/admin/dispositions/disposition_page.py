"""The page of a disposition: the disposition, its tree, answering, taking back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from eoffice.errors import Invalid, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import Tree
from eoffice.shell.entry import office_view
from eoffice.spreadsheets import file_answer
from workflow.admin.disposition_tree import disposition_words, tree_nodes
from workflow.admin.dispositions.giving import named_position
from workflow.dispositions import access
from workflow.dispositions.allowed_acts import allowed_acts, share_acts
from workflow.dispositions.operations import giving, recalling
from workflow.dispositions.queries import lists as queries
from workflow.dispositions.queries.shown import shown_matter
from workflow.dispositions.sheet import has_sheet, sheet_pdf

DONE = {
    "progress": gettext_lazy("The report is with the giver."),
    "complete": gettext_lazy("Your answer is with the giver."),
    "recall": gettext_lazy("The disposition is taken back."),
    "reopen": gettext_lazy("Sent back for more work."),
}


@office_view
@require_GET
def disposition_read(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Show the disposition; opening it by a receiver counts as reading."""
    actor = acting(request)
    disposition = access.visible_disposition(actor, disposition_id)
    for share in queries.my_shares(disposition, actor):
        # A read mark by GET, allowed by decision 14: true because the page was opened.
        giving.mark_disposition_read(
            actor=actor, disposition_id=disposition.pk, position=share.position_id
        )
    tops = queries.tree_of(disposition, actor)
    # Read again: marking it read has changed the state that the page shows.
    disposition = access.visible_disposition(actor, disposition_id)
    shares = queries.my_shares(disposition, actor)
    context = {
        "disposition": disposition,
        "title": shown_matter(disposition),
        "matter": str(disposition),
        "words": disposition_words(disposition),
        "open_shares": [
            {"share": share, "only_known": not queries.must_answer(share)}
            for share in shares
            if share_acts(actor, share)
        ],
        "has_several": len(shares) > 1,
        "has_sheet": has_sheet(disposition),
        "acts": allowed_acts(actor, disposition),
        "nobody_read": all(s.state == "unread" for s in disposition.receivers.all()),
        "tree": Tree(nodes=tree_nodes(tops, actor), label=_("Dispositions")),
    }
    return render(request, "workflow/dispositions/read.html", context)


@office_view
@require_GET
def sheet(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Give the disposition as a sheet of paper, for those who see it."""
    content = sheet_pdf(acting(request), disposition_id)
    return file_answer(content, "application/pdf", "lembar-disposisi.pdf")


def _run(
    request: HttpRequest,
    disposition_id: UUID,
    name: str,
    act: Callable[[Actor], object],
) -> HttpResponse:
    """Do one act once and go back to the page, saying what became of it."""
    actor = acting(request)

    def once_done() -> str:
        act(actor)
        return reverse("disposition_read", args=[disposition_id])

    try:
        address = once(request, once_done)
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
    except StateForbids as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(DONE[name]))
        return redirect(address)
    return redirect("disposition_read", disposition_id)


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")[:4000]


@office_view
@require_POST
def answer(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Report on the way, or finish: which button was pressed."""
    text, position = _text(request, "text"), named_position(request)
    if request.POST.get("act") == "progress":
        return _run(
            request,
            disposition_id,
            "progress",
            lambda actor: giving.report_progress(
                actor=actor,
                disposition_id=disposition_id,
                text=text,
                position=position,
            ),
        )
    return _run(
        request,
        disposition_id,
        "complete",
        lambda actor: giving.complete_disposition(
            actor=actor,
            disposition_id=disposition_id,
            answer=text,
            position=position,
        ),
    )


@office_view
@require_POST
def recall(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Take it back."""
    reason = _text(request, "reason")
    return _run(
        request,
        disposition_id,
        "recall",
        lambda actor: recalling.recall_disposition(
            actor=actor, disposition_id=disposition_id, reason=reason
        ),
    )


@office_view
@require_POST
def reopen(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Ask for more work."""
    reason = _text(request, "reason")
    return _run(
        request,
        disposition_id,
        "reopen",
        lambda actor: recalling.reopen_disposition(
            actor=actor, disposition_id=disposition_id, reason=reason
        ),
    )
