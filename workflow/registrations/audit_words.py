"""Words for the acts of the letter room in the audit trail.

Letters are named by their number alone: the person who audits has no right to their
content.
"""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail_words import (
    moment,
    names_by,
    names_from,
    register_actions,
    register_thing,
)
from workflow.dispositions.models import Disposition
from workflow.incoming.models import IncomingLetter
from workflow.letters.models import Letter
from workflow.signing.models import SignerCredential

ACTIONS = {
    "letter.drafted": _("Draft begun"),
    "letter.edited": _("Draft changed"),
    "letter.mended": _("Draft mended"),
    "letter.deleted": _("Draft thrown away"),
    "letter.submitted": _("Submitted"),
    "letter.recalled": _("Recalled"),
    "letter.returned": _("Returned for mending"),
    "letter.step_approved": _("Initialled"),
    "letter.step_withdrawn": _("Initial taken back"),
    "letter.number_reserved": _("Numbered"),
    "letter.signing_failed": _("Signing failed"),
    "letter.signed": _("Signed"),
    "letter.sent": _("Delivered"),
    "letter.revoked": _("Revoked"),
    "letter.correction_begun": _("Correction begun"),
    "reading_copy.made": _("Reading copy given out"),
    "classed_original.given": _("Original of a classed letter given out"),
    "signer.withdrawn": _("Signing certificate withdrawn"),
    "signer.enrolled": _("Signing certificate taken into use"),
    "signing.session_opened": _("Signing of several letters begun"),
    "incoming.received": _("Received"),
    "incoming.registered": _("Registered in the agenda"),
    "incoming.pages_turned": _("Pages turned"),
    "incoming.split": _("Split into several letters"),
    "incoming.reopened": _("Taken up again"),
    "incoming.amended": _("Agenda entry corrected"),
    "incoming.delivered": _("Delivered inside"),
    "incoming.read": _("Read"),
    "incoming.read_by_machine": _("Read by the computer"),
    "incoming.reading_given_up": _("Could not be read by the computer"),
    "incoming.completed": _("Completed"),
    "disposition.given": _("Disposition given"),
    "disposition.read": _("Disposition read"),
    "disposition.progress": _("Report on a disposition"),
    "disposition.completed": _("Disposition completed"),
    "disposition.recalled": _("Disposition recalled"),
    "disposition.reopened": _("Disposition sent back for more"),
    "register.exported": _("Agenda book taken out"),
}


def _letter(letter: Letter) -> str:
    """Return the number, or type and moment of a letter that has none yet."""
    made = {"type": letter.letter_type.name, "at": moment(letter.created_at)}
    return letter.number or str(_("%(type)s of %(at)s, not numbered") % made)


def _incoming(incoming: IncomingLetter) -> str:
    came = {"at": moment(incoming.received_at)}
    return incoming.agenda_number or str(_("came %(at)s, not registered") % came)


def _disposition(disposition: Disposition) -> str:
    number = disposition.incoming.agenda_number if disposition.incoming else ""
    return number or str(_("given %(at)s") % {"at": moment(disposition.created_at)})


def register() -> None:
    """Say them (called once, at start)."""
    register_actions(ACTIONS)
    register_thing(
        "workflow.letter",
        _("Letter"),
        names_from(
            Letter.objects.select_related("letter_type").defer("body").all, _letter
        ),
    )
    register_thing(
        "workflow.incomingletter",
        _("Incoming letter"),
        names_from(IncomingLetter.objects.all, _incoming),
    )
    register_thing(
        "workflow.disposition",
        _("Disposition"),
        names_from(Disposition.objects.select_related("incoming").all, _disposition),
    )
    register_thing(
        "workflow.signercredential",
        _("Signing certificate"),
        names_by(SignerCredential.objects.all, "official__name"),
    )
