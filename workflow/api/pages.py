"""The pages of a letter as files: preview, frozen, signed, attached."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from ninja import Router

from eoffice.api.file_answers import ANY_FILE, file_answer
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.objects.serving import serve
from workflow import access
from workflow.api.history import LETTER, route_letter, version_of
from workflow.operations.delivering import mark_letter_read
from workflow.operations.withdrawing import note_letter_seen
from workflow.page_content import build_tree, readable_body
from workflow.rendering.pool import renderer
from workflow.rendering.ports import RenderFacts

router = Router()


PDF = file_answer(["application/pdf"])


@router.get(f"{LETTER}/preview.pdf", summary="The page as it stands", openapi_extra=PDF)
def preview_page(request: ApiRequest, letter_id: UUID) -> Any:
    """The real page of the working copy, with a draft's watermark."""
    letter = route_letter(request, letter_id)
    tree = build_tree(letter, body=readable_body(letter))
    page = renderer().render(tree, tree.type, RenderFacts(mode="preview"))
    answer = HttpResponse(page.bytes, content_type="application/pdf")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-SHA256"] = page.sha256
    answer.headers["Content-Disposition"] = 'inline; filename="konsep.pdf"'
    return answer


@router.get(
    LETTER + "/versions/{int:number}/content.pdf",
    summary="The page as frozen",
    openapi_extra=PDF,
)
def version_page(request: ApiRequest, letter_id: UUID, number: int) -> Any:
    """The page that was initialled; a look of whoever's turn it is counts."""
    note_letter_seen(actor=request.actor, letter_id=letter_id)
    version = version_of(route_letter(request, letter_id), number)
    return serve(request, version.pdf, name=f"versi-{number}.pdf", inline=True)


@router.get(f"{LETTER}/signed.pdf", summary="What was signed", openapi_extra=PDF)
def signed_page(request: ApiRequest, letter_id: UUID) -> Any:
    """The signed bytes, unchanged; a recipient's opening marks the letter read."""
    letter = access.visible_letter(request.actor, letter_id)
    signature = letter.signatures.select_related("stored").last()
    if signature is None:
        raise NotFound
    name = f"{letter.number.replace('/', '-')}.pdf"
    answer = serve(request, signature.stored, name=name, inline=True)
    mark_letter_read(actor=request.actor, letter_id=letter_id)
    return answer


@router.get(
    LETTER + "/attachments/{uuid:upload_id}",
    summary="An attached file",
    openapi_extra=ANY_FILE,
)
def attached_file(request: ApiRequest, letter_id: UUID, upload_id: UUID) -> Any:
    """A file that goes with the letter; always as a download."""
    letter = access.visible_letter(request.actor, letter_id)
    rows = letter.attachments.select_related("stored")
    found = rows.filter(Q(stored__upload=upload_id) | Q(pk=upload_id)).first()
    if found is None:
        raise NotFound
    return serve(request, found.stored, name=found.name)
