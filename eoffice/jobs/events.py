"""Events of long work: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class JobEvent(EventName):
    """What happened to a job; each carries `job_id`."""

    QUEUED = "job.queued"
    QUEUED_APART = "job.queued_apart"  # worked by the destroyer alone
    FINISHED = "job.finished"
