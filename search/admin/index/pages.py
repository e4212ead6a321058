"""`/pengaturan/pencarian/`: how the index stands; building it anew, and calling off."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.administrator import administrator
from eoffice.shell.components import ProgressJob
from eoffice.shell.entry import office_view
from eoffice.shell.queue import Tag
from search.admin.index.standing import DAYS, standing
from search.rebuilding.asking import ask_rebuild, cancel_rebuild
from search.rebuilding.models import IndexRebuild, RebuildState

SHOWN = 5
SIGNS = {
    RebuildState.QUEUED: ("hourglass", "info"),
    RebuildState.RUNNING: ("hourglass", "info"),
    RebuildState.DONE: ("circle-check", "ok"),
    RebuildState.FAILED: ("triangle-alert", "late"),
    RebuildState.CANCELLED: ("ban", ""),
}


@office_view
def index_page(request: HttpRequest) -> HttpResponse:
    """Show state, numbers, backlog, the last comparison and the last rebuilds."""
    administrator(request)
    last = list(IndexRebuild.objects.select_related("asked_by")[:SHOWN])
    under_way = next((one for one in last if one.is_open), None)
    context = {
        "standing": standing(),
        "days": DAYS,
        "rebuilds": [(one, _sign(one)) for one in last],
        "under_way": under_way,
        "progress": _progress(under_way) if under_way else None,
    }
    return render(request, "search/index/page.html", context)


def _sign(rebuild: IndexRebuild) -> Tag:
    icon, kind = SIGNS[RebuildState(rebuild.state)]
    return Tag(text=rebuild.get_state_display(), icon=icon, kind=kind)


def _progress(rebuild: IndexRebuild) -> ProgressJob:
    return ProgressJob(
        done=rebuild.done,
        total=rebuild.total,
        left=_("Searches go on meanwhile"),
        poll_url=reverse("search_rebuild_state", args=[rebuild.pk]),
    )


@office_view
@require_POST
def rebuild_ask(request: HttpRequest) -> HttpResponse:
    """Have the index built anew."""
    actor = administrator(request)

    def act() -> str:
        ask_rebuild(actor=actor)
        return reverse("search_index")

    return _done(request, once_act=act, told=_("The rebuild begins in a moment."))


@office_view
@require_POST
def rebuild_cancel(request: HttpRequest, rebuild_id: UUID) -> HttpResponse:
    """Call a rebuild off."""
    actor = administrator(request)

    def act() -> str:
        cancel_rebuild(actor=actor, rebuild_id=rebuild_id)
        return reverse("search_index")

    told = _("The rebuild is called off; the index in use is as it was.")
    return _done(request, once_act=act, told=told)


def _done(
    request: HttpRequest, *, once_act: Callable[[], str], told: str
) -> HttpResponse:
    try:
        address = once(request, once_act)
    except NotFound:
        raise
    except OfficeError as refusal:
        messages.warning(request, str(refusal))
        return redirect("search_index")
    messages.success(request, told)
    return redirect(address)


@office_view
def rebuild_state(request: HttpRequest, rebuild_id: UUID) -> JsonResponse:
    """Tell a page that polls how far it is.

    Raises:
        NotFound: not an administrator, or unknown.
    """
    administrator(request)
    found = IndexRebuild.objects.filter(pk=rebuild_id).first()
    if found is None:
        raise NotFound
    told = {"done": found.done, "total": found.total, "finished": not found.is_open}
    return JsonResponse(told)
