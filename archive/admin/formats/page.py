"""`/arsip/format/`: formats of what is kept, and whether they will still open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.entrance import words_of
from archive.formats.watching import (
    Durability,
    durability_of,
    formats_seen_by,
    records_in_format,
)
from eoffice.shell.acting import acting
from eoffice.shell.queue import Tag

SIGNS = {
    Durability.DURABLE: ("circle-check", "ok"),
    Durability.WATCHED: ("eye", "info"),
    Durability.AT_RISK: ("triangle-alert", "late"),
}


def tag_of(durability: Durability) -> Tag:
    """Return the judgement as a tag."""
    icon, kind = SIGNS[durability]
    return Tag(text=str(durability.label), icon=icon, kind=kind)


def format_list(request: HttpRequest) -> HttpResponse:
    """Show the formats; with `?jenis=` the latest records that have one of them."""
    actor, chosen = acting(request), words_of(request.GET, "jenis")
    lines = formats_seen_by(actor)
    names = {one.media_type: one.name for one in lines}
    context = {
        "lines": [(one, tag_of(one.durability)) for one in lines],
        "chosen": names.get(chosen, ""),
        "judgement": tag_of(durability_of(chosen)),
        "records": records_in_format(actor, chosen) if chosen in names else [],
        "crumbs": [(_("Archive"), reverse("record_list")), (_("File formats"), "")],
    }
    return render(request, "archive/formats/list.html", context)
