"""Words for the acts of the letter room in the audit trail.

Letters are named by their number alone: whoever audits has no right to their content.
"""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.words import names_by, register_actions, register_thing
from workflow.models import Disposition, IncomingLetter, Letter

ACTIONS = {
    "letter.drafted": _("Draft begun"),
    "letter.edited": _("Draft changed"),
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


def register() -> None:
    """Say them (called once, at start)."""
    register_actions(ACTIONS)
    register_thing(
        "workflow.letter", _("Letter"), names_by(Letter.objects.all, "number")
    )
    register_thing(
        "workflow.incomingletter",
        _("Incoming letter"),
        names_by(IncomingLetter.objects.all, "agenda_number"),
    )
    register_thing(
        "workflow.disposition",
        _("Disposition"),
        names_by(
            lambda: Disposition.objects.filter(incoming__isnull=False),
            "incoming__agenda_number",
        ),
    )
    register_thing("workflow.signercredential", _("Signing certificate"))
