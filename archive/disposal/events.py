"""Events of disposal."""

from eoffice.outbox.events import EventName


class DisposalEvent(EventName):
    """What happened to a list (`list_id`) or to what was destroyed."""

    SUBMITTED = "destruction_list.submitted"
    RETURNED = "destruction_list.returned"
    APPROVED = "destruction_list.approved"
    EXECUTION_ASKED = "destruction_list.execution_asked"
    DESTROYED = "destruction_list.destroyed"
    # `record_id`, and `letter_id` or `incoming_id`, and `disposition_ids` by commas.
    RECORD_ERASED = "record.erased"
