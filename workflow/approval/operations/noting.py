"""Notes of the route: kept with a decision, answered, told to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.approval import access
from workflow.approval.checklist import RETURN_CHECKLIST
from workflow.approval.models import ApprovalStep, LetterNote, NoteReply
from workflow.approval.models.notes import LONGEST_QUOTE
from workflow.differences.whereabouts import Quoted, block_text, find_words
from workflow.letters.access import visible_letter
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_letter
from workflow.letters.models import Letter, LetterVersion
from workflow.letters.trail_acts import LetterAct
from workflow.rendering.tree import LetterTree


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInput:
    """A note at words of a block of the version.

    No `quote`: at the whole block; no block either: at the whole letter. `start` is
    the place of the quote in the block's plain text, in signs; without it the quote is
    looked for, and `nth` says which place of several is meant (from 0).
    """

    block: str
    text: str
    quote: str = ""
    start: int | None = None
    nth: int = 0


def kept_notes(
    actor: Actor,
    step: ApprovalStep,
    notes: Sequence[NoteInput],
    faults: Sequence[str] = (),
) -> list[LetterNote]:
    """Keep the notes of a decision on the (locked) step's version, and return them.

    `faults` are codes of the checklist. Notes without words are left out.

    Raises:
        Invalid: a block or words that the version does not have, a fault unknown.
    """
    wrong: list[Fault] = []
    rows = [
        *_ticked(faults, wrong),
        *_placed(step.version, [n for n in notes if n.text.strip()], wrong),
    ]
    if wrong:
        raise Invalid(wrong)
    for row in rows:
        row.version, row.author = step.version, actor.official
        row.author_position = step.position
    return LetterNote.objects.bulk_create(rows)


def _ticked(codes: Sequence[str], wrong: list[Fault]) -> Iterator[LetterNote]:
    checklist = RETURN_CHECKLIST.current() if codes else None
    for code in dict.fromkeys(codes):
        text = checklist.text_of(code) if checklist else None
        if text is None:
            told = _("This fault is not on the list of common faults.")
            wrong.append(Fault(field="faults", code="unknown_fault", message=told))
        else:
            yield LetterNote(fault=code, text=text)


def _placed(
    version: LetterVersion, notes: Sequence[NoteInput], wrong: list[Fault]
) -> Iterator[LetterNote]:
    if not notes:
        return
    tree = LetterTree.model_validate(version.content)
    texts = {block.id: block_text(block) for block in tree.body}
    for number, given in enumerate(notes):
        found = _place(texts, given)
        if isinstance(found, Fault):
            field = f"notes.{number}.{found.field}"
            wrong.append(Fault(field=field, code=found.code, message=found.message))
            continue
        yield LetterNote(
            block_id=given.block,
            text=given.text.strip(),
            quote=found.text if found else "",
            start=found.start if found else None,
        )


def _place(texts: dict[str, str], given: NoteInput) -> Quoted | Fault | None:
    if given.block and given.block not in texts:
        text = _("This part is not in the version that was read. Open the letter anew.")
        return Fault(field="block", code="unknown_block", message=text)
    if not given.quote.strip():
        return None
    body = texts.get(given.block, "")
    if given.start is None:
        found = find_words(body, given.quote, given.nth)
    else:
        there = body.startswith(given.quote, given.start)
        found = Quoted(start=given.start, text=given.quote) if there else None
    if found is None:
        return _quote_fault(_("These words do not stand in that part of the letter."))
    if len(found.text) > LONGEST_QUOTE:
        return _quote_fault(_("Pick fewer words, or note at the whole part."))
    return found


def _quote_fault(text: str | Promise) -> Fault:
    return Fault(field="quote", code="quote_not_there", message=text)


def _locked_note(
    actor: Actor, act: str, letter_id: UUID, note_id: UUID
) -> tuple[Letter, LetterNote]:
    letter = locked_letter(letter_id)
    visible_letter(actor, letter_id)
    rows = LetterNote.objects.select_related("version__letter", "author_position")
    note = rows.filter(pk=note_id, version__letter=letter).first()
    if note is None:
        raise NotFound
    access.require(actor, act, note)
    return letter, note


@transaction.atomic
def reply_to_note(
    *, actor: Actor, letter_id: UUID, note_id: UUID, text: str
) -> NoteReply:
    """Answer a note, as the drafter or somebody the letter has come to.

    Raises:
        NotFound: no such note, or not on the letter's route.
        Invalid: nothing said.
    """
    letter, note = _locked_note(actor, "note.reply", letter_id, note_id)
    if not text.strip():
        told = _("Write your answer.")
        raise Invalid([Fault(field="text", code="required", message=told)])
    seat = access.seat_of(actor, letter)
    reply = NoteReply.objects.create(
        note=note, text=text.strip(), author=actor.official, author_position_id=seat
    )
    trail.record(
        LetterAct.NOTE_ANSWERED,
        letter,
        actor=actor.at_position(seat),
        note=str(note.pk),
    )
    events.add(LetterEvent.NOTE_ANSWERED, letter_id=letter.pk, reply_id=reply.pk)
    return reply


@transaction.atomic
def settle_note(
    *, actor: Actor, letter_id: UUID, note_id: UUID, is_done: bool = True
) -> LetterNote:
    """Say that a note is done, or open it again.

    The drafter and who wrote it may say so; only the writer's seat opens it again.
    Said twice changes nothing.

    Raises:
        NotFound: no such note, or not theirs to settle.
    """
    act = "note.resolve" if is_done else "note.reopen"
    letter, note = _locked_note(actor, act, letter_id, note_id)
    if note.is_open != is_done:
        return note
    note.resolved_at = timezone.now() if is_done else None
    note.resolved_by = actor.official if is_done else None
    note.save(update_fields=["resolved_at", "resolved_by"])
    trail.record(
        LetterAct.NOTE_RESOLVED if is_done else LetterAct.NOTE_REOPENED,
        letter,
        actor=actor.at_position(access.seat_of(actor, letter)),
        note=str(note.pk),
    )
    return note
