"""Close a file, give its event, reopen it: each after its consequence in a sentence."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.record_files import access
from archive.record_files.closing import (
    LONGEST,
    Closing,
    close_record_file,
    counts_from_event,
    give_event,
    incomplete_items,
    reopen_record_file,
)
from archive.record_files.lists import FileFilters, record_files_for
from archive.record_files.models import RecordFile
from archive.record_files.proofs import FIELD, add_event_proof
from archive.retention.dates import retention_dates
from eoffice.accounts.models import User
from eoffice.errors import Invalid, NotFound, OfficeError
from eoffice.files import receive_upload
from eoffice.files.evidence import EVIDENCE_NAMES
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.day_field import DayField
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin

PROOF_LABEL = gettext_lazy("Proof")
PROOF_HELP = gettext_lazy("The document that shows it, with its number and date.")


class TextLines(forms.CharField):
    """A few lines of text that may stay empty."""

    def __init__(self, **options: Any) -> None:
        """Draw two lines."""
        area = forms.Textarea(attrs={"rows": 2})
        super().__init__(required=False, max_length=LONGEST, widget=area, **options)


class ProofFile(forms.FileField):
    """The paper itself, scanned or as a picture."""

    def __init__(self, *, required: bool = False) -> None:
        """Take a PDF or a picture; what it really is, its check finds out."""
        super().__init__(
            label=gettext_lazy("File of the proof"),
            required=required,
            widget=FileBox(attrs={"accept": EVIDENCE_NAMES}),
            help_text=gettext_lazy(
                "A PDF or a picture. It is checked for viruses, then locked as long as"
                " this file is kept."
            ),
        )


class ClosingForm(OfficeFormMixin, forms.Form):
    """When the activity ended; the event, where the rule counts from one."""

    activity_ended_on = DayField(
        label=gettext_lazy("Activity ended on"),
        required=False,
        toward="past",
        help_text=gettext_lazy("Empty: today. The retention is counted from here."),
    )
    reason = TextLines(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed where the activity ended on an earlier day."),
    )
    trigger_on = DayField(
        label=gettext_lazy("Day of the event"),
        required=False,
        toward="past",
        help_text=gettext_lazy("Empty while it has not happened: the clock waits."),
    )
    proof = TextLines(label=PROOF_LABEL, help_text=PROOF_HELP)
    proof_file = ProofFile()
    incomplete = TextLines(
        label=gettext_lazy("Why it is closed although items are incomplete"),
        help_text=gettext_lazy("Better: complete them first, in the list of records."),
    )


class EventForm(OfficeFormMixin, forms.Form):
    """The day of the event and its proof."""

    on = DayField(label=gettext_lazy("Day of the event"), toward="past")
    proof = TextLines(label=PROOF_LABEL, help_text=PROOF_HELP)
    proof_file = ProofFile()


class ProofForm(OfficeFormMixin, forms.Form):
    """One more file that shows the day of the event."""

    proof_file = ProofFile(required=True)


class ReopeningForm(OfficeFormMixin, forms.Form):
    """Why the file is opened again."""

    reason = TextLines(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For example: a late record of the same activity came."),
    )


def file_close(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Say what closing does; then do it."""
    actor, today = acting(request), timezone.localdate()
    found = _file(actor, "record_file.close", file_id)
    form = ClosingForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> None:
        closing = Closing(**given)
        close_record_file(actor=actor, record_file_id=file_id, closing=closing)

    done = _("The file is closed; its retention runs.")
    if (answer := _acted(request, form, act, done=done, file_id=file_id)) is not None:
        return answer
    rule = found.retention_rule
    context = {
        **_shown(found, form, _("Close")),
        "rule": rule,
        "by_event": counts_from_event(found),
        "incomplete": incomplete_items(found),
        # As if ended today: the keeper sees the ends before the clock is started.
        "dates": retention_dates(rule, ended_on=today, trigger_on=today)
        if rule
        else None,
    }
    return render(request, "archive/file_close.html", context)


def file_event(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Ask for the day of the awaited event and its proof."""
    actor = acting(request)
    found = _file(actor, "record_file.give_event", file_id)
    form = EventForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> None:
        give_event(actor=actor, record_file_id=file_id, **given)

    done = _("The event is noted; the retention runs from it.")
    if (answer := _acted(request, form, act, done=done, file_id=file_id)) is not None:
        return answer
    context = {**_shown(found, form, _("Event")), "rule": found.retention_rule}
    return render(request, "archive/file_event.html", context)


def file_add_proof(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take one more file that shows the event."""
    actor = acting(request)
    found = _file(actor, "record_file.give_event", file_id)
    form = ProofForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> None:
        add_event_proof(actor=actor, record_file_id=file_id, **given)

    done = _("The file is added; it opens once its check is done.")
    if (answer := _acted(request, form, act, done=done, file_id=file_id)) is not None:
        return answer
    return render(request, "archive/file_proof.html", _shown(found, form, _("Proof")))


def file_reopen(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Ask why the file is opened again."""
    actor = acting(request)
    found = _file(actor, "record_file.reopen", file_id)
    form = ReopeningForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        reopen_record_file(actor=actor, record_file_id=file_id, **given)

    done = _("The file is open again; its dates are counted at its next closing.")
    if (answer := _acted(request, form, act, done=done, file_id=file_id)) is not None:
        return answer
    return render(request, "archive/file_reopen.html", _shown(found, form, _("Reopen")))


def _file(actor: Actor, act: str, file_id: UUID) -> RecordFile:
    rows = record_files_for(actor, FileFilters(), timezone.localdate())
    found = rows.filter(pk=file_id).first()
    if found is None:
        raise NotFound
    access.require(actor, act, found)
    return found


def _acted(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    *,
    done: str,
    file_id: UUID,
) -> HttpResponse | None:
    """Do the act once; return where to go, or nothing while the form has faults."""
    if request.method != "POST" or not form.is_valid():
        return None

    try:
        given = _taken_in(request, form)
    except OfficeError as refusal:
        form.add_error(FIELD, str(refusal))
        return None

    def once_done() -> str:
        act(given)
        return reverse("record_file_page", args=[file_id])

    try:
        address = once(request, once_done)
    except Invalid as refusal:
        for fault in refusal.faults:
            field = fault.field if fault.field in form.fields else None
            form.add_error(field, str(fault.message))
        return None
    messages.success(request, done)
    return redirect(address)


def _taken_in(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    """Return what the form gives, with the id of the upload in the file's place.

    Outside the transaction of the act: bytes go to the store before any row.
    """
    if FIELD not in form.fields:
        return form.cleaned_data
    file, taken = form.cleaned_data[FIELD], None
    if file is not None:
        taken = receive_upload(
            owner=cast("User", request.user),
            name=file.name,
            stream=file,
            actor=acting(request),
        )
    return {**form.cleaned_data, FIELD: taken.pk if taken else None}


def _shown(found: RecordFile, form: forms.Form, last: str) -> dict[str, object]:
    crumbs = [
        (_("Archive"), reverse("record_list")),
        (found.title, reverse("record_file_page", args=[found.pk])),
        (last, ""),
    ]
    return {"file": found, "form": form, "crumbs": crumbs}
