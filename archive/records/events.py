"""Events of records: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class RecordEvent(EventName):
    """What happened to a record; each carries `record_id`."""

    CAPTURED = "record.captured"
    SCANS_BROUGHT = "record.scans_brought"
    CONTENT_KEPT = "record.content_kept"
    FILED = "record.filed"
    UNFILED = "record.unfiled"
    CORRECTED = "record.corrected"
    ACCESS_CHANGED = "record.access_changed"
