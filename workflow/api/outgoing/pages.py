"""The pages of a letter as files: preview, frozen, signed, attached.

All by the one door (`workflow.reading_copies`): of a classed letter copies leave that
name their reader. What was signed goes, noted, to those who take part: programs check
it. Of the other files they get the original where they ask for it (`?original=true`).
"""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from ninja import Query, Router

from eoffice.api.file_answers import ANY_FILE, file_answer
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.api.outgoing.history import LETTER, route_letter, version_of
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.delivery.marking_read import mark_letter_read
from workflow.letters import access
from workflow.letters.content import build_tree, readable_body
from workflow.letters.models import Letter
from workflow.reading_copies import Wanted, give_draft, give_file
from workflow.reading_views.opening import as_view
from workflow.rendering.pool import renderer
from workflow.rendering.ports import RenderFacts

router = Router()


PDF = file_answer(["application/pdf"])
Original = Annotated[
    bool, Query(description="The stored bytes of a classed letter; for who takes part.")
]


@router.get(f"{LETTER}/preview.pdf", summary="The page as it stands", openapi_extra=PDF)
def preview_page(request: ApiRequest, letter_id: UUID) -> Any:
    """The real page of the working copy, with a draft's watermark."""
    letter = route_letter(request, letter_id)
    tree = build_tree(letter, body=readable_body(letter))
    page = renderer().render(tree, tree.type, RenderFacts(mode="preview"))
    return give_draft(letter, page.bytes, name="konsep.pdf", actor=request.actor)


@router.get(
    LETTER + "/versions/{int:number}/content.pdf",
    summary="The page as frozen",
    openapi_extra=PDF,
)
def version_page(
    request: ApiRequest, letter_id: UUID, number: int, *, original: Original = False
) -> Any:
    """The page that was initialled; a look of whoever's turn it is counts."""
    note_letter_seen(actor=request.actor, letter_id=letter_id)
    letter = route_letter(request, letter_id)
    wanted = Wanted(
        stored=version_of(letter, number).pdf,
        name=f"versi-{number}.pdf",
        takes_part=True,
        original=original,
        inline=True,
    )
    return give_file(request, letter, wanted, actor=request.actor)


@router.get(f"{LETTER}/signed.pdf", summary="What was signed", openapi_extra=PDF)
def signed_page(request: ApiRequest, letter_id: UUID) -> Any:
    """The signed bytes, unchanged; a recipient's opening marks the letter read.

    Of a classed letter a reading copy for those who do not take part in it.
    """
    letter = access.visible_letter(request.actor, letter_id)
    signature = letter.signatures.select_related("stored").last()
    if signature is None:
        raise NotFound
    takes_part = access.takes_part(request.actor, letter)
    wanted = Wanted(
        stored=signature.stored,
        name=f"{letter.number.replace('/', '-')}.pdf",
        takes_part=takes_part,
        original=takes_part,
        inline=True,
    )
    answer = give_file(request, letter, wanted, actor=request.actor)
    mark_letter_read(actor=request.actor, letter_id=letter_id)
    return answer


@router.get(
    LETTER + "/attachments/{uuid:upload_id}",
    summary="An attached file",
    openapi_extra=ANY_FILE,
)
def attached_file(
    request: ApiRequest, letter_id: UUID, upload_id: UUID, *, original: Original = False
) -> Any:
    """A file that goes with the letter; always as a download."""
    letter, wanted = _attached(request.actor, letter_id, upload_id)
    wanted = replace(wanted, original=original)
    return give_file(request, letter, wanted, actor=request.actor)


@router.get(
    LETTER + "/attachments/{uuid:upload_id}/reading-view.pdf",
    summary="Pages to read of an attached office file",
    openapi_extra=PDF,
)
def attached_file_view(request: ApiRequest, letter_id: UUID, upload_id: UUID) -> Any:
    """Made for reading; the original is what counts. Refused while it is not ready."""
    letter, wanted = _attached(request.actor, letter_id, upload_id)
    return give_file(request, letter, as_view(wanted), actor=request.actor)


def _attached(actor: Actor, letter_id: UUID, upload_id: UUID) -> tuple[Letter, Wanted]:
    letter = access.visible_letter(actor, letter_id)
    rows = letter.attachments.select_related("stored")
    found = rows.filter(Q(stored__upload=upload_id) | Q(pk=upload_id)).first()
    if found is None:
        raise NotFound
    return letter, Wanted(
        stored=found.stored,
        name=found.name,
        takes_part=access.takes_part(actor, letter),
    )
