"""Working on the pages of a scan before it is registered: turning, splitting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eoffice.errors import Invalid, OfficeError, Stale
from eoffice.once.forms import once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.incoming import access
from workflow.incoming.allowed_acts import allowed_acts
from workflow.incoming.models import IncomingLetter
from workflow.incoming.operations.page_work import split_letter, turn_pages

MOST_PAGES = 300
TURNS = (
    (0, gettext_lazy("As it is")),
    (90, gettext_lazy("Quarter right")),
    (180, gettext_lazy("Upside down")),
    (270, gettext_lazy("Quarter left")),
)


def _number(text: str, longest: int = 6) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= longest else None


def _turns(request: HttpRequest, pages: int) -> dict[int, int]:
    wanted = {
        page: _number(request.POST.get(f"turn_{page}", "")) or 0
        for page in range(1, pages + 1)
    }
    return {page: turn for page, turn in wanted.items() if turn}


def _starts(request: HttpRequest) -> list[int]:
    given = [_number(one) for one in request.POST.getlist("start")[:MOST_PAGES]]
    return [page for page in given if page is not None]


@office_view
def incoming_pages(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Show the pages to turn or split, or do it."""
    actor = acting(request)
    incoming = access.visible_incoming(actor, incoming_id)
    access.require(actor, "incoming.register", incoming)
    if "register" not in allowed_acts(actor, incoming):
        return redirect("incoming_read", incoming_id)
    faults: list[str] = []
    if request.method == "POST":
        # In steps: turning pages takes the sandbox seconds, outside any transaction.
        try:
            return redirect(
                once_in_steps(request, lambda: _work(request, actor, incoming))
            )
        except Stale:  # the same press came twice, or a colleague was faster
            messages.info(request, _("The pages were changed just now; look again."))
            return redirect("incoming_pages", incoming_id)
        except Invalid as refusal:
            faults = [str(fault.message) for fault in refusal.faults]
        except OfficeError as refusal:
            faults = [str(refusal)]
    return render(request, "workflow/incoming/pages.html", _context(incoming, faults))


def _context(incoming: IncomingLetter, faults: list[str]) -> dict[str, object]:
    files = list(incoming.files.select_related("stored"))
    pages = min(sum(file.pages or 0 for file in files), MOST_PAGES)
    return {
        "incoming": incoming,
        "files": files,
        "pages": range(1, pages + 1),
        "turns": TURNS,
        "faults": faults,
        "may_split": len(files) == 1 and pages > 1,
    }


def _work(request: HttpRequest, actor: Actor, incoming: IncomingLetter) -> str:
    version = _number(request.POST.get("row_version", ""), 9)
    if request.POST.get("work") == "split":
        letters = split_letter(
            actor=actor,
            incoming_id=incoming.pk,
            row_version=version,
            starts=_starts(request),
        )
        text = ngettext(
            "Now %(count)d letter; the original scan is kept.",
            "Now %(count)d letters; the original scan is kept.",
            len(letters),
        )
        messages.success(request, text % {"count": len(letters)})
    else:
        pages = sum(file.pages or 0 for file in incoming.files.all())
        turn_pages(
            actor=actor,
            incoming_id=incoming.pk,
            row_version=version,
            turns=_turns(request, min(pages, MOST_PAGES)),
        )
        messages.success(request, _("Turned, and being read anew."))
    return reverse("incoming_register", args=[incoming.pk])
