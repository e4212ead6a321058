"""Telling people about notes: who is called by name, whose note was answered."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from eoffice.notifications.operations import notify_position
from eoffice.notifications.operations.notifying import Message
from eoffice.outbox.events import Event, on
from workflow.approval.mentions import called_in
from workflow.approval.models import ApprovalStep, LetterNote, NoteReply
from workflow.letters.events import LetterEvent
from workflow.letters.queries.shown import shown_title
from workflow.security_class import is_ordinary


def _message(note: LetterNote, kind: str, words: str, by: str) -> Message:
    letter = note.version.letter
    path = reverse("letter_read", args=[letter.pk])
    return Message(
        kind=kind,
        text=f"{words}: {shown_title(letter)}",
        path=f"{path}#catatan-{note.pk}",
        by=by,
        is_plain=is_ordinary(letter),
    )


def tell_of_calls(event: Event) -> None:
    """Tell those whom the notes of an initial or a return call by name."""
    step = ApprovalStep.objects.filter(pk=UUID(event.payload["step_id"])).first()
    if step is None:
        return
    rows = LetterNote.objects.filter(
        version=step.version_id, author_position=step.position_id
    ).select_related("version__letter", "author")
    notes = list(rows.defer("author__nik"))
    if not notes:
        return
    letter = notes[0].version.letter
    told = {step.position_id}
    if event.name == LetterEvent.RETURNED:  # of which the drafter hears anyway
        told.add(letter.drafter_position_id)
    calls = called_in(letter, [note.text for note in notes])
    for note, seats in zip(notes, calls, strict=True):
        for seat in seats:
            if seat not in told:
                _tell(event, note, seat, called=True, by=note.author.name)
                told.add(seat)


def tell_of_answer(event: Event) -> None:
    """Tell whose note was answered, and those whom the answer calls."""
    rows = NoteReply.objects.select_related("note__version__letter", "author")
    reply = rows.filter(pk=UUID(event.payload["reply_id"])).first()
    if reply is None:
        return
    note = reply.note
    [called] = called_in(note.version.letter, [reply.text])
    for seat in dict.fromkeys([*called, note.author_position_id]):
        if seat != reply.author_position_id:
            _tell(event, note, seat, called=seat in called, by=reply.author.name)


def _tell(event: Event, note: LetterNote, seat: UUID, *, called: bool, by: str) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        words = _("You are called in a note") if called else _("Your note is answered")
        kind = "letter.note_call" if called else "letter.note_answer"
        message = _message(note, kind, words, by)
    notify_position(event_id=event.id, position_id=seat, message=message)


def register() -> None:
    """Register the handlers."""
    for moved in (LetterEvent.STEP_APPROVED, LetterEvent.RETURNED):
        on(moved, "workflow.tell_of_calls", tell_of_calls)
    on(LetterEvent.NOTE_ANSWERED, "workflow.tell_of_answer", tell_of_answer)
