"""`/naskah-keluar/massal/<konsep>/`: the table is brought and checked."""

from collections.abc import Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid
from eoffice.files import check_upload, receive_upload
from eoffice.files.uploads import facts_of
from eoffice.objects.models import Upload, UploadState
from eoffice.once.forms import once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import file_box
from eoffice.spreadsheets import MEDIA_TYPE, file_answer
from workflow.letters.models import RecipientKind
from workflow.letters.queries.shown import shown_title
from workflow.merging.access import batches_visible_to
from workflow.merging.checking import (
    check_table,
    draft_for_merge,
    draft_gaps,
)
from workflow.merging.sheets import empty_table
from workflow.merging.table import (
    MOST_BYTES,
    BroughtTable,
    table_of_upload,
)

BOX = {"id": "table", "name": "table", "class": "eo-input", "accept": ".xlsx,.csv"}


@office_view
def letters_merge(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Say which columns the draft asks for; take the table and show what it found."""
    actor = acting(request)
    if request.method != "POST":
        return _page(request, actor, letter_id)

    def act() -> str:
        draft_for_merge(actor, letter_id)  # before anything is stored
        table = brought_table(request, actor)
        batch = check_table(actor=actor, letter_id=letter_id, table=table)
        return reverse("merge_batch", args=[batch.pk])

    try:
        # In steps: scanner and sandbox are slow, and no transaction may wait for them.
        return redirect(once_in_steps(request, act))
    except Invalid as refusal:
        return _page(request, actor, letter_id, refusal.faults)


@office_view
def letters_merge_table(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Give the empty table with the heads that the draft asks for."""
    letter = draft_for_merge(acting(request), letter_id)
    return file_answer(empty_table(letter), MEDIA_TYPE, "tabel-surat-massal.xlsx")


def _page(
    request: HttpRequest,
    actor: Actor,
    letter_id: UUID,
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    letter = draft_for_merge(actor, letter_id)
    title = shown_title(letter)
    context = {
        "crumbs": [
            (_("Outgoing letters"), reverse("letter_list")),
            (title, reverse("letter_edit", args=[letter.pk])),
            (_("Mail merge"), ""),
        ],
        "letter": letter,
        "shown_title": title,
        "gaps": draft_gaps(letter),
        "has_addressee": letter.recipients.filter(kind=RecipientKind.TO).exists(),
        "batches": batches_visible_to(actor).filter(source=letter).order_by("-pk"),
        "file_box": file_box(BOX),
        "faults": faults,
    }
    status = 422 if faults else 200
    return render(request, "workflow/merging/bring.html", context, status=status)


def brought_table(request: HttpRequest, actor: Actor) -> BroughtTable:
    """Return the table of the form, which comes through the quarantine.

    Raises:
        Invalid: no file, refused by its check, or no table.
        UploadTypeRefused, ServiceDown: as of any upload.
    """
    file = request.FILES.get("table")
    if file is None:
        raise _refused("required", _("Choose a file first."))
    if (file.size or 0) > MOST_BYTES:
        raise _refused("too_large", _("This is larger than allowed."))
    upload = _checked(request, actor, file)
    return table_of_upload(upload.pk, owner_id=actor.user_id)


def _checked(request: HttpRequest, actor: Actor, file: UploadedFile) -> Upload:
    upload = receive_upload(
        owner=request.user,  # type: ignore[arg-type] # logged in: the guard saw to it
        name=file.name or "",
        stream=file,
        actor=actor,
        limit_bytes=MOST_BYTES,
        tables=True,
    )
    # At once instead of by the outbox: who brought it waits for what is in it.
    check_upload(upload.pk)
    upload.refresh_from_db()
    if upload.state == UploadState.REFUSED:
        raise _refused(upload.reason, facts_of(upload).reason_text)
    return upload


def _refused(code: str, text: str) -> Invalid:
    return Invalid([Fault(field="table", code=code, message=text)])
