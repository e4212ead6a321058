"""Refusals of disposal."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError, StateForbids


class WrongState(StateForbids):
    """The list is not where this act is possible."""

    code = "wrong_state"
    message = _("This list is further, or not so far; reload the page.")


class NothingDue(StateForbids):
    """No record is due by that day, so there is nothing to list."""

    code = "nothing_due"
    message = _(
        "No record of these units is due by that day. A file is due when its retention"
        " is over and the schedule says destroy."
    )


class NoCommittee(StateForbids):
    """Nobody may appraise: the decree of the committee is not entered."""

    code = "no_committee"
    message = _("Enter the decree of the appraisal committee first (PP 28/2012 Ps 67).")


class NoWitnesses(StateForbids):
    """The committee has fewer than two witnesses of law and oversight."""

    code = "no_witnesses"
    message = _(
        "Destruction has at least two witnesses, of legal affairs or of oversight; add"
        " them to the committee (PP 28/2012 Ps 66)."
    )


class NotDecided(StateForbids):
    """Some items have no decision of the committee yet."""

    code = "items_not_decided"
    message = _("The committee has not decided on every item yet.")


class NothingAgreed(StateForbids):
    """No item is left that the committee agreed to destroy."""

    code = "nothing_agreed"
    message = _("No item is left to destroy. Call the list off instead.")


class SamePerson(StateForbids):
    """Proposing, approving and carrying out are duties of different people."""

    code = "same_person"
    message = _(
        "Whoever proposed the list neither approves nor carries it out, and two"
        " different people carry it out."
    )


class ProposersOwn(SamePerson):
    """The proposer enters no word of those who judge what was proposed."""

    message = _(
        "Whoever proposed the list does not enter the committee's consideration or the"
        " decree. Another archivist or a member of the committee does."
    )


class AppraisalOver(StateForbids):
    """An approval rests on the words of the committee as they stand."""

    code = "appraisal_over"
    message = _("An approval is entered already; send the list back to appraise anew.")


class ApprovalGiven(StateForbids):
    """This level has approved already."""

    code = "approval_given"
    message = _("This approval is entered already.")


class Destroyed(OfficeError):
    """The record was destroyed lawfully; its tombstone tells how."""

    code = "destroyed"
    status = 410
    message = _("This record was destroyed by the schedule; its entry is kept.")

    def __init__(self, tombstone: dict[str, object]) -> None:
        """Keep what is left of it."""
        super().__init__()
        self.members = {"tombstone": tombstone}
