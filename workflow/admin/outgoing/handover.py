"""`/serah-terima/`: what lies at one's seats, to hand over or to take over."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.shell.acting import acting
from workflow.dispositions.queries.shown import shown_matter
from workflow.letters.models import Letter
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.handover import Handover, handovers_of

Lines = list[tuple[str, str]]


def _letters(letters: Iterable[Letter]) -> Lines:
    return [
        (shown_title(one), reverse("letter_read", args=[one.pk])) for one in letters
    ]


def _parts(one: Handover) -> list[tuple[str, Lines]]:
    shares = [
        (
            shown_matter(share.disposition),
            reverse("disposition_read", args=[share.disposition_id]),
        )
        for share in one.shares
    ]
    return [
        (_("To initial or to sign"), _letters(step.letter for step in one.steps)),
        (_("Drafts and returned letters"), _letters(one.drafts)),
        (_("Own letters on their way"), _letters(one.moving)),
        (_("Open dispositions"), shares),
    ]


def handover_list(request: HttpRequest) -> HttpResponse:
    """Show the list, seat by seat."""
    seats = [(one, _parts(one)) for one in handovers_of(acting(request))]
    context = {"crumbs": [(_("Handing over"), "")], "seats": seats}
    return render(request, "workflow/outgoing/handover.html", context)
