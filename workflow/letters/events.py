"""Events of outgoing letters: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class LetterEvent(EventName):
    """What happened to a letter; each carries `letter_id`, of a step `step_id` too."""

    DRAFTED = "letter.drafted"
    EDITED = "letter.edited"
    DRAFT_DELETED = "letter.draft_deleted"
    CLASSED = "letter.classed"
    SUBMITTED = "letter.submitted"
    STEP_OPENED = "letter.step_opened"
    STEP_APPROVED = "letter.step_approved"
    STEP_SKIPPED = "letter.step_skipped"
    STEP_REASSIGNED = "letter.step_reassigned"
    DESK_REMINDED = "letter.desk_reminded"
    STEP_WITHDRAWN = "letter.step_withdrawn"
    RETURNED = "letter.returned"
    NOTE_ANSWERED = "letter.note_answered"
    CORRECTED = "letter.corrected"
    REFUSED = "letter.refused"
    RECALLED = "letter.recalled"
    SIGNED = "letter.signed"
    SENT = "letter.sent"
    REVOKED = "letter.revoked"
