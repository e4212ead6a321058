"""Events of batches of letters."""

from eoffice.outbox.events import EventName


class MergeEvent(EventName):
    """What happened to a batch as a whole; each carries `batch_id`."""

    TAKEN_OUT = "merge.taken_out"
