"""Events of loans: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class LoanEvent(EventName):
    """What happened to a loan; each carries `loan_id`."""

    DECIDED = "loan.decided"
    REMINDED = "loan.reminded"
