"""The page of a destroyed record: what is left, to those who could see its entry."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.disposal.access import lists_visible_to
from archive.disposal.errors import Destroyed
from archive.disposal.tombstones import tombstone_of
from eoffice.errors import NotFound
from eoffice.shell.acting import acting


def tombstone_page(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Answer 410 with the tombstone.

    Raises:
        NotFound: no such record ever, or its entry was not this person's to see.
    """
    actor = acting(request)
    stone = tombstone_of(actor, record_id)
    if stone is None:
        raise NotFound
    found = stone.item.destruction_list
    context = {
        "stone": stone,
        "item": stone.item,
        "found": found,
        "approvals": list(found.approvals.filter(is_current=True)),
        "sees_list": lists_visible_to(actor).filter(pk=found.pk).exists(),
        "crumbs": [(_("Archive"), reverse("record_list")), (stone.item.number, "")],
    }
    page = "archive/disposal/tombstone.html"
    return render(request, page, context, status=Destroyed.status)
