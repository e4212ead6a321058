"""The job of a destruction: slices of items, then the proof, by the destroyer."""

from uuid import UUID

from archive.disposal.executing import JOB_KIND, PROOF
from archive.erasing.proving import prove_list
from archive.erasing.slices import destroy_slice
from eoffice.jobs.runners import ItemOutcome, Work, register_runner


def _work(work: Work) -> ItemOutcome | None:
    list_id = UUID(work.parameters["list_id"])
    if work.ref == PROOF:
        prove_list(list_id)
    else:
        destroy_slice(list_id)
    return None


def register() -> None:
    """Register the kind of job, worked where records may be deleted."""
    register_runner(JOB_KIND, _work, apart=True)
