"""Two people wrote at once: both texts side by side, nothing deleted."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eoffice.audit.models import AuditEvent
from eoffice.errors import Stale
from eoffice.organisation.models import Official
from workflow.letters.content import readable_body
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import LetterInput
from workflow.letters.trail_acts import LetterAct
from workflow.rendering.block_lines import block_lines
from workflow.rendering.body import parse_block
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.tree import Block


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(line for block in blocks for line in block_lines(block))


def typed_text(body: list[dict[str, Any]]) -> str:
    """Return all words of a typed body, whatever its shape."""
    kept: list[str] = []
    for block in body:
        try:
            kept.append(_text((parse_block(block),)))
        # Nothing that was typed may be lost on this page, whatever its shape.
        except BodyFaulty:
            kept.append(str(block.get("value") or ""))
    return "\n".join(kept)


def _who(letter_id: UUID) -> str:
    # From the trail: the row keeps how often it changed, not by whom.
    edits = AuditEvent.objects.filter(
        object_id=str(letter_id), action=LetterAct.EDITED, official_id__isnull=False
    )
    last = edits.order_by("-at").values_list("official_id", flat=True).first()
    found = Official.objects.filter(pk=last).first() if last else None
    return found.name if found else ""


def stale_facts(letter_id: UUID) -> dict[str, object]:
    """Return the saved text, its version and its author, for the editor's script."""
    letter = Letter.objects.get(pk=letter_id)
    return {
        "version": letter.row_version,
        "who": _who(letter_id),
        "subject": letter.subject,
        "text": _text(readable_body(letter)),
    }


def stale_page(
    request: HttpRequest, letter_id: UUID, content: LetterInput
) -> HttpResponse:
    """Show both texts; what the person typed can be copied from here."""
    context = {
        "letter_id": letter_id,
        "theirs": stale_facts(letter_id),
        "mine": {"subject": content.subject, "text": typed_text(content.body)},
    }
    return render(request, "workflow/drafting/stale.html", context, status=Stale.status)
