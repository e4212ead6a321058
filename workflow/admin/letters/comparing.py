"""`…/perubahan/`: any two versions compared; `…/v<n>/tanda/`: marks on its pages."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import NotFound
from eoffice.objects.page_words import page_words_of
from eoffice.shell.acting import acting
from workflow.admin.letters.note_marks import marks_of
from workflow.admin.letters.version_changes import Compared, changes_part
from workflow.admin.letters.viewing import pdf_of, viewer_part
from workflow.differences.page_places import boxes_of
from workflow.differences.versions import BlockKind
from workflow.differences.whereabouts import block_text
from workflow.differences.words import places_of
from workflow.letters.models import LetterVersion
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.letter_facts import LetterFacts, read_letter
from workflow.rendering.tree_blocks import AnnexHead, Block, Image


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= len("100000") else None


def _read(request: HttpRequest, letter_id: UUID) -> LetterFacts:
    """Return a letter that the person takes part in: versions are the route's own."""
    reading = read_letter(acting(request), letter_id)
    if not reading.takes_part or reading.version is None:
        raise NotFound
    return reading


def _asked(
    reading: LetterFacts, asked: str, usual: LetterVersion | None
) -> LetterVersion:
    found = usual
    if asked:
        rows = reading.letter.versions.select_related("pdf")
        number = _number(asked)
        found = rows.filter(number=number).first() if number else None
    if found is None:
        raise NotFound
    return found


def letter_compare(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show what changed between two versions; both may be chosen."""
    reading = _read(request, letter_id)
    after = _asked(reading, request.GET.get("ke", ""), reading.version)
    earlier = reading.before or after
    before = _asked(reading, request.GET.get("dari", ""), earlier)
    pair = Compared(before, after)
    letter = reading.letter
    back = reverse("letter_read", args=[letter.pk])
    context = {
        "crumbs": [(_("Letter"), back), (_("Changes"), "")],
        "letter": letter,
        "shown_title": shown_title(letter),
        "back": back,
        "before": before,
        "after": after,
        "told": pair.told,
        "versions": letter.versions.select_related("submitted_by").defer("content"),
        "viewer": viewer_part(reading, pair),
        "changes": changes_part(pair),
    }
    return render(request, "workflow/letters/compare.html", context)


def letter_marks(request: HttpRequest, letter_id: UUID, number: int) -> JsonResponse:
    """Answer with boxes on the pages of a version: what changed, the words of notes.

    `?dari=` names the earlier version; without it nothing is compared.
    """
    reading = _read(request, letter_id)
    after = _asked(reading, str(number), None)
    asked = request.GET.get("dari", "")
    before = _asked(reading, asked, None) if asked else after
    pair = Compared(before, after)
    changed = {
        block.id: places_of(block.parts).added
        for block in pair.changes.blocks
        if block.kind in {BlockKind.ADDED, BlockKind.CHANGED}
    }
    noted = {
        block: [(mark.start, mark.end) for mark in marks]
        for block, marks in marks_of(
            [note for note in reading.notes if note.version_id == after.pk]
        ).items()
    }
    if not any(changed.values()) and not noted:
        return JsonResponse({"boxes": [], "notes": []})
    pages = page_words_of(pdf_of(reading.letter, after))
    told = {
        name: [
            [one.page, one.x, one.y, one.width, one.height]
            for one in boxes_of(pages, _wanted(pair, places))
        ]
        for name, places in (("boxes", changed), ("notes", noted))
    }
    return JsonResponse(told)


def _wanted(
    pair: Compared, places: Mapping[str, list[tuple[int, int]]]
) -> list[tuple[str, list[tuple[int, int]]]]:
    """Return the text of every block in order, with the places that are wanted."""
    body = pair.trees[1].body
    return [_on_page(block, places.get(block.id, [])) for block in body]


def _on_page(
    block: Block, places: list[tuple[int, int]]
) -> tuple[str, list[tuple[int, int]]]:
    """Return what of a block's words is printed, and the places in it.

    A picture's description is heard, not seen; an annex prints its title alone. What is
    not on the page would be looked for in the words after it.
    """
    if isinstance(block, Image):
        return "", []
    text = block_text(block)
    if not isinstance(block, AnnexHead):
        return text, places
    ahead = max(text.find(block.value.title), 0)
    moved = [(max(at - ahead, 0), to - ahead) for at, to in places if to > ahead]
    return block.value.title, moved
