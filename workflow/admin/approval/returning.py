"""`…/kembalikan/`: send a letter back, with notes where they belong."""

from collections.abc import Callable
from itertools import zip_longest
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import Invalid, NotFound
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.admin.letters.text_view import block_html
from workflow.approval.checklist import RETURN_CHECKLIST
from workflow.approval.errors import StepAlreadyDecided
from workflow.approval.operations.approving import return_letter
from workflow.approval.operations.noting import NoteInput
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.allowed_acts import allowed_acts
from workflow.outgoing.desk_round import next_after
from workflow.outgoing.letter_facts import LetterFacts, read_letter

NOTE = "note-"
MOST_ROWS = 50  # of one passage


def _return_page(
    request: HttpRequest, reading: LetterFacts, refusal: Invalid | None
) -> HttpResponse:
    tree = reading.tree
    if tree is None:
        raise NotFound
    letter = reading.letter
    back = reverse("letter_read", args=[letter.pk])
    blocks = [
        {"id": b.id, "html": block_html(b), "rows": _rows(request, b.id) or [EMPTY]}
        for b in tree.body
        if b.type != "page_break"
    ]
    context = {
        "crumbs": [(_("Letter"), back), (_("Return"), "")],
        "letter": letter,
        "shown_title": shown_title(letter),
        "back": back,
        "blocks": blocks,
        "note": request.POST.get("note", ""),
        "checklist": RETURN_CHECKLIST.current().rows,
        "ticked": request.POST.getlist("fault"),
        "faults": refusal.faults if refusal else [],
    }
    status = refusal.status if refusal else 200
    return render(request, "workflow/approval/return.html", context, status=status)


EMPTY = {"note": "", "quote": "", "nth": "0"}


def _rows(request: HttpRequest, block: str) -> list[dict[str, str]]:
    """Return what was typed at a passage: one entry per note."""
    columns = [
        [str(one).replace("\0", "") for one in request.POST.getlist(f"{name}-{block}")]
        for name in EMPTY
    ]
    typed = zip_longest(*(column[:MOST_ROWS] for column in columns), fillvalue="")
    return [dict(zip(EMPTY, one, strict=True)) for one in typed]


def _place(typed: str) -> int:
    # Cut: Python refuses numbers of thousands of digits, and no place is that far.
    return int(typed[:4]) if typed[:4].isdecimal() else 0


def _notes(request: HttpRequest) -> list[NoteInput]:
    blocks = [n.removeprefix(NOTE) for n in request.POST if n.startswith(NOTE)]
    return [
        NoteInput(
            block=block,
            text=row["note"],
            quote=row["quote"],
            nth=_place(row["nth"]),
        )
        for block in blocks
        for row in _rows(request, block)
    ]


def letter_return(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask why, then return the letter to its drafter."""
    actor = acting(request)
    # The page shows the whole letter: once seen, the initial before it stands.
    note_letter_seen(actor=actor, letter_id=letter_id)
    reading = read_letter(actor, letter_id)

    def act() -> str:
        step = reading.open_step_of(actor)
        if step is None:
            raise StepAlreadyDecided(state=reading.letter.status)
        return_letter(
            actor=actor,
            letter_id=letter_id,
            step_id=step.pk,
            note=request.POST.get("note", ""),
            notes=_notes(request),
            faults=request.POST.getlist("fault"),
        )
        # On to the next letter of this desk: the round goes on without a way back.
        goes_to = next_after(actor, letter_id) or letter_id
        return reverse("letter_read", args=[goes_to])

    if request.method == "POST":
        return _returned(request, reading, act)
    # Asked when the form opens: nobody should write notes that cannot be sent.
    if "return" not in allowed_acts(actor, reading.letter, reading.steps):
        return _no_longer_here(request, letter_id)
    return _return_page(request, reading, None)


def _returned(
    request: HttpRequest, reading: LetterFacts, act: Callable[[], str]
) -> HttpResponse:
    try:
        address = once(request, act)
    except StepAlreadyDecided:
        return _no_longer_here(request, reading.letter.pk)
    except Invalid as refusal:
        return _return_page(request, reading, refusal)
    told = _("Returned to %(name)s with your notes.")
    messages.success(request, told % {"name": reading.letter.drafter.name})
    return redirect(address)


def _no_longer_here(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    messages.info(request, _("This letter is no longer at your desk."))
    return redirect("letter_read", letter_id=letter_id)
