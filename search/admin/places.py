"""`/cari/tanda`: the viewer of a letter asks where the words stand it was found by."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import Resolver404, resolve

from eoffice.errors import NotFound
from eoffice.shell.acting import acting
from search.admin.asked import typed_words
from search.finding.found_places import places_in
from search.kinds import KINDS


def found_places(request: HttpRequest) -> JsonResponse:
    """Answer with boxes on the pages of the thing at the address `di`."""
    kind, pk = _thing_at(request.GET.get("di", ""))
    text = typed_words(request.GET.get("cari", ""))
    found = places_in(acting(request), kind, pk, text)
    answer: dict[str, Any] = {
        "boxes": found.boxes,
        "words": found.words,
        "sizes": found.sizes,
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _thing_at(address: str) -> tuple[str, str]:
    """Kind and id of the thing that is read at an address of this site."""
    try:
        met = resolve(address.replace("\x00", ""))
    except Resolver404 as fault:
        raise NotFound from fault
    for kind in KINDS.values():
        if met.url_name == kind.page:
            return kind.name, str(next(iter(met.kwargs.values())))
    raise NotFound
