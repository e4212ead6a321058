"""Acts of disposal, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class DisposalAct(TrailAct):
    """What is done with a destruction list, its committee and its records."""

    COMMITTEE_FORMED = "committee.formed", _("Appraisal committee entered")
    PROPOSED = "destruction_list.proposed", _("Destruction proposed")
    SUBMITTED = "destruction_list.submitted", _("List submitted to the committee")
    APPRAISED = "destruction_list.appraised", _("Items appraised")
    SHEET_BROUGHT = "destruction_list.sheet_brought", _("Filled sheet brought")
    SHEET_TAKEN = "destruction_list.sheet_taken", _("Words of a sheet taken over")
    DROPPED = "destruction_list.dropped", _("Items left the list")
    APPROVED = "destruction_list.approved", _("Destruction approved")
    RETURNED = "destruction_list.returned", _("List sent back")
    ABORTED = "destruction_list.aborted", _("List called off")
    EXECUTION_ASKED = "destruction_list.asked", _("Execution asked by the first")
    EXECUTING = "destruction_list.executing", _("Execution begun by the second")
    RESUMED = "destruction_list.resumed", _("Execution goes on")
    AGAIN = "destruction_list.again", _("Destroyed again after a restore")
    ERASED = "record.destroyed", _("Destroyed by the schedule")
    DESTROYED = "destruction_list.destroyed", _("List destroyed and proven")
