"""Acts on jobs."""

from eoffice.jobs.operations.queueing import cancel_job, start_job
from eoffice.jobs.operations.running import run_job

__all__ = ["cancel_job", "run_job", "start_job"]
