"""Acts on loans, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class LoanAct(TrailAct):
    """What is done with a loan."""

    ASKED = "loan.asked", _("Loan asked for")
    LENT = "loan.lent", _("Lent")
    REFUSED = "loan.refused", _("Loan refused")
    EXTENDED = "loan.extended", _("Loan extended")
    RETURNED = "loan.returned", _("Returned from loan")
