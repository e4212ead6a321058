"""`…/hadir/`: a window of the editor says that it is there, and hears of the others."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import NotFound
from eoffice.identifiers import as_uuid
from eoffice.shell.acting import acting
from workflow.admin.drafting.stale import stale_facts
from workflow.admin.drafting.typed_letter import typed_version
from workflow.drafting.presence import (
    Beat,
    OtherWriter,
    note_presence,
    other_writers,
)
from workflow.letters.queries.states import draft_to_write


def _told(writer: OtherWriter) -> str:
    if writer.is_self:
        return _("You have this draft open in another window too.")
    words = _("%(name)s has this draft open too.")
    if writer.types:
        words = _("%(name)s is typing.")
    return words % {"name": writer.name}


@require_POST
def letter_presence(request: HttpRequest, letter_id: UUID) -> JsonResponse:
    """Note the window; answer who else is there, and newer text once it is kept.

    `If-Match` names the version that the window last heard of.
    """
    actor, form = acting(request), request.POST
    window = as_uuid(form.get("window", ""))
    if window is None:
        raise NotFound
    letter = draft_to_write(actor, letter_id)
    beat = Beat(
        window=window,
        types="types" in form,
        opens="opens" in form,
        leaves="leaves" in form,
    )
    note_presence(actor, letter, beat)
    if beat.leaves:
        return JsonResponse({})
    others = other_writers(actor, letter, window)
    answer: dict[str, object] = {"others": [_told(one) for one in others]}
    # The texts are compared only when somebody kept another one since.
    if letter.row_version > typed_version(form, request.headers.get("If-Match")):
        answer["newer"] = stale_facts(letter_id)
    return JsonResponse(answer)
