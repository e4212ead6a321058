"""Events of record files: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class RecordFileEvent(EventName):
    """What happened to a record file; each carries `record_file_id`."""

    OPENED = "record_file.opened"
    CLOSED = "record_file.closed"
    EVENT_GIVEN = "record_file.event_given"
    PROOF_ADDED = "record_file.proof_added"
    REARRANGED = "record_file.rearranged"
    REOPENED = "record_file.reopened"
