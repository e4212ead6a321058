"""Writing a letter: the editor, saving while typing, submitting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, Stale
from eoffice.once.forms import once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.admin.drafting.editor_page import editor_context
from workflow.admin.drafting.mending import broken_page
from workflow.admin.drafting.preview import told_faults
from workflow.admin.drafting.stale import stale_facts, stale_page
from workflow.admin.drafting.typed_letter import typed_content, typed_version
from workflow.admin.drafting.wished_day import day_faults
from workflow.approval.operations.submitting import submit_letter
from workflow.letters import access
from workflow.letters.broken_parts import broken_parts
from workflow.letters.errors import LetterLocked
from workflow.letters.models import Letter, StateReason
from workflow.letters.operations.drafting import edit_draft
from workflow.outgoing.allowed_acts import may_edit


def _own_draft(actor: Actor, letter_id: UUID) -> Letter:
    access.require(actor, "letter.edit", access.visible_letter(actor, letter_id))
    return Letter.objects.select_related(
        "letter_type", "unit", "drafter_position", "signatory_position__unit"
    ).get(pk=letter_id)


def letter_edit(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show the editor."""
    actor = acting(request)
    letter = _own_draft(actor, letter_id)
    if not may_edit(actor, letter):
        return redirect("letter_read", letter_id=letter.pk)
    # A part the editor cannot show would end in a page that never opens.
    if broken := broken_parts(letter.body):
        return broken_page(request, actor, letter, broken)
    return render(request, "workflow/drafting/edit.html", editor_context(letter, actor))


@require_POST
def letter_save(request: HttpRequest, letter_id: UUID) -> JsonResponse:
    """Keep what was typed so far."""
    actor = acting(request)
    version = typed_version(request.POST, request.headers.get("If-Match"))
    try:
        content = typed_content(request.POST)
        over = StateReason.TAKEN_OVER if "over" in request.POST else StateReason.WRITTEN
        letter = edit_draft(
            actor=actor,
            letter_id=letter_id,
            row_version=version,
            content=content,
            keeps=over,
        )
    except Stale as refusal:
        return JsonResponse(stale_facts(letter_id), status=refusal.status)
    except Invalid as refusal:
        told = {"faults": told_faults(refusal.faults)}
        return JsonResponse(told, status=refusal.status)
    saved_at = timezone.localtime()
    return JsonResponse({"version": letter.row_version, "saved_at": saved_at})


@require_POST
def letter_submit(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Keep what was typed and send it on its route, once."""
    actor = acting(request)
    version = typed_version(request.POST)
    content = typed_content(request.POST)

    def act() -> str:
        edit_draft(
            actor=actor, letter_id=letter_id, row_version=version, content=content
        )
        try:
            if faults := day_faults(request.POST):
                raise Invalid(faults)
            submit_letter(actor=actor, letter_id=letter_id)
        except Invalid as refusal:  # what was typed is kept; the editor names the rest
            _say_faults(request, refusal)
            return reverse("letter_edit", args=[letter_id])
        return reverse("letter_read", args=[letter_id])

    try:
        # In steps: drawing the page is slow, and no transaction may wait for it.
        address = once_in_steps(request, act)
    except Stale:
        return stale_page(request, letter_id, content)
    except LetterLocked:
        messages.info(request, _("This letter has been submitted already."))
    except Invalid as refusal:
        _say_faults(request, refusal)
        return redirect("letter_edit", letter_id=letter_id)
    else:
        _say_where(request, letter_id)
        return redirect(address)
    return redirect("letter_read", letter_id=letter_id)


def _say_faults(request: HttpRequest, refusal: Invalid) -> None:
    for fault in refusal.faults:
        messages.error(request, str(fault.message))


def _say_where(request: HttpRequest, letter_id: UUID) -> None:
    steps = Letter.objects.get(pk=letter_id).steps.filter(state="open")
    desks = steps.values_list("position__title", flat=True)
    if not desks:  # still a draft, or decided already
        return
    told = _("Submitted, now at the desk of %(desk)s.")
    messages.success(request, told % {"desk": ", ".join(desks)})
