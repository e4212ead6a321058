"""Refusals of loans."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class WrongLoanState(StateForbids):
    """The loan is not where this act is possible."""

    code = "loan_state"
    message = _("This loan is further, or not so far; reload the page.")


class OnLoan(StateForbids):
    """The paper is out: one thing is in one hand."""

    code = "on_loan"
    message = _("This paper is on loan already. It can be lent when it is back.")


class NothingToLend(StateForbids):
    """What is asked for does not exist in that form."""

    code = "nothing_to_lend"
    message = _(
        "There is nothing to lend like this: paper is lent of what is paper, reading"
        " of what has files here."
    )
