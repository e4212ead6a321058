"""What a person may do with a loan now: for page, API, template."""

from archive.loans import access
from archive.loans.models import Loan, LoanState
from eoffice.organisation.actor import Actor

BY_STATE = {
    LoanState.ASKED: ("approve", "refuse"),
    LoanState.LENT: ("return", "extend"),
}


def allowed_acts(actor: Actor, loan: Loan) -> list[str]:
    """Return the acts that are possible now and this person's to do."""
    possible = BY_STATE.get(LoanState(loan.state), ())
    return [act for act in possible if access.may(actor, f"loan.{act}", loan)]
