"""Reading one's own jobs."""

from eoffice.jobs.queries.progress import ItemFacts, JobFacts, job_of

__all__ = ["ItemFacts", "JobFacts", "job_of"]
