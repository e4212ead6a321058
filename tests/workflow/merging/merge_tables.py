"""Drafts with gaps and tables for them."""

from eoffice.jobs.operations import run_job
from tests.office.kabupaten import Office, actor
from tests.office.outgoing import make_draft
from workflow.merging.checking import check_table
from workflow.merging.creating import create_letters
from workflow.merging.submitting import submit_letters
from workflow.merging.table import BroughtTable, _cells, _table
from workflow.models import Letter, MergeBatch

BODY = [
    {"type": "paragraph", "value": "Saudara <var>nama</var>, <b>hadir</b>lah."},
    {
        "type": "people_table",
        "value": [{"name": "<var>Nama</var>", "nip": "<var>NIP peserta</var>"}],
    },
    {"type": "fields", "value": [{"label": "ruang", "value": "<var>ruang</var>"}]},
]
HEADS = "Nama,nip_peserta,RUANG,kepada jabatan,catatan"


def gapped(office: Office, **changes) -> Letter:
    """Return a draft with the gaps nama, NIP peserta, ruang."""
    return make_draft(office, body=BODY, **changes)


def table_of_text(text: str) -> BroughtTable:
    """Return what the sandbox reads of a CSV file, without store and scanner."""
    return _table("daftar.csv", _cells("read_table", text.encode()))


def brought(office: Office, letter: Letter, *rows: str, heads: str = HEADS):
    """Check a CSV table for the draft; return the batch."""
    table = table_of_text("\n".join([heads, *rows]))
    return check_table(actor=actor(office.drafter), letter_id=letter.pk, table=table)


def good(office: Office, count: int = 2) -> MergeBatch:
    """Return a batch without faults, of `count` rows to Kominfo's head."""
    title = office.kadis.position.title
    rows = [f"Orang {n},1980{n},Ruang {n},{title}," for n in range(count)]
    return brought(office, gapped(office), *rows)


def made(office: Office, count: int = 2) -> MergeBatch:
    """Return a batch whose letters are drafts."""
    batch = good(office, count)
    run_job(create_letters(actor=actor(office.drafter), batch_id=batch.pk).pk)
    return batch


def on_its_way(office: Office, count: int = 2) -> MergeBatch:
    """Return a batch whose letters wait together for the kabag's initial."""
    batch = made(office, count)
    run_job(submit_letters(actor=actor(office.drafter), batch_id=batch.pk).pk)
    return batch
