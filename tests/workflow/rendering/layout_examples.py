"""One small letter for each layout, as an office would write it.

Their bodies stand in `layouts/`, as a program would send them.
"""

import json
from pathlib import Path
from typing import Any

from workflow.rendering.tree import LetterTree, SignatureBlock
from workflow.typesetting.layouts import LAYOUTS, Layout, head_parts

from . import letters

LAW_HEAD = letters.REGENT.model_copy(
    update={"lines": ("BUPATI WANASARI", "PROVINSI JAWA KENCANA"), "address": ()}
)
REGENT = SignatureBlock(authority=("BUPATI WANASARI,",), name="HARYO WICAKSONO")
AGENCY: dict[str, Any] = {
    "letterhead": letters.nota_dinas().letterhead,
    "signature": letters.HEAD_OF_AGENCY,
    "unit": "Dinas Komunikasi dan Informatika",
    "urgency": "biasa",
    "page": {"foot_size_pt": 8},
    "recipients": (("Sekretaris Daerah Kabupaten Wanasari",),),
    "sender": "Kepala Dinas Komunikasi dan Informatika",
    "attachments": None,
    "cc": (),
}
OF_REGENT: dict[str, Any] = AGENCY | {"letterhead": LAW_HEAD, "signature": REGENT}
BARE = AGENCY["letterhead"].model_copy(update={"address": ()})
COPIES = ("Inspektur Kabupaten Wanasari", "Kepala BKPSDM Kabupaten Wanasari")
CAMATS = (("Seluruh Kepala Perangkat Daerah",), ("Seluruh Camat",))

BODIES = Path(__file__).parent / "layouts"
CHANGES: dict[str, dict[str, Any]] = {
    "surat_dinas": {"subject": "Undangan rapat", "recipients": CAMATS, "cc": COPIES},
    "nota_dinas": {"subject": "Laporan jaringan kecamatan"},
    "memo": {"subject": "Bahan paparan", "cc": COPIES[:1]},
    "tugas": {"title": "SURAT PERINTAH", "cc": COPIES},
    "edaran": {
        "subject": "Kesiapsiagaan musim hujan",
        "recipients": CAMATS,
        "recipients_place": "Wanasari",
    },
    "keputusan": OF_REGENT
    | {"subject": "Pembentukan Tim Naskah Dinas Elektronik", "cc": COPIES},
    "instruksi": OF_REGENT | {"subject": "Penerapan Naskah Dinas Elektronik"},
    "peraturan": OF_REGENT
    | {"title": "PERATURAN BUPATI WANASARI", "subject": "Tata Naskah Dinas"},
    "pengumuman": {"subject": "Pelayanan Adminduk pada Libur Akhir Tahun"},
    "berita_acara": {"subject": "Serah terima perangkat"},
    "perjanjian": {"letterhead": BARE, "subject": "Praktik Kerja Lapangan Mahasiswa"},
    "telaahan": {"subject": "Penyusutan arsip inaktif"},
    "laporan": {"subject": "Pendampingan Naskah Dinas Elektronik"},
    "notula": {"has_number": False},
    "radiogram": {"subject": "SIAGA BANJIR", "cc": COPIES[:1], "recipients": CAMATS},
    "disposisi": {"subject": "Bimbingan teknis SPBE"},
    "sertifikat": {
        "letterhead": BARE,
        "signature": {"authority": ["KEPALA DINAS,"], "name": "ARIF BUDIMAN"},
    },
    "naskah": {"title": "STANDAR OPERASIONAL PROSEDUR", "subject": "Penerimaan Surat"},
}


def example(layout: Layout) -> LetterTree:
    blocks = json.loads((BODIES / f"{layout}.json").read_text())
    own: dict[str, Any] = {"type": layout, "recipients_place": None}
    if not head_parts(layout).recipients:
        own["recipients"] = ()
    return letters.letter(blocks, **(AGENCY | own | CHANGES.get(layout, {})))


EXAMPLES = {layout: example(layout) for layout in LAYOUTS}
