"""Drafts with gaps and tables for them."""

from tests.office.kabupaten import Office, actor
from tests.office.outgoing import make_draft
from workflow.drafting.merging.checking import check_table
from workflow.drafting.merging.table import table_of_text
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


def brought(office: Office, letter: Letter, *rows: str, heads: str = HEADS):
    """Check a CSV table for the draft; return the batch."""
    table = table_of_text("daftar.csv", "\n".join([heads, *rows]).encode())
    return check_table(actor=actor(office.drafter), letter_id=letter.pk, table=table)


def good(office: Office, count: int = 2) -> MergeBatch:
    """Return a batch without faults, of `count` rows to Kominfo's head."""
    title = office.kadis.position.title
    rows = [f"Orang {n},1980{n},Ruang {n},{title}," for n in range(count)]
    return brought(office, gapped(office), *rows)
