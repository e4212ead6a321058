"""Events of disposal."""

from eoffice.outbox.events import EventName


class DisposalEvent(EventName):
    """What happened to a list; each carries `list_id`."""

    SUBMITTED = "destruction_list.submitted"
    RETURNED = "destruction_list.returned"
    APPRAISED = "destruction_list.appraised"  # every item has its word
    APPROVED = "destruction_list.approved"
    EXECUTION_ASKED = "destruction_list.execution_asked"
    EXECUTING = "destruction_list.executing"
    DESTROYED = "destruction_list.destroyed"
    ABORTED = "destruction_list.aborted"
