"""Mail merge of a thousand rows: the table checked, the drafts made, by one job.

    uv run python -m bench.merging

On the test services, in a database of its own. The table is an XLSX of twelve columns,
read in the sandbox as one that was brought; the job runs as the outbox runs it. The
memory is the most that this process held, the product and Django with it.
"""

import io
import resource
import sys
import time

from bench import database
from bench.figures import Row, keep, within

# ruff: isort: split
from openpyxl import Workbook

from eoffice.jobs.models import Job
from eoffice.jobs.operations import run_job
from tests.office.incoming import bring
from tests.office.kabupaten import Office, actor
from tests.office.outgoing import make_draft
from workflow.merging.checking import check_table
from workflow.merging.creating import create_letters
from workflow.merging.table import table_of_upload
from workflow.models import Letter, MergeBatch

ROWS, GAPS = 1000, 10
CHECK_LIMIT_S, MAKE_LIMIT_S, MEMORY_LIMIT_MB = 20, 60, 400
SHEET = "daftar.xlsx"


def table(office: Office) -> bytes:
    """Return a workbook with a value for each gap and the addressee's title."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append([*(f"isian {n}" for n in range(GAPS)), "kepada jabatan", "catatan"])
    title = office.kadis.position.title
    for number in range(ROWS):
        page.append([*(f"Nilai {n} baris {number}" for n in range(GAPS)), title, ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def draft(office: Office) -> Letter:
    """Return a draft with a gap in each of ten paragraphs."""
    words = "Bersama ini kami sampaikan hal yang perlu ditindaklanjuti. " * 5
    body = [
        {"type": "paragraph", "value": f"{words} <var>isian {n}</var>."}
        for n in range(GAPS)
    ]
    return make_draft(office, body=body)


def checked(office: Office) -> tuple[MergeBatch, Row]:
    """Bring the table and check it."""
    letter = draft(office)
    upload = bring(office.drafter, table(office), SHEET)
    began = time.perf_counter()
    found = table_of_upload(upload.pk, owner_id=office.drafter.user.pk)
    batch = check_table(actor=actor(office.drafter), letter_id=letter.pk, table=found)
    row: Row = {
        "what": f"table of {ROWS} rows read and checked",
        "seconds": round(time.perf_counter() - began, 1),
        "limit": f"{CHECK_LIMIT_S} s",
    }
    return batch, within(row, "seconds", CHECK_LIMIT_S)


def made(office: Office, batch: MergeBatch) -> list[Row]:
    """Have the drafts made, slice by slice as the outbox runs the job."""
    job = create_letters(actor=actor(office.drafter), batch_id=batch.pk)
    began, worked = time.perf_counter(), time.process_time()
    while Job.objects.get(pk=job.pk).finished_at is None:
        run_job(job.pk)
    row: Row = {
        "what": f"{ROWS} drafts made",
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_s": round(time.process_time() - worked, 1),
        "drafts": Letter.objects.filter(merge_row__batch=batch).count(),
        "limit": f"{MAKE_LIMIT_S} s",
    }
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    memory: Row = {
        "what": "memory of the worker at its most",
        "mb": most,
        "limit": f"{MEMORY_LIMIT_MB} MB",
    }
    return [
        within(row, "seconds", MAKE_LIMIT_S),
        within(memory, "mb", MEMORY_LIMIT_MB),
    ]


def main() -> int:
    """Measure all of it."""
    with database.office() as office:
        batch, row = checked(office)
        return keep("merging", [row, *made(office, batch)])


if __name__ == "__main__":
    sys.exit(main())
