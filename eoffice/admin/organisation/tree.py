"""`/pengaturan/organisasi/`: the tree, who sits where, and the search in it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eoffice.organisation import access
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.branches import branches, find
from eoffice.shell.entry import office_view

LONGEST_QUESTION = 100


@office_view
def organisation_tree(request: HttpRequest) -> HttpResponse:
    """Show the tree from a unit downwards (`?unit=`), or what a search found."""
    actor = administrator(request)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    units = access.units_visible_to(actor)
    top = _top(request.GET.get("unit", ""), units)
    context: dict[str, Any] = {"words": words, "top": top, "above": _above(top)}
    if words:
        context["found"] = find(
            words,
            units=units.order_by("name"),
            positions=access.positions_visible_to(actor).order_by("title"),
            officials=access.officials_visible_to(actor),
        )
    else:
        context["branches"] = branches(units, top)
    return render(request, "eoffice/organisation/tree.html", context)


def _top(named: str, units: QuerySet[Unit]) -> Unit | None:
    try:
        return units.filter(pk=UUID(named)).first()
    except ValueError:
        return None


def _above(top: Unit | None) -> list[Unit]:
    """Return the units from the root down to the one above `top`."""
    if top is None:
        return []
    known = {unit.pk: unit for unit in Unit.objects.filter(pk__in=top.path[:-1])}
    return [known[pk] for pk in top.path[:-1] if pk in known]
