"""`/arsip/usul-musnah/`: destruction lists, and a new one of what is due."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.disposal.forms import ProposalForm
from archive.admin.disposal.gate import gaps_of
from archive.admin.disposal.posted import posted
from archive.admin.disposal.shown import WAITS, gaps_shown, state_tag
from archive.admin.paging import LongPaginator
from archive.disposal import access
from archive.disposal.counting import waits_for, with_counts
from archive.disposal.listing import ListProposal, propose_list
from archive.disposal.models import DestructionList
from archive.holds.access import deals_with_holds, own_archive
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit
from eoffice.shell.acting import acting

PAGE_SIZE = 50


def archive_of(actor: Actor) -> Unit | None:
    """Return the archive that the person keeps; nothing for others."""
    return own_archive(actor) if actor.has_duty(PositionDuty.ARCHIVIST) else None


def list_of_lists(request: HttpRequest) -> HttpResponse:
    """Show the lists one keeps, appraises or approves, and what is missing for any."""
    actor = acting(request)
    if not access.deals_with_lists(actor):
        raise NotFound
    unit = archive_of(actor)
    rows = access.lists_visible_to(actor).order_by("-id")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    counted = with_counts(DestructionList.objects.defer("certificate"))
    known = counted.in_bulk([one.pk for one in page.object_list])
    found = [known[one.pk] for one in page.object_list]
    context = {
        "page": page,
        "rows": [(one, state_tag(one), WAITS[waits_for(one)]) for one in found],
        "gaps": gaps_shown(actor, gaps_of(unit)),
        "may_propose": unit is not None,
        "sees_holds": deals_with_holds(actor),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Destruction lists"), ""),
        ],
    }
    return render(request, "archive/disposal/lists.html", context)


def list_new(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a day; make the list of what is due."""
    actor = acting(request)
    own_archive(actor)
    form = ProposalForm(posted(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        proposal = ListProposal(
            name=given["name"],
            due_before=given["due_before"],
            units=[one.pk for one in given["units"]],
            codes=given["codes"],
        )

        def act() -> str:
            made = propose_list(actor=actor, proposal=proposal)
            return reverse("destruction_list", args=[made.pk])

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The list is made. Nothing is destroyed yet."))
            return redirect(address)
    crumbs = [
        (_("Archive"), reverse("record_list")),
        (_("Destruction lists"), reverse("destruction_lists")),
        (_("New list"), ""),
    ]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "archive/disposal/new.html", context)
