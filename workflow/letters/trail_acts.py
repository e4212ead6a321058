"""Acts on outgoing letters, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class LetterAct(TrailAct):
    """What is done with a letter, from its draft to its revocation."""

    DRAFTED = "letter.drafted", _("Draft begun")
    EDITED = "letter.edited", _("Draft changed")
    STATE_RESTORED = "letter.state_restored", _("Earlier state restored")
    MENDED = "letter.mended", _("Draft mended")
    DELETED = "letter.deleted", _("Draft thrown away")
    SUBMITTED = "letter.submitted", _("Submitted")
    RECALLED = "letter.recalled", _("Recalled")
    RETURNED = "letter.returned", _("Returned for mending")
    REFUSED = "letter.refused", _("Refused")
    CORRECTED = "letter.corrected", _("Text corrected by a verifier")
    STEP_APPROVED = "letter.step_approved", _("Initialled")
    STEP_SKIPPED = "letter.step_skipped", _("Step passed over")
    STEP_REASSIGNED = "letter.step_reassigned", _("Step given to another desk")
    STEP_WITHDRAWN = "letter.step_withdrawn", _("Initial taken back")
    NOTE_ANSWERED = "letter.note_answered", _("Note answered")
    NOTE_RESOLVED = "letter.note_resolved", _("Note told to be done")
    NOTE_REOPENED = "letter.note_reopened", _("Note opened again")
    NUMBER_RESERVED = "letter.number_reserved", _("Numbered")
    SIGNING_FAILED = "letter.signing_failed", _("Signing failed")
    SIGNED = "letter.signed", _("Signed")
    WARNING_OVERRIDDEN = "letter.warning_overridden", _("Signed against a warning")
    SENT = "letter.sent", _("Delivered")
    REVOKED = "letter.revoked", _("Revoked")
    CORRECTION_BEGUN = "letter.correction_begun", _("Correction begun")
