"""`naskah-keluar/<letter>/dari-word/`: a Word file brought, looked at, taken over.

The file waits for its check as any upload; the page asks again until it is done.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, NotFound, OfficeError
from eoffice.files import receive_upload
from eoffice.files.uploads import facts_of, upload_of
from eoffice.objects.models import UploadState
from eoffice.once.forms import once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.file_field import file_box
from workflow.letters.models import Letter
from workflow.letters.queries.shown import shown_title
from workflow.letters.queries.states import draft_to_write
from workflow.word_files.exporting import give_draft_as_word
from workflow.word_files.importing import (
    WordOrder,
    has_text,
    import_word_file,
    look_at_word_file,
)

PAGE = "workflow/word_files/take.html"
BOX = {"id": "berkas-word", "name": "file", "class": "eo-input", "accept": ".docx"}


def word_take(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show the page; with `?berkas=` what would be taken of that upload."""
    actor = acting(request)
    letter = draft_to_write(actor, letter_id)
    context = _context(letter)
    found = _order(request.GET)
    if found is None:
        return render(request, PAGE, context)
    return _looked(request, actor, letter, context | {"order": found})


def _context(letter: Letter) -> dict[str, object]:
    edit = reverse("letter_edit", args=[letter.pk])
    return {
        "letter": letter,
        "shown_title": shown_title(letter),
        "crumbs": [(shown_title(letter), edit), (_("From a Word file"), "")],
        "file_box": file_box(BOX),
        "has_text": has_text(letter),
    }


def _order(given: QueryDict) -> WordOrder | None:
    try:
        upload_id = UUID(given.get("berkas", ""))
    except ValueError:
        return None
    return WordOrder(
        upload_id=upload_id,
        append=given.get("append") == "1",
        keep_head=given.get("keep_head") == "1",
    )


def _looked(
    request: HttpRequest, actor: Actor, letter: Letter, context: dict[str, object]
) -> HttpResponse:
    order = context["order"]
    assert isinstance(order, WordOrder)  # noqa: S101 - put there by the caller
    upload = upload_of(order.upload_id, owner_id=actor.user_id)
    context["name"] = upload.name
    if upload.state == UploadState.QUARANTINED:
        answer = render(request, PAGE, context | {"is_waiting": True})
        answer.headers["Refresh"] = "2"
        return answer
    if upload.state == UploadState.REFUSED:
        return render(
            request, PAGE, context | {"refusal": facts_of(upload).reason_text}
        )
    try:
        found = look_at_word_file(actor=actor, letter_id=letter.pk, order=order)
    except OfficeError as refusal:
        return render(request, PAGE, context | {"refusal": str(refusal)})
    return render(request, PAGE, context | {"found": found})


@require_POST
def word_bring(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Take in the file; its check goes on by itself."""
    actor = acting(request)
    letter = draft_to_write(actor, letter_id)
    here, file = reverse("word_take", args=[letter.pk]), request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file first."))
        return redirect(here)

    def act() -> str:
        upload = receive_upload(
            owner=request.user,  # type: ignore[arg-type] # logged in: the guard saw to it
            name=file.name or "",
            stream=file,
            actor=actor,
        )
        return f"{here}?berkas={upload.pk}"

    try:
        return redirect(once_in_steps(request, act))
    except OfficeError as refusal:
        messages.error(request, str(refusal))
        return redirect(here)


@require_POST
def word_import(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Put the text into the draft, once, and open the editor."""
    actor = acting(request)
    here = reverse("word_take", args=[letter_id])
    order = _order(request.POST)
    version = request.POST.get("row_version", "")
    if order is None or not version.isdecimal():
        return redirect(here)

    def act() -> str:
        made = import_word_file(
            actor=actor, letter_id=letter_id, row_version=int(version), order=order
        )
        told = _("%(n)s parts taken from the Word file. Look through the text.")
        messages.success(request, told % {"n": len(made.reading.blocks)})
        return reverse("letter_edit", args=[letter_id])

    try:
        return redirect(once_in_steps(request, act))
    except NotFound:
        raise
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
    # The page is shown anew, with the version that the draft has now.
    except OfficeError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{here}?berkas={order.upload_id}")


def word_draft(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """Give the draft out as a Word file."""
    return give_draft_as_word(actor=acting(request), letter_id=letter_id)
