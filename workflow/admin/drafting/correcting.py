"""`…/langkah/<id>/perbaiki/`: the editor at a verifier's desk, for the text alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from eoffice.errors import Fault, Invalid, NotFound, OfficeError, Stale, StateForbids
from eoffice.once.forms import once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.admin.drafting.editor_page import text_editor
from workflow.admin.drafting.preview import all_warnings, preview_answer, told_faults
from workflow.admin.drafting.stale import typed_text
from workflow.admin.drafting.typed_body import typed_body
from workflow.admin.drafting.typed_letter import typed_version
from workflow.admin.letters.letter_tags import status_tag
from workflow.approval.corrections import CORRECTION_RULES
from workflow.approval.models import ApprovalStep
from workflow.approval.operations.correcting import (
    CorrectedText,
    correct_text,
    tried_correction,
)
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.approval.queries.correctable import is_correctable
from workflow.letters.broken_parts import broken_parts
from workflow.letters.checks import letter_faults
from workflow.letters.content import build_tree, readable_body
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.letter_facts import LetterFacts, read_letter


def _typed(request: HttpRequest) -> CorrectedText:
    """Return what was typed; a form without the text leaves the text as it is."""
    form = request.POST
    return CorrectedText(
        subject=" ".join(form.get("subject", "").split())[:300],
        body=typed_body(form["body"]) if "body" in form else None,
    )


def _step(reading: LetterFacts, actor: Actor, step_id: UUID) -> ApprovalStep:
    step = reading.open_step_of(actor)
    if step is None or step.pk != step_id:
        raise NotFound
    return step


def text_correct(request: HttpRequest, letter_id: UUID, step_id: UUID) -> HttpResponse:
    """Show the editor with the frozen text, or freeze what was corrected."""
    if request.method == "POST":
        return _save(request, letter_id, step_id)
    actor = acting(request)
    note_letter_seen(actor=actor, letter_id=letter_id)
    reading = read_letter(actor, letter_id)
    letter, step = reading.letter, _step(reading, actor, step_id)
    if not is_correctable(letter, step) or broken_parts(letter.body):
        messages.info(request, _("The text of this letter is not corrected here."))
        return redirect("letter_read", letter_id=letter.pk)
    return _page(request, reading, step, [])


def _page(
    request: HttpRequest, reading: LetterFacts, step: ApprovalStep, faults: list[Fault]
) -> HttpResponse:
    letter = reading.letter
    back = reverse("letter_read", args=[letter.pk])
    context = {
        "crumbs": [(_("Letter"), back), (_("Correct the text"), "")],
        "letter": letter,
        "step": step,
        "shown_title": shown_title(letter),
        "status": status_tag(letter),
        "editor": text_editor(letter),
        "faults": told_faults(faults),
        "warnings": told_faults(all_warnings(letter)),
        "route": {"act": _("Keep as the next version"), "first": ""},
        "rule": CORRECTION_RULES.current(),
        "back": back,
    }
    status = 422 if faults else 200
    return render(request, "workflow/drafting/correct.html", context, status=status)


def _save(request: HttpRequest, letter_id: UUID, step_id: UUID) -> HttpResponse:
    actor = acting(request)
    given = _typed(request)

    def act() -> str:
        correct_text(
            actor=actor,
            letter_id=letter_id,
            step_id=step_id,
            row_version=typed_version(request.POST),
            given=given,
        )
        return reverse("letter_read", args=[letter_id])

    try:
        # In steps: drawing the page is slow, and no transaction may wait for it.
        address = once_in_steps(request, act)
    except Invalid as refusal:
        return _again(request, letter_id, step_id, (given, refusal.faults))
    except (Stale, StateForbids, NotFound) as refusal:
        return _refused(request, letter_id, given, refusal)
    messages.success(request, _("Kept as the next version, in your name."))
    return redirect(address)


def _again(
    request: HttpRequest,
    letter_id: UUID,
    step_id: UUID,
    typed: tuple[CorrectedText, list[Fault]],
) -> HttpResponse:
    """Show the editor with what was typed; nothing of it is kept yet."""
    actor = acting(request)
    given, faults = typed
    reading = read_letter(actor, letter_id)
    letter = reading.letter
    letter.subject = given.subject or ""
    letter.body = letter.body if given.body is None else given.body
    return _page(request, reading, _step(reading, actor, step_id), faults)


def _refused(
    request: HttpRequest, letter_id: UUID, given: CorrectedText, refusal: OfficeError
) -> HttpResponse:
    """Say why it is not kept, with the text that was typed, to be copied."""
    # Sight again: to somebody who may not see the letter there is none.
    reading = read_letter(acting(request), letter_id)
    context = {
        "letter": reading.letter,
        "told": _("Somebody else has decided or changed this letter meanwhile.")
        if isinstance(refusal, NotFound | Stale)
        else str(refusal),
        "mine": {"subject": given.subject, "text": typed_text(given.body or [])},
    }
    status = refusal.status
    page = "workflow/drafting/correction_refused.html"
    return render(request, page, context, status=status)


@require_POST
@gzip_page
def text_correct_preview(
    request: HttpRequest, letter_id: UUID, step_id: UUID
) -> JsonResponse:
    """Answer pages and faults of the unsaved correction; nothing is kept."""
    try:
        with tried_correction(
            actor=acting(request),
            letter_id=letter_id,
            step_id=step_id,
            given=_typed(request),
        ) as letter:
            tree = build_tree(letter, body=readable_body(letter))
            faults = letter_faults(letter)
            told: dict[str, object] = {"warnings": told_faults(all_warnings(letter))}
    except Invalid as refusal:
        return JsonResponse({"faults": told_faults(refusal.faults)})
    return preview_answer(request, tree, faults, told)
