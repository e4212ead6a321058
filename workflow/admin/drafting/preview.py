"""The page as it would be, and the rules it breaks, while somebody types."""

import base64
import hashlib
import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from eoffice.errors import Fault, Invalid, OfficeError
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from eoffice.sandbox import render_page
from eoffice.shell.acting import acting
from workflow.admin.drafting.authority_choices import authority_choices
from workflow.admin.drafting.typed_letter import typed_content
from workflow.admin.drafting.wished_day import ANCHOR, day_faults
from workflow.approval.route_check import faults_before_submit
from workflow.approval.routes import ProposedStep, route_of
from workflow.approval.warnings import letter_warnings
from workflow.drafting.text_warnings import text_warnings_of
from workflow.letters.content import build_tree, readable_body
from workflow.letters.models import Letter, StepKind
from workflow.letters.operations.drafting import tried_out
from workflow.letters.page_check import judged_page
from workflow.rendering.ports import Rendered
from workflow.rendering.tree import LetterTree, content_hash

WIDTH = 760  # the pane is some 500 wide; each page is sent while somebody types
MOST_SHEETS = 4  # drawn at one asking: those in sight
PAGE = re.compile("[1-9][0-9]{0,3}")
TAG = 16  # signs that tell one picture from another
BLOCK = "block:"
PAPER_HEIGHT = {"A4": 841.89, "F4": 935.43}  # points: 297 and 330 mm
ANCHORS = {
    "subject": "hal",
    "recipients": "tujuan",
    "cc": "tembusan",
    "signatory": "penanda-tangan",
    "signatory.authority": "wewenang",
    "signatory.position": "penanda-tangan",
    "classification_code": "klasifikasi",
    "letter_date": ANCHOR,
    "security_class": "keamanan",
    "attachments": "lampiran",
    "references": "rujukan",
    "route": "jalur",
}


def anchor_of(field: str) -> str:
    """Return the id of the form's field that a fault is about."""
    first, _dot, _rest = field.partition(".")
    return ANCHORS.get(field) or ANCHORS.get(first, "isi")


def told_faults(faults: list[Fault]) -> list[dict[str, str]]:
    """Return faults as the editor shows them; `block`: the part of the text, or ""."""
    return [
        {
            "anchor": anchor_of(f.field),
            "block": getattr(f, "block_id", None) or "",
            "code": f.code,
            "message": str(f.message),
        }
        for f in faults
    ]


def told_route(steps: list[ProposedStep]) -> dict[str, object]:
    """Return the desks of the route, and what the button says."""
    titles = Position.objects.in_bulk([step.position_id for step in steps])
    names = [titles[step.position_id].title for step in steps]
    signs_first = bool(steps) and steps[0].kind == StepKind.SIGNATURE
    holding = holding_of(titles[steps[0].position_id]) if steps else None
    first = f"{holding.official.name}, {names[0]}" if holding else "".join(names[:1])
    return {
        "names": names,
        "act": _("Submit for signature") if signs_first else _("Submit for initials"),
        "first": _("Goes to the desk of %(who)s.") % {"who": first} if first else "",
    }


def sheets(drawn: Rendered, asked: list[str], *, is_same: bool) -> list[dict[str, Any]]:
    """Return the pages that are looked at: `{page, tag, src}`, `src` ready for `img`.

    `asked`: pages from 1, each with the tag of the picture shown there, `3:1f0c…`; an
    equal picture is not sent again. `is_same`: so is the text, nothing need be drawn.
    """
    found: dict[int, dict[str, Any]] = {}
    for one in asked[:MOST_SHEETS] or ["1:"]:
        number, _colon, shown = one.partition(":")
        page = min(int(number), drawn.pages) if PAGE.fullmatch(number) else 1
        if page in found or (is_same and shown):
            continue
        picture = render_page(drawn.bytes, page, width=WIDTH, form="few")
        tag = hashlib.sha256(picture.content).hexdigest()[:TAG]
        found[page] = {"page": page, "tag": tag}
        if tag != shown:
            coded = base64.b64encode(picture.content).decode()
            found[page]["src"] = f"data:{picture.media_type};base64,{coded}"
    return list(found.values())


def places(drawn: Rendered, paper: str) -> list[tuple[str, int, float]]:
    """Return where each part begins: id, page from 1, share of its height."""
    found = [
        (name.removeprefix(BLOCK), page, round(y / PAPER_HEIGHT[paper], 4))
        for name, (page, _x, y) in drawn.marks.items()
        if name.startswith(BLOCK)
    ]
    return sorted(found, key=lambda place: place[1:])


def look_at(letter: Letter) -> tuple[LetterTree, list[Fault], list[ProposedStep]]:
    """Return content, faults and route of a letter as it stands."""
    tree = build_tree(letter, body=readable_body(letter))
    return tree, faults_before_submit(letter), route_of(letter)


def all_warnings(letter: Letter) -> list[Fault]:
    """Return what should be looked at again; the letter may go all the same."""
    return [*letter_warnings(letter), *text_warnings_of(letter)]


@require_POST
@gzip_page
def letter_preview(request: HttpRequest, letter_id: UUID) -> JsonResponse:
    """Answer pages, faults and route of the unsaved form; nothing is kept."""
    try:
        content = typed_content(request.POST)
    except Invalid as refusal:
        told_wrong = {"faults": told_faults(refusal.faults)}
        return JsonResponse(told_wrong, status=refusal.status)
    try:
        with tried_out(
            actor=acting(request), letter_id=letter_id, content=content
        ) as letter:
            tree, faults, steps = look_at(letter)
            faults += day_faults(request.POST)
            told: dict[str, object] = {
                "route": told_route(steps),
                "authorities": authority_choices(letter),
                "warnings": told_faults(all_warnings(letter)),
            }
    except Invalid as refusal:
        return JsonResponse({"faults": told_faults(refusal.faults)})
    return preview_answer(request, tree, faults, told)


def preview_answer(
    request: HttpRequest,
    tree: LetterTree,
    faults: list[Fault],
    told: dict[str, object],
) -> JsonResponse:
    """Answer what was told with the page drawn of the tree and all that is wrong."""
    answer: dict[str, object] = {**told, "hash": content_hash(tree)}
    try:
        page = judged_page(tree)
        answer["faults"] = told_faults([*faults, *page.faults])
        if page.rendered:
            same = answer["hash"] == request.POST.get("shown_hash")
            asked = request.POST.getlist("see")
            answer["count"] = page.rendered.pages
            answer["sheets"] = sheets(page.rendered, asked, is_same=same)
            if not same:
                answer["places"] = places(page.rendered, tree.page.paper)
    # The rules answer even when the page maker is away.
    except OfficeError as refusal:
        answer |= {"faults": told_faults(faults), "undrawn": str(refusal)}
    return JsonResponse(answer)
